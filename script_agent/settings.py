"""Settings of the script agent."""

from chassis.provider_settings import ProviderSettings


class ScriptSettings(ProviderSettings):
    """What the chassis needs, and who does the work."""
