"""A language model's answer as a draft of a film: what could be made of it, and what is wrong with it."""

import re
from dataclasses import dataclass
from typing import Final

from pydantic import BaseModel, ValidationError

from chassis.errors import MendableError
from script_agent.adaptation import UnfitAnswerError, adapted
from script_agent.answer import ScriptAnswer
from script_agent.cleaning import plain
from script_agent.commission import Commission
from script_agent.findings import Finding
from script_agent.review import review
from script_agent.screenplay import Screenplay
from script_agent.tongues.base import Tongue

UNUSABLE: Final = "script_unusable"
"""Code of the failure when a model cannot do what is asked."""

_CUT_OFF: Final = Finding("The answer was cut off before its end: hand in a shorter script.")
_MOST_ERRORS: Final = 6


class Reply(BaseModel):
    """What came back from the model, in the terms of chat completions."""

    content: str | None
    refusal: str | None = None
    is_cut_off: bool = False


@dataclass(frozen=True)
class Draft:
    """One try at a film; without a screenplay there are grave findings."""

    screenplay: Screenplay | None
    findings: tuple[Finding, ...]

    @property
    def is_usable(self) -> bool:
        """Whether a film can be made of it, if not the best one."""
        return self.screenplay is not None and not any(finding.is_grave for finding in self.findings)


def draft_of(reply: Reply, commission: Commission, instructions: str, tongue: Tongue) -> Draft:
    """Return what a reply amounts to."""
    try:
        answer = ScriptAnswer.model_validate_json(_json_in(reply.content or ""))
        scenes = adapted(answer, commission.duration, tongue)
    except ValidationError as error:
        return Draft(None, (_CUT_OFF,) if reply.is_cut_off else _form_findings(error))
    except UnfitAnswerError as error:
        return Draft(None, error.findings)
    brand = plain(answer.brand)
    findings = review(brand, scenes, commission, instructions, tongue)
    is_short = any(not finding.is_grave for finding in findings)
    note = tongue.lexicon.short_film_note.format(seconds=commission.duration)
    notes = (note,) if is_short else ()
    return Draft(Screenplay(language=tongue.language, brand=brand, scenes=scenes, notes=notes), findings)


def better(first: Draft, second: Draft) -> Screenplay:
    """Return the film of the second draft, or of the first if only that can be made.

    Raises:
        PermanentError: `script_unusable`, neither can be made.
    """
    made = next((draft.screenplay for draft in (second, first) if draft.is_usable), None)
    if made is None:
        grave = next(finding.text for finding in second.findings if finding.is_grave)
        raise MendableError(
            UNUSABLE,
            f"The language model's script was not as asked, and no better when it was told so. {grave}",
            "Retry from the script to have it written anew; if that does not help, reword the briefing, or have the "
            "operator choose another OPENAI_SCRIPT_MODEL.",
        )
    return made


def _json_in(text: str) -> str:
    """Return the JSON object in a text: some servers put a code fence or a remark around it."""
    found = re.search(r"\{.*\}", text, re.DOTALL)
    return found[0] if found else text


def _form_findings(error: ValidationError) -> tuple[Finding, ...]:
    problems = error.errors(include_url=False, include_input=False, include_context=False)
    return tuple(
        Finding(f"The form is not filled in: {'.'.join(map(str, problem['loc'])) or 'it'}: {problem['msg']}.")
        for problem in problems[:_MOST_ERRORS]
    )
