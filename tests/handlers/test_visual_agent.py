"""The visual agent: a script becomes pictures, once, and every picture is paid for once."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
import pytest_asyncio
from faststream.kafka import KafkaBroker, TestKafkaBroker
from openai import AsyncOpenAI
from prometheus_client import CollectorRegistry

from chassis.bus import Bus
from chassis.cancellation import mark_cancelled
from chassis.errors import PermanentError, StageError, TaskWithdrawnError
from chassis.openai_client import openai_client, openai_ledger
from chassis.prices import PriceTable
from chassis.provider_metrics import ProviderMetrics
from chassis.provider_settings import ProviderSettings
from chassis.settings import ServiceSettings
from chassis.store import Store
from contracts import (
    AspectRatio,
    AssetsReady,
    Briefing,
    Card,
    Headline,
    Language,
    Resolution,
    Scene,
    SceneRole,
    Script,
    ScriptReady,
    Style,
    Takes,
    TaskProgressed,
    Visuals,
)
from contracts.charges import total_usd
from contracts.topics import ASSETS_READY, SCRIPT_READY
from tests.handlers.conftest import RecordingBus
from tests.infra.openai_stand_in.faults import Fault, Kind, Route
from tests.infra.openai_stand_in.server import KEY, StandIn
from visual_agent.app import illustrator_of
from visual_agent.drawing import SceneDrawer
from visual_agent.handlers import register
from visual_agent.settings import VisualSettings
from visual_agent.stage import VisualStage
from visual_agent.studio import Studio

TASK = "t-1"
BRIEFING = Briefing(
    title="Lunar Loaf",
    description="A bakery that delivers bread at night.",
    style=Style.MINIMALIST,
    aspect_ratio=AspectRatio.SQUARE,
    resolution=Resolution.HD,
)
OWN_PICTURES = 3


def scene(number: int, role: SceneRole, text: str) -> Scene:
    """Return a scene of one sentence."""
    cards = (Card(text="Warm", sentence=0), Card(text="On time", sentence=0)) if role is SceneRole.POINTS else ()
    return Scene(id=f"s{number:02d}", role=role, sentences=(text,), headline=Headline(text=text), cards=cards)


SCRIPT = Script(
    task_id=TASK,
    briefing=BRIEFING,
    language=Language.ENGLISH,
    brand="Lunar Loaf",
    scenes=(
        scene(1, SceneRole.HOOK, "Bread at midnight?"),
        scene(2, SceneRole.TITLE, "Lunar Loaf"),
        scene(3, SceneRole.POINTS, "Warm and on time"),
        scene(4, SceneRole.CLOSING, "Good night, good bread."),
    ),
)


@pytest_asyncio.fixture
async def make_stage(store: Store, bus: RecordingBus, stand_in: StandIn) -> AsyncIterator[Callable[..., VisualStage]]:
    """Return a maker of real stages that buy from the stand-in, as the wiring makes them."""
    clients: list[AsyncOpenAI] = []

    def connect(settings: ProviderSettings) -> AsyncOpenAI:
        clients.append(openai_client(settings))
        return clients[-1]

    def make(on: Bus = bus, **settings: Any) -> VisualStage:
        chosen = VisualSettings(
            _env_file=None,
            **{
                "openai_api_key": KEY,
                "openai_base_url": stand_in.base_url,
                "retry_base_seconds": 0.01,
                "openai_patience_seconds": 0.3,
                **settings,
            },
        )
        ledger = openai_ledger(chosen, store, ProviderMetrics(CollectorRegistry()))
        studio = Studio(illustrator_of(chosen, ledger.prices, connect), SceneDrawer())
        return VisualStage(store, on, ledger, studio)

    yield make
    for client in clients:
        await client.close()


async def announced(store: Store, script: Script = SCRIPT, attempt: int = 1) -> ScriptReady:
    """Return the event of a script that is stored."""
    data = script.model_dump_json().encode()
    return ScriptReady(
        task_id=TASK, attempt=attempt, script=await store.put(f"script-{attempt}.json", data, "application/json")
    )


async def visuals_of(store: Store, answer: AssetsReady) -> Visuals:
    """Return the document an answer points at."""
    return Visuals.model_validate_json(await store.get(answer.manifest))


async def test_a_script_becomes_pictures_once(
    settings: ServiceSettings, store: Store, bus: RecordingBus, make_stage: Callable[..., VisualStage]
) -> None:
    """A script is answered with the visuals; announced again it gets the same answer."""
    broker = KafkaBroker()
    register(broker, settings, make_stage(visual_provider="local"))
    answers = broker.publisher(ASSETS_READY)
    event = await announced(store, attempt=2)
    async with TestKafkaBroker(broker):
        for _ in range(2):
            await broker.publish(event, topic=SCRIPT_READY)
        assert answers.mock is not None
        first, second = (AssetsReady.model_validate(call.args[0]) for call in answers.mock.call_args_list)
    assert first == second
    assert (first.task_id, first.attempt, first.kind, first.cost_usd) == (TASK, 2, "visuals", 0)
    assert len((await visuals_of(store, first)).scenes) == 4
    assert {event.phase for event in bus.events if isinstance(event, TaskProgressed)} == {"visuals"}


async def test_every_picture_is_paid_once_to_the_cent(
    store: Store, bus: RecordingBus, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """The announced cost is the bill, each charge is told at once, and a redelivered script adds nothing to it."""
    event = await announced(store)
    first = await make_stage().run(event)
    second = await make_stage().run(event)
    assert first == second
    assert len(stand_in.bill.calls) == OWN_PICTURES
    assert Decimal(str(round(first.cost_usd, 10))) == stand_in.bill.total(TASK)
    assert first.cost_usd == total_usd(first.charges)
    assert (await visuals_of(store, first)).charges == first.charges
    told = {charge.id for event in bus.events if isinstance(event, TaskProgressed) for charge in event.charges}
    assert told == {charge.id for charge in first.charges}


async def test_a_retry_pays_only_for_what_pictures_depend_on(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """Other captions, music or voice find the pictures; another take has them made anew."""
    first = await make_stage().run(await announced(store))
    sound = BRIEFING.model_copy(update={"captions": False, "music": False, "voice": "heart", "duration": 60})
    takes = Takes(narration=2, render=3)
    unseen = SCRIPT.model_copy(update={"briefing": sound, "takes": takes, "notes": ("changed",)})
    second = await make_stage().run(await announced(store, unseen, attempt=2))
    assert (second.manifest, len(stand_in.bill.calls)) == (first.manifest, OWN_PICTURES)
    again = SCRIPT.model_copy(update={"takes": Takes(visuals=2)})
    third = await make_stage().run(await announced(store, again, attempt=3))
    assert third.manifest != first.manifest
    assert len(stand_in.bill.calls) == 2 * OWN_PICTURES


async def test_another_style_finds_no_old_pictures(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """A changed style is another film: its pictures are bought."""
    await make_stage().run(await announced(store))
    loud = SCRIPT.model_copy(update={"briefing": BRIEFING.model_copy(update={"style": Style.ENERGETIC})})
    await make_stage().run(await announced(store, loud, attempt=2))
    assert len(stand_in.bill.calls) == 2 * OWN_PICTURES


async def test_the_model_is_asked_for_the_frames_shape_without_text(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """Size, quality and key of each call are as wanted, and its prompt asks for no writing."""
    await make_stage(openai_image_quality="high").run(await announced(store))
    for received in stand_in.received:
        assert received.body["size"] == "816x816"
        assert (received.body["quality"], received.body["output_format"]) == ("high", "jpeg")
        assert "NO WRITING" in received.body["prompt"]
        assert received.headers["idempotency-key"].startswith(f"{TASK}.image-s0")


async def test_a_refused_picture_is_asked_for_once_more_in_other_words(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """The second prompt has none of the user's words; its picture is used and nothing need be said."""
    refusal = stand_in.faults.add(Fault(Route.IMAGE, Kind.MODERATION, skip=0, times=1))
    answer = await make_stage(openai_concurrency=1).run(await announced(store))
    assert refusal.met == 1
    assert (await visuals_of(store, answer)).notes == ()
    softened = [received.body["prompt"] for received in stand_in.received if "-again" in _key(received.headers)]
    assert len(softened) == 1
    assert "midnight" not in softened[0]
    assert "bakery" not in softened[0]
    assert len(stand_in.bill.calls) == OWN_PICTURES


