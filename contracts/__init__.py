"""What is said on the bus: events, the documents they point to, topic names. No I/O, and nothing but pydantic."""

from contracts.artefacts import ArtefactRef
from contracts.base import Contract
from contracts.briefing import AspectRatio, Briefing, Language, Resolution, Style, Tone
from contracts.charges import Charge, Usage
from contracts.envelope import Envelope, event_id
from contracts.events import (
    EVENT_TYPES,
    AnyEvent,
    AssetKind,
    AssetsReady,
    BriefingSubmitted,
    Event,
    Phase,
    ScriptReady,
    TaskCancelled,
    TaskFailed,
    TaskProgressed,
    VideoRendered,
)
from contracts.narration import Narration, SpokenScene, SpokenSentence, Word
from contracts.script import Card, Headline, Scene, SceneRole, Script, Stat
from contracts.takes import Takes
from contracts.video import Video
from contracts.visuals import CaptionTheme, Entrance, ProgressBar, SceneVisuals, Sprite, Visuals, Zoom

__all__ = [
    "EVENT_TYPES",
    "AnyEvent",
    "ArtefactRef",
    "AspectRatio",
    "AssetKind",
    "AssetsReady",
    "Briefing",
    "BriefingSubmitted",
    "CaptionTheme",
    "Card",
    "Charge",
    "Contract",
    "Entrance",
    "Envelope",
    "Event",
    "Headline",
    "Language",
    "Narration",
    "Phase",
    "ProgressBar",
    "Resolution",
    "Scene",
    "SceneRole",
    "SceneVisuals",
    "Script",
    "ScriptReady",
    "SpokenScene",
    "SpokenSentence",
    "Sprite",
    "Stat",
    "Style",
    "Takes",
    "TaskCancelled",
    "TaskFailed",
    "TaskProgressed",
    "Tone",
    "Usage",
    "Video",
    "VideoRendered",
    "Visuals",
    "Word",
    "Zoom",
    "event_id",
]
