"""Making a film last what was asked."""

from dataclasses import astuple, replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voice_agent.fit import Plan, SceneSpeech, length, pauses_for
from voice_agent.fit import corrected as corrected_within
from voice_agent.fit import plan as plan_within
from voice_agent.narrator import OWN_PACE, Paces
from voice_agent.pauses import LOOSE, NATURAL, TIGHT, Pauses

SLOWEST, FASTEST = 0.93, 1.18
PACES = Paces(SLOWEST, FASTEST)


def plan(scenes: list[SceneSpeech], asked: float) -> Plan:
    """Plan for a reader of these paces."""
    return plan_within(scenes, asked, PACES)


def corrected(scenes: list[SceneSpeech], asked: float, rate: float) -> float | None:
    """Correct within these paces."""
    return corrected_within(scenes, asked, rate, PACES)


def _film(*seconds: float, sentences: int = 1, optional: tuple[int, ...] = ()) -> list[SceneSpeech]:
    return [
        SceneSpeech(f"s{number:02d}", each, sentences, number in optional)
        for number, each in enumerate(seconds, start=1)
    ]


def _spoken(scenes: list[SceneSpeech], kept: tuple[str, ...], rate: float) -> list[SceneSpeech]:
    """Return the scenes as a narrator that keeps its pace exactly speaks them."""
    return [replace(scene, seconds=scene.seconds / rate) for scene in scenes if scene.scene_id in kept]


@st.composite
def _films(draw: st.DrawFn, *, optional: st.SearchStrategy[bool]) -> list[SceneSpeech]:
    numbers = count(1)
    parts = st.tuples(st.floats(1, 20), st.integers(1, 4), optional)
    return [SceneSpeech(f"s{next(numbers):02d}", *part) for part in draw(st.lists(parts, min_size=1, max_size=8))]


@pytest.mark.parametrize("share", [0.05, 0.5, 0.95])
def test_speech_that_fits_keeps_all_scenes_and_its_own_pace(share: float) -> None:
    """Between the tightest and the loosest pauses there is nothing to change."""
    scenes = _film(5.0, 5.0, 5.0, optional=(2,))

    decided = plan(scenes, length(scenes, TIGHT.towards(LOOSE, share)))

    assert decided.kept == ("s01", "s02", "s03")
    assert decided.rate == OWN_PACE


def test_a_little_too_much_is_spoken_faster_and_nothing_is_dropped() -> None:
    """Haste that nobody notices costs no scene, not even a short one that would bring the film nearer."""
    scenes = _film(10.0, 1.0, 10.0, optional=(2,))

    decided = plan(scenes, length(scenes, TIGHT) - 0.8)

    assert len(decided.kept) == 3
    assert 1.0 < decided.rate < FASTEST


def test_a_little_too_few_words_are_spoken_slower() -> None:
    """Before pauses are stretched beyond what sounds unhurried, speech slows down."""
    scenes = _film(6.0, 6.0, 6.0)

    assert SLOWEST < plan(scenes, length(scenes, LOOSE) + 0.6).rate < 1.0


def test_the_optional_scene_that_brings_the_film_nearest_is_dropped() -> None:
    """Of three optional scenes the one goes whose length is the excess, and the others stay in order."""
    scenes = _film(8.0, 2.0, 5.0, 7.0, optional=(2, 3, 4))
    asked = length(_film(8.0, 2.0, 7.0), NATURAL)

    decided = plan(scenes, asked)

    assert decided.kept == ("s01", "s02", "s04")
    assert decided.rate == OWN_PACE


def test_several_optional_scenes_go_if_one_is_not_enough() -> None:
    """Far too much text loses optional scenes until the film is as near as they can bring it."""
    scenes = _film(8.0, 6.0, 6.0, 6.0, 8.0, optional=(2, 3, 4))

    assert len(plan(scenes, length(_film(8.0, 6.0, 8.0), NATURAL)).kept) == 3


def test_a_film_of_optional_scenes_keeps_one() -> None:
    """There is no film without a scene, however long the only one is."""
    assert len(plan(_film(40.0, 40.0, optional=(1, 2)), 15).kept) == 1


@pytest.mark.parametrize(("seconds", "rate"), [(60.0, FASTEST), (2.0, SLOWEST)])
def test_pace_stays_where_speech_sounds_natural(seconds: float, rate: float) -> None:
    """Text that no natural pace can fit is spoken at the nearest natural pace: 1.18 or 0.93."""
    assert plan(_film(seconds), 15).rate == rate
    assert 0.93 <= rate <= 1.18


def test_speech_that_turned_out_too_long_is_corrected_by_what_it_lacks() -> None:
    """The faster pace brings the very speech that was measured to the asked length."""
    scenes = _film(6.0, 6.0, 6.0)
    asked = length(scenes, TIGHT) - 1.0

    faster = corrected(scenes, asked, OWN_PACE)

    assert faster is not None
    again = _spoken(scenes, ("s01", "s02", "s03"), faster)
    assert length(again, TIGHT) < asked < length(again, LOOSE)


