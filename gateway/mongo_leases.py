"""Leases on MongoDB: one small document each, which the server removes some time after its end."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from gateway.mongo_connection import Client, answering

_KEPT_SECONDS: Final = 3600

Expression: TypeAlias = Mapping[str, Any]


class MongoLeases:
    """See `Leases`; all times are the server's, so that the replicas' clocks may differ."""

    def __init__(self, client: Client, database: str) -> None:
        self._leases = client[database]["leases"]

    async def prepare(self) -> None:
        """Have leases that ended long ago removed."""
        async with answering():
            await self._leases.create_index("ends_at", name="ended", expireAfterSeconds=_KEPT_SECONDS)

    async def take(self, name: str, holder: str, seconds: float) -> bool:
        """See `Leases`.

        One step of the server decides and writes. It cannot be a query for a free lease with an upsert: those may not
        compare with the server's time.
        """
        may_have = {"$or": [{"$eq": ["$holder", {"$literal": holder}]}, {"$lte": ["$ends_at", "$$NOW"]}]}
        end = {"$add": ["$$NOW", round(seconds * 1000)]}
        lease = {"holder": _if(may_have, {"$literal": holder}, "$holder"), "ends_at": _if(may_have, end, "$ends_at")}
        try:
            async with answering():
                after = await self._leases.find_one_and_update(
                    {"_id": name}, [{"$set": lease}], upsert=True, return_document=ReturnDocument.AFTER
                )
        except DuplicateKeyError:
            # Two asked for a lease that nobody ever had; the other was faster.
            return False
        return bool(after["holder"] == holder)

    async def give_back(self, name: str, holder: str) -> None:
        """See `Leases`."""
        async with answering():
            await self._leases.delete_one({"_id": name, "holder": holder})


def _if(condition: Expression, then: object, otherwise: object) -> Expression:
    return {"$cond": [condition, then, otherwise]}
