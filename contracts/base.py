"""The base of everything that is said on the bus: frozen, and deaf to fields it does not know."""

from pydantic import BaseModel, ConfigDict


class Contract(BaseModel):
    """An immutable value that ignores unknown fields, so that an old reader takes a newer writer's words."""

    model_config = ConfigDict(frozen=True, extra="ignore", allow_inf_nan=False)
