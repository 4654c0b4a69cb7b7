"""What a person typed becomes what is searched.

Reading order: dependence (does it need the question before?), followup, speakers, topics (is the transcript itself
asked about?), about (what is known of it), language_mismatch, interpret.
"""
