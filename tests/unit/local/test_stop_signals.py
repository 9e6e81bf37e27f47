"""From signals to one exception."""

import os
import signal
import time

import pytest

from deploy.local.stop_signals import StopRequested, stop_signals


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_first_signal_stops_and_the_next_does_not_disturb_the_stop(number: signal.Signals) -> None:
    """An impatient second Ctrl-C must not leave half of the stack behind."""
    steps: list[str] = []

    def stack() -> None:
        try:
            os.kill(os.getpid(), number)
            time.sleep(5)
            steps.append("went on")
        finally:
            os.kill(os.getpid(), number)
            time.sleep(0.01)
            steps.append("cleaned up")

    with pytest.raises(StopRequested), stop_signals(steps.append):
        stack()

    assert steps == ["Stopping ...", "cleaned up"]


def test_the_handlers_of_before_are_back_afterwards() -> None:
    """Outside of the block the program behaves as ever."""
    before = signal.getsignal(signal.SIGINT)
    with stop_signals(print):
        assert signal.getsignal(signal.SIGINT) is not before

    assert signal.getsignal(signal.SIGINT) is before
