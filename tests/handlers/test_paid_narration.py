"""The narration stage on a paid voice: the real SDK against the stand-in, and its bill against our charges."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest
import pytest_asyncio
from openai import AsyncOpenAI
from prometheus_client import CollectorRegistry

from chassis.bus import Bus
from chassis.cancellation import mark_cancelled
from chassis.errors import StageError, TaskWithdrawnError
from chassis.openai_client import openai_client, openai_ledger
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.store import Store
from contracts import (
    AspectRatio,
    AssetsReady,
    Briefing,
    Event,
    Headline,
    Language,
    Narration,
    Scene,
    SceneRole,
    Script,
    ScriptReady,
    Takes,
    TaskProgressed,
)
from tests.handlers.conftest import RecordingBus
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY, StandIn
from voice_agent.app import booth_of
from voice_agent.settings import VoiceSettings
from voice_agent.stage import NarrationStage

SENTENCES = (
    ("Reports take hours.", "Hours nobody has."),
    ("Nimbus Reports connects data from every source and cuts manual errors.",),
    ("Teams save up to 40% of their time every week.", "Setup takes less than ten minutes."),
)
SCRIPT = Script(
    task_id="t1",
    briefing=Briefing(title="Nimbus", description="Nimbus Reports automates reports.", duration=18),
    language=Language.ENGLISH,
    brand="Nimbus",
    scenes=tuple(
        Scene(id=f"s{number:02d}", role=SceneRole.FEATURE, sentences=sentences, headline=Headline(text=sentences[0]))
        for number, sentences in enumerate(SENTENCES, start=1)
    ),
)
TASK = SCRIPT.task_id
VOICES = Path(__file__).parents[2] / "build" / "voices"


def _settings(stand_in: StandIn, **changes: object) -> VoiceSettings:
    given = {
        "openai_api_key": KEY,
        "openai_base_url": stand_in.base_url,
        "openai_patience_seconds": 0.5,
        "retry_base_seconds": 0.01,
        "openai_transcription_model": None,
        "voice_cache_dir": VOICES,
    }
    return VoiceSettings(_env_file=None, **{**given, **changes})  # type: ignore[arg-type]


class Company:
    """Makes stages as the wiring does, each with a client of its own as a new process has."""

    def __init__(self, store: Store, bus: Bus) -> None:
        self.clients: list[AsyncOpenAI] = []
        self._store = store
        self._bus = bus

    def __call__(self, settings: VoiceSettings) -> NarrationStage:
        """Return a stage."""
        ledger = openai_ledger(settings, self._store, ProviderMetrics(CollectorRegistry()))
        return NarrationStage(self._store, self._bus, ledger, booth_of(settings, self._connect))

    async def close(self) -> None:
        """Close all clients."""
        for client in self.clients:
            await client.close()

    def _connect(self, settings: ProviderSettings) -> AsyncOpenAI:
        self.clients.append(openai_client(settings))
        return self.clients[-1]


@pytest_asyncio.fixture
async def stage(store: Store, bus: RecordingBus) -> AsyncIterator[Company]:
    """Return what makes stages on the store and the bus."""
    company = Company(store, bus)
    yield company
    await company.close()


async def _announced(stage: NarrationStage, store: Store, script: Script = SCRIPT, attempt: int = 1) -> AssetsReady:
    ref = await store.put(f"script-{attempt}.json", script.model_dump_json().encode(), "application/json")
    return await stage.run(ScriptReady(task_id=TASK, attempt=attempt, script=ref))


async def _narration(store: Store, ready: AssetsReady) -> Narration:
    return Narration.model_validate_json(await store.get(ready.manifest))


def _changed(**changes: object) -> Script:
    return SCRIPT.model_copy(update={"briefing": SCRIPT.briefing.model_copy(update=changes)})


@pytest.mark.parametrize("transcription", [None, "whisper-1"])
async def test_a_film_is_spoken_for_exactly_what_is_billed(
    stand_in: StandIn, store: Store, stage: Company, transcription: str | None
) -> None:
    """Each scene is one call, its words are the script's, and the event's cost is the bill to the cent."""
    settings = _settings(stand_in, openai_transcription_model=transcription)

    ready = await _announced(stage(settings), store)

    narration = await _narration(store, ready)
    assert narration.voice == "marin"
    spoken = [" ".join(sentence.text for sentence in scene.sentences) for scene in narration.scenes]
    assert spoken == [" ".join(scene.sentences) for scene in SCRIPT.scenes]
    assert Decimal(str(round(ready.cost_usd, 10))) == pytest.approx(stand_in.bill.total(TASK), abs=Decimal("1e-8"))
    assert len(ready.charges) == len(SCRIPT.scenes) * (1 if transcription is None else 2)
    assert ready.charges == narration.charges


async def test_repetition_and_a_retry_with_other_looks_buy_nothing(
    stand_in: StandIn, store: Store, stage: Company
) -> None:
    """The same script announced again by a new process, and with another shape, costs nothing more."""
    settings = _settings(stand_in)
    first = await _announced(stage(settings), store)
    bought = len(stand_in.bill.calls)

    again = await _announced(stage(settings), store)
    shaped = await _announced(stage(settings), store, _changed(aspect_ratio=AspectRatio.SQUARE), 2)

    assert (again, shaped.manifest, shaped.charges) == (first, first.manifest, first.charges)
    assert len(stand_in.bill.calls) == bought


async def test_another_length_uses_the_sound_that_was_bought(stand_in: StandIn, store: Store, stage: Company) -> None:
    """A film of other seconds is fitted by pace and pauses; nothing is spoken a second time."""
    settings = _settings(stand_in)
    first = await _narration(store, await _announced(stage(settings), store))
    bought = len(stand_in.bill.calls)
    seconds = SCRIPT.briefing.duration + 2

    second = await _narration(store, await _announced(stage(settings), store, _changed(duration=seconds), attempt=2))

    assert (first.seconds, second.seconds) == (SCRIPT.briefing.duration, seconds)
    assert len(stand_in.bill.calls) == bought


async def test_a_new_take_is_bought_anew(stand_in: StandIn, store: Store, stage: Company) -> None:
    """A user who asks for another narration gets one, and pays for it."""
    settings = _settings(stand_in)
    await _announced(stage(settings), store)
    bought = len(stand_in.bill.calls)

    again = SCRIPT.model_copy(update={"takes": Takes(narration=2)})
    await _announced(stage(settings), store, again, attempt=2)

    assert len(stand_in.bill.calls) == 2 * bought


async def test_a_crash_between_two_scenes_buys_none_twice(stand_in: StandIn, store: Store, stage: Company) -> None:
    """What was spoken before the provider broke down is used when the task goes on."""
    settings = _settings(stand_in, openai_concurrency=1, openai_patience_seconds=0.0)
    stand_in.faults.add(Fault(Route.SPEECH, Kind.SERVER_ERROR, skip=1))
    with pytest.raises(StageError) as caught:
        await _announced(stage(settings), store)
    assert caught.value.code == "provider_unavailable"

    ready = await _announced(stage(settings), store)

    assert len(stand_in.bill.calls) == len(SCRIPT.scenes) == len(ready.charges)


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.UNAUTHORIZED, "provider_auth"),
        (Kind.QUOTA, "provider_quota"),
        (Kind.MODERATION, "provider_refused"),
        (Kind.UNKNOWN_MODEL, "provider_bad_request"),
        (Kind.WRONG_JSON, "speech_unusable"),
    ],
)
async def test_a_failing_provider_fails_the_stage_by_name(
    stand_in: StandIn, store: Store, stage: Company, kind: Kind, code: str
) -> None:
    """Without a fallback the film fails with a code and a remedy, and the key is in no message."""
    stand_in.faults.add(Fault(Route.SPEECH, kind, times=100))

    with pytest.raises(StageError) as caught:
        await _announced(stage(_settings(stand_in)), store)

    assert caught.value.code == code
    assert caught.value.hint
    assert KEY not in f"{caught.value.message} {caught.value.hint}"


async def test_a_passing_fault_is_not_noticed(stand_in: StandIn, store: Store, stage: Company) -> None:
    """An overload, a server error and a lost connection delay the film; nothing else comes of them."""
    for kind in (Kind.RATE_LIMITED, Kind.SERVER_ERROR, Kind.RESET):
        stand_in.faults.add(Fault(Route.SPEECH, kind))

    settings = _settings(stand_in, openai_patience_seconds=10)
    narration = await _narration(store, await _announced(stage(settings), store))

    assert len(narration.scenes) == len(SCRIPT.scenes)
    assert narration.notes == ()


async def test_the_local_voice_takes_over_the_whole_film(stand_in: StandIn, store: Store, stage: Company) -> None:
    """With the fallback on, a film that loses its voice half-way is spoken locally from the start, and says so."""
    stand_in.faults.add(Fault(Route.SPEECH, Kind.QUOTA, skip=1, times=100))
    settings = _settings(stand_in, fallback_to_local=True, openai_concurrency=1)
    script = _changed(voice="coral")

    ready = await _announced(stage(settings), store, script)

    narration = await _narration(store, ready)
    assert (narration.language, narration.voice) == (Language.ENGLISH, "heart")
    assert "'heart'" in narration.notes[0]
    assert "credit" in narration.notes[0]
    assert len(ready.charges) == len(stand_in.bill.calls) == 1


async def test_words_are_timed_here_when_the_model_offers_no_times(
    stand_in: StandIn, store: Store, stage: Company
) -> None:
    """A transcription model that knows no word times costs the film nothing but the attempt."""
    stand_in.faults.add(Fault(Route.TRANSCRIPTION, Kind.BAD_REQUEST, times=100))
    settings = _settings(stand_in, openai_transcription_model="whisper-1")

    ready = await _announced(stage(settings), store)

    assert len(ready.charges) == len(SCRIPT.scenes)


async def test_a_cancelled_film_buys_no_further_scene(stand_in: StandIn, store: Store) -> None:
    """A user who cancels after the first scene pays for no second one, and nothing is announced."""

    class CancellingBus(RecordingBus):
        async def publish(self, event: Event) -> None:
            """Cancel with the first charge."""
            await super().publish(event)
            if isinstance(event, TaskProgressed) and event.charges:
                await mark_cancelled(store, TASK, 1)

    company = Company(store, CancellingBus())
    with pytest.raises(TaskWithdrawnError):
        await _announced(company(_settings(stand_in, openai_concurrency=1)), store)
    await company.close()

    assert len(stand_in.bill.calls) == 1


async def test_text_that_cannot_be_said_is_not_bought(stand_in: StandIn, store: Store, stage: Company) -> None:
    """A sentence of nothing but a dash is a short silence; a scene of such is no call at all."""
    dashes = SCRIPT.scenes[0].model_copy(update={"sentences": ("—",)})
    mixed = SCRIPT.scenes[1].model_copy(update={"sentences": (*SENTENCES[1], "…")})
    script = SCRIPT.model_copy(update={"scenes": (dashes, mixed)})

    narration = await _narration(store, await _announced(stage(_settings(stand_in)), store, script))

    assert [sentence.text for scene in narration.scenes for sentence in scene.sentences] == ["—", *SENTENCES[1], "…"]
    assert len(stand_in.bill.calls) == 1


async def test_a_voice_the_model_does_not_have_is_refused_before_any_call(
    stand_in: StandIn, store: Store, stage: Company
) -> None:
    """The error names the voices of the provider in use."""
    with pytest.raises(StageError) as caught:
        await _announced(stage(_settings(stand_in)), store, _changed(voice="heart"))

    assert caught.value.code == "voice_unknown"
    assert "coral" in (caught.value.hint or "")
    assert stand_in.received == []


def test_openai_without_a_key_does_not_start() -> None:
    """The setting that is missing is named."""
    with pytest.raises(ValueError, match="OPENAI_API_KEY"):
        booth_of(VoiceSettings(_env_file=None, voice_provider="openai"))


def test_a_default_voice_the_model_does_not_have_does_not_start() -> None:
    """The voices to choose from are named."""
    settings = VoiceSettings(_env_file=None, openai_api_key="sk-x", openai_speech_model="tts-1", openai_voice="marin")

    with pytest.raises(ValueError, match=r"OPENAI_VOICE=marin.*nova"):
        booth_of(settings)


def test_without_a_key_the_local_voice_speaks() -> None:
    """Nothing has to be set for a film to have a voice."""
    assert booth_of(VoiceSettings(_env_file=None)).name == "local-2"
