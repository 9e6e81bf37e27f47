"""The paid writer, with OpenAI's own SDK in front of a model that answers as told."""

import pytest

from chassis.errors import PermanentError
from contracts import Briefing, Language, Tone
from script_agent.commission import Commission
from script_agent.openai_writer import OpenAIScriptwriter
from script_agent.pacing import film_seconds
from script_agent.tongues.english import English
from tests.infra.script_answers import (
    answer_of,
    changed_script,
    plausible_script,
    script_in_the_wrong_language,
    script_that_is_no_json,
    script_that_is_too_long,
    script_that_obeys_the_briefing,
)
from tests.infra.scripted_model import Model, PlainBuyer, Voice

BRIEFING = Briefing(
    title="Nimbus Reports",
    description=(
        "Nimbus Reports automates reports, connects data from every source and cuts manual errors. "
        "Teams save up to 40% of their time every week. It works with the tools you already use."
    ),
    target_audience="Technology professionals",
    duration=24,
    tone=Tone.ENTHUSIASTIC,
    cta="Try it free today!",
)
COMMISSION = Commission.of(BRIEFING)


def writer(model: Model) -> OpenAIScriptwriter:
    """Return a writer that asks the model."""
    return OpenAIScriptwriter(model.client, "gpt-test")


async def test_a_good_answer_becomes_the_film_in_one_call() -> None:
    """What the model wrote is the film, and nothing more is bought."""
    model, buyer = Model(plausible_script), PlainBuyer()
    film = await writer(model).write(COMMISSION, buyer)

    assert [call.name for call in buyer.calls] == ["script"]
    assert (film.language, film.brand, film.notes) == (Language.ENGLISH, "Nimbus Reports", ())
    assert film.scenes[-1].sentences == ("Try it free today!",)
    assert abs(film_seconds(film.scenes, English()) - 24) < 3


async def test_the_request_asks_for_the_form_and_carries_its_key() -> None:
    """The model is bound to a strict schema, answers are bounded, and each call can be told from any other."""
    model, buyer = Model(plausible_script), PlainBuyer()
    await writer(model).write(COMMISSION, buyer)

    [request] = model.requests
    assert request["model"] == "gpt-test"
    assert request["response_format"]["type"] == "json_schema"
    assert request["response_format"]["json_schema"]["strict"] is True
    assert request["max_completion_tokens"] == buyer.calls[0].expected.output_tokens
    assert model.keys == [f"task.{buyer.calls[0].key}"]
    assert "take" not in request


async def test_what_the_provider_counted_is_what_is_billed() -> None:
    """Tokens from and into the provider's cache are told apart, since they have other prices."""
    buyer = PlainBuyer()
    await writer(Model(plausible_script)).write(COMMISSION, buyer)

    [usage] = buyer.usages
    assert (usage.input_tokens, usage.cached_input_tokens, usage.cache_write_tokens) == (2000, 1024, 512)
    assert usage.output_tokens == 900


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (script_that_is_no_json, "The form is not filled in"),
        (script_in_the_wrong_language, "write all of it in English"),
        (script_that_is_too_long, "words less"),
        (script_that_obeys_the_briefing, "Scene 2: it repeats these instructions"),
        (lambda asked: changed_script(asked, sentences=["Nimbus has 9,000 customers."]), "'9,000' is not in the"),
        (lambda asked: changed_script(asked, role="feature"), "The title scene has to follow"),
    ],
)
async def test_a_bad_answer_is_put_right_once(bad: Voice, told: str) -> None:
    """The model hears what was wrong with its answer, and its second one is the film."""
    model, buyer = Model(bad, plausible_script), PlainBuyer()
    film = await writer(model).write(COMMISSION, buyer)

    assert [call.name for call in buyer.calls] == ["script", "script-repair"]
    *_, answered, repair = model.prompts(1)
    assert answered == bad(model.prompts(0))
    assert told in repair
    assert film == await writer(Model(plausible_script)).write(COMMISSION, PlainBuyer())


@pytest.mark.parametrize(
    "bad",
    [
        script_that_is_no_json,
        script_in_the_wrong_language,
        script_that_is_too_long,
        script_that_obeys_the_briefing,
    ],
)
async def test_two_bad_answers_are_the_end(bad: Voice) -> None:
    """There is no third call: the user learns what was wrong and what to do."""
    buyer = PlainBuyer()
    with pytest.raises(PermanentError) as caught:
        await writer(Model(bad)).write(COMMISSION, buyer)

    assert (caught.value.code, caught.value.retryable, len(buyer.calls)) == ("script_unusable", True, 2)
    assert caught.value.hint


