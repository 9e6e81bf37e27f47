import pytest

from gateway.live_views import LiveViews, RevisedView
from gateway.task_view import TaskView


def _view(task_id: str = "one") -> TaskView:
    return TaskView(task_id=task_id)


@pytest.fixture
def live() -> LiveViews:
    """Return views that are reported on."""
    live = LiveViews(most=2)
    live.start()
    return live


def _read(live: LiveViews, found: RevisedView) -> TaskView:
    with live.reading(found.view.task_id) as reading:
        return live.keep(reading, found)


def test_what_was_read_is_known(live: LiveViews) -> None:
    """A view that was read once need not be read again."""
    assert live.get("one") is None
    view = _read(live, RevisedView(_view(), 1))
    assert live.get("one") is view


def test_a_change_replaces_what_was_known(live: LiveViews) -> None:
    """A report of a later revision is what is known from then on; a late report of an earlier one is nothing new."""
    _read(live, RevisedView(_view(), 4))
    later, earlier = _view(), _view()
    live.hear(RevisedView(later, 5))
    live.hear(RevisedView(earlier, 3))
    assert live.get("one") is later


def test_the_own_write_shows_at_once(live: LiveViews) -> None:
    """What this process wrote replaces what it knew before, and a read that is older does not replace that."""
    _read(live, RevisedView(_view(), 1))
    written = _read(live, RevisedView(_view(), 2))
    assert _read(live, RevisedView(_view(), 1)) is written
    assert live.get("one") is written


def test_a_reading_that_was_overtaken_is_not_kept(live: LiveViews) -> None:
    """What was found while a change was reported may be older than it, so the next look goes to the database."""
    with live.reading("one") as reading:
        live.hear(RevisedView(_view(), 2))
        found = live.keep(reading, RevisedView(_view(), 1))
    assert found is not None
    assert live.get("one") is None


def test_a_late_report_does_not_hide_an_own_write(live: LiveViews) -> None:
    """When an old report arrives during a write, what is written shows after it."""
    _read(live, RevisedView(_view(), 1))
    with live.reading("one") as reading:
        live.hear(RevisedView(_view(), 1))
        written = live.keep(reading, RevisedView(_view(), 2))
    assert live.get("one") is written


@pytest.mark.parametrize("event", ["start", "stop", "forget"])
def test_what_is_uncertain_is_forgotten(live: LiveViews, event: str) -> None:
    """When reports begin anew or end, or the view goes, neither what was known nor what is being read is believed."""
    _read(live, RevisedView(_view(), 7))
    with live.reading("one") as reading:
        match event:
            case "start":
                live.start()
            case "stop":
                live.stop()
            case _:
                live.forget("one")
        assert live.get("one") is None
        live.keep(reading, RevisedView(_view(), 7))
    assert live.get("one") is None


def test_nothing_is_kept_without_reports() -> None:
    """Before reports begin every look goes to the database."""
    live = LiveViews()
    _read(live, RevisedView(_view(), 1))
    assert live.get("one") is None


def test_the_oldest_view_makes_room(live: LiveViews) -> None:
    """No more views are kept than allowed."""
    for name in ("one", "two", "three"):
        _read(live, RevisedView(_view(name), 1))
    assert [live.get(name) is not None for name in ("one", "two", "three")] == [False, True, True]


def test_who_waits_is_woken(live: LiveViews) -> None:
    """A change of a task wakes those who wait for that one; when reports begin anew everybody looks again."""
    with live.changes("one") as one, live.changes("one") as same, live.changes("two") as two:
        live.hear(RevisedView(_view(), 1))
        assert (one.is_set(), same.is_set(), two.is_set()) == (True, True, False)
        one.clear()
        live.forget("one")
        assert one.is_set()
        one.clear()
        live.start()
        assert (one.is_set(), two.is_set()) == (True, True)
