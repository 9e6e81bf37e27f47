"""What a speech model that takes instructions is told about how to read."""

from typing import Final

from contracts import Language, Tone

_LANGUAGES: Final = {Language.ENGLISH: "English", Language.PORTUGUESE: "Brazilian Portuguese"}

_TONES: Final = {
    Tone.NEUTRAL: "clear, warm and matter-of-fact",
    Tone.ENTHUSIASTIC: "bright and enthusiastic, with a smile in the voice, never shouting",
    Tone.CALM: "calm and reassuring, soft at the ends of sentences",
    Tone.INSPIRING: "inspiring and confident, with some weight on the words that matter",
    Tone.URGENT: "urgent and direct, with energy, never hectic",
}


def direction(language: Language, tone: Tone | None) -> str:
    """Return the instructions for a film; they are the same for all of its scenes, so that these sound alike."""
    return (
        f"You are the narrator of a short film in {_LANGUAGES[language]}. Voice: {_TONES[tone or Tone.NEUTRAL]}. "
        "Pace: steady and natural, a short pause after each sentence. "
        "Read exactly the words of the text, all of them, and nothing else."
    )
