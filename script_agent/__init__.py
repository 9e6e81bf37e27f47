"""The script stage: turns a briefing into the words of a film."""
