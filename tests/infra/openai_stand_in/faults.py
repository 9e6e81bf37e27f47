"""Faults the stand-in shows on command: which calls they befall, and what the caller then sees."""

import threading
from dataclasses import dataclass, field
from enum import StrEnum, auto


class Route(StrEnum):
    """The routes that do work."""

    TEXT = auto()
    IMAGE = auto()
    SPEECH = auto()
    TRANSCRIPTION = auto()
    MODELS = auto()


class Kind(StrEnum):
    """What goes wrong. The calls marked as billed are worked on before it does."""

    UNAUTHORIZED = auto()
    FORBIDDEN = auto()
    RATE_LIMITED = auto()
    QUOTA = auto()
    SERVER_ERROR = auto()
    BAD_REQUEST = auto()
    UNKNOWN_MODEL = auto()
    MODERATION = auto()
    """Refused before any work: HTTP 400."""
    REFUSAL = auto()
    """Text only, billed: an answer that says no."""
    SLOW = auto()
    """Billed: the answer comes after `seconds`."""
    HALF_ANSWER = auto()
    """Billed: the connection is cut in the middle of the body."""
    WRONG_JSON = auto()
    """Billed: HTTP 200, and a body that is no JSON."""
    NONSENSE = auto()
    """Text only, billed: a well-formed answer whose text does not follow the schema."""
    RESET = auto()
    """The connection is reset before any work."""


@dataclass
class Fault:
    """A fault that befalls calls to a route: the first `skip` go well, the next `times` do not."""

    route: Route
    kind: Kind
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    """Of RATE_LIMITED what it asks to wait (0: it does not ask), of SLOW how long it takes."""
    met: int = field(default=0, init=False)
    """How often it has befallen a call."""


class Faults:
    """The faults in force."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._reading = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        """Put a fault in force and return it, for the test to ask how often it was met."""
        with self._reading:
            self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Let everything go well again."""
        with self._reading:
            self._faults.clear()

    def befalling(self, route: Route) -> Fault | None:
        """Return the fault the next call to a route meets, and count it."""
        with self._reading:
            for fault in self._faults:
                if fault.route is not route or fault.met >= fault.times:
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    continue
                fault.met += 1
                return fault
        return None
