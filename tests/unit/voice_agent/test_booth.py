"""Fitting a script to its seconds, with a narrator whose speech is a tone of known length."""

from collections.abc import Collection, Sequence

import numpy as np
import pytest

from chassis.effects import PaidCall
from chassis.errors import PermanentError
from chassis.store import Store
from chassis.workspace import Workspace
from contracts import Briefing, Headline, Language, Narration, Scene, SceneRole, Script, Word
from voice_agent.assignment import Assignment
from voice_agent.booth import Booth
from voice_agent.narrator import Paces, Part, Reader, Run, Speech, voice_unknown

RATE = 8000
WORDS_PER_SECOND = 2.5


class ToneNarrator:
    """Speaks each word as 0.4 s of tone, and counts what it was asked to say."""

    name = "tone"
    provider = "tone"
    uses_tone = False
    paces = Paces(0.93, 1.18)
    at_once = 2

    def __init__(self, *, drift: float = 1.0, is_paid: bool = False) -> None:
        self.spoken: list[tuple[str, float]] = []
        self.is_paid = is_paid
        self._drift = drift

    def voice(self, asked: str | None, language: Language) -> str:
        """Return the one voice there is."""
        if asked not in (None, "tone"):
            raise voice_unknown(str(asked), language, ["tone"])
        return "tone"

    def reader(self, part: Part, run: Run) -> Reader:
        """Return itself, ready for a film."""
        del run
        self.part = part
        return self

    async def estimate(self, sentences: Sequence[str]) -> float:
        """Return what `speak` would take, but for the drift."""
        return len(" ".join(sentences).split()) / WORDS_PER_SECOND

    async def speak(self, sentences: Sequence[str], rate: float) -> list[Speech]:
        """Return a tone for each sentence."""
        return [self._tone(sentence, rate) for sentence in sentences]

    def _tone(self, text: str, rate: float) -> Speech:
        self.spoken.append((text, rate))
        each = self._drift / WORDS_PER_SECOND / rate
        names = text.split()
        samples = np.sin(np.arange(round(len(names) * each * RATE)) * 0.2).astype(np.float32) / 2
        words = tuple(Word(text=name, start=i * each, end=(i + 1) * each) for i, name in enumerate(names))
        return Speech(samples, RATE, words)


class NoBuyer:
    """Buys nothing."""

    async def buy(self, call: PaidCall) -> bytes:
        """Refuse."""
        raise AssertionError(call.name)


def _script(
    seconds: int, scene_words: Sequence[int], *, optional: Collection[int] = (), voice: str | None = None
) -> Script:
    scenes = tuple(
        Scene(
            id=f"s{number:02d}",
            role=SceneRole.FEATURE,
            sentences=(" ".join(f"w{number}x{index}" for index in range(count)) + ".",),
            headline=Headline(text=f"Scene {number}"),
            optional=number in optional,
        )
        for number, count in enumerate(scene_words, start=1)
    )
    briefing = Briefing(title="Title", description="A description.", duration=seconds, voice=voice)
    return Script(task_id="t1", briefing=briefing, language=Language.ENGLISH, brand="Title", scenes=scenes)


async def _record(script: Script, narrator: ToneNarrator, store: Store | None = None) -> Narration:
    async def report(_fraction: float) -> None:
        """Report to nobody."""

    workspace = Workspace(store or Store.in_memory(), "t1", "narration", "x")
    run = Run("t1", workspace, report, NoBuyer())
    return await Booth(narrator).record(Assignment.of(script, with_tone=False), run)


@pytest.mark.parametrize("words", [6, 8, 9, 10])
async def test_a_film_lasts_what_was_asked(words: int) -> None:
    """From too little to say to a little too much, the film is as long as asked and its scenes fill it."""
    narration = await _record(_script(20, [words] * 5), ToneNarrator())

    assert narration.seconds == 20
    assert narration.scenes[0].start == 0
    assert narration.scenes[-1].end == 20
    assert narration.scenes[0].sentences[0].words[0].start == pytest.approx(narration.scenes[0].audio_start, abs=0.02)


async def test_speech_that_fits_is_spoken_once_at_its_own_pace() -> None:
    """When the estimate fits, each sentence is spoken exactly once."""
    narrator = ToneNarrator()

    await _record(_script(20, [8] * 5), narrator)

    assert [rate for _, rate in narrator.spoken] == [1.0] * 5


async def test_an_optional_scene_makes_room_and_is_named() -> None:
    """Too much text: an optional scene is left out, the others stay, and the user is told which it was."""
    narration = await _record(_script(20, [9, 9, 9, 9, 9, 9], optional={3}), ToneNarrator())

    assert [scene.scene_id for scene in narration.scenes] == ["s01", "s02", "s04", "s05", "s06"]
    assert narration.seconds == 20
    assert any("Scene 3" in note for note in narration.notes)


async def test_text_that_cannot_be_squeezed_makes_a_longer_film_and_says_so() -> None:
    """Rather than gabble, the film gets longer than asked, and a note says by how much."""
    narration = await _record(_script(15, [20, 20, 20]), ToneNarrator())

    assert narration.seconds > 15
    assert any("15 s" in note for note in narration.notes)


async def test_a_narrator_slower_than_estimated_is_corrected() -> None:
    """If the speech turns out longer than reckoned, it is spoken once more, faster, and the film still fits."""
    narrator = ToneNarrator(drift=1.12)

    narration = await _record(_script(20, [9] * 5), narrator)

    assert narration.seconds == 20
    assert len(narrator.spoken) == 10


async def test_a_second_run_speaks_nothing_again() -> None:
    """After a crash the scenes that were spoken are found: the narration is the same, and nothing is said twice."""
    store, narrator = Store.in_memory(), ToneNarrator()
    first = await _record(_script(20, [8] * 5), narrator, store)

    second = await _record(_script(20, [8] * 5), narrator, store)

    assert second == first
    assert len(narrator.spoken) == 5


async def test_an_unknown_voice_is_refused_with_the_voices_there_are() -> None:
    """A voice that does not exist is a permanent error that lists the ones that do."""
    with pytest.raises(PermanentError, match="brad") as caught:
        await _record(_script(20, [8] * 5, voice="brad"), ToneNarrator())

    assert caught.value.code == "voice_unknown"
    assert "tone" in (caught.value.hint or "")


async def test_a_paid_reader_is_asked_once_for_each_scene_that_is_needed() -> None:
    """When money is at stake, an optional scene that the bought ones show to be too long is never bought."""
    narrator = ToneNarrator(drift=1.3, is_paid=True)

    narration = await _record(_script(20, [8, 8, 8, 12, 8], optional={4}), narrator)

    assert [scene.scene_id for scene in narration.scenes] == ["s01", "s02", "s03", "s05"]
    assert not any(text.startswith("w4") for text, _ in narrator.spoken)


async def test_what_was_paid_is_asked_for_again() -> None:
    """After a crash the ledger is asked for each scene again, as only it knows what they have cost."""
    store, narrator = Store.in_memory(), ToneNarrator(is_paid=True)
    first = await _record(_script(20, [8] * 5), ToneNarrator(is_paid=True), store)

    second = await _record(_script(20, [8] * 5), narrator, store)

    assert second == first
    assert len(narrator.spoken) >= 5
