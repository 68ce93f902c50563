"""A small government site of our own, on a port of this machine: pages that link, move, are slow, break and change."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title></head>
<body><h1>{title}</h1><div class="content">{body}</div></body></html>"""
SENTENCE = "<p>到{year}年，全市规模以上工业企业达到{firms}家以上。（市工业和信息化局负责）</p>"


def article(city: str, firms: int, more: str = "", charset: str = "utf-8") -> bytes:
    """Return a web page with a plan of one sentence."""
    body = SENTENCE.format(year=2027, firms=firms) + more
    return PAGE.format(charset=charset, title=f"{city}工业发展行动方案（2025—2027年）", body=body).encode(charset)


def index(links: list[str], following: str | None = None) -> bytes:
    """Return a page of a listing."""
    body = "".join(f'<li><a href="{link}">通知</a></li>' for link in links)
    if following:
        body += f'<a href="{following}">下一页</a>'
    return PAGE.format(charset="utf-8", title="政策文件", body=f"<ul>{body}</ul>").encode()


@dataclass
class Reply:
    """What the site answers at an address."""

    content: bytes = b""
    kind: str = "text/html"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    fails_first: int = 0


class Site:
    """The site: set `pages[path]`, look at `asked[path]`."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: Counter[str] = Counter()
        self.not_modified: Counter[str] = Counter()
        self.address = ""

    def url(self, path: str) -> str:
        return self.address + path


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            reply = site.pages.get(self.path)
            if reply is None:
                self.send_error(404)
                return
            if reply.fails_first >= site.asked[self.path]:
                self.send_error(503)
                return
            tag = f'"{hash(reply.content) & 0xFFFFFFFF:x}"'
            if reply.status == 200 and self.headers.get("If-None-Match") == tag:
                site.not_modified[self.path] += 1
                self.send_response(304)
                self.end_headers()
                return
            time.sleep(reply.slow)
            self.send_response(reply.status)
            headers = {"Content-Type": reply.kind, "Content-Length": str(len(reply.content)), "ETag": tag}
            for name, value in (headers | reply.headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(reply.content)

    return Handler


@contextmanager
def serving() -> Iterator[Site]:
    """Serve a site as long as the block runs."""
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
