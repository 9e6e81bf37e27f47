import itertools
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from contracts import AnyEvent, AssetKind, BriefingSubmitted, Phase, Takes, TaskCancelled
from gateway import replay
from gateway.projection import apply, delete
from gateway.task_view import TaskStatus, TaskView
from tests.unit.gateway.samples import (
    BRIEFING,
    TASK,
    after,
    artefact,
    charge,
    failed,
    made,
    progressed,
    rendered,
    scripted,
    submitted,
    video,
    view_of,
)

Heard = tuple[AnyEvent, datetime]

_ATTEMPTS = st.integers(1, 3)
_CHARGE = st.builds(charge, st.sampled_from(["call-1", "call-2"]), st.sampled_from([0.0, 0.1, 0.2]))
# Of one attempt too, several submissions with different words may be heard: two retries that raced, a foreign client.
_SUBMITTED = st.builds(
    BriefingSubmitted,
    task_id=st.just(TASK),
    attempt=_ATTEMPTS,
    briefing=st.sampled_from([BRIEFING, BRIEFING.model_copy(update={"captions": False})]),
    takes=st.builds(Takes, visuals=st.integers(1, 2)),
    submitted_by=st.sampled_from([None, "key-1"]),
)
_EVENTS: st.SearchStrategy[AnyEvent] = st.one_of(
    _SUBMITTED,
    st.builds(progressed, st.sampled_from(Phase), st.sampled_from([0.0, 0.29, 0.5, 1.0]), _CHARGE, attempt=_ATTEMPTS),
    st.builds(scripted, _CHARGE, name=st.sampled_from(["a.json", "b.json"]), attempt=_ATTEMPTS),
    st.builds(made, st.sampled_from(AssetKind), _CHARGE, attempt=_ATTEMPTS),
    st.builds(rendered, st.sampled_from([video(), video(artefact("other.mp4"))]), attempt=_ATTEMPTS),
    st.builds(failed, message=st.sampled_from(["No such voice.", "No voice."]), attempt=_ATTEMPTS),
    st.builds(TaskCancelled, task_id=st.just(TASK), attempt=_ATTEMPTS),
)
# Few moments, some less than a millisecond apart, so that events tie.
_HEARD = st.tuples(_EVENTS, st.sampled_from([after(second) for second in (0, 0.0001, 0.0009, 1, 2)]))


def _view(story: list[Heard]) -> TaskView | None:
    view = None
    for event, at in story:
        view = apply(view, event, at)
    return view


@given(data=st.data(), story=st.lists(_HEARD, max_size=12))
@settings(max_examples=150, deadline=None)
def test_any_order_and_any_repetition_give_the_same_view(data: st.DataObject, story: list[Heard]) -> None:
    """However often and in whatever order a task's events are heard, its view ends up the same."""
    repeated = story + (data.draw(st.lists(st.sampled_from(story), max_size=6)) if story else [])
    shuffled = data.draw(st.permutations(repeated))
    one, other = _view(story), _view(shuffled)
    assert one == other
    assert (one and one.model_dump_json()) == (other and other.model_dump_json())


