"""`make doctor`: read the settings as the services will, and try what costs money with one cheap call."""

import asyncio
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pydantic import ValidationError
from pydantic_settings import BaseSettings

from chassis.estimates import estimate, plan_of
from chassis.prices import PriceTable
from chassis.provider_settings import ProviderSettings
from contracts import Briefing
from deploy.local.checkup import Finding, Verdict, ill, well
from deploy.local.openai_checkup import check_prices, check_server, models_in_use
from deploy.local.settings import DOTENV, StackSettings
from gateway.settings import GatewaySettings
from render_agent.settings import RenderSettings
from script_agent.settings import ScriptSettings
from visual_agent.settings import VisualSettings
from voice_agent.settings import VoiceSettings

READERS: Final[tuple[type[BaseSettings], ...]] = (
    GatewaySettings,
    ScriptSettings,
    VisualSettings,
    VoiceSettings,
    RenderSettings,
    StackSettings,
)
_USUAL_FILM: Final = Briefing(title="A usual film", description="x" * 500, duration=30)


def main(dotenv: Path = DOTENV) -> int:
    """Print each finding as it is made; return 1 if one of them keeps films from being made."""
    verdicts = set()
    for finding in examine(dotenv):
        print(finding, flush=True)
        verdicts.add(finding.verdict)
    return 1 if Verdict.ILL in verdicts else 0


def examine(dotenv: Path) -> Iterator[Finding]:
    """Yield the findings; what depends on something that is ill is not looked at."""
    faults = list(_unreadable_settings(dotenv))
    yield from faults or [well("The settings can be read.")]
    if faults:
        return
    settings = ProviderSettings(_env_file=dotenv)
    try:
        prices = PriceTable.load(settings.price_table)
    except ValueError as error:
        yield ill(str(error), "chassis/prices.json shows the form.")
        return
    yield from _paid_stages(settings)
    models = models_in_use(settings)
    findings = list(check_prices(models, prices))
    yield from findings
    if not models or any(finding.verdict is Verdict.ILL for finding in findings):
        return
    if settings.openai_api_key is None:
        yield ill("A stage is set to use OpenAI, but there is no OPENAI_API_KEY.", "Set it in .env, or use `auto`.")
        return
    yield _usual_cost(settings, prices)
    yield from asyncio.run(check_server(settings, models))


def _unreadable_settings(dotenv: Path) -> Iterator[Finding]:
    told = set()
    for reader in READERS:
        try:
            reader(_env_file=dotenv)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_input=False):
                setting = "_".join(str(part) for part in problem["loc"][:1]).upper()
                if setting not in told:
                    yield ill(f"{setting}: {problem['msg']}.", f"Correct it in {dotenv.name} or in the environment.")
                told.add(setting)


def _paid_stages(settings: ProviderSettings) -> Iterator[Finding]:
    paid = "OpenAI" if settings.is_openai else str(settings.openai_base_url)
    stages = (
        ("Scripts", settings.script_provider, settings.is_paid(settings.script_provider)),
        ("Pictures", settings.visual_provider, settings.is_paid(settings.visual_provider)),
        ("Speech", settings.voice_provider, settings.is_voice_paid()),
    )
    for work, choice, is_paid in stages:
        yield well(f"{work}: {paid if is_paid else 'this machine'} ({choice}).")


def _usual_cost(settings: ProviderSettings, prices: PriceTable) -> Finding:
    cost = estimate(_USUAL_FILM, plan_of(settings, prices), prices).cost_usd
    text = f"A film of {_USUAL_FILM.duration} s is expected to cost ${cost:.2f} (prices of {prices.date})"
    limit = settings.max_cost_per_video
    if limit is None:
        return well(f"{text}; MAX_COST_PER_VIDEO is not set.")
    if cost > limit:
        return ill(f"{text}; MAX_COST_PER_VIDEO allows ${limit:.2f}.", "Raise it, or choose cheaper models.")
    return well(f"{text}; MAX_COST_PER_VIDEO allows ${limit:.2f}.")


if __name__ == "__main__":
    sys.exit(main())
