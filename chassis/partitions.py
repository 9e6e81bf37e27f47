"""Which partitions topics have, as the broker says now."""

from collections.abc import Collection, Mapping, Sequence

from aiokafka import TopicPartition
from aiokafka.admin import AIOKafkaAdminClient


async def partitions_of(topics: Collection[str], admin: AIOKafkaAdminClient) -> Mapping[str, Sequence[TopicPartition]]:
    """Return the partitions by topic, in their order; none for a topic that is not there.

    A consumer's own answer would do only for topics that it is subscribed to.
    """
    described = await admin.describe_topics(list(topics))
    numbers = {topic["topic"]: sorted(part["partition"] for part in topic["partitions"]) for topic in described}
    return {topic: [TopicPartition(topic, number) for number in numbers.get(topic, ())] for topic in topics}
