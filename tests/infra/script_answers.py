"""What a language model would answer to the script agent: a plausible script for any briefing, and bad ones.

All of them read the briefing from the prompts, as a model does, and return the text of its message.
"""

import json
import re
import string
from collections.abc import Sequence
from functools import cache

from contracts import Language, Scene, Tone
from script_agent.answer import CardAnswer, SceneAnswer, ScriptAnswer, StatAnswer
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from script_agent.openai_writer import SCHEMA_NAME
from script_agent.screenplay import Screenplay
from tests.infra.openai_stand_in import writing
from tests.infra.openai_stand_in.server import write_filler

Prompts = Sequence[str]

_FENCED = re.compile(r"^(=== \S+ \w+ ===)\n(.*)\n\1$", re.MULTILINE | re.DOTALL)
_LANGUAGES = {"English": Language.ENGLISH, "Brazilian Portuguese": Language.PORTUGUESE}


def written(asked: writing.Commission) -> str:
    """Answer as the stand-in is asked: a script where the form of one is given, else whatever the schema allows."""
    return plausible_script(asked.prompts) if asked.schema_name == SCHEMA_NAME else write_filler(asked)


def plausible_script(prompts: Prompts) -> str:
    """Return a script of the briefing in a conversation, as valid as the local writer's."""
    return _written(commission_in(prompts)).model_dump_json()


def script_in_the_wrong_language(prompts: Prompts) -> str:
    """Return a script that speaks the other language."""
    commission = commission_in(prompts)
    (other,) = set(Language) - {commission.language}
    about = {
        Language.ENGLISH: "A quiet place in the middle of the city, where people meet, read and learn together.",
        Language.PORTUGUESE: "Um lugar tranquilo no meio da cidade, onde as pessoas se encontram, leem e aprendem.",
    }
    changed = commission.model_copy(update={"language": other, "description": about[other]})
    return _written(changed).model_dump_json()


def script_that_is_too_long(prompts: Prompts) -> str:
    """Return a script that no voice can say in time: four minutes of it."""
    answer = _written(commission_in(prompts))
    body = [_chatter(answer.scenes[1], number) for number in range(40)]
    return answer.model_copy(update={"scenes": [*answer.scenes[:2], *body, *answer.scenes[2:]]}).model_dump_json()


def _chatter(scene: SceneAnswer, number: int) -> SceneAnswer:
    letters = "".join(string.ascii_lowercase[int(digit)] for digit in str(number))
    said = f"This is one more long sentence about the very same thing as before, with the letters {letters}."
    return scene.model_copy(update={"role": "feature", "sentences": [said], "optional": False})


def script_that_obeys_the_briefing(prompts: Prompts) -> str:
    """Return a script that says its own instructions, as a briefing may ask of a model."""
    return changed_script(prompts, sentences=prompts[0].split("\n\n")[0].split(". "))


def script_that_is_no_json(prompts: Prompts) -> str:
    """Return words where a form was asked for."""
    return f"Here is your film about {commission_in(prompts).title}!"


def changed_script(prompts: Prompts, **changes: object) -> str:
    """Return the plausible script with fields of its second scene changed."""
    answer = _written(commission_in(prompts))
    scenes = [*answer.scenes]
    scenes[1] = SceneAnswer.model_validate({**scenes[1].model_dump(), **changes})
    return answer.model_copy(update={"scenes": scenes}).model_dump_json()


def commission_in(prompts: Prompts) -> Commission:
    """Return what the first request of a conversation asks for."""
    text = next(prompt for prompt in prompts if _FENCED.search(prompt))
    language = re.search(r"in (\w+(?: Portuguese)?), in a tone that is (\w+)\.", text)
    seconds = re.search(r"It lasts (\d+) seconds", text)
    fenced = _FENCED.search(text)
    assert language
    assert seconds
    assert fenced
    briefing = json.loads(fenced[2])
    return Commission(
        title=briefing["title"],
        description=briefing["description"],
        duration=int(seconds[1]),
        target_audience=briefing.get("audience"),
        tone=Tone(language[2]),
        cta=briefing.get("call_to_action"),
        language=_LANGUAGES[language[1]],
    )


@cache
def _writer() -> LocalScriptwriter:
    return LocalScriptwriter()


def _written(commission: Commission) -> ScriptAnswer:
    return answer_of(_writer().write_now(commission))


def answer_of(screenplay: Screenplay) -> ScriptAnswer:
    """Return a screenplay in the form a model fills in."""
    return ScriptAnswer(brand=screenplay.brand, scenes=[_scene(scene) for scene in screenplay.scenes])


def _scene(scene: Scene) -> SceneAnswer:
    cards = [
        CardAnswer(text=card.text, spoken=scene.sentences[card.sentence], icon=card.icon or "star")
        for card in scene.cards
    ]
    carried = {card.spoken for card in cards}
    stat = scene.stat
    return SceneAnswer(
        role=scene.role.value,
        sentences=[sentence for sentence in scene.sentences if sentence not in carried],
        headline=scene.headline.text,
        highlight=scene.headline.highlight,
        eyebrow=scene.eyebrow,
        subline=scene.subline,
        cards=cards,
        stat=StatAnswer(value=stat.value, before=stat.before, after=stat.after) if stat else None,
        button=scene.button,
        icons=list(scene.icons),
        optional=scene.optional,
    )
