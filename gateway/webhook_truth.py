"""Whether what a webhook is about to tell is still so."""

from enum import Enum, auto
from typing import Final

from gateway.task_view import TaskView
from gateway.webhooks import Delivery, EventType

_RANKS: Final = (EventType.FAILED, EventType.COMPLETED, EventType.CANCELLED)
"""Of several ends of one attempt the last of these counts, as `TaskView.status` has it."""


class Truth(Enum):
    """How a delivery stands to the task's view."""

    HOLDS = auto()
    OVERTAKEN = auto()
    """The task ended otherwise after all, goes on with another attempt, or was deleted."""
    AHEAD = auto()
    """The view does not show the end yet: this replica may hear of it later than the one that announced it."""


def as_of(view: TaskView, attempt: int) -> TaskView:
    """Return the task as it was before any later attempt."""
    return TaskView(task_id=view.task_id, attempts=tuple(known for known in view.attempts if known.number <= attempt))


def truth_of(delivery: Delivery, view: TaskView) -> Truth:
    """Return whether a delivery may go out; what a user asks for again may be of an earlier attempt."""
    if view.deletion or (view.latest.number > delivery.attempt and not delivery.asked_again):
        return Truth.OVERTAKEN
    then = as_of(view, delivery.attempt)
    end = EventType.of(then.status)
    if end is None or then.latest.number != delivery.attempt or _RANKS.index(end) < _RANKS.index(delivery.event):
        return Truth.AHEAD
    return Truth.HOLDS if end is delivery.event else Truth.OVERTAKEN
