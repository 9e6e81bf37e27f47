"""The parts a scene is put together from: layers that move on their own, and measured blocks of them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from contracts import Entrance
from visual_agent.geometry import Box

STAGGER_SECONDS = 0.09


@dataclass(frozen=True)
class Ink:
    """A colour that words are written in, straight on the ground or on a pane it shines through."""

    colour: str
    veil: float = 0.0
    """Most white the pane adds to what is behind it, as a share."""


@dataclass(frozen=True)
class Layer:
    """A drawing that enters as one, before it is rasterised."""

    markup: str
    box: Box
    """Everything painted lies inside, in the markup's own coordinates."""
    entrance: Entrance = Entrance.RISE
    dx: float = 0.0
    dy: float = 0.0
    sentence: int | None = None
    delay_seconds: float = 0.0
    bleeds: bool = False
    """Meant to be cut by the frame's edge."""
    inks: tuple[Ink, ...] = ()
    """Colours of its words, as far as they need the ground behind them to be read."""

    @property
    def placed(self) -> Box:
        """The box on the stage."""
        return self.box.moved(self.dx, self.dy)


@dataclass(frozen=True)
class Block:
    """Layers with a size of their own, drawn from the origin, to be stacked by a layout."""

    width: float
    height: float
    layers: tuple[Layer, ...]

    def at(self, x: float, y: float) -> tuple[Layer, ...]:
        """Return the layers with the block's upper left corner at a place."""
        return tuple(replace(layer, dx=layer.dx + x, dy=layer.dy + y) for layer in self.layers)


def cued(layers: Iterable[Layer], sentence: int | None) -> tuple[Layer, ...]:
    """Return the layers brought in by a sentence."""
    return tuple(replace(layer, sentence=sentence) for layer in layers)


def staggered(layers: Iterable[Layer], start: float = 0.0, step: float = STAGGER_SECONDS) -> tuple[Layer, ...]:
    """Return the layers entering one after the other; those that stand still wait for nobody."""
    delay, result = start, []
    for layer in layers:
        moves = layer.entrance is not Entrance.NONE
        result.append(replace(layer, delay_seconds=round(delay, 3) if moves else 0.0))
        delay += step if moves else 0.0
    return tuple(result)
