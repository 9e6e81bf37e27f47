"""The rules on one message at a time; tests/integration has them on a real broker."""

import asyncio
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiokafka import ConsumerRecord
from aiokafka.errors import KafkaConnectionError, UnknownError
from prometheus_client import CollectorRegistry

from chassis.delivery import Delivery, DeliveryRules
from chassis.errors import ExhaustedError, PermanentError, TaskWithdrawnError, TransientError, UnavailableError
from chassis.inbox import Record, UnreadableEventError, event_of
from chassis.metrics import DeliveryMetrics
from chassis.settings import ServiceSettings
from contracts import Briefing, BriefingSubmitted, Event, Phase, TaskFailed
from contracts.topics import BRIEFING_SUBMITTED

BODY = (
    BriefingSubmitted(task_id="t1", attempt=2, briefing=Briefing(title="Title", description="A description."))
    .model_dump_json()
    .encode()
)


@dataclass
class Letter:
    """One dead letter."""

    value: bytes
    code: str
    error: str
    attempts: int


@dataclass
class Outside:
    """A bus and a dead-letter queue that remember."""

    events: list[Event] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    async def publish(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)

    async def put(self, record: Record, *, code: str, error: str, attempts: int) -> None:
        """Keep the letter."""
        self.letters.append(Letter(record.value, code, error, attempts))


class Handler:
    """Raises the given errors, one a call, and then succeeds."""

    def __init__(self, *errors: BaseException) -> None:
        self._errors = list(errors)
        self.calls = 0

    async def __call__(self, _message: Any) -> str:
        """Do as told."""
        self.calls += 1
        if self._errors:
            raise self._errors.pop(0)
        return "done"


def _record(body: bytes, headers: tuple[tuple[str, bytes], ...] = ()) -> Record:
    return ConsumerRecord(BRIEFING_SUBMITTED, 0, 7, 0, 0, b"t1", body, None, 2, len(body), headers)


async def _deliver(
    outside: Outside,
    handler: Handler,
    *,
    body: bytes = BODY,
    phase: Phase | None = Phase.SCRIPT,
    publish_error: Exception | None = None,
) -> None:
    rules = DeliveryRules(
        settings=ServiceSettings(_env_file=None, retry_attempts=3, retry_base_seconds=0.0),
        metrics=DeliveryMetrics(CollectorRegistry()),
        bus=outside,
        dead_letters=outside,
        phase=phase,
    )
    async with Delivery(_record(body, (("x", b"\xff"),)), context=None, rules=rules) as delivery:
        await delivery.consume_scope(handler, None)  # type: ignore[arg-type]  # the handler does not look at it
        if publish_error is not None:
            raise publish_error


async def test_success_leaves_no_trace_on_the_bus() -> None:
    """A handled message causes neither a failure nor a dead letter."""
    outside, handler = Outside(), Handler()

    await _deliver(outside, handler)

    assert (handler.calls, outside.events, outside.letters) == (1, [], [])


@pytest.mark.parametrize(
    "error", [TransientError("slow", "Slow."), KafkaConnectionError(), UnknownError(), TimeoutError()]
)
async def test_what_may_pass_is_tried_again(error: Exception) -> None:
    """A transient error is retried, and nobody hears of it when a later try succeeds."""
    outside, handler = Outside(), Handler(error, error)

    await _deliver(outside, handler)

    assert (handler.calls, outside.events, outside.letters) == (3, [], [])


async def test_out_of_retries_the_task_fails_by_name() -> None:
    """A transient error that stays becomes a retryable `task.failed` and a dead letter that counts the tries."""
    outside, handler = Outside(), Handler(*[TransientError("slow", "The store is slow.", "Wait.")] * 9)

    await _deliver(outside, handler)

    assert handler.calls == 3
    assert outside.events == [
        TaskFailed(
            task_id="t1",
            attempt=2,
            phase=Phase.SCRIPT,
            code="slow",
            message="The store is slow.",
            retryable=True,
            hint="Wait.",
        )
    ]
    assert outside.letters == [Letter(BODY, "slow", "The store is slow.", 3)]


