"""What a user asks for: the briefing of one film."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from contracts.base import Contract


class Style(StrEnum):
    """Visual style of the film."""

    PROFESSIONAL = "professional"
    MODERN = "modern"
    MINIMALIST = "minimalist"
    ENERGETIC = "energetic"
    ELEGANT = "elegant"


class Tone(StrEnum):
    """Narrative tone of the film."""

    NEUTRAL = "neutral"
    ENTHUSIASTIC = "enthusiastic"
    CALM = "calm"
    INSPIRING = "inspiring"
    URGENT = "urgent"


class Language(StrEnum):
    """Languages a film can be written and narrated in (ISO 639-1)."""

    ENGLISH = "en"
    PORTUGUESE = "pt"


class AspectRatio(StrEnum):
    """Width to height of the picture."""

    LANDSCAPE = "16:9"
    PORTRAIT = "9:16"
    SQUARE = "1:1"


class Resolution(StrEnum):
    """Length of the picture's shorter side in pixels."""

    HD = "720p"
    FULL_HD = "1080p"


def _text(minimum: int, maximum: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=minimum, max_length=maximum)


Title = Annotated[str, _text(3, 200), Field(description="Title of the film.")]
Description = Annotated[str, _text(10, 5000), Field(description="What the film is about, in the user's own words.")]


class Briefing(Contract):
    """A request for one film; only `title` and `description` must be given."""

    title: Title
    description: Description
    duration: Annotated[int, Field(ge=15, le=180, description="Asked length of the film in seconds.")] = 30
    target_audience: Annotated[str, _text(1, 500)] | None = Field(None, description="Whom the film speaks to.")
    style: Style = Field(Style.PROFESSIONAL, description="Visual style.")
    tone: Tone = Field(Tone.NEUTRAL, description="Narrative tone.")
    cta: Annotated[str, _text(1, 200)] | None = Field(None, description="Call to action the film ends with.")
    language: Language | None = Field(None, description="Language of the film; recognised from the text when absent.")
    aspect_ratio: AspectRatio = Field(AspectRatio.LANDSCAPE, description="Shape of the picture.")
    resolution: Resolution = Field(Resolution.FULL_HD, description="Shorter side of the picture.")
    voice: Annotated[str, _text(1, 64)] | None = Field(None, description="Narrator; the language's own when absent.")
    captions: bool = Field(True, description="Whether captions are drawn into the picture.")
    music: bool = Field(True, description="Whether music plays under the voice.")

    @property
    def frame_size(self) -> tuple[int, int]:
        """Width and height of the picture in pixels."""
        short = int(self.resolution.removesuffix("p"))
        long = short * 16 // 9
        sizes = {
            AspectRatio.LANDSCAPE: (long, short),
            AspectRatio.PORTRAIT: (short, long),
            AspectRatio.SQUARE: (short, short),
        }
        return sizes[self.aspect_ratio]
