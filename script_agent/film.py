"""What every scene of a film is built with: what was read, the language, its phrases."""

from dataclasses import dataclass
from typing import Final

from contracts import Headline, Scene, SceneRole
from script_agent.headline import MOST_WORDS, highlight
from script_agent.parts import Reading
from script_agent.phrasing import Phrasing, Said
from script_agent.sentences import capitalised, opened, words
from script_agent.tongues.base import Tongue

NO_ID: Final = "s00"
"""Scenes get their ids when it is known which of them make the film."""

_MOST_ICONS: Final = 4


@dataclass(frozen=True)
class Film:
    """One film in the making."""

    reading: Reading
    tongue: Tongue
    phrasing: Phrasing

    def spoken(self, role: SceneRole, said: Said, *, optional: bool = False, button: str | None = None) -> Scene:
        """Return a scene whose picture is its last sentence."""
        last = len(said.sentences) - 1
        is_shown = opened(said.sentences[last]) == said.headline.text
        return Scene(
            id=NO_ID,
            role=role,
            sentences=said.sentences,
            headline=said.headline,
            button=button,
            icons=self.icons(said.headline.text),
            shown=(last,) if is_shown else (),
            optional=optional,
        )

    def icons(self, text: str) -> tuple[str, ...]:
        """Return the weighty words of a text."""
        telling = (word.lower() for word in words(text) if word.lower() not in self.tongue.lexicon.function_words)
        return tuple(dict.fromkeys(word for word in telling if word.isalpha()))[:_MOST_ICONS]

    def key_headline(self, sentence: str) -> Headline:
        """Return the weightiest phrase of a sentence that cannot be cut."""
        phrase = highlight(opened(sentence), self.tongue) or " ".join(sentence.split()[:MOST_WORDS])
        return Headline(text=capitalised(phrase))

    def is_within(self, text: str, other: str) -> bool:
        """Return whether all weighty words of a text are said by another."""
        return set(words(text.lower())) - self.tongue.lexicon.function_words <= set(words(other.lower()))
