"""The recording booth: has a film narrated by one narrator, and by another from its first word if that one fails."""

from typing import Final

import structlog

from chassis.errors import StageError
from contracts import Narration
from voice_agent.assignment import Assignment
from voice_agent.narrator import SPEECH_UNUSABLE, Narrator, Part, Reader, Run
from voice_agent.recording import recorded

_PROVIDER_FAULT: Final = "provider_"

_log = structlog.get_logger(__name__)


class Booth:
    """Records films with one narrator; an understudy takes over whole films, as two voices in one would be heard."""

    def __init__(self, narrator: Narrator, understudy: Narrator | None = None) -> None:
        self._narrator = narrator
        self._understudy = understudy

    @property
    def name(self) -> str:
        """Which narrator speaks here."""
        return self._narrator.name

    @property
    def uses_tone(self) -> bool:
        """Whether the tone of a film changes how it is spoken."""
        return self._narrator.uses_tone

    async def record(self, assignment: Assignment, run: Run) -> Narration:
        """Return the narrated film.

        Raises:
            PermanentError: `voice_unknown`, the briefing asks for a voice that does not speak the film's language; or
                the narrator failed for good.
            TransientError: the narrator failed, and may not another time.
        """
        reader = _reader(self._narrator, assignment, assignment.voice, run)
        try:
            narration = await recorded(assignment, reader, run)
        except StageError as error:
            if self._understudy is None or not _is_of_provider(error):
                raise
            _log.warning("understudy_narrates", code=error.code)
            substitute = _reader(self._understudy, assignment, None, run)
            narration = await recorded(assignment, substitute, run)
            note = f"The local voice {narration.voice!r} speaks the whole film: {error.message}"
            narration = narration.model_copy(update={"notes": (note, *narration.notes)})
        await run.report(1.0)
        return narration


def _is_of_provider(error: StageError) -> bool:
    """Return whether a narrator failed, in contrast to a film that may not cost what it would."""
    return error.code.startswith(_PROVIDER_FAULT) or error.code == SPEECH_UNUSABLE


def _reader(narrator: Narrator, assignment: Assignment, asked_voice: str | None, run: Run) -> Reader:
    voice = narrator.voice(asked_voice, assignment.language)
    return narrator.reader(Part(assignment.language, voice, assignment.tone, assignment.take), run)