async def test_a_picture_that_is_refused_twice_is_drawn_and_the_film_says_so(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """No fallback need be allowed for that: one scene is no reason to lose a film."""
    stand_in.faults.add(Fault(Route.IMAGE, Kind.MODERATION, times=99))
    answer = await make_stage().run(await announced(store))
    assert (await visuals_of(store, answer)).notes == (
        "Scenes 1, 2 and 4 are drawn without pictures: the image provider refused to make what they show.",
    )
    assert len(stand_in.received) == 2 * OWN_PICTURES
    assert (answer.cost_usd, answer.charges) == (0, ())


async def test_what_is_no_picture_is_paid_and_asked_for_once_more(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """An answer that cannot be read as a picture costs all the same; the next one is used."""
    paint, answers = stand_in.workshop.paint, Counter[str]()

    def spoilt(prompt: str, size: str, output_format: str) -> bytes:
        answers[prompt] += 1
        return b"spilt ink" if answers[prompt] == 1 else paint(prompt, size, output_format)

    stand_in.workshop.paint = spoilt
    answer = await make_stage().run(await announced(store))
    assert (await visuals_of(store, answer)).notes == ()
    assert len(answer.charges) == len(stand_in.bill.calls) == 2 * OWN_PICTURES


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (Kind.UNAUTHORIZED, "provider_auth"),
        (Kind.QUOTA, "provider_quota"),
        (Kind.UNKNOWN_MODEL, "provider_bad_request"),
        (Kind.SERVER_ERROR, "provider_unavailable"),
    ],
)
async def test_a_failing_provider_fails_the_stage_or_leaves_its_scenes_to_be_drawn(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage], kind: Kind, code: str
) -> None:
    """By default the task fails with the provider's fault; with the fallback the film is made and names the scenes."""
    stand_in.faults.add(Fault(Route.IMAGE, kind, times=999))
    with pytest.raises(StageError) as failure:
        await make_stage().run(await announced(store))
    assert failure.value.code == code
    answer = await make_stage(fallback_to_local=True).run(await announced(store, attempt=2))
    [note] = (await visuals_of(store, answer)).notes
    assert note.startswith("Scenes 1, 2 and 4 are drawn without pictures: ")


