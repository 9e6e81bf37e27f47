from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from contracts import Envelope, Phase, TaskProgressed, event_id

EVENT = TaskProgressed(task_id="video_1", phase=Phase.RENDER, fraction=0.5)
NOON = datetime(2025, 11, 20, 12, 0, tzinfo=UTC)


def test_headers_are_cloudevents_in_binary_mode() -> None:
    """The headers carry every CloudEvents attribute a subscriber needs, as text."""
    headers = Envelope.around(EVENT, source="/oma/render-agent", time=NOON).to_headers()

    assert headers == {
        "content-type": "application/json",
        "ce_specversion": "1.0",
        "ce_id": str(event_id(EVENT)),
        "ce_type": "task.progressed",
        "ce_source": "/oma/render-agent",
        "ce_time": "2025-11-20T12:00:00Z",
        "ce_subject": "video_1",
        "ce_dataschema": "urn:oma:schema:task.progressed:v1",
    }


def test_headers_can_be_read_back() -> None:
    """An envelope read from its own headers is the same envelope."""
    envelope = Envelope.around(EVENT, source="/oma/render-agent", time=NOON)

    assert Envelope.from_headers(envelope.to_headers()) == envelope


def test_a_missing_header_is_an_error() -> None:
    """Headers without an attribute are refused, not guessed."""
    with pytest.raises(ValidationError, match="source"):
        Envelope.from_headers({"ce_id": "1"})


def test_same_words_have_the_same_id() -> None:
    """An event that is said twice has one id, so that a subscriber can drop the second."""
    assert event_id(EVENT) == event_id(TaskProgressed.model_validate_json(EVENT.model_dump_json()))


@pytest.mark.parametrize("change", [{"task_id": "video_2"}, {"attempt": 2}, {"fraction": 0.6}])
def test_other_words_have_another_id(change: dict[str, object]) -> None:
    """Another task, attempt or content is another event."""
    assert event_id(EVENT.model_copy(update=change)) != event_id(EVENT)
