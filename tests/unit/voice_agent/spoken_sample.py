"""Real speech with known word times: the small English voice, which needs no network and little time."""

import asyncio
from functools import cache
from pathlib import Path

from contracts import Language, SpokenSentence
from voice_agent.local import LocalNarrator
from voice_agent.narrator import Samples
from voice_agent.settings import VoiceSettings
from voice_agent.takes import joined

SENTENCES = (
    "Teams save up to 40% of their time, every single week.",
    "Nimbus connects data from 12 sources and cuts manual errors.",
    "Set it up in ten minutes, and try it free today!",
)
PAUSE = 0.3


@cache
def sample() -> tuple[Samples, tuple[SpokenSentence, ...]]:
    """Return a scene of three sentences at 24 kHz and when each of its words is said."""
    narrator = LocalNarrator(VoiceSettings(_env_file=None, voice_cache_dir=Path(__file__).parents[3] / "build/voices"))
    speeches = [asyncio.run(narrator.speak(text, Language.ENGLISH, "heart")) for text in SENTENCES]
    return joined(speeches, PAUSE)
