"""The render stage: turns script, pictures and narration into a checked film."""
