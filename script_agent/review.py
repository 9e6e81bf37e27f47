"""Checks a film that a language model wrote against everything that was asked for."""

from collections.abc import Iterator

from contracts import Scene
from script_agent.claims import unfounded_claims
from script_agent.commission import Commission
from script_agent.composition import composition_findings, texts_of
from script_agent.fidelity import fidelity_findings
from script_agent.findings import Finding
from script_agent.tongues.base import Tongue


def review(
    brand: str, scenes: tuple[Scene, ...], commission: Commission, instructions: str, tongue: Tongue
) -> tuple[Finding, ...]:
    """Return everything that is not as asked; `instructions` are the words that no film may repeat."""
    return (
        *composition_findings(brand, scenes, commission.duration, tongue),
        *fidelity_findings(scenes, commission, instructions, tongue),
        *_claims(brand, scenes, commission, tongue),
    )


def _claims(brand: str, scenes: tuple[Scene, ...], commission: Commission, tongue: Tongue) -> Iterator[Finding]:
    told = [brand, *(text for scene in scenes for text in texts_of(scene))]
    for claim in unfounded_claims(told, commission.texts, tongue):
        yield Finding(f"{claim!r} is not in the briefing: leave it out, and claim nothing that the briefing does not.")
