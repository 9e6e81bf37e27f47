"""What a film is expected to cost: the expected calls, priced."""

from pydantic import BaseModel, ConfigDict

from chassis.prices import PriceTable
from chassis.provider_settings import ProviderSettings
from contracts import Briefing, Phase
from contracts.estimate import Plan, expected_calls


class ExpectedCost(BaseModel):
    """What one stage is expected to pay one model, US dollars."""

    model_config = ConfigDict(frozen=True)

    phase: Phase
    model: str
    calls: int
    cost_usd: float


class Estimate(BaseModel):
    """What a film is expected to cost, US dollars."""

    model_config = ConfigDict(frozen=True)

    parts: tuple[ExpectedCost, ...]

    @property
    def cost_usd(self) -> float:
        """All parts together."""
        return sum(part.cost_usd for part in self.parts)


def plan_of(settings: ProviderSettings, prices: PriceTable) -> Plan:
    """Return which paid models films are made with; raises `PermanentError` for an image model without a price."""
    speaks = settings.is_voice_paid()
    if not settings.is_paid(settings.visual_provider):
        image_model, tokens = None, 0
    else:
        image_model = settings.openai_image_model
        tokens = prices.price(image_model).tokens_per_image.get(settings.openai_image_quality, 0)
    return Plan(
        script_model=settings.openai_script_model if settings.is_paid(settings.script_provider) else None,
        image_model=image_model,
        tokens_per_image=tokens,
        speech_model=settings.openai_speech_model if speaks else None,
        transcription_model=settings.openai_transcription_model if speaks else None,
    )


def estimate(briefing: Briefing, plan: Plan, prices: PriceTable) -> Estimate:
    """Return what a film is expected to cost; raises `PermanentError` for a model without a price."""
    parts = (
        ExpectedCost(
            phase=expected.phase,
            model=expected.model,
            calls=expected.calls,
            cost_usd=prices.price(expected.model).cost(expected.usage),
        )
        for expected in expected_calls(briefing, plan)
    )
    return Estimate(parts=tuple(parts))
