"""`sources.toml`: where documents come from, with limits none of which is open (来源清单)."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from pipeline.discover import UsageError


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FolderSource(_Closed):
    """Files and folders on this machine."""

    kind: Literal["folder"]
    name: str = Field(pattern=r"^[\w-]{1,80}$")
    path: Path


class WebSource(_Closed):
    """A listing on a web site: index pages, the links on them that match, and the documents behind those."""

    kind: Literal["web"]
    name: str = Field(pattern=r"^[\w-]{1,80}$")
    index: str = Field(description="address of the first index page")
    next_page: str | None = Field(
        default=None, description="XPath of the link to the following index page; by default a link called 下一页"
    )
    pages: int = Field(default=20, gt=0, le=10_000, description="index pages at most")
    link_pattern: str = Field(default=".", description="regular expression that a document's address matches")
    attachments: str = Field(
        default=r"\.(pdf|docx)$", description="regular expression of addresses on a document's page to fetch as well"
    )
    keep_pages: bool = Field(default=True, description="keep the document's own page, besides its attachments")
    documents: int = Field(default=5_000, gt=0, le=1_000_000, description="addresses fetched in one run at most")
    seconds_between: float = Field(
        default=1.0, ge=0, description="between two requests to the host; robots.txt may ask more"
    )
    timeout_seconds: float = Field(default=30.0, gt=0, le=600, description="for one answer as a whole")
    max_mb: int = Field(default=100, gt=0, le=2_000, description="size of one answer")
    max_redirects: int = Field(default=5, ge=0, le=20)
    retries: int = Field(default=3, ge=0, le=10, description="after an answer that may be better next time")
    backoff_seconds: float = Field(
        default=2.0, ge=0, le=300, description="before the first retry; doubled for each next"
    )
    private_addresses: bool = Field(default=False, description="allow hosts inside this network")
    user_agent: str = Field(default="mubiao/0.1 (policy documents; polite)", min_length=3)

    @field_validator("index")
    @classmethod
    def _only_http(cls, value: str) -> str:
        if not re.match(r"https?://[^/]", value):
            raise ValueError("only http:// and https:// addresses can be fetched")
        return value

    @field_validator("next_page")
    @classmethod
    def _is_xpath(cls, value: str | None) -> str | None:
        try:
            etree.XPath(value or ".")
        except etree.XPathError as error:
            raise ValueError(f"not an XPath expression: {error}") from None
        return value

    @field_validator("link_pattern", "attachments")
    @classmethod
    def _compiles(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
        return value


Source = Annotated[FolderSource | WebSource, Field(discriminator="kind")]


class _File(_Closed):
    source: list[Source] = Field(min_length=1)


def load_sources(path: Path) -> list[FolderSource | WebSource]:
    """Return the sources of a `sources.toml`. Raises UsageError with the place of what is wrong."""
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        sources = _File.model_validate(content).source
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise UsageError(f"{path}: {place}: {first['msg']}") from None
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from None
    names = [source.name for source in sources]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise UsageError(f"{path}: two sources have the name {twice[0]}")
    return sources
