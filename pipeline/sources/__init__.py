"""Sources (来源): folders, and web listings that are fetched politely, as `sources.toml` names them."""

from __future__ import annotations

from pipeline.sources.config import FolderSource, Source, WebSource, load_sources
from pipeline.sources.fetching import FetchReport, fetch_source

__all__ = ["FetchReport", "FolderSource", "Source", "WebSource", "fetch_source", "load_sources"]