async def test_a_film_over_budget_fails_even_with_the_fallback(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """What a film may cost is the operator's word: no picture is bought beyond it."""
    with pytest.raises(PermanentError) as failure:
        await make_stage(fallback_to_local=True, max_cost_per_video=0.001).run(await announced(store))
    assert failure.value.code == "budget_exceeded"
    assert stand_in.bill.calls == ()


async def test_pictures_under_way_when_the_stage_fails_are_not_paid_twice(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """What was begun when another call failed is finished, kept, and found by the retry."""
    stand_in.seconds_per_call = 0.3
    stand_in.faults.add(Fault(Route.IMAGE, Kind.QUOTA, times=1))
    with pytest.raises(StageError):
        await make_stage().run(await announced(store))
    await make_stage().run(await announced(store, attempt=2))
    assert len(stand_in.bill.calls) == OWN_PICTURES


async def test_a_cancelled_task_buys_nothing(
    store: Store, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """A task that was withdrawn before its script is heard of costs nothing."""
    await mark_cancelled(store, TASK, 1)
    with pytest.raises(TaskWithdrawnError):
        await make_stage().run(await announced(store))
    assert stand_in.received == []


async def test_a_task_cancelled_on_the_way_buys_no_further_picture(
    store: Store, bus: RecordingBus, stand_in: StandIn, make_stage: Callable[..., VisualStage]
) -> None:
    """After the picture under way the stage stops, and what that cost is known."""

    class CancellingBus(RecordingBus):
        """Hears of the first charge and cancels."""

        async def publish(self, event: Any) -> None:
            """Keep the event."""
            await bus.publish(event)
            if isinstance(event, TaskProgressed) and event.charges:
                await mark_cancelled(store, TASK, 1)

    with pytest.raises(TaskWithdrawnError):
        await make_stage(CancellingBus(), openai_concurrency=1).run(await announced(store))
    told = [charge for event in bus.events if isinstance(event, TaskProgressed) for charge in event.charges]
    assert Decimal(str(round(total_usd(told), 10))) == stand_in.bill.total(TASK)
    assert len(stand_in.bill.calls) < OWN_PICTURES


def test_openai_without_a_key_is_refused_at_the_start() -> None:
    """Who asks for the paid illustrator without a key is told which setting is missing."""
    with pytest.raises(ValueError, match="OPENAI_API_KEY is not set"):
        illustrator_of(VisualSettings(_env_file=None, visual_provider="openai"), PriceTable.load())


async def test_auto_takes_the_paid_illustrator_only_with_a_key() -> None:
    """Without a key films are drawn; with one they get pictures, unless told otherwise."""
    prices, settings = PriceTable.load(), VisualSettings(_env_file=None, openai_api_key=KEY, openai_image_model="m")
    assert illustrator_of(VisualSettings(_env_file=None), prices).name == "local"
    async with openai_client(settings) as client:
        assert illustrator_of(settings, prices, lambda _: client).name == "openai m medium fitting"
    told = VisualSettings(_env_file=None, openai_api_key=KEY, visual_provider="local")
    assert illustrator_of(told, prices).name == "local"


def _key(headers: Mapping[str, str]) -> str:
    return headers["idempotency-key"]
