"""`.env.example` against the settings classes of everything that reads it."""

import os
import re
from typing import Final

import pytest
from pydantic_settings import BaseSettings

from chassis.settings import ServiceSettings
from deploy.local.settings import PROJECT, StackSettings
from gateway.settings import GatewaySettings
from render_agent.settings import RenderSettings
from script_agent.settings import ScriptSettings
from visual_agent.settings import VisualSettings
from voice_agent.settings import VoiceSettings

READERS: Final[tuple[type[BaseSettings], ...]] = (
    ServiceSettings,
    GatewaySettings,
    ScriptSettings,
    VisualSettings,
    VoiceSettings,
    RenderSettings,
    StackSettings,
)


@pytest.fixture
def documented(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The names in the file with the values it shows, in an environment that has none of them."""
    lines = re.findall(r"^#([A-Z_]+)=(.*)$", (PROJECT / ".env.example").read_text(encoding="utf-8"), re.MULTILINE)
    for name, _ in lines:
        monkeypatch.delenv(name, raising=False)
    return dict(lines)


def test_every_setting_is_in_the_example(documented: dict[str, str]) -> None:
    """No setting is a secret, and no line sets something that nobody reads."""
    fields = {name.upper() for reader in READERS for name in reader.model_fields}

    assert documented.keys() ^ fields == set()


@pytest.mark.parametrize("reader", READERS)
def test_the_example_shows_the_defaults(
    reader: type[BaseSettings], documented: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uncommenting a line changes nothing until its value is changed."""
    default = reader(_env_file=None)
    for name, value in documented.items():
        monkeypatch.setitem(os.environ, name, value)

    uncommented = reader(_env_file=None)

    assert {name: str(value) for name, value in uncommented if documented[name.upper()]} == {
        name: str(value) if name != "oma_data" else ".oma" for name, value in default if documented[name.upper()]
    }
