"""Settings of the visual agent."""

from chassis.provider_settings import ProviderSettings


class VisualSettings(ProviderSettings):
    """What the chassis needs, and who does the work."""
