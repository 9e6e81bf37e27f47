"""What a language model would answer to the script agent: a plausible script for any briefing, and bad ones.

Speaks the wire format only: messages in, the text of the model's message out.
"""

import json
import re
import string
from collections.abc import Mapping, Sequence
from functools import cache

from contracts import Language, Scene, Tone
from script_agent.answer import CardAnswer, SceneAnswer, ScriptAnswer, StatAnswer
from script_agent.commission import Commission
from script_agent.local import LocalScriptwriter
from script_agent.screenplay import Screenplay

Messages = Sequence[Mapping[str, str]]

_LANGUAGES = {"English": Language.ENGLISH, "Brazilian Portuguese": Language.PORTUGUESE}


def plausible_script(messages: Messages) -> str:
    """Return a script of the briefing in a conversation, as valid as the local writer's."""
    return _written(commission_in(messages)).model_dump_json()


def script_in_the_wrong_language(messages: Messages) -> str:
    """Return a script that speaks the other language."""
    commission = commission_in(messages)
    (other,) = set(Language) - {commission.language}
    about = {
        Language.ENGLISH: "A quiet place in the middle of the city, where people meet, read and learn together.",
        Language.PORTUGUESE: "Um lugar tranquilo no meio da cidade, onde as pessoas se encontram, leem e aprendem.",
    }
    changed = commission.model_copy(update={"language": other, "description": about[other]})
    return _written(changed).model_dump_json()


def script_that_is_too_long(messages: Messages) -> str:
    """Return a script that no voice can say in time: four minutes of it."""
    answer = _written(commission_in(messages))
    body = [_chatter(answer.scenes[1], number) for number in range(40)]
    return answer.model_copy(update={"scenes": [*answer.scenes[:2], *body, *answer.scenes[2:]]}).model_dump_json()


def _chatter(scene: SceneAnswer, number: int) -> SceneAnswer:
    letters = "".join(string.ascii_lowercase[int(digit)] for digit in str(number))
    said = f"This is one more long sentence about the very same thing as before, with the letters {letters}."
    return scene.model_copy(update={"role": "feature", "sentences": [said], "optional": False})


def script_that_is_no_json(messages: Messages) -> str:
    """Return words where a form was asked for."""
    return f"Here is your film about {commission_in(messages).title}!"


def changed_script(messages: Messages, **changes: object) -> str:
    """Return the plausible script with fields of its second scene changed."""
    answer = _written(commission_in(messages))
    scenes = [*answer.scenes]
    scenes[1] = SceneAnswer.model_validate({**scenes[1].model_dump(), **changes})
    return answer.model_copy(update={"scenes": scenes}).model_dump_json()


def commission_in(messages: Messages) -> Commission:
    """Return what the first request of a conversation asks for."""
    text = next(message["content"] for message in messages if message["role"] == "user")
    language = re.search(r"in (\w+(?: Portuguese)?), in a tone that is (\w+)\.", text)
    seconds = re.search(r"It lasts (\d+) seconds", text)
    fenced = re.search(r"^(=== \S+ \w+ ===)\n(.*)\n\1$", text, re.MULTILINE | re.DOTALL)
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
