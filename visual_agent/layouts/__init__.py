"""Where the parts of a scene stand: one written layout per kind of scene and shape of frame."""

from contracts import SceneRole
from visual_agent.layers import Layer
from visual_agent.layouts.over_picture import lay_out_over_picture
from visual_agent.layouts.points import lay_out_points
from visual_agent.layouts.spread import lay_out_spread
from visual_agent.layouts.stat import lay_out_stat
from visual_agent.styles.look import Look
from visual_agent.subject import Ground


def lay_out(look: Look) -> tuple[Layer, ...]:
    """Return a scene's layers from back to front."""
    scene = look.subject.scene
    if look.subject.ground is Ground.PICTURE:
        layers = lay_out_over_picture(look)
    elif scene.role is SceneRole.POINTS and scene.cards:
        layers = lay_out_points(look)
    elif scene.role is SceneRole.STAT and scene.stat is not None:
        layers = lay_out_stat(look, scene.stat)
    else:
        layers = lay_out_spread(look)
    return (*look.fixtures(), *layers)
