"""What the API takes and answers about cancelling and retrying."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from contracts import Briefing, Phase
from contracts.briefing import Description, Title
from gateway.task_bodies import Acknowledged
from gateway.task_view import TaskStatus


def _without_defaults(schema: JsonDict) -> None:
    """A field that is left out keeps its value, whatever default it has in a new briefing."""
    properties = schema["properties"]
    for field in properties.values() if isinstance(properties, dict) else ():
        if isinstance(field, dict):
            field.pop("default", None)


class BriefingChanges(Briefing):
    """Fields of the briefing that should be different from the attempt before; the others stay as they are."""

    model_config = ConfigDict(extra="forbid", json_schema_extra=_without_defaults)

    title: Title = ""
    description: Description = ""


class RetryRequest(BaseModel):
    """How another attempt should differ; without anything a task that failed or was cancelled is resumed."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"changes": {"captions": False}}, {"from_stage": "visuals"}]}
    )

    from_stage: Phase | None = Field(
        None,
        description="This stage makes its part anew, and so do later ones as far as they depend on what comes out.",
    )
    changes: BriefingChanges | None = None


class Steered(Acknowledged):
    """Where a task stands after it was cancelled or retried."""

    status: TaskStatus
    attempt: Annotated[int, Field(ge=1, description="Number of the attempt the status is of.")]
