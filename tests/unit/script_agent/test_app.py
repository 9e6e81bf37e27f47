"""Which writer the settings choose."""

from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from chassis.metrics import DeliveryMetrics
from chassis.service import consumed_topics
from contracts.topics import BRIEFING_SUBMITTED
from script_agent.app import build, writer_of
from script_agent.settings import ScriptSettings


def settings(**given: Any) -> ScriptSettings:
    """Return settings that read no file."""
    return ScriptSettings(_env_file=None, storage_url="memory://", **given)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({}, "local"),
        ({"openai_api_key": "sk-test"}, "openai gpt-test"),
        ({"openai_api_key": "sk-test", "script_provider": "local"}, "local"),
        ({"openai_api_key": "sk-test", "script_provider": "openai"}, "openai gpt-test"),
        ({"openai_api_key": "sk-test", "fallback_to_local": True}, "openai gpt-test, local"),
        ({"fallback_to_local": True}, "local"),
    ],
)
def test_the_writer_is_the_one_that_was_chosen(given: dict[str, Any], name: str) -> None:
    """A key is enough for the paid writer, unless the local one is asked for; the fallback stands behind it."""
    assert writer_of(settings(openai_script_model="gpt-test", **given)).name == name


@pytest.mark.parametrize("given", [{}, {"openai_api_key": "sk-test", "fallback_to_local": True}])
def test_the_service_hears_briefings(given: dict[str, Any]) -> None:
    """Wired up, with either writer, the service listens to its topic."""
    broker = build(settings(**given), DeliveryMetrics(CollectorRegistry()))
    assert consumed_topics(broker) == [BRIEFING_SUBMITTED]


def test_without_a_key_the_paid_writer_does_not_start() -> None:
    """An operator who chose it is told at once, not with the first film."""
    with pytest.raises(ValueError, match="OPENAI_API_KEY is not set"):
        build(settings(script_provider="openai"), DeliveryMetrics(CollectorRegistry()))
