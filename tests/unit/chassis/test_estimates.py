import pytest
from pydantic import SecretStr

from chassis.errors import PermanentError
from chassis.estimates import estimate, plan_of
from chassis.prices import PriceTable
from chassis.provider_settings import ImageQuality, ProviderChoice, ProviderSettings
from contracts import Briefing
from contracts.estimate import Plan

BRIEFING = Briefing(title="A film", description="What the film is about.", duration=30)
PRICES = PriceTable.load()
KEY = SecretStr("sk-x")


def test_a_film_without_a_key_costs_nothing() -> None:
    """Local work is free."""
    plan = plan_of(ProviderSettings(_env_file=None), PRICES)

    assert plan == Plan()
    assert estimate(BRIEFING, plan, PRICES).cost_usd == 0


def test_a_film_with_the_default_models_costs_some_cents() -> None:
    """Half a minute costs about twelve cents, most of it for pictures; finer pictures cost more."""
    plain = ProviderSettings(_env_file=None, openai_api_key=KEY)
    fine = ProviderSettings(_env_file=None, openai_api_key=KEY, openai_image_quality=ImageQuality.HIGH)
    by_model = {part.model: part.cost_usd for part in estimate(BRIEFING, plan_of(plain, PRICES), PRICES).parts}

    assert 0.05 < sum(by_model.values()) < 0.25
    assert max(by_model, key=lambda model: by_model[model]) == plain.openai_image_model
    assert estimate(BRIEFING, plan_of(fine, PRICES), PRICES).cost_usd > 2 * sum(by_model.values())


def test_each_stage_is_planned_by_its_own_choice() -> None:
    """A stage set to local is left out, whatever the key."""
    settings = ProviderSettings(_env_file=None, openai_api_key=KEY, visual_provider=ProviderChoice.LOCAL)

    assert plan_of(settings, PRICES) == Plan(script_model="gpt-6-luna", speech_model="gpt-4o-mini-tts")


def test_an_unknown_model_is_named() -> None:
    """No estimate is made up for a model without a price."""
    settings = ProviderSettings(_env_file=None, openai_api_key=KEY, openai_script_model="mystery")

    with pytest.raises(PermanentError, match="mystery"):
        estimate(BRIEFING, plan_of(settings, PRICES), PRICES)