async def test_permanent_errors_are_not_retried() -> None:
    """A permanent error fails the task at the first try, and says that the same again will not help."""
    outside, handler = Outside(), Handler(PermanentError("voice_unknown", "No such voice."))

    await _deliver(outside, handler)

    assert handler.calls == 1
    assert [(event.code, event.retryable) for event in outside.events if isinstance(event, TaskFailed)] == [
        ("voice_unknown", False)
    ]
    assert [letter.attempts for letter in outside.letters] == [1]


async def test_what_was_tried_long_enough_is_not_tried_again() -> None:
    """An error after all tries that make sense fails the task at once, in a way a user's retry can help."""
    outside, handler = Outside(), Handler(ExhaustedError("provider_unavailable", "It did not answer."))

    await _deliver(outside, handler)

    (failure,) = outside.events
    assert isinstance(failure, TaskFailed)
    assert (handler.calls, failure.code, failure.retryable) == (1, "provider_unavailable", True)


async def test_withdrawn_work_ends_in_silence() -> None:
    """A message whose task was cancelled is done with at the first try: no failure, no dead letter."""
    outside, handler = Outside(), Handler(TaskWithdrawnError())

    await _deliver(outside, handler)

    assert (handler.calls, outside.events, outside.letters) == (1, [], [])


async def test_a_bug_fails_the_task_without_showing_its_insides() -> None:
    """An unexpected error becomes `internal_error`; its text goes to the dead letter, not to the user."""
    outside, handler = Outside(), Handler(ZeroDivisionError("secret detail"))

    await _deliver(outside, handler)

    (failure,) = outside.events
    assert isinstance(failure, TaskFailed)
    assert (failure.code, failure.retryable) == ("internal_error", True)
    assert "secret" not in failure.message
    assert outside.letters[0].error == "secret detail"


@pytest.mark.parametrize("error", [UnavailableError("storage_unavailable", "Away."), KafkaConnectionError()])
async def test_a_dead_dependency_burns_no_retries(error: Exception) -> None:
    """While a part of the installation is away the message waits, beyond the limit of tries."""
    outside, handler = Outside(), Handler(*[error] * 10)

    await _deliver(outside, handler)

    assert (handler.calls, outside.events, outside.letters) == (11, [], [])


@pytest.mark.parametrize("body", [b"\xff\x00", b"", b"{}", b"[1]", b'{"task_id": "t1"}', BODY.replace(b"30", b"9")])
async def test_what_is_no_event_goes_to_the_dead_letters_alone(body: bytes) -> None:
    """Garbage fails no task: it is put aside with the reason, and the handler never sees it."""
    outside, handler = Outside(), Handler()

    await _deliver(outside, handler, body=body)

    assert (handler.calls, outside.events) == (0, [])
    assert [(letter.value, letter.code) for letter in outside.letters] == [(body, "event_unreadable")]


async def test_without_a_phase_no_task_fails() -> None:
    """A service that only watches puts what it cannot take aside and blames no task."""
    outside, handler = Outside(), Handler(PermanentError("broken", "Broken."))

    await _deliver(outside, handler, phase=None)

    assert outside.events == []
    assert [letter.code for letter in outside.letters] == ["broken"]


async def test_an_answer_that_could_not_be_published_is_worked_on_again() -> None:
    """When the handler is done but its event is not on the bus, the error stands and the message comes again."""
    outside = Outside()

    with pytest.raises(KafkaConnectionError):
        await _deliver(outside, Handler(), publish_error=KafkaConnectionError())
    assert outside.letters == []


async def test_a_shutdown_hands_the_message_back() -> None:
    """Cancellation is no failure: nothing is published and the message is not acknowledged."""
    outside = Outside()

    with pytest.raises(asyncio.CancelledError):
        await _deliver(outside, Handler(asyncio.CancelledError()))
    assert (outside.events, outside.letters) == ([], [])


def test_unreadable_events_say_what_is_wrong() -> None:
    """The reason names the field."""
    with pytest.raises(UnreadableEventError, match="briefing: Field required"):
        event_of(_record(b'{"task_id": "t1"}'))
