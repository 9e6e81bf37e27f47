"""English pronunciation, by the lexicon and the rules of hibari. The only file that imports hibari's G2P."""

from collections.abc import Sequence
from typing import Final

from hibari.g2p import G2P  # type: ignore[import-untyped]

from voice_agent.wording.phrases import Phrase

_PUNCTUATION: Final = ";:,.!?…—"


class EnglishPronunciation:
    """Reads English; loading takes about half a second."""

    def __init__(self, *, british: bool = False) -> None:
        self._g2p = G2P(british=british)

    def phonemes(self, phrases: Sequence[Phrase]) -> list[str]:
        """Return the phonemes of each phrase, each word read in the context of its sentence."""
        words = [list(phrase.words) for phrase in phrases]
        marked = [" ".join(said) + phrase.pause for said, phrase in zip(words, phrases, strict=True)]
        read = self._read(" ".join(filter(None, marked)))
        if len(read) != sum(map(len, words)):
            # A word that the reader splits or joins: read each phrase on its own, which cannot go astray.
            return [" ".join(self._read(" ".join(said))) for said in words]
        sounds = iter(read)
        return [" ".join(next(sounds) for _ in said) for said in words]

    def _read(self, text: str) -> list[str]:
        """Return the phonemes of each word between blanks."""
        words = [""]
        for token in self._g2p.phonemize_tokens(self._g2p.tokenize(text)):
            words[-1] += token.phonemes or ""
            if token.whitespace:
                words.append("")
        return [word.rstrip(_PUNCTUATION) for word in words if word.rstrip(_PUNCTUATION)]
