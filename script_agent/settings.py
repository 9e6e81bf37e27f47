"""Settings of the script agent."""

from chassis.settings import ServiceSettings


class ScriptSettings(ServiceSettings):
    """Nothing beyond what every service has, so far."""
