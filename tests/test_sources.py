"""Fetching from a small government site of our own: paging, moved, slow, broken and changed documents, GBK, limits."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from site_of_our_own import Reply, Site, article, index, serving

from pipeline.dataset import read_tables
from pipeline.discover import UsageError
from pipeline.ingest import ingest
from pipeline.sources import FetchReport, WebSource, fetch_source, load_sources
from pipeline.sources.polite import FetchError, check_address
from pipeline.store import Store


@pytest.fixture
def site() -> Iterator[Site]:
    """A listing of two pages with three documents, one of them with an attachment."""
    with serving() as made:
        made.pages |= {
            "/list": Reply(index(["/a/1.html", "/a/2.html", "/about"], "/list_2")),
            "/list_2": Reply(index(["/a/3.html", "/a/1.html"], "/list")),
            "/a/1.html": Reply(article("青禾市", 320)),
            "/a/2.html": Reply(article("白石市", 410, charset="gbk"), kind="text/html; charset=gb2312"),
            "/a/3.html": Reply(article("临川市", 500, more='<a href="/files/annex.pdf">附件</a>')),
            "/files/annex.pdf": Reply(b"%PDF-1.7\nbroken", kind="application/pdf"),
        }
        yield made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path, None) as opened:
        yield opened


def source_of(site: Site, **settings: Any) -> WebSource:
    values: dict[str, Any] = {"seconds_between": 0, "backoff_seconds": 0, "private_addresses": True} | settings
    return WebSource(kind="web", name="site", index=site.url("/list"), link_pattern=r"/a/\d+\.html$", **values)


def fetch(site: Site, tmp_path: Path, store: Store, **settings: Any) -> FetchReport:
    return fetch_source(source_of(site, **settings), tmp_path / "files", store, sleep=lambda _: None)


def paths(site: Site, urls: list[str]) -> list[str]:
    return [url.removeprefix(site.address) for url in urls]


def test_a_listing_is_walked_page_by_page_and_attachments_come_along(site: Site, tmp_path: Path, store: Store) -> None:
    report = fetch(site, tmp_path, store)
    assert paths(site, report.new) == ["/a/1.html", "/a/2.html", "/a/3.html", "/files/annex.pdf"]
    assert (report.failed, report.complete) == ([], True)
    assert "/about" not in site.asked
    files = sorted(path.suffix for path in (tmp_path / "files").rglob("*.*") if path.is_file())
    assert files == [".html", ".html", ".html", ".pdf"]


def test_the_second_time_only_changes_are_sent(site: Site, tmp_path: Path, store: Store) -> None:
    fetch(site, tmp_path, store)
    site.pages["/a/2.html"] = Reply(article("白石市", 430))
    report = fetch(site, tmp_path, store)
    assert paths(site, report.changed) == ["/a/2.html"]
    assert len(report.unchanged) == 3
    assert site.not_modified["/a/1.html"] == 1


def test_provenance_is_kept(site: Site, tmp_path: Path, store: Store) -> None:
    site.pages["/a/1.html"] = Reply(status=301, headers={"Location": "/b/one.html"})
    site.pages["/b/one.html"] = Reply(article("青禾市", 320))
    report = fetch(site, tmp_path, store)
    assert paths(site, report.moved) == ["/a/1.html"]
    kept = store.fetches("site")[site.url("/a/1.html")]
    assert (kept.final_url, kept.status) == (site.url("/b/one.html"), 200)
    assert kept.file and (tmp_path / "files" / kept.file).is_file()
    assert json.loads(kept.headers)["content-type"] == "text/html"


def test_what_fails_is_named_and_the_rest_goes_on(site: Site, tmp_path: Path, store: Store) -> None:
    site.pages["/a/1.html"] = Reply(article("青禾市", 320), slow=3)
    site.pages["/a/2.html"] = Reply(b"x" * 1_500_000)
    report = fetch(site, tmp_path, store, timeout_seconds=0.5, max_mb=1, retries=1)
    reasons = {url.removeprefix(site.address): reason for url, reason in report.failed}
    assert "did not answer within" in reasons["/a/1.html"]
    assert "larger than the limit of 1 MB" in reasons["/a/2.html"]
    assert paths(site, report.new) == ["/a/3.html", "/files/annex.pdf"]
    assert store.fetches("site")[site.url("/a/2.html")].error


def test_a_host_that_is_busy_is_asked_again(site: Site, tmp_path: Path, store: Store) -> None:
    site.pages["/a/1.html"].fails_first = 2
    report = fetch(site, tmp_path, store)
    assert (site.asked["/a/1.html"], report.failed) == (3, [])
    site.pages["/a/3.html"] = Reply(status=404)
    assert [reason for _, reason in fetch(site, tmp_path, store).failed] == [f"{site.url('/a/3.html')} answered 404."]
    assert site.asked["/a/3.html"] == 2


def test_robots_txt_is_obeyed(site: Site, tmp_path: Path, store: Store) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /a/2\n", kind="text/plain")
    report = fetch(site, tmp_path, store)
    ((url, reason),) = report.failed
    assert (url, "robots.txt" in reason, site.asked["/a/2.html"]) == (site.url("/a/2.html"), True, 0)


def test_redirects_without_end_and_to_other_protocols_are_refused(site: Site, tmp_path: Path, store: Store) -> None:
    site.pages["/a/1.html"] = Reply(status=302, headers={"Location": "/a/1.html"})
    site.pages["/a/2.html"] = Reply(status=302, headers={"Location": "gopher://example.org/1"})
    reasons = [reason for _, reason in fetch(site, tmp_path, store).failed]
    assert "redirected more than 5 times" in reasons[0]
    assert "not an http or https address" in reasons[1]


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/", "http://169.254.169.254/"])
def test_addresses_inside_the_network_are_refused_unless_allowed(url: str) -> None:
    with pytest.raises(FetchError, match="inside this network"):
        check_address(url, private=False)
    assert check_address(url, private=True)


def test_the_pace_is_kept(site: Site, tmp_path: Path, store: Store) -> None:
    waits: list[float] = []
    fetch_source(source_of(site, seconds_between=5), tmp_path / "files", store, sleep=waits.append)
    assert len(waits) == sum(site.asked.values()) - 1
    assert all(4 < wait <= 5 for wait in waits)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "source"),
        ('[[source]]\nkind = "web"\nname = "a"\nindex = "ftp://a/"', "only http"),
        ('[[source]]\nkind = "web"\nname = "a"\nindex = "http://a/"\nlink_pattern = "("', "not a regular expression"),
        ('[[source]]\nkind = "folder"\nname = "a"\npath = "x"\nspeed = 1', "Extra inputs"),
        ('[[source]]\nkind = "folder"\nname = "a"\npath = "x"\n' * 2, "two sources have the name a"),
    ],
)
def test_a_wrong_sources_file_says_where(tmp_path: Path, text: str, reason: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=reason):
        load_sources(path)


def test_the_example_in_the_docs_is_a_sources_file() -> None:
    assert load_sources(Path(__file__).resolve().parent.parent / "docs" / "sources.toml")


def test_three_scheduled_runs_count_rightly(site: Site, tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text(
        f'[[source]]\nkind = "web"\nname = "site"\nindex = "{site.url("/list")}"\n'
        'link_pattern = "/a/[0-9]+[.]html$"\nseconds_between = 0\nbackoff_seconds = 0\nprivate_addresses = true\n',
        encoding="utf-8",
    )
    out = tmp_path / "out"
    first = ingest(sources, out)
    assert [len(first.fetched["site"].new), first.run.read, len(first.run.seen.new), first.run.failed] == [4, 4, 4, 1]
    # A new one, a changed one, one whose page moved, and one that is broken now.
    site.pages["/list"] = Reply(index(["/a/4.html", "/a/1.html", "/a/2.html"], "/list_2"))
    site.pages["/a/4.html"] = Reply(article("云泽市", 610))
    site.pages["/a/2.html"] = Reply(article("白石市", 430))
    site.pages["/b/one.html"] = site.pages["/a/1.html"]
    site.pages["/a/1.html"] = Reply(status=301, headers={"Location": "/b/one.html"})
    site.pages["/a/3.html"] = Reply(status=500)
    second = ingest(sources, out)
    fetched = second.fetched["site"]
    assert [len(part) for part in (fetched.new, fetched.changed, fetched.moved, fetched.failed)] == [1, 1, 1, 1]
    assert (len(second.run.seen.new), len(second.run.seen.changed), len(second.run.seen.gone)) == (1, 1, 0)
    assert second.run.read == 2
    third = ingest(sources, out)
    assert (third.run.read, third.run.published, len(third.fetched["site"].new)) == (0, False, 0)
    titles = sorted(
        row["title"] for row in read_tables(out, ["documents"])["documents"] if row["status"] == "extracted"
    )
    assert titles == sorted(
        f"{city}工业发展行动方案（2025—2027年）" for city in ("青禾市", "白石市", "临川市", "云泽市")
    )
