"""How sentences are written down for a speech model: as they are, but for figures and signs, which become words.

Left to itself a model reads `R$ 1.500,50` or `24/7` differently each time, and sometimes in another language.
"""

import re
from collections.abc import Sequence
from typing import Final

from voice_agent.wording.phrases import Phrase

_FIGURE: Final = re.compile(r"[\d%$€£@#&+=/×°ºª½¼¾_]")  # noqa: RUF001 - the sign people write


def recitation(sentences: Sequence[Sequence[Phrase]]) -> str:
    """Return the text of a scene, given the phrases of its sentences."""
    return " ".join(_written(phrase) for phrases in sentences for phrase in phrases)


def _written(phrase: Phrase) -> str:
    shown = " ".join(phrase.tokens)
    if phrase.words and _FIGURE.search(shown):
        return " ".join(phrase.words) + phrase.pause
    return shown
