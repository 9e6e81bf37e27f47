import pytest
from prometheus_client import CollectorRegistry

from chassis.effects import Ledger
from chassis.openai_client import openai_ledger
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.settings import ServiceSettings
from chassis.store import Store
from contracts import Event


class RecordingBus:
    """A bus that keeps what is published on it."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    async def publish(self, event: Event) -> None:
        """Keep the event."""
        self.events.append(event)


def ledger(store: Store) -> Ledger:
    """Return a real ledger over a store, without limit."""
    return openai_ledger(ProviderSettings(_env_file=None), store, ProviderMetrics(CollectorRegistry()))


@pytest.fixture
def settings() -> ServiceSettings:
    """Return settings that read no file."""
    return ServiceSettings(_env_file=None)


@pytest.fixture
def store() -> Store:
    """Return an empty store."""
    return Store.in_memory()


@pytest.fixture
def bus() -> RecordingBus:
    """Return a bus that remembers."""
    return RecordingBus()
