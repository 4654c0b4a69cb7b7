"""What a person typed becomes what is searched.

Reading order: about (facts about the transcript), dependence (does it need the question before?), followup, interpret.
"""
