"""The way in: a name, and a password where the server can be reached from other machines (登录)."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Callable
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from pipeline.store import FOLDER
from review.language import CHINESE, ENGLISH, words
from review.safety import LOGIN

SESSION_HOURS = 12
_SECRET = "review.secret"
_LONGEST_NAME = 40
_FREE_TRIES, _LONGEST_WAIT, _FORGOTTEN_AFTER = 5, 300.0, 3600.0


def secret_of(out: Path, password: str) -> str:
    """Return what sessions of this dataset are signed with; made once, readable by its owner only.

    Another password gives another secret: who knew only the old one is signed out.
    """
    path = out / FOLDER / _SECRET
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with open(path, "x", opener=_private) as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        path.chmod(0o600)
    key = path.read_text(encoding="ascii").strip()
    return hmac.new(key.encode(), password.encode(), hashlib.sha256).hexdigest()


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


class Password:
    """A password that is not kept: only its hash, with a salt of this process."""

    def __init__(self, words: str) -> None:
        self.needed = bool(words)
        self._salt = secrets.token_bytes(16)
        self._hash = self._hashed(words)

    def _hashed(self, words: str) -> bytes:
        return hashlib.scrypt(words.encode(), salt=self._salt, n=2**14, r=8, p=1)

    def is_right(self, given: str) -> bool:
        """Compare in constant time. A wrong one takes as long as the right one."""
        return not self.needed or hmac.compare_digest(self._hashed(given[:1000]), self._hash)


class Throttle:
    """Makes whoever tries passwords wait: after five wrong ones twice as long each time, up to five minutes."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tries: dict[str, tuple[int, float]] = {}

    def wait(self, who: str) -> float:
        """Return for how many seconds no further try is taken from there; 0 for at once."""
        count, last = self._tries.get(who, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        return max(0.0, last + min(2.0 ** (count - _FREE_TRIES), _LONGEST_WAIT) - self._clock())

    def wrong(self, who: str) -> None:
        """Count a wrong try."""
        now = self._clock()
        self._tries = {name: kept for name, kept in self._tries.items() if now - kept[1] < _FORGOTTEN_AFTER}
        self._tries[who] = (self._tries.get(who, (0, now))[0] + 1, now)

    def right(self, who: str) -> None:
        """Forget the wrong tries."""
        self._tries.pop(who, None)


def local(target: str) -> str:
    """Return a path of this server to go on to; the queue for anything that would lead elsewhere."""
    parts = urlsplit(target)
    plain = target.startswith("/") and not target.startswith(("//", "/\\")) and not parts.netloc and "\\" not in target
    return target if plain and target.isprintable() and not target.startswith(LOGIN) else "/"


def _both(key: str, **values: object) -> str:
    return escape(f"{words(key, CHINESE, **values)} · {words(key, ENGLISH, **values)}")


def form_page(password: bool, target: str, name: str = "", message: str = "", status: int = 200) -> HTMLResponse:
    """Return the page that asks for the name, in both languages; no script is on it."""
    secret = (
        f"<label>{_both('login.password')}<input name='password' type='password' required "
        "autocomplete='current-password'></label>"
        if password
        else ""
    )
    told = f"<p role='alert' class='told'>▲ {message}</p>" if message else ""
    return HTMLResponse(
        f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>{_both("shell.name")}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/assets/review.css">
</head><body><main class="login panel"><h1>{_both("shell.name")}</h1><p class="soft">{_both("login.why")}</p>{told}
<form method="post" action="{LOGIN}"><input type="hidden" name="next" value="{escape(target)}">
<label>{_both("login.name")}<input name="name" value="{escape(name)}" required maxlength="{_LONGEST_NAME}" autofocus
autocomplete="username"></label>{secret}<button>{_both("login.enter")}</button></form></main></body></html>""",
        status,
        {"Cache-Control": "no-store"},
    )


def entrance(password: Password, throttle: Throttle) -> APIRouter:
    """Return the routes for coming and leaving."""
    router = APIRouter(include_in_schema=False)

    @router.get(LOGIN)
    def ask(request: Request, next: str = "/") -> Response:
        return form_page(password.needed, local(next))

    @router.post(LOGIN)
    async def enter(
        request: Request, name: str = Form(""), secret: str = Form("", alias="password"), next: str = Form("/")
    ) -> Response:
        target, name = local(next), " ".join(name.split())[:_LONGEST_NAME]
        who = request.client.host if request.client else ""
        seconds = throttle.wait(who)
        if seconds:
            return form_page(password.needed, target, name, _both("login.wait", seconds=round(seconds) + 1), 429)
        if not name.isprintable() or not name:
            return form_page(password.needed, target, name, _both("login.name_missing"), 422)
        if not await run_in_threadpool(password.is_right, secret):
            throttle.wrong(who)
            return form_page(password.needed, target, name, _both("login.wrong"), 401)
        throttle.right(who)
        # A fresh session: an id that was planted before is worth nothing after.
        request.session.clear()
        request.session.update({"reviewer": name, "id": secrets.token_hex(16)})
        return RedirectResponse(target, 303)

    @router.post("/leave")
    def leave(request: Request) -> Response:
        request.session.clear()
        return RedirectResponse(LOGIN, 303)

    return router
