"""Settings of the render agent."""

import os
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from chassis.settings import ServiceSettings


class Profile(StrEnum):
    """What the encoder spends its time on."""

    DRAFT = "draft"
    STANDARD = "standard"
    HIGH = "high"


class RenderSettings(ServiceSettings):
    """How films are encoded and how many processor cores one film may use."""

    render_profile: Profile = Field(
        Profile.STANDARD,
        description="draft is quickest and largest; high takes several times as long for a smaller, finer file.",
    )
    render_workers: Annotated[int, Field(ge=1)] = Field(
        default_factory=lambda: os.cpu_count() or 1,
        description="Scenes rendered at the same time; the number of cores unless set.",
    )
