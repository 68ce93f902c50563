"""What can be set, each with a default and none without a limit. Environment variables MUBIAO_… override."""

from __future__ import annotations

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Settings of a run. `MUBIAO_MAX_FILES=100 mubiao run …` sets `max_files`.

    Raises pydantic.ValidationError (a ValueError) where an environment variable holds what it cannot.
    """

    model_config = SettingsConfigDict(env_prefix="MUBIAO_", frozen=True)

    max_files: int = Field(default=200_000, gt=0, description="files in one run; more is an error before reading")
    max_file_mb: int = Field(default=300, gt=0, description="size of one file in megabytes; a larger one is failed")
    max_folder_depth: int = Field(default=32, gt=0, description="how deep folders are searched")
    max_sheet_rows: int = Field(
        default=200_000, gt=0, le=1_000_000, description="rows of one sheet of the workbook; the other formats hold all"
    )
