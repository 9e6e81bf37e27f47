"""The capability this service is built around: turning a briefing into a script."""

from typing import Protocol

from contracts import Briefing, Script


class Scriptwriter(Protocol):
    """Writes films; `name` goes into the key a script is stored under, so two writers never share a script."""

    @property
    def name(self) -> str:
        """Short stable name of the writer."""
        ...

    async def write(self, task_id: str, briefing: Briefing) -> Script:
        """Return the script of one film.

        Raises:
            PermanentError: the briefing cannot be written, and why.
        """
        ...
