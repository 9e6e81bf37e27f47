"""Settings of the voice agent."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field

from chassis.provider_settings import ProviderSettings


def _user_cache() -> Path:
    """Return where the XDG base directory specification puts a program's cache."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "oma"


class VoiceSettings(ProviderSettings):
    """What the chassis needs, who does the work, and where and how speech models run."""

    voice_cache_dir: Path = Field(
        default_factory=_user_cache, description="Folder for speech models put together on first use (92 MB)."
    )
    voice_threads: Annotated[int, Field(ge=1)] = Field(2, description="Threads one speech model computes with.")
