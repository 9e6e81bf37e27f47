"""How what is written is said: each displayed token gets the words a speaker says for it."""
