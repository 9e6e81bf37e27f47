"""A provider whose faults are scripted, and calls to it, for the tests of the ledger."""

import asyncio
from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry

from chassis.effects import Answer, Ledger, PaidCall
from chassis.prices import PriceTable
from chassis.provider import Patience, Provider
from chassis.provider_faults import Fault, FaultKind, ProviderFaultError
from chassis.provider_metrics import ProviderMetrics
from chassis.store import Store
from contracts import Charge, Usage

MODEL = "gpt-6-luna"
USAGE = Usage(input_tokens=1000, output_tokens=2000)
PRICE = 0.0011
"""1000 tokens at 0.10 and 2000 at 0.50 dollars a million."""

QUICK = Patience(seconds=5.0, first=0.001, longest=0.002, outage=0.05)


def provider(patience: Patience = QUICK, concurrency: int = 4) -> Provider:
    """Return a provider that takes faults as they are raised."""
    return Provider(
        "openai", _classify, ProviderMetrics(CollectorRegistry()), concurrency=concurrency, patience=patience
    )


def ledger(store: Store, max_cost_usd: float | None = None, patience: Patience = QUICK) -> Ledger:
    """Return a ledger with today's prices."""
    return Ledger(store, provider(patience), PriceTable.load(), max_cost_usd)


@dataclass
class Shop:
    """Answers calls with their number, after the faults it was given."""

    faults: list[Fault] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    """The idempotency key of each try."""
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, key: str) -> Answer:
        """Make one attempt."""
        self.keys.append(key)
        self.asked.set()
        if self.faults:
            raise ProviderFaultError(self.faults.pop(0))
        return Answer(data=f"answer {len(self.keys)}\n\0".encode(), media_type="text/plain", usage=USAGE)

    def call(self, name: str = "script", inputs: str = "all there is to ask", model: str = MODEL) -> PaidCall:
        """Return a call that is answered here."""
        return PaidCall("openai", model, name, inputs, USAGE, self.run)


@dataclass
class Witness:
    """Sees what is published, and may call the work off."""

    charges: list[Charge] = field(default_factory=list)
    withdrawn: Exception | None = None

    async def check(self) -> None:
        """Raise what was set."""
        if self.withdrawn:
            raise self.withdrawn

    async def publish(self, charge: Charge) -> None:
        """Keep the charge."""
        self.charges.append(charge)


def fault(kind: FaultKind, retry_after: float | None = None) -> Fault:
    """Return a fault."""
    return Fault(kind, "it said so", retry_after)


def _classify(error: Exception) -> Fault | None:
    return error.fault if isinstance(error, ProviderFaultError) else None
