"""What the quote checker is made of, in the order of its work; bot.quote_check.checker puts it together.

article (with hypertext, markdown) → marks, reporting, claims → normal, concordance → elision, found → whose, cut,
evidence → nearest, differences, foreign, unsaid → verdict.
"""
