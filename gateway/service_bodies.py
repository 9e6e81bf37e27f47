"""What the API answers about the service itself."""

from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field


class Stats(BaseModel):
    """Figures over all tasks ever, deleted ones included."""

    total_videos_generated: int = Field(examples=[42])
    total_cost: float = Field(description="US dollars, spent on unfinished films too.", examples=[1.23])
    average_generation_time: float = Field(description="Seconds; 0 before the first film.", examples=[45.5])
    success_rate: float = Field(description="Percent of films among tasks that ended by themselves.", examples=[98.5])
    uptime_seconds: float = Field(examples=[86400.0])


class Checks(BaseModel):
    """What the health check looked at."""

    api: bool = True
    openai_config: bool = Field(
        description="Whether an OpenAI key is configured. Without one local providers do the work, so this alone does "
        "not degrade the service, unless a stage is set to use OpenAI; the key is not tried (`make doctor` tries it)."
    )
    output_directory: bool = Field(description="Whether films can be written to it; true when none is set.")
    kafka: bool = Field(description="Whether the broker answers and this process gets its share of the events.")
    mongodb: bool = Field(description="Whether the database answers.")


class Condition(StrEnum):
    """How the service is."""

    HEALTHY = "healthy"
    DEGRADED = "degraded"


class Health(BaseModel):
    """The service and what it depends on."""

    status: Condition = Field(description="`degraded` when a check is false that is needed; `openai_config` seldom is.")
    version: str = Field(examples=["1.0.0"])
    uptime_seconds: float = Field(examples=[1234.56])
    checks: Checks


class Ready(BaseModel):
    """The service takes briefings and follows their tasks."""

    status: Literal["ready"] = "ready"


class Pong(BaseModel):
    """The process answers."""

    message: Literal["pong"] = "pong"
    timestamp: AwareDatetime
