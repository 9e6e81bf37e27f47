"""Everything the gateway keeps in MongoDB, over one connection."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from gateway.connections import Store
from gateway.live_views import LiveViews
from gateway.mongo import MongoTaskStore
from gateway.mongo_changes import TaskChanges
from gateway.mongo_connection import Client, connect
from gateway.mongo_counters import MongoCounters
from gateway.mongo_keys import MongoKeyStore
from gateway.mongo_leases import MongoLeases
from gateway.mongo_records import MongoRecords
from gateway.mongo_watch_records import MongoWatchRecords
from gateway.mongo_webhook_deliveries import MongoDeliveries
from gateway.mongo_webhook_endpoints import MongoEndpoints, MongoSecrets
from gateway.settings import GatewaySettings


@dataclass(frozen=True)
class MongoStores:
    """The stores; the first operation of any of them connects."""

    client: Client
    live: LiveViews
    tasks: MongoTaskStore
    changes: TaskChanges
    records: MongoRecords
    leases: MongoLeases
    watch_records: MongoWatchRecords
    keys: MongoKeyStore
    counters: MongoCounters
    endpoints: MongoEndpoints
    deliveries: MongoDeliveries
    secrets: MongoSecrets

    @classmethod
    def from_settings(cls, settings: GatewaySettings) -> Self:
        """Return the stores of the database that the settings name."""
        client, database, live = connect(settings), settings.mongodb_database, LiveViews()
        return cls(
            client=client,
            live=live,
            tasks=MongoTaskStore(client, database, live),
            changes=TaskChanges(client, database, live),
            records=MongoRecords(client, database),
            leases=MongoLeases(client, database),
            watch_records=MongoWatchRecords(client, database),
            keys=MongoKeyStore(client, database),
            counters=MongoCounters.from_settings(settings),
            endpoints=MongoEndpoints(client, database),
            deliveries=MongoDeliveries(client, database),
            secrets=MongoSecrets(client, database),
        )

    @property
    def to_prepare(self) -> Sequence[Store]:
        """Those whose queries need something to be there first."""
        return (self.tasks, self.leases, self.watch_records, self.records, self.endpoints, self.deliveries)
