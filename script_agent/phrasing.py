"""Says things in the set phrases of a language and tone, the same briefing always in the same ones."""

import re
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from contracts import Headline
from script_agent.headline import marked
from script_agent.parts import Reading
from script_agent.sentences import capitalised, closed
from script_agent.tongues.base import ToneVoice, Tongue


class Said(NamedTuple):
    """Sentences to speak, and the headline that shows the last of them."""

    sentences: tuple[str, ...]
    headline: Headline


class Phrasing:
    """The set phrases of one film."""

    def __init__(self, reading: Reading, tongue: Tongue, voice: ToneVoice) -> None:
        self.voice = voice
        self.lexicon = tongue.lexicon
        self._seed = reading.brand.title
        names = tongue.about(reading.brand.name, reading.brand.article)
        self._values = {**names, "thing": reading.thing or ""}
        if reading.audience:
            self._values["audience"] = reading.audience.short

    def say(self, variants: Sequence[str], **values: str) -> Said:
        """Return one of the variants, filled in."""
        templates = re.split(r"(?<=[.!?])\s+", self._pick(variants))
        filled = {**self._values, **values}
        sentences = tuple(closed(template.replace("*", "").format(**filled)) for template in templates)
        return Said(sentences, marked(templates[-1], **filled))

    def line(self, template: str, **values: str) -> str:
        """Return one filled-in phrase without a highlight."""
        return capitalised(template.replace("*", "").format(**{**self._values, **values}))

    def heading(self, variants: Sequence[str], turn: int) -> Headline:
        """Return one of the headings, another one at each turn."""
        shift = zlib.crc32(self._seed.encode()) % len(variants)
        return marked(variants[(shift + turn) % len(variants)], **self._values)

    def _pick(self, variants: Sequence[str]) -> str:
        return variants[zlib.crc32(self._seed.encode()) % len(variants)]
