"""The base of everything that is said on the bus: frozen, and deaf to fields it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

TaskId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$", examples=["video_20251120_101530_k3v9xq"])]


class Contract(BaseModel):
    """An immutable value that ignores unknown fields, so that an old reader takes a newer writer's words."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
