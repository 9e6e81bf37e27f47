"""What was paid: one charge for each answer of a provider that bills."""

import math
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from contracts.base import Contract

Usd = Annotated[float, Field(ge=0, description="Cost in US dollars.")]
Count = Annotated[int, Field(ge=0)]


class Usage(Contract):
    """What a provider counted of one call; which of it costs is for the price table to say."""

    input_tokens: Count = Field(0, description="All tokens that were sent, cached ones included.")
    cached_input_tokens: Count = Field(0, description="Those of them that the provider had in its cache.")
    cache_write_tokens: Count = Field(0, description="Those of them that the provider put into its cache.")
    output_tokens: Count = Field(0, description="Tokens that came back, be they text, picture or sound.")
    images: Count = Field(0, description="Pictures that came back.")
    characters: Count = Field(0, description="Characters that were spoken.")
    audio_seconds: Annotated[float, Field(ge=0)] = Field(0.0, description="Length of the sound sent or received.")


class Charge(Contract):
    """One paid answer. A charge heard twice is the same charge: `id` tells."""

    id: Annotated[str, Field(min_length=1, description="Digest of what was asked; one per call and task.")]
    provider: Annotated[str, Field(min_length=1, examples=["openai"])]
    model: Annotated[str, Field(min_length=1)]
    usage: Usage = Usage()
    cost_usd: Usd


def united(charges: Iterable[Charge]) -> tuple[Charge, ...]:
    """Return each charge once, ordered by id; of two with the same id the dearer one."""
    by_id: dict[str, Charge] = {}
    for charge in sorted(charges, key=lambda charge: (charge.cost_usd, charge.model_dump_json())):
        by_id[charge.id] = charge
    return tuple(by_id[id_] for id_ in sorted(by_id))


def total_usd(charges: Iterable[Charge]) -> float:
    """Return what the charges cost together, in US dollars."""
    return math.fsum(charge.cost_usd for charge in charges)
