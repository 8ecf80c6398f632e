"""Settings: read once, from the environment and a `.env` file, and passed on. Never read anywhere else."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def shipped(folder: str) -> Path:
    """The folder of shipped data ("knowledge", "prompts"): beside the package in a checkout, inside it in a wheel."""
    inside = Path(__file__).parent / "_shipped" / folder
    return inside if inside.is_dir() else Path(__file__).parent.parent / folder


class Settings(BaseSettings):
    """Every setting; the prefix is NIGAO_ except for the two OpenAI variables."""

    model_config = SettingsConfigDict(env_prefix="NIGAO_", env_file=".env", extra="ignore", frozen=True)

    base_url: str = Field("", validation_alias=AliasChoices("OPENAI_BASE_URL", "NIGAO_BASE_URL"))
    api_key: SecretStr = Field(SecretStr(""), validation_alias=AliasChoices("OPENAI_API_KEY", "NIGAO_API_KEY"))
    model: str = ""
    concurrency: int = Field(4, ge=1, le=32)  # sections written at the same time
    read_timeout: float = Field(60.0, gt=0)  # seconds without a byte from the endpoint
    total_timeout: float = Field(600.0, gt=0)  # seconds for one section, all retries included
    context_tokens: int = Field(16000, ge=2000)  # what one prompt may hold, answer included
    retries: int = Field(2, ge=0, le=10)

    data_dir: Path = Path("data")
    database_url: str = ""
    chroma_url: str = ""
    embedding: Literal["bundled", "endpoint", "none"] = "bundled"
    embedding_model: str = ""
    embedding_base_url: str = ""
    auth: Literal["none", "accounts"] = "none"
    knowledge_dir: Path = Field(default_factory=lambda: shipped("knowledge"))
    rules_file: str = ""
    prompts_dir: Path = Field(default_factory=lambda: shipped("prompts"))
    max_file_bytes: int = Field(50_000_000, gt=0)

    @property
    def has_model(self) -> bool:
        """A model endpoint is configured: base URL and model name."""
        return bool(self.base_url and self.model)
