"""A query becomes hits: legs propose sentences, signals describe them, a ranking orders them."""
