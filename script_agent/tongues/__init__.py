"""The languages the writer speaks: one grammar, lexicon, verb table and set of phrases each."""
