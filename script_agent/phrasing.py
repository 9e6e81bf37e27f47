"""Says things in the set phrases of a language and tone, each take of a briefing always in the same ones."""

import re
import zlib
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from contracts import Headline
from script_agent.headline import MOST_WORDS, marked
from script_agent.parts import Reading
from script_agent.sentences import capitalised, closed, words
from script_agent.tongues.base import ToneVoice, Tongue


class Said(NamedTuple):
    """Sentences to speak, and the headline that shows the last of them."""

    sentences: tuple[str, ...]
    headline: Headline


class Phrasing:
    """The set phrases of one film."""

    def __init__(self, reading: Reading, tongue: Tongue, voice: ToneVoice, turn: int = 0) -> None:
        self.voice = voice
        self.lexicon = tongue.lexicon
        self._shift = zlib.crc32(reading.brand.title.encode()) + turn
        names = tongue.about(reading.brand.name, reading.brand.article)
        self._values = {**names, "thing": reading.thing or ""}
        if reading.audience:
            self._values["audience"] = reading.audience.short

    def say(self, variants: Sequence[str], **values: str) -> Said:
        """Return one of the variants, filled in: one that fits a headline if there is one."""
        filled = {**self._values, **values}
        turned = [variants[(self._shift + turn) % len(variants)] for turn in range(len(variants))]
        said = [_said(template, filled) for template in turned]
        return next((one for one in said if len(words(one.headline.text)) <= MOST_WORDS), said[0])

    def line(self, template: str, **values: str) -> str:
        """Return one filled-in phrase without a highlight."""
        return capitalised(template.replace("*", "").format(**{**self._values, **values}))

    def heading(self, variants: Sequence[str], turn: int) -> Headline:
        """Return one of the headings, another one at each turn."""
        return marked(variants[(self._shift + turn) % len(variants)], **self._values)


def _said(template: str, filled: Mapping[str, str]) -> Said:
    parts = re.split(r"(?<=[.!?])\s+", template)
    sentences = tuple(closed(part.replace("*", "").format(**filled)) for part in parts)
    return Said(sentences, marked(parts[-1], **filled))
