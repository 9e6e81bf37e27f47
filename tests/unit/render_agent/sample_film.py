"""A film of three seconds with everything in it, small enough to be rendered in a test."""

import asyncio
import io
import wave
from dataclasses import dataclass
from itertools import pairwise

import fontpkg  # type: ignore[import-untyped]
import numpy as np
from PIL import Image, ImageDraw

from chassis.store import Store
from chassis.workspace import Workspace
from contracts import (
    ArtefactRef,
    Briefing,
    CaptionTheme,
    Entrance,
    Headline,
    Language,
    Narration,
    ProgressBar,
    Scene,
    SceneRole,
    SceneVisuals,
    Script,
    SpokenScene,
    SpokenSentence,
    Sprite,
    Style,
    Video,
    Visuals,
    Word,
    Zoom,
)
from render_agent.cutting_room import CuttingRoom
from render_agent.settings import Profile, RenderSettings

TASK_ID = "video_sample"
WIDTH, HEIGHT = 320, 180
SPEECH_RATE = 24_000
SCENE_SECONDS = 1.5
SENTENCES = ("Hello to all of you, dear friends.", "This is the end.")


@dataclass(frozen=True)
class Sample:
    """The parts of the film and the store they are in."""

    script: Script
    visuals: Visuals
    narration: Narration
    store: Store


@dataclass(frozen=True)
class Rendered:
    """A film and the bytes of its files."""

    video: Video
    film: bytes
    poster: bytes
    srt: str
    vtt: str


async def make_sample(store: Store, briefing: Briefing | None = None) -> Sample:
    """Return the film's parts, kept in a store."""
    scenes = [_spoken(index, await _sine(store, index)) for index in range(len(SENTENCES))]
    return Sample(
        script=_script(briefing or Briefing(title="Sample", description="A film for tests.")),
        visuals=await _visuals(store),
        narration=Narration(
            task_id=TASK_ID,
            language=Language.ENGLISH,
            voice="sine",
            sample_rate=SPEECH_RATE,
            seconds=SCENE_SECONDS * len(SENTENCES),
            scenes=tuple(scenes),
        ),
        store=store,
    )


def render_sample(settings: RenderSettings, briefing: Briefing | None = None) -> Rendered:
    """Make the film and return it; for fixtures, which have no event loop."""
    return asyncio.run(_render(settings, briefing))


async def _render(settings: RenderSettings, briefing: Briefing | None) -> Rendered:
    sample = await make_sample(Store.in_memory(), briefing)
    room = CuttingRoom(settings)
    workspace = Workspace(sample.store, TASK_ID, "render", "sample")
    video = await room.render(sample.script, sample.visuals, sample.narration, workspace, silently)
    files = [await sample.store.get(ref) for ref in (video.file, video.poster, video.captions_srt, video.captions_vtt)]
    return Rendered(video, files[0], files[1], files[2].decode(), files[3].decode())


def render_settings(workers: int = 1, profile: Profile = Profile.STANDARD) -> RenderSettings:
    """Return settings that read no file."""
    return RenderSettings(_env_file=None, render_workers=workers, render_profile=profile)


async def silently(_share: float) -> None:
    """Report to nobody."""


def _script(briefing: Briefing) -> Script:
    roles = (SceneRole.HOOK, SceneRole.TITLE)
    scenes = tuple(
        Scene(id=f"s{index:02}", role=role, sentences=(sentence,), headline=Headline(text=sentence))
        for index, (role, sentence) in enumerate(zip(roles, SENTENCES, strict=True))
    )
    return Script(task_id=TASK_ID, briefing=briefing, language=Language.ENGLISH, brand="Sample", scenes=scenes)


def _spoken(index: int, audio: ArtefactRef) -> SpokenScene:
    start = index * SCENE_SECONDS
    texts = SENTENCES[index].split()
    edges = np.linspace(start + 0.2, start + 1.3, len(texts) + 1)
    words = tuple(
        Word(text=text, start=a, end=b) for text, (a, b) in zip(texts, pairwise(map(float, edges)), strict=True)
    )
    sentence = SpokenSentence(text=SENTENCES[index], start=words[0].start, end=words[-1].end, words=words)
    return SpokenScene(
        scene_id=f"s{index:02}",
        start=start,
        end=start + SCENE_SECONDS,
        audio=audio,
        audio_start=start + 0.2,
        sentences=(sentence,),
    )


async def _sine(store: Store, index: int) -> ArtefactRef:
    times = np.arange(round(1.1 * SPEECH_RATE)) / SPEECH_RATE
    syllables = 0.6 + 0.4 * np.sin(2 * np.pi * 4 * times)
    samples = (8000 * syllables * np.sin(2 * np.pi * (220 + 60 * index) * times)).astype("<i2")
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(SPEECH_RATE)
        sound.writeframes(samples.tobytes())
    return await store.put(f"speech{index}.wav", file.getvalue(), "audio/wav")


async def _visuals(store: Store) -> Visuals:
    backgrounds = [await _png(store, f"background{index}.png", _gradient(index)) for index in range(2)]
    mark = await _png(store, "mark.png", Image.new("RGBA", (24, 12), (255, 255, 255, 255)))
    disc = Image.new("RGBA", (60, 60))
    ImageDraw.Draw(disc).ellipse((0, 0, 59, 59), fill=(240, 60, 40, 255))
    disc_ref = await _png(store, "disc.png", disc)
    scenes = tuple(
        SceneVisuals(
            scene_id=f"s{index:02}",
            background=background,
            zoom=Zoom(start=1.0, end=1.1, focus_x=0.3, focus_y=0.4),
            sprites=(
                Sprite(image=mark, x=10, y=8, width=24, height=12, entrance=Entrance.FADE),
                Sprite(image=disc_ref, x=200, y=40 + index, width=60, height=60, entrance=Entrance.RISE),
            ),
        )
        for index, background in enumerate(backgrounds)
    )
    font = await store.put("font.ttf", fontpkg.path("Inter Tight", nearest=True).read_bytes(), "font/ttf")
    theme = CaptionTheme(
        font=font, size=12, baseline_y=160, colour="#FFFFFF", accent="#20E0A0", box="#000000CC", box_radius=4
    )
    return Visuals(
        task_id=TASK_ID,
        style=Style.MODERN,
        width=WIDTH,
        height=HEIGHT,
        scenes=scenes,
        captions=theme,
        progress_bar=ProgressBar(colour="#FFCC00", height=2),
    )


def _gradient(index: int) -> Image.Image:
    rows, columns = np.mgrid[0:216, 0:384]
    waves = 60 + 40 * np.sin(columns / 9 + index) * np.cos(rows / 7)
    return Image.fromarray(np.stack([waves, waves * (1 - index), 100 + rows / 4], axis=-1).astype(np.uint8))


async def _png(store: Store, name: str, image: Image.Image) -> ArtefactRef:
    file = io.BytesIO()
    image.save(file, "PNG")
    return await store.put(name, file.getvalue(), "image/png")
