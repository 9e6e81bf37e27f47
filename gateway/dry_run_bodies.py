"""What the API answers about a briefing that is only looked at."""

from pydantic import BaseModel, Field

from contracts import Briefing, Language, Phase


class ExpectedPart(BaseModel):
    """What one stage is expected to pay one model."""

    phase: Phase
    model: str
    calls: int
    cost_usd: float = Field(description="US dollars.")


class DryRun(BaseModel):
    """What a briefing would become; nothing was begun."""

    success: bool = True
    briefing: Briefing = Field(description="As it would be taken: trimmed, with all defaults filled in.")
    language: Language | None = Field(
        description="Language of the film; null when the script stage would have to recognise it."
    )
    expected_seconds: float = Field(description="Length of the film.")
    expected_cost: float | None = Field(description="US dollars, rather too high; null when a price is not known.")
    expected_parts: list[ExpectedPart] = Field(description="Paid work by stage; none when it is done by the server.")
    max_cost_per_video: float | None = Field(description="The server's limit, US dollars; null when there is none.")
    within_max_cost: bool | None = Field(description="Whether the expected cost is within it; null when not known.")
    warnings: list[str] = Field(description="What may come out other than expected, and what to do about it.")
