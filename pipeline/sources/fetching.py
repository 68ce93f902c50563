"""From a web listing to files in a folder, each with its provenance in the store (抓取).

A file is written beside and renamed, and never removed: an address that is gone keeps what it gave.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from lxml import html

from pipeline.sources.config import WebSource
from pipeline.sources.listing import links, next_page, parse
from pipeline.sources.polite import Answer, FetchError, PoliteClient
from pipeline.store import Store, StoredFetch, now
from schemas import content_id

_ENDINGS = {"text/html": ".html", "application/pdf": ".pdf", "text/plain": ".txt"}
_KEPT_HEADERS = ("content-type", "content-length", "content-disposition", "date", "etag", "last-modified", "server")
_NOT_MODIFIED = 304


@dataclass(slots=True)
class FetchReport:
    """What came of a source, each a list of addresses; `failed` with the reason."""

    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    moved: list[str] = field(default_factory=list)
    failed: list[tuple[str, str]] = field(default_factory=list)
    complete: bool = True


def nothing_came(report: FetchReport) -> bool:
    """Say whether the listing itself could not be had."""
    return bool(report.failed) and not (report.new or report.changed or report.unchanged or report.complete)


class _Fetching:
    def __init__(self, source: WebSource, folder: Path, store: Store, client: PoliteClient) -> None:
        self._source, self._folder, self._store, self._client = source, folder, store, client
        self._known = store.fetches(source.name)
        self.report = FetchReport()
        self._done: set[str] = set()

    def run(self) -> FetchReport:
        """Walk the index pages, then fetch what they link to."""
        for url in self._listed():
            if not self._room():
                break
            page = self._fetch(url, keep=self._source.keep_pages or self._is_file(url))
            if page is None:
                continue
            tree, base = page
            for link in links(tree, base):
                if re.search(self._source.attachments, urlsplit(link).path) and self._room():
                    self._fetch(link, keep=True)
        return self.report

    def _room(self) -> bool:
        if len(self._done) < self._source.documents:
            return True
        self.report.complete = False
        return False

    def _is_file(self, url: str) -> bool:
        return re.search(self._source.attachments, urlsplit(url).path) is not None

    def _listed(self) -> list[str]:
        found: dict[str, None] = {}
        seen: set[str] = set()
        place: str | None = self._source.index
        while place and place not in seen and len(seen) < self._source.pages:
            seen.add(place)
            try:
                answer = self._client.get(place)
            except FetchError as error:
                self.report.failed.append((place, str(error)))
                self.report.complete = False
                break
            page = parse(answer.content, answer.headers.get("content-type", ""))
            if page is None:
                self.report.failed.append((place, f"{place} is not a web page."))
                break
            following = next_page(page, answer.final_url, self._source.next_page)
            for link in links(page, answer.final_url):
                if link not in seen and link != following and re.search(self._source.link_pattern, link):
                    found.setdefault(link)
            place = following
        return list(found)

    def _fetch(self, url: str, keep: bool) -> tuple[html.HtmlElement, str] | None:
        """Fetch one address unless it was already; return it as a page where it is one."""
        if url in self._done:
            return None
        self._done.add(url)
        known = self._known.get(url)
        try:
            answer = self._client.get(url, self._conditions(known))
        except FetchError as error:
            self.report.failed.append((url, str(error)))
            self._note(url, url, error.status, {}, known, error=str(error))
            return None
        if answer.status == _NOT_MODIFIED and known and known.file:
            self.report.unchanged.append(url)
            if answer.final_url != known.final_url:
                self.report.moved.append(url)
                self._note(url, answer.final_url, answer.status, dict(answer.headers), known, known.sha256, known.file)
            return self._page((self._folder / known.file).read_bytes(), "", answer.final_url)
        if keep:
            self._keep(answer, known)
        return self._page(answer.content, answer.headers.get("content-type", ""), answer.final_url)

    def _conditions(self, known: StoredFetch | None) -> dict[str, str]:
        if known is None or not known.file or not (self._folder / known.file).is_file():
            return {}
        named = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
        return {name: value for name, value in named.items() if value}

    def _page(self, content: bytes, content_type: str, url: str) -> tuple[html.HtmlElement, str] | None:
        head = content[:1024].lstrip().lower()
        if "html" not in content_type and not head.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
            return None
        tree = parse(content, content_type)
        return (tree, url) if tree is not None else None

    def _keep(self, answer: Answer, known: StoredFetch | None) -> None:
        sha256 = hashlib.sha256(answer.content).hexdigest()
        place = known.file if known and known.file else file_name(answer)
        if known and known.sha256 == sha256 and (self._folder / place).is_file():
            self.report.unchanged.append(answer.url)
        else:
            (self.report.changed if known and known.sha256 else self.report.new).append(answer.url)
            target = self._folder / place
            target.parent.mkdir(parents=True, exist_ok=True)
            beside = target.with_name(f".{target.name}.part")
            beside.write_bytes(answer.content)
            os.replace(beside, target)
        if answer.final_url != answer.url and (known is None or known.final_url != answer.final_url):
            self.report.moved.append(answer.url)
        self._note(answer.url, answer.final_url, answer.status, dict(answer.headers), known, sha256, place)

    def _note(
        self, url: str, final_url: str, status: int, headers: dict[str, str], known: StoredFetch | None,
        sha256: str | None = None, place: str | None = None, error: str | None = None,
    ) -> None:  # fmt: skip
        if error is not None and known is not None:  # what was fetched before stays known
            final_url, sha256, place = known.final_url, known.sha256, known.file
        self._store.fetched(
            {
                "source": self._source.name, "url_hash": content_id(url), "url": url, "final_url": final_url,
                "fetched_at": now(), "status": status, "sha256": sha256, "file": place, "error": error,
                "etag": headers.get("etag") or (known.etag if error and known else None),
                "last_modified": headers.get("last-modified") or (known.last_modified if error and known else None),
                "headers": {name: headers[name] for name in _KEPT_HEADERS if name in headers},
            }
        )  # fmt: skip


def file_name(answer: Answer) -> str:
    """Return a harmless file name for an address: its host, its last words, and a hash that keeps two apart."""
    parts = urlsplit(answer.url)
    words = unquote(parts.path.rstrip("/").rpartition("/")[2]) or "index"
    stem, dot, ending = words.rpartition(".")
    stem = re.sub(r"[^\w-]+", "_", stem if dot else words)[:60] or "page"
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    ending = _ENDINGS.get(kind) or (f".{ending.lower()}" if dot and re.fullmatch(r"\w{1,5}", ending) else ".bin")
    host = re.sub(r"[^\w.-]+", "_", parts.netloc)
    return f"{host}/{stem}-{content_id(answer.url)[:8]}{ending}"


def fetch_source(
    source: WebSource, folder: Path, store: Store, sleep: Callable[[float], None] | None = None
) -> FetchReport:
    """Fetch what is new on a web listing into `folder`. What fails is in the report; nothing raises for it."""
    folder.mkdir(parents=True, exist_ok=True)
    with PoliteClient(source, sleep) if sleep else PoliteClient(source) as client:
        return _Fetching(source, folder, store, client).run()
