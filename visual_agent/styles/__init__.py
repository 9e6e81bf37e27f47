"""The film's styles by name; a new style is one module here and one line in this table."""

from typing import Final

from contracts import Style
from visual_agent.styles.elegant import ElegantLook
from visual_agent.styles.energetic import EnergeticLook
from visual_agent.styles.look import Look
from visual_agent.styles.minimalist import MinimalistLook
from visual_agent.styles.modern import ModernLook
from visual_agent.styles.professional import ProfessionalLook
from visual_agent.subject import Subject

_LOOKS: Final[dict[Style, type[Look]]] = {
    Style.PROFESSIONAL: ProfessionalLook,
    Style.MODERN: ModernLook,
    Style.MINIMALIST: MinimalistLook,
    Style.ENERGETIC: EnergeticLook,
    Style.ELEGANT: ElegantLook,
}


def borrows(style: Style) -> bool:
    """Tell whether scenes without a picture of their own take another's as a backdrop in a style."""
    return _LOOKS[style].borrows


def look_for(subject: Subject) -> Look:
    """Return the briefing's style, bound to a scene."""
    return _LOOKS[subject.commission.style](subject)
