"""A film's making as it shows in a terminal: a bar per phase, or plain lines where there is no terminal."""

from collections.abc import Iterable
from typing import Final, Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from contracts import Phase
from deploy.local.api_client import PhaseState

_LINE_EVERY: Final = 0.25
"""Share of a phase between two plain lines."""


class ProgressView(Protocol):
    """Something that shows how far the phases are."""

    def show(self, phases: Iterable[PhaseState]) -> None:
        """Show the latest state."""

    def close(self) -> None:
        """Leave the terminal as it was."""


def progress_view(console: Console) -> ProgressView:
    """Return the view that fits the console."""
    return Bars(console) if console.is_terminal else Lines(console)


class Bars:
    """One live bar per phase."""

    def __init__(self, console: Console) -> None:
        columns = (TextColumn("  {task.description:<10}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"))
        self._progress = Progress(*columns, TimeElapsedColumn(), console=console)
        self._bars: dict[str, TaskID] = {
            phase: self._progress.add_task(phase.value, total=1.0, start=False) for phase in Phase
        }
        self._progress.start()

    def show(self, phases: Iterable[PhaseState]) -> None:
        """Move the bars; a bar's clock runs from its first sign of life."""
        for state in phases:
            bar = self._bars.get(state.phase)
            if bar is None or state.fraction <= 0:
                continue
            self._progress.start_task(bar)
            self._progress.update(bar, completed=state.fraction)

    def close(self) -> None:
        """Stop redrawing."""
        self._progress.stop()


class Lines:
    """One line when a phase has got a quarter further."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._shown: dict[str, float] = {}

    def show(self, phases: Iterable[PhaseState]) -> None:
        """Print what changed enough to be worth a line."""
        for state in phases:
            before = self._shown.get(state.phase, 0.0)
            finished = state.fraction >= 1 > before
            if finished or state.fraction >= before + _LINE_EVERY:
                self._shown[state.phase] = state.fraction
                self._console.print(f"  {state.phase:<10} {state.fraction:4.0%}")

    def close(self) -> None:
        """Nothing is left open."""
