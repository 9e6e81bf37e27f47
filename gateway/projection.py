"""The projection: how a task's view changes with each event, indifferent to their order and to repetition."""

from collections.abc import Iterable
from datetime import datetime

from contracts import (
    AnyEvent,
    ArtefactRef,
    AssetsReady,
    BriefingSubmitted,
    Charge,
    Phase,
    ScriptReady,
    TaskCancelled,
    TaskFailed,
    TaskProgressed,
    VideoRendered,
)
from contracts.charges import united
from gateway.facts import AttemptFacts, Failure, PhaseFacts, Said, moment
from gateway.task_view import Deletion, TaskView


def apply(view: TaskView | None, event: AnyEvent, occurred_at: datetime) -> TaskView:
    """Return the view with what the event says; a deleted task stays as it is."""
    view = view or TaskView(task_id=event.task_id)
    if view.deletion:
        return view
    attempts = {attempt.number: attempt for attempt in view.attempts}
    heard = _facts(event, moment(occurred_at))
    known = attempts.get(heard.number)
    attempts[heard.number] = known.join(heard) if known else heard
    return TaskView(task_id=view.task_id, attempts=tuple(attempts[number] for number in sorted(attempts)))


def delete(view: TaskView, deleted_at: datetime) -> TaskView:
    """Return what is left of a task that a user deletes: nothing of its content."""
    return TaskView(task_id=view.task_id, deletion=Deletion(at=moment(deleted_at), counted=view.counted))


def _facts(event: AnyEvent, at: datetime) -> AttemptFacts:  # noqa: PLR0911 - one return per type of event
    number = event.attempt
    match event:
        case BriefingSubmitted():
            return AttemptFacts(number=number, asked=Said(at=at, what=event))
        case TaskProgressed():
            heard = PhaseFacts(
                fraction=event.fraction, first_heard_at=at, last_heard_at=at, charges=united(event.charges)
            )
            return AttemptFacts(number=number, phases={event.phase: heard})
        case ScriptReady():
            return AttemptFacts(number=number, phases=_made(Phase.SCRIPT, event.script, event.charges, at))
        case AssetsReady():
            return AttemptFacts(number=number, phases=_made(Phase(event.kind), event.manifest, event.charges, at))
        case VideoRendered():
            phases = _made(Phase.RENDER, event.video.file, event.charges, at)
            return AttemptFacts(number=number, phases=phases, video=Said(at=at, what=event.video))
        case TaskFailed():
            failure = Failure.model_validate(event, from_attributes=True)
            return AttemptFacts(number=number, failure=Said(at=at, what=failure))
        case TaskCancelled():
            return AttemptFacts(number=number, cancelled_at=at)


def _made(phase: Phase, artefact: ArtefactRef, charges: Iterable[Charge], at: datetime) -> dict[Phase, PhaseFacts]:
    return {phase: PhaseFacts(output=Said(at=at, what=artefact), charges=united(charges))}
