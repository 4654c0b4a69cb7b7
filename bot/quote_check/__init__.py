"""What the quote checker is made of, in the order of its work; bot.quote_check.checker puts it together.

article (with tags, hypertext, markdown) → claims, reporting → elision, locate → attributed, turned → unsaid (with
nearest, differences) → verdict. The words of transcripts are bot.evidence's: normal, concordance, proof.
"""
