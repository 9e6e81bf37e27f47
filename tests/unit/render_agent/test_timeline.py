import pytest

from chassis.errors import PermanentError
from chassis.store import Store
from contracts import Briefing, Narration
from render_agent.motion import ENTER_SECONDS
from render_agent.timeline import FRAMES_PER_SECOND, Timeline, plan
from tests.unit.render_agent.sample_film import Sample, make_sample


@pytest.fixture
async def sample() -> Sample:
    """Return the parts of the sample film."""
    return await make_sample(Store.in_memory())


@pytest.fixture
def timeline(sample: Sample) -> Timeline:
    """Return the plan of the sample film."""
    return plan(sample.script, sample.visuals, sample.narration)


def test_shots_fill_the_film_frame_by_frame(timeline: Timeline, sample: Sample) -> None:
    """Each shot starts at the frame after the one before, and together they are as long as the narration."""
    assert [(shot.first_frame, shot.frames) for shot in timeline.shots] == [(0, 45), (45, 45)]
    assert timeline.seconds == pytest.approx(sample.narration.seconds)


def test_scenes_the_narration_drops_are_not_shown(sample: Sample) -> None:
    """Only scenes that are spoken get a shot."""
    first = sample.narration.scenes[0]
    short = sample.narration.model_copy(update={"scenes": (first,), "seconds": first.end})
    assert len(plan(sample.script, sample.visuals, short).shots) == 1


def test_what_two_scenes_share_stays(timeline: Timeline) -> None:
    """A sprite that is in the same place in the next scene neither leaves nor enters again; others do both."""
    (mark, disc), (mark_again, other_disc) = (shot.cues for shot in timeline.shots)
    assert (mark.enter, mark.gone, mark_again.enter) == (0.0, None, None)
    assert (disc.gone, other_disc.enter) == (1.5, 1.5)


def test_nothing_leaves_at_the_end_of_the_film(timeline: Timeline) -> None:
    """The last scene holds."""
    assert {cue.gone for cue in timeline.shots[-1].cues} == {None}


def test_a_sprite_waits_for_its_sentence(sample: Sample) -> None:
    """A cued sprite comes in at the first word of its sentence, plus its delay."""
    scene = sample.visuals.scenes[0]
    cued = scene.sprites[1].model_copy(update={"sentence": 0, "delay_seconds": 0.25})
    visuals = sample.visuals.model_copy(
        update={"scenes": (scene.model_copy(update={"sprites": (cued,)}), sample.visuals.scenes[1])}
    )
    (cue,) = plan(sample.script, visuals, sample.narration).shots[0].cues
    assert cue.enter == pytest.approx(0.45)


def test_the_next_background_fades_over_the_one_before(timeline: Timeline) -> None:
    """Every shot but the first knows the background it fades in over, whose camera is then still moving."""
    first, second = timeline.shots
    assert first.before is None
    assert second.before == first.backdrop
    assert first.backdrop.start + first.backdrop.seconds > second.backdrop.start


def test_the_poster_is_a_settled_frame_of_the_title(timeline: Timeline) -> None:
    """The poster shows the title scene with every sprite in place."""
    assert timeline.poster_shot == 1
    assert timeline.poster_frame / FRAMES_PER_SECOND >= 1.5 + ENTER_SECONDS
    assert timeline.poster_frame < timeline.frames


def test_captions_can_be_switched_off(sample: Sample) -> None:
    """Without captions none is burned in, and the subtitle files still have them all."""
    briefing = Briefing(title="Sample", description="A film for tests.", captions=False)
    script = sample.script.model_copy(update={"briefing": briefing})
    captions = plan(script, sample.visuals, sample.narration).captions
    assert captions
    assert not any(caption.burned for caption in captions)


def test_parts_that_do_not_belong_together_are_refused(sample: Sample) -> None:
    """A narrated scene without a picture is an error with a name, found before anything is rendered."""
    scenes = sample.narration.scenes
    narration = Narration.model_validate(
        sample.narration.model_dump() | {"scenes": [scenes[0], scenes[1].model_copy(update={"scene_id": "s77"})]}
    )
    with pytest.raises(PermanentError, match="s77") as caught:
        plan(sample.script, sample.visuals, narration)
    assert caught.value.code == "render_parts_mismatch"
