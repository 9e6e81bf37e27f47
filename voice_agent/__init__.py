"""The narration stage: speaks a script and sets the film's clock."""
