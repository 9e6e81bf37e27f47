import itertools
from datetime import timedelta

import pytest

from contracts import AnyEvent, Phase, TaskCancelled
from gateway.projection import delete
from gateway.task_view import TaskView
from gateway.webhook_message import ended_at, message_id
from gateway.webhook_truth import Truth, truth_of
from gateway.webhooks import Delivery, EventType
from tests.unit.gateway.samples import START, TASK, after, failed, progressed, rendered, submitted, view_of

CANCELLED = TaskCancelled(task_id=TASK)


def telling(event: EventType, attempt: int = 1, *, asked_again: bool = False) -> Delivery:
    """Return a delivery of an end."""
    return Delivery(
        id=message_id(TASK, attempt, event, "webhook_1"),
        endpoint_id="webhook_1",
        task_id=TASK,
        attempt=attempt,
        event=event,
        created_at=START,
        expires_at=START + timedelta(days=1),
        due_at=START,
        asked_again=asked_again,
    )


@pytest.mark.parametrize(
    ("heard", "failed_then", "completed_then", "cancelled_then"),
    [
        ([], Truth.AHEAD, Truth.AHEAD, Truth.AHEAD),
        ([submitted()], Truth.AHEAD, Truth.AHEAD, Truth.AHEAD),
        ([progressed(Phase.RENDER, 0.9)], Truth.AHEAD, Truth.AHEAD, Truth.AHEAD),
        ([failed()], Truth.HOLDS, Truth.AHEAD, Truth.AHEAD),
        ([failed(), rendered()], Truth.OVERTAKEN, Truth.HOLDS, Truth.AHEAD),
        ([rendered(), CANCELLED], Truth.OVERTAKEN, Truth.OVERTAKEN, Truth.HOLDS),
        ([failed(), submitted(attempt=2)], Truth.OVERTAKEN, Truth.OVERTAKEN, Truth.OVERTAKEN),
        ([CANCELLED, failed(attempt=2)], Truth.OVERTAKEN, Truth.OVERTAKEN, Truth.OVERTAKEN),
    ],
)
def test_what_may_be_told(
    heard: list[AnyEvent], failed_then: Truth, completed_then: Truth, cancelled_then: Truth
) -> None:
    """An end is told while it is the end; one not heard of here is waited for, one undone is not told any more."""
    view = view_of(*heard) if heard else TaskView(task_id=TASK)
    truths = [truth_of(telling(event), view) for event in (EventType.FAILED, EventType.COMPLETED, EventType.CANCELLED)]
    assert truths == [failed_then, completed_then, cancelled_then]


def test_more_news_never_makes_a_replica_wait_for_what_it_has_overtaken() -> None:
    """Whatever the order in which the ends of an attempt are heard, a delivery is never held back after it was due."""
    heard: list[AnyEvent] = [submitted(), failed(), rendered(), CANCELLED]
    for events in itertools.permutations(heard):
        for event in EventType:
            views = [view_of(*events[:count]) for count in range(1, 5)]
            truths = [truth_of(telling(event), view) for view in views]
            assert truths == sorted(truths, key=[Truth.AHEAD, Truth.HOLDS, Truth.OVERTAKEN].index)
            assert truths[-1] is not Truth.AHEAD


def test_of_a_deleted_task_nothing_is_told() -> None:
    """Not even on demand."""
    view = delete(view_of(submitted(), failed()), after(9))
    assert truth_of(telling(EventType.FAILED, asked_again=True), view) is Truth.OVERTAKEN


def test_an_earlier_attempt_is_told_on_demand_only() -> None:
    """As it ended then."""
    view = view_of(submitted(), failed(), submitted(attempt=2), rendered(attempt=2))
    assert truth_of(telling(EventType.FAILED), view) is Truth.OVERTAKEN
    assert truth_of(telling(EventType.FAILED, asked_again=True), view) is Truth.HOLDS
    assert truth_of(telling(EventType.COMPLETED, asked_again=True), view) is Truth.AHEAD


@pytest.mark.parametrize("end", [failed(), rendered(), CANCELLED])
def test_an_end_is_told_with_its_own_time(end: AnyEvent) -> None:
    """Not with that of whatever was heard last."""
    assert ended_at(view_of(submitted(), end, progressed(Phase.SCRIPT, 1.0))) == after(1)
    assert ended_at(view_of(submitted())) is None


def test_ids_tell_messages_apart() -> None:
    """Two messages have the same id exactly when they tell the same end of the same attempt to the same endpoint."""
    said = [(TASK, 1, EventType.FAILED, "a"), (TASK, 2, EventType.FAILED, "a"), (TASK, 1, EventType.COMPLETED, "a")]
    said += [(TASK, 1, EventType.FAILED, "b"), ("other", 1, EventType.FAILED, "a")]
    assert len({message_id(*words) for words in said}) == len(said)
    assert message_id(*said[0]) == message_id(*said[0])
