from contracts import AssetKind, TaskCancelled
from gateway.projection import delete
from gateway.totals import Totals
from tests.unit.gateway.samples import TASK, after, charge, failed, made, rendered, scripted, submitted, view_of


def test_a_film_counts_with_its_cost_and_time() -> None:
    """A completed task adds a film, its cost in millionths of a dollar and its milliseconds."""
    view = view_of(submitted(), scripted(charge("script", 0.0123)), rendered())
    assert view.counted == Totals(completed=1, cost_micro_usd=12_300, timed=1, generation_ms=2000)


def test_a_failure_counts_with_what_it_cost() -> None:
    """Money spent on a film that was not finished is spent."""
    view = view_of(submitted(), made(AssetKind.VISUALS, charge("image", 0.5)), failed())
    assert view.counted == Totals(failed=1, cost_micro_usd=500_000)


def test_a_film_of_unknown_beginning_does_not_spoil_the_average() -> None:
    """A film whose briefing was never heard counts as a film, but not in the mean time."""
    view = view_of(rendered())
    assert view.counted == Totals(completed=1)


def test_a_deleted_task_still_counts() -> None:
    """Deleting a task does not change the statistics."""
    view = view_of(submitted(), scripted(charge("script", 0.5)), rendered())
    assert delete(view, after(9)).counted == view.counted


def test_rates_and_means() -> None:
    """The success rate is over tasks that ended by themselves: cancelled ones are nobody's success or failure."""
    views = [view_of(submitted(), rendered()), view_of(submitted(), scripted(), scripted(), rendered())]
    views += [view_of(submitted(), failed()), view_of(submitted(), TaskCancelled(task_id=TASK))]
    totals = sum((view.counted for view in views), start=Totals())
    assert (totals.completed, totals.failed, totals.cancelled) == (2, 1, 1)
    assert round(totals.success_percent, 2) == 66.67
    assert totals.average_generation_seconds == 2.0


def test_nothing_yet() -> None:
    """Before the first task all figures are zero."""
    assert (Totals().success_percent, Totals().average_generation_seconds, Totals().cost_usd) == (0, 0, 0)


def test_a_change_is_a_difference() -> None:
    """What a change adds, added to what was before, is what is after."""
    before, now = view_of(submitted(), failed()).counted, view_of(submitted(), rendered()).counted
    assert before + (now - before) == now
