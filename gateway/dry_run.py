"""What would become of a briefing: said without beginning anything."""

from collections.abc import Iterator, Mapping
from typing import Final

from chassis.errors import PermanentError
from chassis.estimates import Estimate, estimate, plan_of
from chassis.prices import PriceTable
from chassis.provider_settings import ProviderSettings
from contracts import Briefing
from gateway.dry_run_bodies import DryRun, ExpectedPart

_WORDS_PER_SECOND: Final = 2.4
"""What a narrator says in English and Portuguese."""

_FEW: Final = 0.15
_MANY: Final = 2.0
"""Words of the description per word that the film has time for, beyond which the film will not be what was asked."""


def dry_run(briefing: Briefing, sent: object, settings: ProviderSettings, prices: PriceTable) -> DryRun:
    """Return what is expected of a briefing; `sent` is the request's body, looked through for fields nobody knows."""
    expected, problem = _expected(briefing, settings, prices)
    limit = settings.max_cost_per_video
    total = round(expected.cost_usd, 6) if expected else None
    within = None if total is None else limit is None or total <= limit
    parts = expected.parts if expected else ()
    warnings = [*_unknown_fields(sent), *_of_length(briefing)]
    if problem:
        warnings.append(problem)
    if within is False:
        warnings.append(f"The film is expected to cost ${total:.4f}; MAX_COST_PER_VIDEO stops it at ${limit:.4f}.")
    return DryRun(
        briefing=briefing,
        language=briefing.language,
        expected_seconds=briefing.duration,
        expected_cost=total,
        expected_parts=[ExpectedPart.model_validate(part, from_attributes=True) for part in parts],
        max_cost_per_video=limit,
        within_max_cost=within,
        warnings=warnings,
    )


def _expected(briefing: Briefing, settings: ProviderSettings, prices: PriceTable) -> tuple[Estimate | None, str | None]:
    """Return the estimate, or why there is none."""
    try:
        return estimate(briefing, plan_of(settings, prices), prices), None
    except PermanentError as error:
        return None, " ".join(filter(None, (error.message, error.hint)))


def _unknown_fields(sent: object) -> Iterator[str]:
    briefing = sent.get("briefing") if isinstance(sent, Mapping) else None
    for field in sorted(set(briefing) - set(Briefing.model_fields)) if isinstance(briefing, Mapping) else ():
        yield f"There is no field briefing.{field}; what it says has no effect."


def _of_length(briefing: Briefing) -> Iterator[str]:
    words, time_for = len(briefing.description.split()), briefing.duration * _WORDS_PER_SECOND
    if words < _FEW * time_for:
        yield (
            f"{words} words of description are few for {briefing.duration} s: the film may be general or shorter. "
            "Say more about the subject, or ask for a shorter film."
        )
    if words > _MANY * time_for:
        yield f"{briefing.duration} s have time for about {time_for:.0f} of the {words} words: much will be left out."
