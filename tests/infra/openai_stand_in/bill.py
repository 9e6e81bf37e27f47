"""What the stand-in would have billed: decimals from the same price list, by other arithmetic than the product's."""

import json
import threading
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

_PRICES: Final = Path(__file__).parents[3] / "chassis" / "prices.json"
_MILLION: Final = Decimal(1_000_000)


@dataclass(frozen=True)
class Meter:
    """What was counted of one call."""

    input_tokens: int = 0
    cached_tokens: int = 0
    cache_write_tokens: int = 0
    output_tokens: int = 0
    characters: int = 0
    audio_seconds: float = 0.0


@dataclass(frozen=True)
class BilledCall:
    """One line of the bill."""

    route: str
    model: str
    idempotency_key: str
    cost_usd: Decimal

    @property
    def task_id(self) -> str:
        """The task the call was made for, which its idempotency key begins with."""
        return self.idempotency_key.partition(".")[0]


class Bill:
    """Every call that was worked on, whether or not its answer arrived."""

    def __init__(self) -> None:
        self.price_list = _PRICES.read_text(encoding="utf-8")
        """JSON text."""
        self._prices: dict[str, dict[str, Any]] = json.loads(self.price_list, parse_float=Decimal)["models"]
        self._calls: list[BilledCall] = []
        self._writing = threading.Lock()

    @property
    def calls(self) -> tuple[BilledCall, ...]:
        """The lines in the order they were billed."""
        return tuple(self._calls)

    def add(self, route: str, model: str, idempotency_key: str, meter: Meter) -> None:
        """Bill a call; raises KeyError for a model without a price."""
        cost = self._cost(self._prices[model], meter)
        with self._writing:
            self._calls.append(BilledCall(route, model, idempotency_key, cost))

    def total(self, task_id: str | None = None) -> Decimal:
        """Return what a task, or everything, cost in US dollars."""
        return sum((call.cost_usd for call in self._calls if task_id in {None, call.task_id}), Decimal(0))

    def clear(self) -> None:
        """Begin a new bill."""
        with self._writing:
            self._calls.clear()

    @staticmethod
    def _cost(price: dict[str, Any], meter: Meter) -> Decimal:
        def rate(name: str, otherwise: str | None = None) -> Decimal:
            return Decimal(price.get(name, price.get(otherwise, 0) if otherwise else 0))

        plain = meter.input_tokens - meter.cached_tokens - meter.cache_write_tokens
        millionths = plain * rate("input")
        millionths += meter.cached_tokens * rate("cached_input", "input")
        millionths += meter.cache_write_tokens * rate("cache_write", "input")
        millionths += meter.output_tokens * rate("output")
        millionths += meter.characters * rate("characters")
        return millionths / _MILLION + Decimal(str(meter.audio_seconds)) / 60 * rate("audio_minute")
