"""Going through a long list page by page: where a page begins is told by the last task of the page before."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Self, cast

from fastapi import Query
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from gateway.task_view import TaskView

_CONTENT: Final = re.compile(r"(\S+) ([A-Za-z0-9_-]{1,64})")


@dataclass(frozen=True)
class Cursor:
    """A place in the list of tasks, the youngest first: behind the task of this age and id."""

    created_at: datetime
    task_id: str

    @classmethod
    def behind(cls, view: TaskView) -> Self:
        """Return the place behind a task that is listed, of which something was heard therefore."""
        return cls(cast(datetime, view.created_at), view.task_id)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `str` gave; raises `ValueError` on anything else."""
        try:
            content = base64.urlsafe_b64decode(text.encode("ascii")).decode("ascii")
        except (UnicodeError, binascii.Error) as error:
            raise ValueError("no cursor") from error
        match = _CONTENT.fullmatch(content)
        if match is None:
            raise ValueError("no cursor")
        created_at = datetime.fromisoformat(match[1])
        if created_at.tzinfo is None:
            raise ValueError("no cursor")
        return cls(created_at, match[2])

    def __str__(self) -> str:
        return base64.urlsafe_b64encode(f"{self.created_at.isoformat()} {self.task_id}".encode()).decode()


def _checked(text: str) -> str:
    try:
        Cursor.parse(text)
    except ValueError as error:
        raise PydanticCustomError("cursor", "This is no cursor of this list") from error
    return text


CursorText = Annotated[
    Annotated[str, AfterValidator(_checked)] | None,
    Query(description="The `next_cursor` of the page before; without it the list begins with the youngest task."),
]
