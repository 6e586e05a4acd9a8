"""What a deployment sets, from the environment or from secret files; nonsense is refused."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SECRETS = Path("/run/secrets")


class LogFormat(StrEnum):
    JSON = "json"
    CONSOLE = "console"


class SampleData(StrEnum):
    ALLOWED = "ya"
    REFUSED = "tidak"


class TelegramBot(BaseModel):
    """One region's bot. Without a secret its webhook stays shut."""

    token: SecretStr
    secret: Annotated[SecretStr, Field(min_length=16)] | None = None


class Settings(BaseSettings):
    """`HADIR_DATABASE_URL`, `HADIR_TELEGRAM__<REGION>__TOKEN` and so on.

    A file `/run/secrets/hadir_telegram` may hold the bots as JSON instead.
    """

    model_config = SettingsConfigDict(
        env_prefix="HADIR_",
        env_nested_delimiter="__",
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        extra="forbid",
    )

    database_url: str = "sqlite+aiosqlite:///hadir.sqlite3"
    database_pool: Annotated[int, Field(ge=1, le=100)] = 10
    database_timeout: Annotated[float, Field(gt=0)] = 3.0
    regions: Path = Path("regions")
    # Whether answers that stand in no text anybody has seen may decide about people (KAM-13).
    data_contoh: SampleData = SampleData.REFUSED
    telegram: dict[str, TelegramBot] = {}
    telegram_api: str = "https://api.telegram.org"
    public_url: str | None = None
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8080
    # Figures for Prometheus, on a port of their own; 0 takes a free one.
    metrics_host: str = "127.0.0.1"
    metrics_port: Annotated[int, Field(ge=0, le=65535)] = 9464
    log_format: LogFormat = LogFormat.CONSOLE
    # Messages per second and bot; Telegram's own advice is "not more than 30 or so".
    send_rate: Annotated[float, Field(gt=0)] | None = 28.0
    send_timeout: Annotated[float, Field(gt=0)] = 15.0
    # Photos and PDFs: a folder, or s3://bucket/prefix with the usual AWS_… variables.
    files: Annotated[str, Field(pattern=r"^(s3://[a-z0-9.-]+(/.*)?|[^:]+)$")] = "./berkas"
    # Bytes; more than 20 MB no bot can fetch.
    pdf_limit: Annotated[int, Field(ge=1, le=20_000_000)] = 2_000_000
