"""The paintings of one film while they are made: each asked for once, all at once, none of them paid for in vain."""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import TracebackType
from typing import Self

from chassis.effects import Answer, PaidCall
from chassis.errors import TaskWithdrawnError
from contracts import Scene
from visual_agent.commission import Commission
from visual_agent.illustrator import Buyer, Illustrator, Painting


class Paintings:
    """Of a film's scenes, by id. Leaving it early buys nothing more, but waits for what is under way.

    A call that is broken off may be billed and its picture lost; one that is waited for is kept, and found again when
    the task is retried. Only a service that is told to stop breaks off.
    """

    def __init__(self, illustrator: Illustrator, commission: Commission, scenes: Iterable[Scene], buyer: Buyer) -> None:
        self._illustrator = illustrator
        self._commission = commission
        self._scenes = {scene.id: scene for scene in scenes}
        self._till = _Till(buyer)
        self._under_way: Mapping[str, asyncio.Task[Painting]] = {}

    async def __aenter__(self) -> Self:
        self._under_way = {
            id_: asyncio.create_task(self._illustrator.paint(self._commission, scene, self._till))
            for id_, scene in self._scenes.items()
        }
        return self

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._till.close()
        if isinstance(exc, asyncio.CancelledError):
            for painting in self._under_way.values():
                painting.cancel()
        await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def of(self, scene: Scene) -> Painting:
        """Return a scene's painting when it is there; raises what the illustrator raises."""
        return await asyncio.shield(self._under_way[scene.id])


class _Till:
    """Buys until it is closed."""

    def __init__(self, buyer: Buyer) -> None:
        self._buyer = buyer
        self._is_closed = False

    def close(self) -> None:
        """Let calls that have not begun not begin."""
        self._is_closed = True

    async def buy(self, call: PaidCall) -> bytes:
        """See `Buyer`."""

        async def run(idempotency_key: str) -> Answer:
            if self._is_closed:
                raise TaskWithdrawnError
            return await call.run(idempotency_key)

        return await self._buyer.buy(replace(call, run=run))
