"""Settings of the visual agent."""

from chassis.settings import ServiceSettings


class VisualSettings(ServiceSettings):
    """Nothing beyond what every service has, so far."""
