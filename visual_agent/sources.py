"""Which scene's picture each scene shows.

Scenes that tell something have a picture of their own. Cards and numbers would hide theirs, so they borrow a
neighbour's, out of focus, which ties the film together and costs nothing; the call to action comes back to the title's.
Styles drawn on flat colour need no backdrop for those at all.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from contracts import Scene, SceneRole
from visual_agent.commission import Commission
from visual_agent.styles import borrows
from visual_agent.subject import Ground

_SHOWN: Final = frozenset({SceneRole.HOOK, SceneRole.TITLE, SceneRole.FEATURE, SceneRole.CLOSING})


def sources_of(commission: Commission) -> Mapping[str, Scene]:
    """Return, by scene id, the scene whose picture is behind each scene; scenes that need none are left out."""
    shown = [scene for scene in commission.scenes if scene.role in _SHOWN]
    sources = {scene.id: scene for scene in shown}
    if shown and borrows(commission.style):
        for index, scene in enumerate(commission.scenes):
            sources.setdefault(scene.id, _lender(scene, commission.scenes[:index], shown))
    return sources


def ground_of(scene: Scene, source: Scene | None) -> Ground:
    """Return what a scene is drawn on."""
    if source is None:
        return Ground.DRAWN
    return Ground.PICTURE if source.id == scene.id else Ground.BORROWED


def _lender(scene: Scene, before: Sequence[Scene], shown: Sequence[Scene]) -> Scene:
    titles = [other for other in shown if other.role is SceneRole.TITLE]
    if scene.role is SceneRole.CTA and titles:
        return titles[0]
    return next((other for other in reversed(before) if other in shown), shown[0])