def test_a_correction_starts_from_the_pace_that_was_spoken() -> None:
    """Speech that is too long at 1.05 is corrected to more than 1.05, as much as at the own pace in proportion."""
    scenes = _film(6.0, 6.0, 6.0)
    asked = length(scenes, TIGHT) - 1.0

    from_own, from_faster = corrected(scenes, asked, OWN_PACE), corrected(scenes, asked, 1.05)

    assert from_own is not None
    assert from_faster == pytest.approx(from_own * 1.05, abs=0.002)


def test_speech_that_fits_is_not_corrected() -> None:
    """Speech that the tightest pauses make fit is not spoken again."""
    scenes = _film(6.0, 6.0)

    assert corrected(scenes, length(scenes, TIGHT), OWN_PACE) is None


def test_the_fastest_pace_is_not_corrected() -> None:
    """At the fastest natural pace there is nothing left to correct with."""
    assert corrected(_film(60.0), 15, FASTEST) is None


def test_a_correction_does_not_pass_the_fastest_pace() -> None:
    """However much too long, speech is at most 1.18 times as fast."""
    assert corrected(_film(60.0), 15, OWN_PACE) == FASTEST


def test_length_counts_speech_and_every_pause_once() -> None:
    """Two scenes of two sentences: an opening, one pause inside each, one between them, and a closing."""
    expected = 3.0 + 4.0 + NATURAL.opening + 2 * NATURAL.sentence + NATURAL.scene + NATURAL.closing

    assert length(_film(3.0, 4.0, sentences=2), NATURAL) == pytest.approx(expected)


@pytest.mark.parametrize("pauses", [TIGHT, NATURAL, LOOSE])
def test_pauses_open_together_from_tight_through_natural_to_loose(pauses: Pauses) -> None:
    """A film as long as with given pauses gets them, not some short and some long ones that add up to as much."""
    scenes = _film(3.0, 4.0, sentences=2)

    found = pauses_for(scenes, length(scenes, pauses))

    assert astuple(found) == pytest.approx(astuple(pauses))


@settings(deadline=None)  # a busy machine is no failure
@given(scenes=_films(optional=st.just(False)), spare=st.floats(0, 60))
def test_pauses_fill_to_the_asked_seconds(scenes: list[SceneSpeech], spare: float) -> None:
    """Whatever room is left over the tightest pauses, they grow to fill it exactly, and none shrinks below them."""
    asked = length(scenes, TIGHT) + spare

    pauses = pauses_for(scenes, asked)

    assert length(scenes, pauses) == pytest.approx(asked, abs=1e-6)
    assert pauses.opening >= TIGHT.opening - 1e-9
    assert pauses.sentence >= TIGHT.sentence - 1e-9
    assert pauses.scene >= TIGHT.scene - 1e-9
    assert pauses.closing >= TIGHT.closing - 1e-9


@settings(deadline=None)  # a busy machine is no failure
@given(scenes=_films(optional=st.just(False)), excess=st.floats(0, 30))
def test_too_much_speech_gets_the_tightest_pauses(scenes: list[SceneSpeech], excess: float) -> None:
    """Pauses never close further than what does not sound breathless."""
    pauses = pauses_for(scenes, length(scenes, TIGHT) - excess)

    assert length(scenes, pauses) == pytest.approx(length(scenes, TIGHT), abs=1e-6)


@settings(deadline=None)  # a busy machine is no failure
@given(scenes=_films(optional=st.booleans()), asked=st.integers(15, 180))
def test_a_plan_keeps_what_is_not_optional_in_order(scenes: list[SceneSpeech], asked: int) -> None:
    """Whatever the text and the time, only optional scenes go, the order stays, and the pace is a natural one."""
    decided = plan(scenes, asked)

    expected = [scene.scene_id for scene in scenes if scene.scene_id in decided.kept or not scene.optional]
    assert list(decided.kept) == expected
    assert decided.kept
    assert 0.93 <= decided.rate <= 1.18


@settings(deadline=None)  # a busy machine is no failure
@given(scenes=_films(optional=st.booleans()), haste=st.floats(0.2, 1.0), drift=st.floats(0.98, 1.02))
def test_a_film_within_the_range_lasts_exactly_what_was_asked(
    scenes: list[SceneSpeech], haste: float, drift: float
) -> None:
    """Text that at most 1.14 times the pace makes fit does fit, even if the narrator is 2 % off its estimate."""
    asked = sum(scene.seconds for scene in scenes) / (1.14 * haste) + length(_film(*[0.0] * len(scenes)), TIGHT)
    asked += sum(scene.sentences - 1 for scene in scenes) * TIGHT.sentence
    decided = plan(scenes, asked)

    spoken = _spoken(scenes, decided.kept, decided.rate / drift)
    faster = corrected(spoken, asked, decided.rate)
    if faster is not None:
        spoken = _spoken(scenes, decided.kept, faster / drift)

    assert length(spoken, pauses_for(spoken, asked)) == pytest.approx(asked, abs=1e-6)
