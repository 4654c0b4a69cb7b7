"""What a person typed becomes what is searched.

Reading order: dependence (does it need the question before?), followup, parts (does it ask several things?), speakers,
topics (is the transcript itself asked about?), about (what is known of it), language_mismatch and across (is it in
another language?), interpret; and negation (of what was found, what denies comes first where that is asked).
"""