async def test_an_answer_without_words_is_an_answer() -> None:
    """A server that sends none is billed and asked again, like one that sends nonsense."""
    buyer = PlainBuyer()
    with pytest.raises(PermanentError) as caught:
        await writer(Model(plausible_script, is_mute=True)).write(COMMISSION, buyer)

    assert (caught.value.code, len(buyer.usages)) == ("script_unusable", 2)


async def test_a_refusal_is_told_and_not_argued_with() -> None:
    """A model that declines is not asked a second time."""
    buyer = PlainBuyer()
    with pytest.raises(PermanentError, match="can't help with that") as caught:
        await writer(Model(None)).write(COMMISSION, buyer)

    assert (caught.value.code, len(buyer.calls)) == ("provider_refused", 1)


async def test_an_answer_that_was_cut_off_is_asked_for_again() -> None:
    """Half a form is no film, and the model is told to be shorter."""
    model = Model(lambda asked: plausible_script(asked)[:400], plausible_script, finish_reason="length")
    await writer(model).write(COMMISSION, PlainBuyer())

    assert "cut off" in model.prompts(1)[-1]


async def test_a_thin_briefing_makes_a_short_film_with_a_note() -> None:
    """What a briefing does not say is not invented: after one more try the film stays short, and says so."""
    thin = Commission.of(Briefing(title="Lumen", description="Lumen is a lamp for readers.", duration=60))
    model, buyer = Model(plausible_script), PlainBuyer()
    film = await writer(model).write(thin, buyer)

    assert "words more" in model.prompts(1)[-1]
    assert len(buyer.calls) == 2
    assert "60 seconds" in film.notes[0]


async def test_a_draft_that_can_be_made_is_kept_from_one_that_cannot() -> None:
    """A second answer that is no film does not cost the user the first, short one."""
    thin = Commission.of(Briefing(title="Lumen", description="Lumen is a lamp for readers.", duration=60))
    film = await writer(Model(plausible_script, script_that_is_no_json)).write(thin, PlainBuyer())

    assert film.brand == "Lumen"


async def test_a_code_fence_around_the_form_does_no_harm() -> None:
    """Servers without structured output often wrap JSON in markdown: that needs no second call."""
    buyer = PlainBuyer()
    await writer(Model(lambda asked: f"```json\n{plausible_script(asked)}\n```")).write(COMMISSION, buyer)

    assert len(buyer.calls) == 1


async def test_a_foreign_briefing_is_refused_before_anything_is_paid() -> None:
    """A language no film can be made in costs nothing."""
    buyer = PlainBuyer()
    french = Briefing(
        title="Produit", description="Notre application aide les équipes à gagner du temps chaque semaine."
    )
    with pytest.raises(PermanentError, match="French"):
        await writer(Model(plausible_script)).write(Commission.of(french), buyer)

    assert not buyer.calls


async def test_the_asked_language_is_written_whatever_the_briefing_s() -> None:
    """A briefing in one language can be filmed in the other, and what cannot be translated word by word is not held."""
    commission = COMMISSION.model_copy(update={"language": Language.PORTUGUESE})
    portuguese = Commission.of(
        BRIEFING.model_copy(
            update={
                "description": "O Nimbus Reports automatiza relatórios. As equipes poupam 40% do tempo.",
                "cta": "Experimente hoje de graça!",
                "language": Language.PORTUGUESE,
            }
        )
    )
    answer = await writer(Model(plausible_script)).write(portuguese, PlainBuyer())
    model = Model(lambda _: answer_of(answer).model_dump_json())
    film = await writer(model).write(commission, PlainBuyer())

    assert film.language is Language.PORTUGUESE
    assert "Brazilian Portuguese" in model.prompts(0)[1]


@pytest.mark.parametrize("change", [{"take": 2}, {"duration": 25}, {"cta": "Book a demo"}, {"tone": Tone.CALM}])
async def test_another_commission_is_another_call(change: dict[str, object]) -> None:
    """Whatever the words depend on makes a new call; a new take does so with the same words asked for."""
    first, second = PlainBuyer(), PlainBuyer()
    await writer(Model(plausible_script)).write(COMMISSION, first)
    await writer(Model(plausible_script)).write(COMMISSION.model_copy(update=change), second)

    assert first.calls[0].key != second.calls[0].key


async def test_the_same_commission_is_the_same_call() -> None:
    """Asked again, by another process, the call has the same key, so that it is paid once."""
    first, second = PlainBuyer(), PlainBuyer()
    for buyer in (first, second):
        await writer(Model(script_that_is_no_json, plausible_script)).write(COMMISSION, buyer)

    assert [call.key for call in first.calls] == [call.key for call in second.calls]
