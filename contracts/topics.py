"""Topic names: one per event type, each with a dead-letter queue beside it."""

from typing import Final

from contracts.base import Contract
from contracts.events import (
    EVENT_TYPES,
    AssetsReady,
    BriefingSubmitted,
    Event,
    ScriptReady,
    TaskCancelled,
    TaskFailed,
    TaskProgressed,
    VideoRendered,
)

PARTITIONS: Final = 12
"""Partitions a topic has unless a setting says otherwise: the most replicas one agent can use."""

DLQ_SUFFIX: Final = ".dlq"


def topic_of(event_type: type[Event]) -> str:
    """Return the topic an event type travels on, which is the type's own name."""
    return str(event_type.model_fields["type"].default)


def dlq_of(topic: str) -> str:
    """Return the dead-letter queue beside a topic."""
    return topic + DLQ_SUFFIX


BRIEFING_SUBMITTED: Final = topic_of(BriefingSubmitted)
SCRIPT_READY: Final = topic_of(ScriptReady)
ASSETS_READY: Final = topic_of(AssetsReady)
VIDEO_RENDERED: Final = topic_of(VideoRendered)
TASK_PROGRESSED: Final = topic_of(TaskProgressed)
TASK_FAILED: Final = topic_of(TaskFailed)
TASK_CANCELLED: Final = topic_of(TaskCancelled)


class ConsumerGroup(Contract):
    """The replicas of one agent, as the broker knows them, and the topic they share."""

    name: str
    topic: str


SCRIPT_AGENT: Final = ConsumerGroup(name="script-agent", topic=BRIEFING_SUBMITTED)
VISUAL_AGENT: Final = ConsumerGroup(name="visual-agent", topic=SCRIPT_READY)
VOICE_AGENT: Final = ConsumerGroup(name="voice-agent", topic=SCRIPT_READY)
RENDER_AGENT: Final = ConsumerGroup(name="render-agent", topic=ASSETS_READY)
CONSUMER_GROUPS: Final = (SCRIPT_AGENT, VISUAL_AGENT, VOICE_AGENT, RENDER_AGENT)
"""Those whose work moves a task on; what they have not committed yet is still to be done."""


TOPICS: Final = tuple(
    name for event_type in EVENT_TYPES for name in (topic_of(event_type), dlq_of(topic_of(event_type)))
)
"""All that have to exist on the broker."""
