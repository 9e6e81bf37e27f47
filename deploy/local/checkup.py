"""What a check-up finds: one line each, with a remedy where one is needed."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing stands."""

    WELL = "ok"
    WARNING = "warn"
    """Works now, but not for ever, or not as one may think."""
    ILL = "FAIL"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    verdict: Verdict
    text: str
    remedy: str = ""

    def __str__(self) -> str:
        remedy = f"\n       {self.remedy}" if self.remedy else ""
        return f"{self.verdict:<5}  {self.text}{remedy}"


def well(text: str) -> Finding:
    """Return a finding that needs nothing done."""
    return Finding(Verdict.WELL, text)


def warning(text: str, remedy: str = "") -> Finding:
    """Return a finding that can wait."""
    return Finding(Verdict.WARNING, text, remedy)


def ill(text: str, remedy: str = "") -> Finding:
    """Return a finding that keeps films from being made."""
    return Finding(Verdict.ILL, text, remedy)
