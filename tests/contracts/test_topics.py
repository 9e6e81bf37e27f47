from contracts import EVENT_TYPES
from contracts.topics import CONSUMER_GROUPS, TOPICS, dlq_of, topic_of


def test_each_event_type_has_a_topic_and_a_dead_letter_queue() -> None:
    """Every event type travels on the topic of its own name, with a dead-letter queue beside it."""
    names = set(TOPICS)

    assert names == {name for event in EVENT_TYPES for name in (topic_of(event), dlq_of(topic_of(event)))}
    assert {"briefing.submitted", "script.ready.dlq", "video.rendered"} <= names


def test_every_group_listens_to_a_topic_that_exists() -> None:
    """The groups whose backlog is asked for are told apart by name, and each has its topic."""
    assert len({group.name for group in CONSUMER_GROUPS}) == len(CONSUMER_GROUPS) == 4
    assert {group.topic for group in CONSUMER_GROUPS} < set(TOPICS)
