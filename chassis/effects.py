"""The one place where money is spent: a paid call is made once per task, whatever crashes, repeats or is replayed.

What was answered is in the object store before anyone sees it, under a key made of what was asked. Whoever asks again,
after a crash, in another attempt, from a replayed topic, is given the stored answer and the same charge.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from chassis.answers import Answers, BoughtAnswer
from chassis.errors import StageError, TaskWithdrawnError
from chassis.paid_calls import Answer, PaidCall
from chassis.prices import PriceTable
from chassis.provider import Provider
from chassis.provider_faults import FaultKind, ProviderFaultError, stage_error
from chassis.provider_metrics import FOUND
from chassis.spending import Spending
from chassis.store import Store
from contracts import Charge, Usage

__all__ = ["Answer", "Effects", "Ledger", "PaidCall"]

Check = Callable[[], Awaitable[None]]
"""Raises `TaskWithdrawnError` when nobody wants the work any more: `Cancellation.check`."""

Publish = Callable[[Charge], Awaitable[None]]
"""Tells the world what was paid: `Progress.charged`."""


@dataclass(frozen=True)
class Ledger:
    """What a process buys with; made once by the wiring."""

    store: Store
    provider: Provider
    prices: PriceTable
    max_cost_usd: float | None = None

    def open(self, task_id: str, check: Check, publish: Publish) -> "Effects":
        """Return the effects of one run of one stage on one task."""
        return Effects(self, task_id, check, publish)


class Effects:
    """The paid calls of one run of one stage on one task."""

    def __init__(self, ledger: Ledger, task_id: str, check: Check, publish: Publish) -> None:
        self._ledger = ledger
        self._task_id = task_id
        self._check = check
        self._publish = publish
        self._answers = Answers(ledger.store, task_id)
        self._spending = Spending(ledger.store, task_id, ledger.max_cost_usd)
        self._charges: dict[str, Charge] = {}

    @property
    def charges(self) -> tuple[Charge, ...]:
        """What everything this run used has cost, whenever it was bought."""
        return tuple(self._charges.values())

    def require_budget(self, estimate_usd: float) -> None:
        """Raise `PermanentError` ("budget_exceeded") if a whole film at that price may not be begun."""
        self._spending.require(estimate_usd)

    async def buy(self, call: PaidCall) -> bytes:
        """Return the answer to a call, bought now or before.

        Raises:
            TaskWithdrawnError: nobody wants the film any more.
            PermanentError: `price_unknown`, `budget_exceeded`, `provider_auth`, `provider_quota`, `provider_refused`,
                `provider_bad_request`.
            TransientError: `provider_unavailable`, `provider_rate_limited`, after all tries.
        """
        await self._check()
        bought = await self._answers.find(call)
        if bought is not None:
            self._ledger.provider.metrics.calls.labels(call.provider, call.model, FOUND).inc()
        else:
            bought = await self._bought(call)
        await self._spending.settle(bought.charge)
        if bought.charge.id not in self._charges:
            self._charges[bought.charge.id] = bought.charge
            await self._publish(bought.charge)
        return bought.data

    async def _bought(self, call: PaidCall) -> BoughtAnswer:
        expected = self._charge(call, call.expected)
        await self._spending.reserve(expected)
        try:
            answer = await self._ledger.provider.call(
                call.model, lambda: call.run(f"{self._task_id}.{call.key}"), before_each=self._check
            )
        except ProviderFaultError as error:
            if error.fault.kind is not FaultKind.LOST:
                await self._spending.release(expected)
            raise stage_error(error.fault, call.provider, call.model) from None
        except (StageError, TaskWithdrawnError):
            await self._spending.release(expected)
            raise
        charge = self._charge(call, answer.usage)
        self._ledger.provider.metrics.cost.labels(call.provider, call.model).inc(charge.cost_usd)
        return await self._answers.keep(call, answer, charge)

    def _charge(self, call: PaidCall, usage: Usage) -> Charge:
        cost_usd = self._ledger.prices.price(call.model).cost(usage)
        return Charge(id=call.key, provider=call.provider, model=call.model, usage=usage, cost_usd=cost_usd)
