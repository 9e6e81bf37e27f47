"""The local writer steps in for the paid one."""

import pytest

from chassis.errors import MendableError, PermanentError, TaskWithdrawnError, TransientError, UnavailableError
from contracts import Briefing
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from script_agent.screenplay import Screenplay
from script_agent.scriptwriter import Buyer
from script_agent.understudy import Understudied
from tests.infra.scripted_model import PlainBuyer

ENGLISH = Commission.of(Briefing(title="Lumen", description="Lumen is a lamp for readers that never glares."))
PORTUGUESE = Commission.of(Briefing(title="Lúmen", description="Lúmen é uma luminária para quem lê à noite."))


class Failing:
    """Raises what it is given."""

    name = "paid"

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def write(self, _commission: Commission, _buyer: Buyer, /) -> Screenplay:
        """Raise the error."""
        raise self._error


@pytest.mark.parametrize(
    "error",
    [
        TransientError("provider_unavailable", "It did not answer."),
        TransientError("provider_rate_limited", "Too much."),
        MendableError("provider_auth", "Not this key."),
        MendableError("provider_quota", "No money."),
        PermanentError("provider_refused", "Not this."),
        MendableError("script_unusable", "Not a film."),
    ],
    ids=lambda error: error.code,
)
async def test_the_local_writer_does_what_the_provider_cannot(error: Exception, writer: LocalScriptwriter) -> None:
    """The film is the local one, and says why."""
    film = await Understudied(Failing(error), writer).write(ENGLISH, PlainBuyer())

    own = await writer.write(ENGLISH)
    assert film.scenes == own.scenes
    assert film.notes[1:] == own.notes
    assert str(error.code) in film.notes[0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error",
    [
        PermanentError("budget_exceeded", "Too dear."),
        PermanentError("price_unknown", "Who knows."),
        PermanentError("language_unsupported", "French."),
        UnavailableError("storage_unavailable", "No store."),
        TaskWithdrawnError(),
    ],
    ids=repr,
)
async def test_no_one_steps_in_for_what_is_no_failure_of_the_provider(
    error: Exception, writer: LocalScriptwriter
) -> None:
    """A limit, a cancellation or a part of the installation that is away stays what it is."""
    with pytest.raises(type(error)) as caught:
        await Understudied(Failing(error), writer).write(ENGLISH, PlainBuyer())

    assert caught.value is error


async def test_the_note_is_in_the_film_s_language(writer: LocalScriptwriter) -> None:
    """Who asked for a Portuguese film reads Portuguese."""
    error = MendableError("provider_quota", "No money.")
    film = await Understudied(Failing(error), writer).write(PORTUGUESE, PlainBuyer())

    assert "redator local" in film.notes[0]
