"""How much paid work a film will be, known before it is begun: from the briefing alone, by rules of thumb.

The figures are those of films that were made: they are meant to be right within a third for a usual briefing, and
rather too high than too low. What was really used is in the charges.
"""

from typing import Annotated, Final

from pydantic import Field

from contracts.base import Contract
from contracts.briefing import AspectRatio, Briefing, Resolution
from contracts.charges import Usage
from contracts.events import Phase

_LETTERS_PER_TOKEN: Final = 4

_SCRIPT_RULES_LETTERS: Final = 9_500
"""What the script's instructions and the schema of the answer take, whatever the film."""
_SCRIPT_TOKENS_PER_SECOND: Final = 22
"""Of film: the words, and the form around them."""
_SCRIPT_THINKING_TOKENS: Final = 1_500

_SECONDS_PER_PICTURE: Final = 4.0
"""A scene lasts three to six seconds, and those with cards or numbers borrow their neighbour's picture."""
_FEWEST_PICTURES: Final = 3
_PICTURE_PROMPT_LETTERS: Final = 2_400

_PICTURE_SHARE: Final = {Resolution.HD: 0.64, Resolution.FULL_HD: 0.84}
_SQUARE_SHARE: Final = {Resolution.HD: 0.88, Resolution.FULL_HD: 1.10}
"""Tokens of a picture that fills the frame, per token of a square one of 1024 pixels."""

_LETTERS_PER_SECOND: Final = 14.0
"""Blanks included; English and Portuguese narrators agree within a tenth."""
_SPOKEN_SHARE: Final = 0.9
"""Of a film's seconds; the rest is pauses."""
_SECONDS_PER_SPOKEN_SCENE: Final = 3.5
_DIRECTION_LETTERS: Final = 240
"""What a speech model is told about how to read, with every scene."""


class Plan(Contract):
    """Which paid models a film will use; None where the work is done on this machine."""

    script_model: str | None = None
    image_model: str | None = None
    tokens_per_image: Annotated[
        int, Field(ge=0, description="Of a square one of 1024 pixels, at the quality used.")
    ] = 0
    speech_model: str | None = None
    transcription_model: str | None = None


class ExpectedCalls(Contract):
    """What one stage is expected to ask of one model, all calls together."""

    phase: Phase
    model: str
    calls: Annotated[int, Field(ge=1)]
    usage: Usage


def expected_calls(briefing: Briefing, plan: Plan) -> tuple[ExpectedCalls, ...]:
    """Return the paid calls of a film, in the order of its making; none when all is done on this machine."""
    made = (
        plan.script_model and _script(briefing, plan.script_model),
        plan.image_model and _pictures(briefing, plan.image_model, plan.tokens_per_image),
        plan.speech_model and _speech(briefing, plan.speech_model),
        plan.speech_model and plan.transcription_model and _transcription(briefing, plan.transcription_model),
    )
    return tuple(calls for calls in made if calls)


def _script(briefing: Briefing, model: str) -> ExpectedCalls:
    letters = _SCRIPT_RULES_LETTERS + len(briefing.title) + len(briefing.description) + len(briefing.cta or "")
    usage = Usage(
        input_tokens=letters // _LETTERS_PER_TOKEN,
        output_tokens=_SCRIPT_THINKING_TOKENS + _SCRIPT_TOKENS_PER_SECOND * briefing.duration,
    )
    return ExpectedCalls(phase=Phase.SCRIPT, model=model, calls=1, usage=usage)


def _pictures(briefing: Briefing, model: str, tokens_per_image: int) -> ExpectedCalls:
    pictures = max(round(briefing.duration / _SECONDS_PER_PICTURE), _FEWEST_PICTURES)
    shares = _SQUARE_SHARE if briefing.aspect_ratio is AspectRatio.SQUARE else _PICTURE_SHARE
    usage = Usage(
        input_tokens=pictures * _PICTURE_PROMPT_LETTERS // _LETTERS_PER_TOKEN,
        output_tokens=round(pictures * tokens_per_image * shares[briefing.resolution]),
        images=pictures,
    )
    return ExpectedCalls(phase=Phase.VISUALS, model=model, calls=pictures, usage=usage)


def _speech(briefing: Briefing, model: str) -> ExpectedCalls:
    scenes, seconds = _spoken(briefing)
    characters = round(seconds * _LETTERS_PER_SECOND) + scenes * _DIRECTION_LETTERS
    usage = Usage(characters=characters, audio_seconds=seconds)
    return ExpectedCalls(phase=Phase.NARRATION, model=model, calls=scenes, usage=usage)


def _transcription(briefing: Briefing, model: str) -> ExpectedCalls:
    scenes, seconds = _spoken(briefing)
    # Each scene's sound is billed by the full second.
    usage = Usage(audio_seconds=seconds + scenes / 2)
    return ExpectedCalls(phase=Phase.NARRATION, model=model, calls=scenes, usage=usage)


def _spoken(briefing: Briefing) -> tuple[int, float]:
    return round(briefing.duration / _SECONDS_PER_SPOKEN_SCENE), briefing.duration * _SPOKEN_SHARE
