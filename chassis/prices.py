"""What a paid call costs: the price table, read from data, and the arithmetic over it."""

import re
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from chassis.errors import PermanentError
from contracts import Usage

SHIPPED: Final = Path(__file__).with_name("prices.json")

ANY_MODEL: Final = "*"
"""The table's entry for models it does not name; only a table given by PRICE_TABLE has one."""

_MILLION: Final = 1_000_000
_SECONDS_PER_MINUTE: Final = 60
_SNAPSHOT_DATE: Final = re.compile(r"-\d{4}-\d{2}-\d{2}$")

Rate = Annotated[float, Field(ge=0)]


class Price(BaseModel):
    """What one model costs, US dollars; what has no price is free."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input: Rate = Field(0.0, description="Per million tokens sent that were not in the provider's cache.")
    cached_input: Rate | None = Field(None, description="Per million tokens sent that were; `input` when absent.")
    cache_write: Rate | None = Field(None, description="Per million tokens sent that were put there; else `input`.")
    output: Rate = Field(0.0, description="Per million tokens that came back.")
    image: Rate = Field(0.0, description="Per picture, for models that bill by the piece.")
    characters: Rate = Field(0.0, description="Per million characters spoken.")
    audio_minute: Rate = Field(0.0, description="Per minute of sound.")
    tokens_per_image: dict[str, int] = Field({}, description="Output tokens of a picture by quality, for estimates.")
    shutdown: date | None = Field(None, description="Day from which the provider no longer serves the model.")

    def cost(self, usage: Usage) -> float:
        """Return what a usage costs in US dollars."""
        cached = self.input if self.cached_input is None else self.cached_input
        written = self.input if self.cache_write is None else self.cache_write
        plain_tokens = usage.input_tokens - usage.cached_input_tokens - usage.cache_write_tokens
        per_million = (
            plain_tokens * self.input
            + usage.cached_input_tokens * cached
            + usage.cache_write_tokens * written
            + usage.output_tokens * self.output
            + usage.characters * self.characters
        )
        by_piece = usage.images * self.image + usage.audio_seconds * self.audio_minute / _SECONDS_PER_MINUTE
        return round(per_million / _MILLION + by_piece, 10)


class PriceTable(BaseModel):
    """Prices by model, as of a day."""

    model_config = ConfigDict(frozen=True)

    date: date
    source: str
    models: dict[str, Price]

    @classmethod
    def load(cls, override: Path | None = None) -> "PriceTable":
        """Return the shipped table, its entries replaced by those of a file of the same form.

        Raises:
            ValueError: the file cannot be read or is no price table.
        """
        shipped = cls.model_validate_json(SHIPPED.read_bytes())
        if override is None:
            return shipped
        try:
            own = cls.model_validate_json(override.read_bytes())
        except (OSError, ValidationError) as error:
            raise ValueError(f"PRICE_TABLE names {override}, which is no price table: {error}") from error
        return own.model_copy(update={"models": {**shipped.models, **own.models}})

    def price(self, model: str) -> Price:
        """Return the price of a model, a dated snapshot's being that of its family; raises `PermanentError`."""
        for name in (model, _SNAPSHOT_DATE.sub("", model), ANY_MODEL):
            if name in self.models:
                return self.models[name]
        raise PermanentError(
            "price_unknown",
            f"No price is known for the model {model}, so its cost could not be accounted for.",
            f'Add it to the file PRICE_TABLE names, {{}} if it costs nothing, or "{ANY_MODEL}" for all models.',
        )
