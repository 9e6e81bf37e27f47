"""Settings of the visual agent."""

from pydantic import Field

from chassis.provider_settings import ProviderSettings


class VisualSettings(ProviderSettings):
    """What the chassis needs, who does the work, and how pictures are ordered."""

    openai_image_size: str | None = Field(
        None,
        pattern=r"^[1-9][0-9]{1,3}x[1-9][0-9]{1,3}$",
        description="Size of ordered pictures, WIDTHxHEIGHT; when absent the one that suits model and frame.",
    )
