"""The server of the review page: one process, one dataset, one port (服务)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from fastapi.responses import Response
from nicegui import app as pages
from nicegui import ui
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware

from pipeline.dataset import DatasetError
from pipeline.settings import Settings
from review.desk_page import register_desk
from review.entrance import SESSION_HOURS, Password, Throttle, entrance, secret_of
from review.images import NoImageError, page_png
from review.pictures.pages import add_pages
from review.queue_page import register_queue
from review.safety import Guard, Names, SignedIn, is_loopback
from review.state import AppState
from schemas import content_id

_ASSETS = Path(__file__).resolve().parent / "static"
NO_PASSWORD = (
    "Other machines could reach this address, so it needs a password: set MUBIAO_REVIEW_PASSWORD or give "
    "--password-file; or leave out --host, and only this machine can reach it."
)


class ServingError(Exception):
    """The server cannot be started as asked; the message says what to do."""


def _cookie(out: Path) -> str:
    """Return the cookie's name: two servers on one machine share their cookies, whatever their ports."""
    return f"mubiao_{content_id(out.resolve())}"


def _images(state: AppState) -> Callable[[str, int, int], Response]:
    def image(document_id: str, number: int, width: int) -> Response:
        try:
            path = state.desk.document(document_id).path
        except DatasetError:
            return Response("No such document.", 404)
        if path is None:
            return Response("The file is gone, or is another one now.", 404)
        try:
            return Response(page_png(path, number, width), headers={"Cache-Control": "private, max-age=600"})
        except NoImageError as error:
            return Response(str(error), 404)

    return image


def build(state: AppState, host: str, password: str = "", names: Collection[str] = ()) -> FastAPI:
    """Return the application for one dataset. NiceGUI keeps its pages per process, so a process builds it once."""
    pages.add_static_files("/assets", _ASSETS)
    pages.colors(primary="#0072b2", negative="#a84a00", positive="#00694d")
    pages.include_router(entrance(Password(password), Throttle()))
    pages.add_api_route("/image/{document_id}/{number}/{width}.png", _images(state), include_in_schema=False)
    register_queue(state)
    register_desk(state)
    add_pages(state, loopback=is_loopback(host))
    outer = FastAPI(
        docs_url=None, redoc_url=None, openapi_url=None,
        middleware=[
            Middleware(Guard, names=Names(host, names)),
            Middleware(
                SessionMiddleware, secret_key=secret_of(state.out, password), session_cookie=_cookie(state.out),
                same_site="strict", https_only=False, max_age=SESSION_HOURS * 3600,
            ),
            Middleware(SignedIn),
        ],
    )  # fmt: skip
    # Sessions live in the signed cookie; NiceGUI's own files would be written only if a page used app.storage.user.
    pages.storage.path = state.out / ".mubiao" / "sessions"
    ui.run_with(
        outer, title="Mubiao", language="zh-CN", tailwind=False, show_welcome_message=False,
        gzip_middleware_factory=None, reconnect_timeout=10,
    )  # fmt: skip
    return outer


def serve(
    out: Path, host: str = "127.0.0.1", port: int = 8080, password: str = "", names: Collection[str] = ()
) -> None:
    """Serve the review page of the dataset in `out` until it is stopped.

    Raises ServingError where the address needs a password, DatasetError or StoreError where there is no dataset.
    """
    if not is_loopback(host) and not password:
        raise ServingError(NO_PASSWORD)
    state = AppState(out, Settings())
    try:
        application = build(state, host, password, names)
        print(f"Review page: http://{_shown(host)}:{port}/ (end with Ctrl-C)", flush=True)
        uvicorn.run(application, host=host, port=port, log_level="warning", ws="wsproto", server_header=False)
    finally:
        state.close()


def _shown(host: str) -> str:
    return "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
