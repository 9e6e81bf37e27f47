from collections.abc import Callable
from itertools import pairwise

import pytest

from contracts import AspectRatio, Entrance, SceneRole, Style
from visual_agent.colour import contrast
from visual_agent.commission import Commission
from visual_agent.geometry import Box, stage_for
from visual_agent.layers import Layer
from visual_agent.layouts import lay_out
from visual_agent.styles import look_for
from visual_agent.styles.look import Look
from visual_agent.subject import Subject

CommissionMaker = Callable[..., Commission]

LONG = (
    "Comunicação interdepartamental extraordinariamente sofisticada para empresas que crescem depressa demais "
    "com Donaudampfschifffahrtsgesellschaftskapitänsmützen e muitas outras considerações"
)
SOFT_SHADOW = 80
STYLES = list(Style)
SHAPES = list(AspectRatio)


def looks(commission: Commission) -> list[Look]:
    """Return the look of each scene."""
    stage = stage_for(commission.frame_size)
    return [look_for(Subject.of(commission, scene, stage)) for scene in commission.scenes]


def words(layers: tuple[Layer, ...]) -> list[Box]:
    """Return where the lines, cards and buttons that rise come to rest."""
    return [layer.placed for layer in layers if layer.entrance is Entrance.RISE and not layer.bleeds]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("text", ["Ir", "Relatórios prontos em minutos", LONG])
def test_nothing_that_is_read_leaves_the_frame(
    make_commission: CommissionMaker, style: Style, shape: AspectRatio, text: str
) -> None:
    """Whatever the length of the text, no word, card or button is cut or reaches down to the captions."""
    for look in looks(make_commission(style, shape, text, text[:30].strip())):
        stage = look.subject.stage
        highest_caption = stage.caption_y - 1.1 * stage.caption_size
        boxes = words(lay_out(look))
        assert [box for box in boxes if not stage.frame.holds(box)] == [], look.role
        assert [box for box in boxes if box.bottom - SOFT_SHADOW > highest_caption] == [], look.role


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("shape", SHAPES)
def test_each_card_comes_with_its_sentence(make_commission: CommissionMaker, style: Style, shape: AspectRatio) -> None:
    """Cards are cued one by one and do not lie over one another."""
    look = next(look for look in looks(make_commission(style, shape)) if look.role is SceneRole.POINTS)
    cards = [layer for layer in lay_out(look) if layer.sentence is not None]
    assert [card.sentence for card in cards] == [0, 1, 2]
    assert {(round(card.box.width), round(card.box.height)) for card in cards} == {
        (round(cards[0].box.width), round(cards[0].box.height))
    }
    assert len({(round(card.placed.x), round(card.placed.y)) for card in cards}) == 3


@pytest.mark.parametrize("style", STYLES)
def test_the_mark_stands_still(make_commission: CommissionMaker, style: Style) -> None:
    """Every scene but the title and the call to action shows the film's name from its first frame."""
    for look in looks(make_commission(style)):
        still = [layer for layer in lay_out(look) if layer.entrance is Entrance.NONE]
        assert all(layer.delay_seconds == 0 for layer in still)
        if look.role not in {SceneRole.TITLE, SceneRole.CTA}:
            assert still, look.role


@pytest.mark.parametrize("style", STYLES)
def test_lines_enter_one_after_the_other(make_commission: CommissionMaker, style: Style) -> None:
    """The first words come at once, the next ones no more than 90 ms apart."""
    look = next(look for look in looks(make_commission(style)) if look.role is SceneRole.HOOK)
    delays = sorted({layer.delay_seconds for layer in lay_out(look) if layer.entrance is not Entrance.NONE})
    assert delays[0] == 0
    assert all(later - earlier <= 0.09 + 1e-9 for earlier, later in pairwise(delays))


@pytest.mark.parametrize("style", STYLES)
def test_words_are_legible_on_their_ground(make_commission: CommissionMaker, style: Style) -> None:
    """Headlines, supporting lines and captions have a contrast of at least 4.5 to what is behind them."""
    for look in looks(make_commission(style)):
        ground = look.backdrop().bottom
        assert contrast(look.heading.colour, ground) >= 4.5, look.role
        assert contrast(look.body.colour, ground) >= 4.5, look.role
        assert contrast(look.captions.colour, look.captions.box) >= 4.5
        assert contrast(look.captions.accent, look.captions.box) >= 4.5


@pytest.mark.parametrize("style", STYLES)
def test_a_number_that_is_no_share_has_a_picture_too(make_commission: CommissionMaker, style: Style) -> None:
    """Without a fraction no gauge is drawn, yet the scene can be laid out."""
    commission = make_commission(style)
    scene = next(scene for scene in commission.scenes if scene.stat is not None)
    assert scene.stat is not None
    bare = scene.model_copy(update={"stat": scene.stat.model_copy(update={"fraction": None})})
    changed = commission.model_copy(update={"scenes": (bare,)})
    assert lay_out(looks(changed)[0])
