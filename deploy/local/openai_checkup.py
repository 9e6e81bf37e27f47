"""Whether OpenAI, or the server in its place, takes the key, knows the models and has credit: one cheap call."""

from collections.abc import Awaitable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Final

from openai import AsyncOpenAI

from chassis.errors import PermanentError
from chassis.openai_client import OPENAI, fault_of, openai_client
from chassis.prices import PriceTable
from chassis.provider_faults import Fault, FaultKind, stage_error
from chassis.provider_settings import ProviderSettings
from deploy.local.checkup import Finding, ill, warning, well

_SOON: Final = timedelta(days=90)
_FEWEST_TOKENS: Final = 16
_REMEDIES: Final = {
    FaultKind.AUTH: "Check OPENAI_API_KEY, OPENAI_ORGANIZATION and OPENAI_PROJECT; keys may be limited to some models.",
    FaultKind.QUOTA: "Add credit to the account, or raise the project's monthly limit.",
    FaultKind.BAD_REQUEST: "Check the model's name, and whether the server at OPENAI_BASE_URL offers chat completions.",
    FaultKind.UNAVAILABLE: "Check OPENAI_BASE_URL and this machine's way to it; the server may also be down.",
    FaultKind.LOST: "Check OPENAI_BASE_URL: what answers there may not be an OpenAI API.",
    FaultKind.RATE_LIMITED: "Wait a minute; if it stays so, lower OPENAI_CONCURRENCY or raise the account's limits.",
}


def models_in_use(settings: ProviderSettings) -> dict[str, str]:
    """Return setting to model for everything a paid stage uses."""
    models: dict[str, str | None] = {}
    if settings.is_paid(settings.script_provider):
        models["OPENAI_SCRIPT_MODEL"] = settings.openai_script_model
    if settings.is_paid(settings.visual_provider):
        models["OPENAI_IMAGE_MODEL"] = settings.openai_image_model
    if settings.is_voice_paid():
        models["OPENAI_SPEECH_MODEL"] = settings.openai_speech_model
        models["OPENAI_TRANSCRIPTION_MODEL"] = settings.openai_transcription_model
    return {setting: model for setting, model in models.items() if model}


def check_prices(models: Mapping[str, str], prices: PriceTable, today: date | None = None) -> Iterator[Finding]:
    """Yield whether each model has a price, and how long it is still served."""
    today = today or datetime.now(UTC).date()
    for setting, model in models.items():
        try:
            shutdown = prices.price(model).shutdown
        except PermanentError as error:
            yield ill(f"{setting}={model} has no price.", error.hint or "")
            continue
        if shutdown is not None and shutdown - today <= _SOON:
            remedy = f"Choose another {setting}, or the local provider for that stage, before that day."
            yield warning(f"{setting}={model} is announced to be shut down on {shutdown}.", remedy)


async def check_server(settings: ProviderSettings, models: Mapping[str, str]) -> list[Finding]:
    """Return what the server says to the key, to each model and to one small order."""
    findings: list[Finding] = []
    async with openai_client(settings) as client:
        for setting, model in models.items():
            fault = await _fault(client.models.retrieve(model))
            if fault is None:
                findings.append(well(f"{setting}={model} is offered."))
            elif fault.kind is FaultKind.BAD_REQUEST:
                find = ill if settings.is_openai else warning  # other servers need not list what they serve
                findings.append(find(f"{setting}={model} is not in the server's list.", f"Choose another {setting}."))
            else:
                return [*findings, _failed(fault, model)]
        return [*findings, await _small_order(client, settings, models)]


async def _small_order(client: AsyncOpenAI, settings: ProviderSettings, models: Mapping[str, str]) -> Finding:
    """Order what costs next to nothing: only an order shows whether there is credit."""
    if model := models.get("OPENAI_SCRIPT_MODEL"):
        order: Awaitable[object] = client.chat.completions.create(
            model=model, messages=[{"role": "user", "content": "Say OK."}], max_completion_tokens=_FEWEST_TOKENS
        )
    elif model := models.get("OPENAI_SPEECH_MODEL"):
        order = client.audio.speech.create(model=model, voice=settings.openai_voice, input="OK.")
    else:
        return warning("Whether there is credit was not tried: the cheapest picture is no cheap call.")
    fault = await _fault(order)
    return (
        well(f"{model} answers: the key is accepted and there is credit.") if fault is None else _failed(fault, model)
    )


async def _fault(order: Awaitable[object]) -> Fault | None:
    """Return what went wrong with an order, if something did."""
    try:
        await order
    except Exception as error:
        fault = fault_of(error)
        if fault is None:
            raise
        return fault
    return None


def _failed(fault: Fault, model: str) -> Finding:
    failure = stage_error(fault, OPENAI, model)
    return ill(failure.message, _REMEDIES.get(fault.kind, failure.hint or ""))