@given(data=st.data(), story=st.lists(_HEARD, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_rebuild_in_pieces_gives_the_same_view(data: st.DataObject, story: list[Heard]) -> None:
    """Folding events piece by piece, wherever the cuts are, ends where hearing them one by one does."""
    cuts = sorted(data.draw(st.sets(st.integers(1, len(story)), max_size=4)) | {0, len(story)})
    view = None
    for start, end in itertools.pairwise(cuts):
        view = replay.folded(view, [replay.Heard(event, at) for event, at in story[start:end]])
    assert view == _view(story)


@given(story=st.lists(_HEARD, min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_a_cancelled_attempt_stays_cancelled(story: list[Heard]) -> None:
    """Whatever else is heard of it, an attempt that was cancelled shows no film and no failure."""
    view = _view(story)
    assert view is not None
    if any(isinstance(event, TaskCancelled) and event.attempt == view.latest.number for event, _ in story):
        assert (view.status, view.video, view.failure) == (TaskStatus.CANCELLED, None, None)
        assert (view.counted.completed, view.counted.failed, view.counted.cancelled) == (0, 0, 1)


@given(story=st.lists(_HEARD, max_size=8), late=st.lists(_HEARD, max_size=8))
@settings(max_examples=30, deadline=None)
def test_nothing_revives_a_deleted_task(story: list[Heard], late: list[Heard]) -> None:
    """What is left of a deleted task stays as it is, whatever is heard of it later."""
    left = delete(_view(story) or TaskView(task_id=TASK), after(9))
    view = left
    for event, at in late:
        view = apply(view, event, at)
    assert view == left


@given(story=st.lists(_HEARD, min_size=1, max_size=15))
@settings(max_examples=60, deadline=None)
def test_within_an_attempt_nothing_goes_back(story: list[Heard]) -> None:
    """As long as no new attempt begins, progress does not fall and a task that ended stays ended."""
    views = [_view(story[: count + 1]) for count in range(len(story))]
    for before, now in itertools.pairwise(view for view in views if view):
        if before.latest.number == now.latest.number:
            assert before.progress <= now.progress
            assert now.status.is_final or not before.status.is_final


@given(story=st.lists(_HEARD, max_size=10))
@settings(max_examples=30, deadline=None)
def test_a_view_survives_being_written_down(story: list[Heard]) -> None:
    """A view read from its JSON is the view that was written."""
    view = _view(story)
    assert view is None or TaskView.model_validate_json(view.model_dump_json()) == view


def test_a_film_from_briefing_to_end() -> None:
    """Status, phase and progress follow a film as users expect it."""
    view = view_of(submitted())
    assert (view.status, view.progress, view.current_phase) == (TaskStatus.PENDING, 0, None)
    story: list[tuple[AnyEvent, TaskStatus, int, Phase | None]] = [
        (progressed(Phase.SCRIPT, 0.0), TaskStatus.PROCESSING, 0, Phase.SCRIPT),
        (progressed(Phase.SCRIPT, 0.5), TaskStatus.PROCESSING, 2, Phase.SCRIPT),
        (scripted(charge("script", 0.01)), TaskStatus.PROCESSING, 5, Phase.VISUALS),
        (progressed(Phase.NARRATION, 0.5), TaskStatus.PROCESSING, 15, Phase.NARRATION),
        (progressed(Phase.VISUALS, 0.2), TaskStatus.PROCESSING, 20, Phase.VISUALS),
        (made(AssetKind.NARRATION, charge("speech", 0.02)), TaskStatus.PROCESSING, 30, Phase.VISUALS),
        (made(AssetKind.VISUALS, charge("image", 0.03)), TaskStatus.PROCESSING, 50, Phase.RENDER),
        (progressed(Phase.RENDER, 1.0), TaskStatus.PROCESSING, 99, Phase.RENDER),
        (rendered(), TaskStatus.COMPLETED, 100, None),
    ]
    for second, (event, status, progress, phase) in enumerate(story, start=1):
        view = apply(view, event, after(second))
        assert (view.status, view.progress, view.current_phase) == (status, progress, phase)
    assert view.generation_seconds == len(story)
    assert view.total_cost_usd == 0.06
    assert (view.created_at, view.updated_at) == (after(0), after(len(story)))
    assert (view.briefing, view.video) == (BRIEFING, video())


def test_a_late_failure_does_not_undo_a_film() -> None:
    """A film that is there stays there, whatever agents say later of the same attempt."""
    view = view_of(submitted(), rendered(), failed(), progressed(Phase.SCRIPT, 0.1))
    assert (view.status, view.progress, view.failure) == (TaskStatus.COMPLETED, 100, None)


def test_a_cancellation_counts_however_late_the_film_is() -> None:
    """Who cancelled gets no film, be it announced before, at the same time or after; progress does not fall."""
    for story in ((TaskCancelled(task_id=TASK), rendered()), (rendered(), TaskCancelled(task_id=TASK))):
        view = view_of(submitted(), *story)
        assert (view.status, view.video, view.progress) == (TaskStatus.CANCELLED, None, 100)
        assert (view.counted.completed, view.counted.cancelled, view.counted.timed) == (0, 1, 0)


def test_a_cancelled_task_does_not_fail_later() -> None:
    """A failure after a cancellation is not told."""
    view = view_of(submitted(), TaskCancelled(task_id=TASK), failed())
    assert (view.status, view.failure) == (TaskStatus.CANCELLED, None)


def test_a_failed_task_tells_why() -> None:
    """The failure keeps what the stage said of it."""
    failure = view_of(submitted(), failed(), progressed(Phase.RENDER, 0.9)).failure
    assert failure is not None
    assert (failure.phase, failure.code, failure.retryable) == (Phase.NARRATION, "voice_unknown", False)
    assert (failure.message, failure.hint) == ("No such voice.", "Leave `voice` out.")


def test_a_new_attempt_shows_instead_of_the_old_one() -> None:
    """The latest attempt decides the status; events of an earlier one that come late change nothing of it."""
    view = view_of(submitted(), failed(), submitted(attempt=2), progressed(Phase.SCRIPT, 1.0, attempt=2), rendered())
    assert (view.status, view.progress, view.latest.number) == (TaskStatus.PROCESSING, 5, 2)


def test_what_an_attempt_reuses_is_paid_once() -> None:
    """A paid call counts once, however many events, stages and attempts name it."""
    script, image = charge("script", 0.25), charge("image", 0.5)
    view = view_of(submitted(), scripted(script), failed(), submitted(attempt=2), scripted(script, attempt=2))
    view = view_of(
        progressed(Phase.VISUALS, 0.5, image, attempt=2), made(AssetKind.VISUALS, image, attempt=2), view=view
    )
    assert (view.total_cost_usd, view.charges) == (0.75, (image, script))


def test_what_came_to_nothing_was_paid_too() -> None:
    """A call whose stage failed or was cancelled later is in the total."""
    view = view_of(submitted(), progressed(Phase.VISUALS, 0.1, charge("image", 0.04)), TaskCancelled(task_id=TASK))
    assert (view.status, view.total_cost_usd) == (TaskStatus.CANCELLED, 0.04)


def test_a_task_known_only_by_hearsay_is_shown() -> None:
    """An event whose briefing was not heard yet makes a task without a title, and never one without a date."""
    view = view_of(progressed(Phase.VISUALS, 0.5))
    assert (view.status, view.briefing, view.created_at) == (TaskStatus.PROCESSING, None, after(0))


def test_a_deleted_task_stays_deleted() -> None:
    """Late events do not bring back a deleted task, and nothing of its content is kept."""
    deleted = delete(view_of(submitted(), failed()), after(9))
    assert apply(deleted, rendered(), after(10)) == deleted
    assert (deleted.briefing, deleted.video, deleted.attempts) == (None, None, ())
    assert BRIEFING.title not in deleted.model_dump_json()
