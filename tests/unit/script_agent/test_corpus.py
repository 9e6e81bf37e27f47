"""Promises that every script keeps, checked on a corpus of varied briefings in both languages."""

import re

from contracts import Language, Scene, SceneRole, Script
from script_agent.headline import MOST_WORDS
from script_agent.pacing import film_seconds
from script_agent.sentences import words
from script_agent.tongues.english import English
from script_agent.tongues.english_voices import VOICES as ENGLISH
from script_agent.tongues.portuguese import Portuguese
from script_agent.tongues.portuguese_voices import VOICES as PORTUGUESE

PLACEHOLDER = re.compile(r"[{}*]")


def sentences_of(script: Script) -> list[str]:
    """Return everything that is spoken."""
    return [sentence for scene in script.scenes for sentence in scene.sentences]


def briefing_text(script: Script) -> str:
    """Return everything the user said."""
    given = script.briefing
    return " ".join(filter(None, (given.title, given.description, given.target_audience, given.cta)))


def seconds_of(script: Script) -> float:
    """Return how long the film lasts."""
    return film_seconds(script.scenes, English() if script.language is Language.ENGLISH else Portuguese())


def test_films_open_with_a_hook_and_a_title_and_end_with_a_call(scripts: list[Script]) -> None:
    """Every film catches, names and asks."""
    for script in scripts:
        roles = [scene.role for scene in script.scenes]
        assert (roles[0], roles[-1]) == (SceneRole.HOOK, SceneRole.CTA)
        assert SceneRole.TITLE in roles[1:3]


def test_no_sentence_is_said_twice(scripts: list[Script]) -> None:
    """A film never repeats itself word for word."""
    for script in scripts:
        said = [" ".join(words(sentence.lower())) for sentence in sentences_of(script)]
        assert sorted(set(said)) == sorted(said), script.briefing.title


def test_every_number_comes_from_the_briefing(scripts: list[Script]) -> None:
    """No figure is invented."""
    for script in scripts:
        given = set(re.findall(r"\d+", briefing_text(script)))
        assert set(re.findall(r"\d+", " ".join(sentences_of(script)))) <= given


def test_headlines_are_short_and_their_highlight_is_a_part_of_them(scripts: list[Script]) -> None:
    """A picture's largest words can be read at a glance, and one phrase at most is set off."""
    for headline in (scene.headline for script in scripts for scene in script.scenes):
        assert len(words(headline.text)) <= MOST_WORDS
        assert headline.highlight is None or headline.highlight in headline.text
        assert not PLACEHOLDER.search(headline.text)


def test_cards_are_few_and_short(scripts: list[Script]) -> None:
    """Three cards of seven words at most fit side by side."""
    for scene in (scene for script in scripts for scene in script.scenes):
        assert len(scene.cards) <= 3
        assert all(len(words(card.text)) <= 7 for card in scene.cards)


def test_sentences_are_whole(scripts: list[Script]) -> None:
    """What is spoken begins large or with a sign, ends with a mark, and has no leftovers of markup."""
    for sentence in (sentence for script in scripts for sentence in sentences_of(script)):
        assert sentence[-1] in ".!?"
        assert not sentence[0].islower() or any(mark.isupper() for mark in sentence.split()[0])
        assert not re.search(r"[{}*#<>_]|https?:|\s{2}|,\.|\.\.", sentence), sentence


def test_films_last_as_long_as_asked_or_say_why_not(scripts: list[Script]) -> None:
    """No film is too long to be spoken, and one that is far too short is noted."""
    for script in scripts:
        share = seconds_of(script) / script.briefing.duration
        assert share <= 1.1, script.briefing.title
        assert share >= 0.85 or script.notes, script.briefing.title


def test_films_that_fill_their_time_have_a_scene_to_drop(scripts: list[Script]) -> None:
    """A voice slower than measured can still keep the asked length."""
    for script in scripts:
        if seconds_of(script) >= script.briefing.duration:
            assert any(scene.optional for scene in script.scenes), script.briefing.title


def test_what_is_shown_is_shown_word_for_word(scripts: list[Script]) -> None:
    """Captions are only left out where the headline says the same."""
    for scene in (scene for script in scripts for scene in script.scenes):
        for index in scene.shown:
            assert words(scene.sentences[index]) == words(scene.headline.text)


def test_stats_say_what_is_spoken(scripts: list[Script]) -> None:
    """The number shown large is heard."""
    for scene in (scene for script in scripts for scene in script.scenes if scene.role is SceneRole.STAT):
        assert scene.stat is not None
        assert scene.stat.value in scene.sentences[0]


def test_set_phrases_are_in_the_film_s_language(scripts: list[Script]) -> None:
    """An English film has no Portuguese phrase, and the other way round."""
    fixed = {
        Language.ENGLISH: {phrase for voice in ENGLISH.values() for phrase in (*voice.closing, *voice.thoughts)},
        Language.PORTUGUESE: {phrase for voice in PORTUGUESE.values() for phrase in (*voice.closing, *voice.thoughts)},
    }
    for script in scripts:
        (other,) = set(Language) - {script.language}
        foreign = {phrase.replace("*", "") for phrase in fixed[other]}
        assert not foreign & set(sentences_of(script))


def test_scenes_are_numbered_in_order(scripts: list[Script]) -> None:
    """Scene ids tell the place in the film."""
    for script in scripts:
        assert [scene.id for scene in script.scenes] == [f"s{n:02d}" for n in range(1, len(script.scenes) + 1)]


def test_the_ends_of_a_film_stay(scripts: list[Script]) -> None:
    """Hook, title and call are never dropped."""

    def may_go(scene: Scene) -> bool:
        return scene.optional and scene.role in {SceneRole.HOOK, SceneRole.TITLE, SceneRole.CTA}

    assert not any(may_go(scene) for script in scripts for scene in script.scenes)
