"""One film through the real broker, the real database and five real processes, judged by decoding it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest
from jsonschema import Draft202012Validator
from standardwebhooks import Webhook

from contracts import Envelope, Narration, VideoRendered
from contracts.schemas import FOLDER
from deploy.local.stack import Stack
from tests.e2e.client import ApiClient, Film
from tests.e2e.footage import Footage, decode
from tests.e2e.mailbox import Mailbox, open_mailbox
from tests.e2e.topics import Message, read_topic

SECONDS = 15
ONLY_FOR_THE_RECEIVER = "what-only-the-receiver-knows"
BRIEFING: dict[str, Any] = {
    "title": "Nimbus Reports",
    "description": (
        "A presentation video for Nimbus Reports, which automates weekly reports, connects data from every source and "
        "cuts manual errors. Teams save up to 40% of their time every week."
    ),
    "duration": SECONDS,
    "target_audience": "Technology professionals",
    "style": "professional",
    "tone": "enthusiastic",
    "cta": "Try it free today!",
    "resolution": "720p",
}


@pytest.fixture(scope="module")
def mailbox() -> Iterator[Mailbox]:
    """Return where the end of the film is told."""
    with open_mailbox() as mailbox:
        yield mailbox


@pytest.fixture(scope="module")
def callback_secret(client: ApiClient) -> str:
    """Return what verifies what comes in there."""
    return client.callback_secret()


@pytest.fixture(scope="module")
def film(client: ApiClient, mailbox: Mailbox, callback_secret: str) -> Film:
    """Return a film that was asked for, with somebody to tell, and waited for."""
    assert callback_secret
    return client.wait(client.submit(BRIEFING, callback_url=f"{mailbox.url}?token={ONLY_FOR_THE_RECEIVER}"))


@pytest.fixture(scope="module")
def announcement(stack: Stack, film: Film) -> Message:
    """Return the one message that announces the film."""
    messages = read_topic(stack.infrastructure.bootstrap_servers, "video.rendered", until=1)
    (message,) = [message for message in messages if message.key == film.task_id.encode()]
    return message


@pytest.fixture(scope="module")
def narration(stack: Stack, film: Film) -> Narration:
    """Return what is said when, as the voice agent announced it."""
    messages = read_topic(stack.infrastructure.bootstrap_servers, "assets.ready", until=2)
    bodies = [json.loads(message.value) for message in messages if message.key == film.task_id.encode()]
    (uri,) = {body["manifest"]["uri"] for body in bodies if body["kind"] == "narration"}
    return Narration.model_validate_json(Path(uri.removeprefix("file://")).read_bytes())


@pytest.fixture(scope="module")
def footage(client: ApiClient, film: Film, tmp_path_factory: pytest.TempPathFactory) -> Footage:
    """Return the film, downloaded and decoded."""
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    path.write_bytes(client.download(film.task_id))
    return decode(path)


def test_the_task_is_completed(client: ApiClient, film: Film) -> None:
    """The status says completed at 100 %, without a phase, with a result and its cost."""
    status = client.status(film.task_id)

    assert (status["status"], status["progress"], status["current_phase"]) == ("completed", 100, None)
    assert status["result"]["success"] is True
    assert status["result"]["total_cost"] == 0
    assert 0 < status["result"]["generation_time_seconds"] < 240
    assert film.task_id in status["result"]["video_path"]


def test_a_signed_webhook_tells_of_the_film(
    stack: Stack, client: ApiClient, mailbox: Mailbox, callback_secret: str, film: Film
) -> None:
    """The library verifies it with the secret that was issued; its link leads to the film.

    Neither the secret nor what the address holds is in the gateway's log.
    """
    letter = mailbox.letter()
    body = Webhook(callback_secret).verify(letter.body, letter.headers)
    [delivery] = client.get(f"/videos/tasks/{film.task_id}/deliveries").json()["deliveries"]

    assert (body["type"], body["data"]["task_id"], body["data"]["status"]) == (
        "task.completed",
        film.task_id,
        "completed",
    )
    assert client.get(body["data"]["links"]["video"]).status_code == httpx.codes.OK
    assert delivery["id"] == letter.headers["webhook-id"]
    log = stack.services["gateway"].process.log.read_text()
    assert film.task_id in log
    assert ONLY_FOR_THE_RECEIVER not in log
    assert callback_secret.removeprefix("whsec_") not in log


def test_streams_are_what_players_expect(footage: Footage) -> None:
    """The file holds H.264 at 30 frames a second in the asked size, and AAC."""
    assert (footage.video_codec, footage.audio_codec) == ("h264", "aac")
    assert (footage.width, footage.height, footage.frames_per_second) == (1280, 720, 30.0)


def test_the_film_lasts_what_was_asked(footage: Footage) -> None:
    """Picture is within 2 % of the asked seconds, and sound ends with it, within a frame and a block of AAC."""
    assert footage.picture_seconds == pytest.approx(SECONDS, rel=0.02)
    assert footage.frame_count == round(footage.picture_seconds * 30)
    assert footage.sound_seconds == pytest.approx(footage.picture_seconds, abs=1 / 30 + 1024 / 48000)


def test_pictures_are_not_black_and_move(footage: Footage) -> None:
    """No sampled frame is empty, and no two samples in a row are the same picture."""
    contrast = footage.luma.reshape(len(footage.luma), -1).std(axis=1)
    motion = np.abs(np.diff(footage.luma.astype(np.int16), axis=0)).reshape(len(footage.luma) - 1, -1).mean(axis=1)

    assert contrast.min() > 5
    assert motion.min() > 0.02


def test_captions_are_in_the_picture(footage: Footage, narration: Narration) -> None:
    """Where captions belong, bright letters are seen at some time, and the region changes with the words."""
    band = footage.luma[:, round(footage.height * 0.85) : round(footage.height * 0.92), :]
    bright = (band > 200).reshape(len(band), -1).mean(axis=1)

    assert len(narration.scenes) >= 3
    assert bright.max() > 0.004
    assert bright.min() < bright.max() / 4


def test_speech_is_heard_where_the_narration_says(footage: Footage, narration: Narration) -> None:
    """The sound during each sentence is clearly louder than in the silence before the first word."""
    quiet = footage.level_between(0.0, max(narration.scenes[0].sentences[0].start - 0.05, 0.05))
    spoken = [
        footage.level_between(sentence.start, sentence.end)
        for scene in narration.scenes
        for sentence in scene.sentences
    ]

    assert min(spoken) > -30
    assert min(spoken) > quiet + 6


def test_the_announcement_is_plain_cloudevents(announcement: Message, film: Film) -> None:
    """Any Kafka client can read `video.rendered`: CloudEvents headers, a trace, plain JSON that follows the schema."""
    envelope = Envelope.from_headers(announcement.headers)
    body = json.loads(announcement.value)

    assert (envelope.type, envelope.subject, envelope.source) == ("video.rendered", film.task_id, "/oma/render-agent")
    assert announcement.headers["traceparent"].startswith("00-")
    Draft202012Validator(json.loads((FOLDER / "video.rendered.v1.json").read_text())).validate(body)
    assert VideoRendered.model_validate(body).video.seconds == pytest.approx(SECONDS, rel=0.02)


def test_the_announced_file_is_the_downloaded_one(client: ApiClient, announcement: Message, film: Film) -> None:
    """The announced checksum and size are those of the file, which can also be fetched in parts."""
    file = VideoRendered.model_validate_json(announcement.value).video.file
    part = client.get(f"/videos/tasks/{film.task_id}/video", Range="bytes=4-7")

    assert len(client.download(film.task_id)) == file.size_bytes
    assert (part.status_code, part.content) == (httpx.codes.PARTIAL_CONTENT, b"ftyp")


def test_one_film_is_one_trace(stack: Stack, film: Film) -> None:
    """Every event of the task, from the briefing to the film, belongs to the same trace."""
    topics = ("briefing.submitted", "script.ready", "assets.ready", "video.rendered")
    messages = read_topic(stack.infrastructure.bootstrap_servers, *topics, until=5)
    traces = {
        message.headers["traceparent"].split("-")[1] for message in messages if message.key == film.task_id.encode()
    }

    assert len(traces) == 1
