"""Who may talk to the server, and what a page may do: hosts, origins, headers, sessions (安全).

All of it is plain ASGI around the application, so that it holds for pages, images, static files and the web socket.
"""

from __future__ import annotations

import ipaddress
import re
import secrets
import socket
from collections.abc import Collection
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGIN = "/login"
LOOPBACK_NAMES = ("localhost", "127.0.0.1", "::1")
# Reached without a session: the way in, and the files that hold no data.
_OPEN = (LOGIN, "/assets/", "/favicon.ico")
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
_SCRIPT = re.compile(rb"<script\b")


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server on that address."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _named(host: str) -> str:
    """Return the name in a Host header, without port and brackets; empty where it is none."""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


class Names:
    """The names under which this server may be addressed.

    A foreign page can make its own domain point to this machine (DNS rebinding) and would then be same-origin with it;
    its Host header still carries its own name. An address in digits cannot be pointed elsewhere.
    """

    def __init__(self, host: str, others: Collection[str] = ()) -> None:
        self._loopback = is_loopback(host)
        own = () if self._loopback else (host, socket.gethostname(), socket.getfqdn())
        self._names = {name.lower().strip("[]") for name in (*LOOPBACK_NAMES, *own, *others)}

    def holds(self, host: str) -> bool:
        """Say whether a Host header names this server."""
        name = _named(host)
        if name in self._names:
            return True
        if self._loopback or not name:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True


def policy(nonce: str) -> str:
    """Return the Content-Security-Policy: nothing from outside, no script but ours.

    `unsafe-eval` is what NiceGUI's event handlers are made with; a script that got into the page would still need the
    nonce, which is new for every answer.
    """
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; "
        "frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
    )


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # With no-referrer a browser would say `Origin: null` even to ourselves.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Turns away requests for another name or from another site, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, names: Names) -> None:
        self._app, self._names = app, names

    def refusal(self, scope: Scope) -> str | None:
        """Return why a request is turned away, None where it is not."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if not self._names.holds(host):
            return "This server does not answer under that name."
        changes = scope["type"] == "websocket" or scope["method"] not in _SAFE_METHODS
        origin = headers.get("origin")
        if (changes or origin is not None) and (origin is None or urlsplit(origin).netloc.lower() != host.lower()):
            return "This request comes from another site."
        return None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        reason = self.refusal(scope)
        if reason is None:
            answer = _Answer(send) if scope["type"] == "http" else None
            await self._app(scope, receive, answer or send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": reason})
        else:
            await PlainTextResponse(reason, 403)(scope, receive, _Answer(send))


class _Answer:
    """Sends an answer on, with the headers, and with the nonce on the scripts of a page.

    The texts of documents stand in a page with `<` escaped: whatever begins with `<script` is NiceGUI's or ours.
    """

    def __init__(self, send: Send) -> None:
        self._send = send
        self._nonce = secrets.token_urlsafe(16)
        self._start: Message | None = None
        self._body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Content-Security-Policy": policy(self._nonce)})
            if headers.get("content-type", "").startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message.get("body", b"")
            if message.get("more_body"):
                return
            await self._page()
            return
        await self._send(message)

    async def _page(self) -> None:
        assert self._start is not None
        body = _SCRIPT.sub(b'<script nonce="' + self._nonce.encode() + b'"', self._body)
        MutableHeaders(scope=self._start)["content-length"] = str(len(body))
        await self._send(self._start)
        await self._send({"type": "http.response.body", "body": body})


class SignedIn:
    """Lets nobody past without a session: a page leads to the way in, everything else is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        path = scope["path"]
        allowed = any(path == way or (way.endswith("/") and path.startswith(way)) for way in _OPEN)
        if allowed or scope["session"].get("reviewer"):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008, "reason": "Sign in first."})
        elif scope["method"] == "GET" and "text/html" in Headers(scope=scope).get("accept", ""):
            target = quote(path + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else ""))
            await RedirectResponse(f"{LOGIN}?next={target}", 303)(scope, receive, send)
        else:
            await PlainTextResponse("Sign in first.", 401)(scope, receive, send)
