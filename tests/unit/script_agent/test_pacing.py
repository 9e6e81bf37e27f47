"""Scenes are chosen so that the film lasts as long as asked."""

from contracts import Headline, Scene, SceneRole
from script_agent.pacing import Take, choose, film_seconds, spoken_seconds
from script_agent.tongues.english import English
from script_agent.tongues.portuguese import Portuguese


def scene(sentence: str) -> Scene:
    """Return a scene that says one sentence."""
    return Scene(id="s00", role=SceneRole.FEATURE, sentences=(sentence,), headline=Headline(text="Any"))


def test_numbers_take_as_long_as_their_names(english: English, portuguese: Portuguese) -> None:
    """1,234 is longer to say than 7, also with the other language's separators."""
    assert spoken_seconds("It has 1,234 parts.", english) > spoken_seconds("It has 7 parts.", english) + 1
    assert spoken_seconds("Custa R$ 1.500,50.", portuguese) > spoken_seconds("Custa R$ 2.", portuguese) + 1


def test_the_worthiest_scenes_within_the_time_are_taken(english: English) -> None:
    """Of what could fill the time, the more valuable stays; required places are always filled."""
    long = "This is a sentence that takes about three seconds to say."
    slots = [
        [Take(scene("Opening."), 0)],
        [Take(scene(f"{long} One."), 1), Take(None, 0)],
        [Take(scene(f"{long} Two."), 5), Take(None, 0)],
    ]
    wanted = film_seconds([scene("Opening."), scene(f"{long} Two.")], english)
    chosen = choose(slots, wanted, english)
    assert [one.sentences[0] for one in chosen] == ["Opening.", f"{long} Two."]


def test_too_little_is_all_taken(english: English) -> None:
    """A film that cannot be long enough is as long as it can be."""
    slots = [[Take(scene("Opening."), 0)], [Take(scene("More of it."), 1), Take(None, 0)]]
    assert len(choose(slots, 60, english)) == 2


def test_a_film_that_must_be_too_long_is_as_short_as_possible(english: English) -> None:
    """The shorter take is chosen when time is short."""
    slots = [[Take(scene("A very long and winding sentence with many words."), 5), Take(scene("Short."), 1)]]
    assert choose(slots, 1, english)[0].sentences == ("Short.",)
