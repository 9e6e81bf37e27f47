"""The recording booth: has a film narrated by one narrator, and by another from its first word if that one fails."""

from typing import Final

import structlog

from chassis.errors import StageError
from contracts import Narration
from voice_agent.assignment import Assignment
from voice_agent.narrator import Narrator, Part, Reader, Run
from voice_agent.recording import recorded

SPEECH_UNUSABLE: Final = "speech_unusable"
"""The provider's answer was no speech."""

_FAILURES_OF_PROVIDER: Final = frozenset(
    {
        "provider_auth",
        "provider_bad_request",
        "provider_quota",
        "provider_rate_limited",
        "provider_refused",
        "provider_unavailable",
        SPEECH_UNUSABLE,
    }
)

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
            if self._understudy is None or error.code not in _FAILURES_OF_PROVIDER:
                raise
            _log.warning("understudy_narrates", code=error.code)
            substitute = _reader(self._understudy, assignment, None, run)
            narration = await recorded(assignment, substitute, run)
            note = f"The local voice {narration.voice!r} speaks the whole film: {error.message}"
            narration = narration.model_copy(update={"notes": (note, *narration.notes), "charges": reader.charges})
        await run.report(1.0)
        return narration


def _reader(narrator: Narrator, assignment: Assignment, asked_voice: str | None, run: Run) -> Reader:
    voice = narrator.voice(asked_voice, assignment.language)
    return narrator.reader(Part(assignment.language, voice, assignment.tone, assignment.take), run)
