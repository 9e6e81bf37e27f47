"""The tables of what pictures look like in each style and of what icons mean in them, which designers edit."""

import tomllib
from collections.abc import Mapping
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
    return StyleTokens.model_validate(_table("styles")[style])


def motif(icon: str) -> str:
    """Return the thing an icon stands for, in words an image model understands."""
    return str(_table("motifs").get(icon, icon.replace("-", " ")))


@cache
def _table(name: str) -> Mapping[str, object]:
    return tomllib.loads(files("visual_agent").joinpath(f"prompts/{name}.toml").read_text(encoding="utf-8"))
