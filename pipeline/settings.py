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
    max_seconds: int = Field(
        default=1800,
        gt=0,
        description="time for one document, of a scanned file for every fifty pages; then its worker is ended",
    )
    max_memory_mb: int = Field(default=3000, ge=100, description="memory of the worker that reads a document")
    max_pages: int = Field(default=3000, gt=0, description="pages of one PDF; one with more is failed")
    check_text_layer: int = Field(
        default=0, ge=0, description="pages of each PDF whose text layer is compared with their picture; 0 for none"
    )
    max_page_megapixels: int = Field(
        default=120, gt=0, description="size of one printed page as an image at 200 dots per inch, in million pixels"
    )
    max_unpacked_mb: int = Field(
        default=400, gt=0, description="size of what an office file holds, and of one stream of a PDF, unpacked"
    )
    max_pack_ratio: int = Field(
        default=400, gt=1, description="how many times its own size an office file of more than 20 MB unpacked may be"
    )
    max_parts: int = Field(default=10_000, gt=0, description="files in the archive of an office file")
    max_characters: int = Field(default=2_000_000, gt=0, description="characters of one document's text")
    max_table_cells: int = Field(default=200_000, gt=0, description="cells of one table, merged ones counted out")
    max_depth: int = Field(
        default=200, ge=20, le=250,
        description="nesting of elements in a web page or Word file; a page is read as plain text from there, of a "
        "Word file what is deeper is left out",
    )  # fmt: skip
    max_attempts: int = Field(
        default=2, gt=0, description="how often a document is tried that ended its worker, each time in another run"
    )
    workers: int = Field(default=1, gt=0, le=64, description="processes that read documents side by side")
    lock_seconds: float = Field(default=3600, ge=0, description="how long to wait for another run of the same dataset")
    store: str | None = Field(
        default=None, description="URL of the store; by default the file .mubiao/store.sqlite in the dataset's folder"
    )
    on_failure: str | None = Field(
        default=None,
        description="command that a scheduled run starts when something failed; why is in its variable MUBIAO_MESSAGE",
    )
