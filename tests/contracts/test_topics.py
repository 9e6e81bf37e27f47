from contracts import EVENT_TYPES
from contracts.topics import TOPICS, dlq_of, topic_of


def test_each_event_type_has_a_topic_and_a_dead_letter_queue() -> None:
    """Every event type travels on the topic of its own name, with a dead-letter queue beside it."""
    names = {topic.name for topic in TOPICS}

    assert names == {name for event in EVENT_TYPES for name in (topic_of(event), dlq_of(topic_of(event)))}
    assert {"briefing.submitted", "script.ready.dlq", "video.rendered"} <= names
