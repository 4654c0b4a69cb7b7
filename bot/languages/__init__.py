"""The interface's words, one module a language, all with the keys of `en`; bot.strings fills them in."""
