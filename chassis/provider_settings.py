"""Settings of the paid providers, shared by the gateway and the agents that use one."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, HttpUrl, SecretStr, field_validator
from pydantic_settings import SettingsConfigDict

from chassis.settings import ServiceSettings

OPENAI_URL: Final = "https://api.openai.com/v1"

OPENAI_SPEECH_ENDS: Final = date(2027, 1, 6)
"""OpenAI's announced last day of every model on its speech route; what it recommends instead speaks by other routes."""


class ProviderChoice(StrEnum):
    """Who does a stage's creative work."""

    AUTO = "auto"
    LOCAL = "local"
    OPENAI = "openai"


class ImageQuality(StrEnum):
    """How much the image model puts into a picture; the upper two are not known to every model."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    XHIGH = "xhigh"
    MAX = "max"


class ProviderSettings(ServiceSettings):
    """Which provider each stage uses, how OpenAI or a compatible server is reached, and what a film may cost.

    The word `none` unsets a setting that has a default, since an empty value counts as not given.
    """

    model_config = SettingsConfigDict(env_parse_none_str="none")

    script_provider: ProviderChoice = Field(ProviderChoice.AUTO, description="Who writes scripts.")
    visual_provider: ProviderChoice = Field(ProviderChoice.AUTO, description="Who makes pictures.")
    voice_provider: ProviderChoice = Field(ProviderChoice.AUTO, description="Who speaks.")
    fallback_to_local: bool = Field(
        False, description="Let the local provider do what the paid one cannot; the film says where it did."
    )

    openai_api_key: SecretStr | None = Field(None, description="Key of OpenAI or of a compatible server.")
    openai_base_url: HttpUrl = Field(HttpUrl(OPENAI_URL), description="Root of the API, version included.")
    openai_organization: str | None = Field(None, description="Organisation that is billed; the key's own when absent.")
    openai_project: str | None = Field(None, description="Project that is billed; the key's own when absent.")
    openai_timeout_seconds: Annotated[float, Field(gt=0)] = Field(
        180.0, description="Longest a single call may take; a fine picture needs two minutes."
    )
    openai_concurrency: Annotated[int, Field(ge=1)] = Field(
        1,
        description="Calls one process has under way at a time: more is quicker, and the most a crash can cost twice.",
    )
    openai_patience_seconds: Annotated[float, Field(ge=0)] = Field(
        600.0, description="How long a call is tried again while the provider is down or asks to slow down."
    )

    openai_script_model: str = Field("gpt-6-luna", description="Writes; has to know structured outputs.")
    openai_image_model: str = Field("gpt-image-2.6-flare", description="Makes pictures.")
    openai_image_quality: ImageQuality = ImageQuality.MEDIUM
    openai_speech_model: str = Field("gpt-4o-mini-tts", description="Speaks; OpenAI serves it until 6 January 2027.")
    openai_voice: str = Field("marin", description="Voice of briefings that name none.")
    openai_transcription_model: str | None = Field(
        None, description="Tells when each word is said, such as whisper-1; found on this machine when absent."
    )

    max_cost_per_video: Annotated[float, Field(gt=0)] | None = Field(
        None, description="US dollars the providers may charge for one film; no limit when absent."
    )
    price_table: Path | None = Field(
        None, description="JSON file with prices that replace or add to the shipped ones (chassis/prices.json)."
    )

    @field_validator("openai_api_key")
    @classmethod
    def _key_is_one_word(cls, key: SecretStr | None) -> SecretStr | None:
        """Take a key with the line break it was pasted with, but not with a remark: it has to fit into a header."""
        if key is None:
            return None
        word = key.get_secret_value().strip()
        if not word.isascii() or len(word.split()) != 1:
            raise ValueError("OPENAI_API_KEY has to be one word of ASCII characters")
        return SecretStr(word)

    def is_paid(self, choice: ProviderChoice) -> bool:
        """Return whether a stage with that choice uses the paid provider."""
        return choice is ProviderChoice.OPENAI or (choice is ProviderChoice.AUTO and self.openai_api_key is not None)

    def is_voice_paid(self, today: date | None = None) -> bool:
        """Return whether speech is paid for: `auto` stops meaning OpenAI on the day OpenAI stops speaking."""
        has_ended = self.is_openai and (today or datetime.now(UTC).date()) >= OPENAI_SPEECH_ENDS
        if has_ended and self.voice_provider is ProviderChoice.AUTO:
            return False
        return self.is_paid(self.voice_provider)

    @property
    def needs_openai(self) -> bool:
        """Whether a stage is told to use the paid provider, key or no key."""
        return ProviderChoice.OPENAI in {self.script_provider, self.visual_provider, self.voice_provider}

    @property
    def is_openai(self) -> bool:
        """Whether the server is OpenAI's own, not one that speaks its API."""
        return self.openai_base_url.host == HttpUrl(OPENAI_URL).host
