"""The table of what pictures look like in each style, which designers edit: `prompts/styles.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from contracts import Style


class StyleTokens(BaseModel):
    """One style in words an image model understands."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_min_length=1)

    medium: str = Field(description="What kind of picture it is.")
    palette: str
    light: str
    material: str
    composition: str


@cache
def style_tokens(style: Style) -> StyleTokens:
    """Return a style's row of the table."""
    table = tomllib.loads(files("visual_agent").joinpath("prompts/styles.toml").read_text(encoding="utf-8"))
    return StyleTokens.model_validate(table[style])
