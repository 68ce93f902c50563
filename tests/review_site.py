"""A dataset of our own behind a review server of its own process, and a browser before it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from pdf_paper import Paper
from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("schemas", "extractors", "pipeline", "review", "mubiao")
CHROMIUM = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
SHOWN = "[data-seen]"
NO_CHROMIUM = "there is no chromium here (Debian: apt-get install chromium)"

PLAN = """棠湾市便民服务提升三年行动方案（2025—2027年）

一、主要目标
到2027年，全市建成便民服务站120个，社区食堂达到45家，公共停车泊位达到3.6万个，政务服务事项网上办理率达到95%以上，\
企业开办时间压缩至4小时以内。

二、重点任务
（一）完善服务网络。2025年底前，新建便民服务站30个，改造老旧服务大厅12处。到2026年，每个街道至少建成1个综合服务中心。\
全市设置便民晾晒架600垛，形成“15分钟办事圈”。（牵头单位：市民政局）
（二）提升办事效率。到2026年，网上办理率达到90%，办事材料平均减少40%，热线电话接通率不低于98%。\
（责任单位：市政务服务局）
（三）方便群众出行。三年新增公共停车泊位9000个，新开微循环公交线路15条，新建电动自行车充电口2万个。\
（责任单位：市交通运输局、市住房城乡建设局）
"""
# A web page whose visible words would do harm to whoever shows them as anything but words.
HOSTILE = """<html><head><title>市行动方案</title></head><body>
<p>&lt;script&gt;window.broken = 1&lt;/script&gt;棠湾市养老服务行动方案</p>
<p>一、主要目标 {{ constructor.constructor('window.broken = 2')() }}</p>
<p>到2027年，全市&lt;img src=x onerror="window.broken = 3"&gt;养老床位达到800张，护理员达到{{ 7 * 7 }}人、300人。</p>
</body></html>
"""


def joined_table() -> bytes:
    """Return a PDF whose last table row on page 1 goes on on page 2, with a number in each of its two parts."""
    paper = Paper()
    xs = (90.0, 170.0, 250.0, 505.0)
    paper.centred(700, "服务设施建设任务表")
    first = "到2027年新建便民服务站30个，同步完善周边道路和配套"
    paper.grid(xs, (720, 740, 775), [["区域", "责任单位", "建设任务"], ["东湾片区", "市民政局", first]], ("bottom",))
    paper.page()
    second = "设施，建成口袋公园25个。"
    rows = [["区域", "责任单位", "建设任务"], ["", "", second], ["西湾片区", "市住建局", "到2027年改造老旧大厅12处。"]]
    paper.grid(xs, (60, 80, 110, 140), rows)
    return paper.bytes()


def run_mubiao(docs: Path, out: Path, code: Path = ROOT) -> None:
    """Read documents and publish the dataset, with the code in a folder."""
    done = subprocess.run(
        [sys.executable, "-m", "mubiao", "run", docs.name, "--out", str(out)], cwd=docs.parent, env=_environment(code),
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _environment(code: Path) -> dict[str, str]:
    # NiceGUI behaves otherwise where it believes to be under test itself.
    kept = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return {**kept, "PYTHONPATH": str(code), "OMP_NUM_THREADS": "1"}


def with_unit(folder: Path, term: str) -> Path:
    """Return a copy of the code that knows one more unit: a changed rule."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    units = folder / "extractors" / "vocabulary" / "units.csv"
    units.write_text(units.read_text(encoding="utf-8").rstrip("\n") + f"\n{term},count,{term},1,classifier\n", "utf-8")
    return folder


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def review_server(out: Path, **more: str) -> Iterator[str]:
    """Serve a dataset in a process of its own; yield the address."""
    port = _free_port()
    command = (
        "import sys; from pathlib import Path; from review.server import serve; "
        "serve(Path(sys.argv[1]), port=int(sys.argv[2]), password=sys.argv[3])"
    )
    arguments = [sys.executable, "-c", command, str(out), str(port), more.get("password", "")]
    process = subprocess.Popen(arguments, env=_environment(ROOT), stderr=subprocess.PIPE, text=True)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[str]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise AssertionError(process.stderr.read() if process.stderr else "")
        try:
            httpx.get(f"{address}/login", timeout=5)
        except httpx.TransportError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer")


def need_chromium() -> str:
    """Return chromium's path; skip the test where there is none."""
    if CHROMIUM is None:
        pytest.skip(NO_CHROMIUM)
    return CHROMIUM


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the chromium that is installed, without a window; skip the test where there is none."""
    path = need_chromium()
    with sync_playwright() as playwright:
        # A container of CI runs as root, where chromium's own sandbox cannot be set up.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


def published(out: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads((out / "statements.json").read_text(encoding="utf-8"))
    return rows


class Visit:
    """A reviewer at her browser. All requests that the browser makes are kept."""

    def __init__(self, browser: Browser, address: str, name: str) -> None:
        self.address = address
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800})
        self.page.set_default_timeout(30_000)
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url.replace("ws:", "http:", 1)))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        self.page.goto(address)
        expect(self.page.locator("input[name=name]")).to_be_focused()
        self.page.keyboard.type(name)
        self.press("Enter")
        self.queue()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def press_and_see(self, key: str) -> None:
        """Press a key that shows something else, and wait until it is there."""
        before = self.page.locator(SHOWN).get_attribute("data-seen")
        self.press(key)
        self.page.wait_for_function(f"before => document.querySelector('{SHOWN}')?.dataset.seen !== before", arg=before)

    def queue(self) -> None:
        expect(self.page.locator("table.queue tbody tr").first).to_be_visible()
        self.page.wait_for_function("window.did_handshake === true")

    def desk(self, statement_id: str = "") -> None:
        if statement_id:
            self.page.goto(f"{self.address}/desk/{statement_id}")
        self.page.wait_for_function(f"!!document.querySelector('{SHOWN}')?.dataset.seen && window.did_handshake")

    def counts(self) -> dict[str, int]:
        found = self.page.locator(".count").all()
        return {str(chip.get_attribute("data-state")): int(chip.locator("b").inner_text()) for chip in found}

    def only_spoke_to(self, *addresses: str) -> bool:
        own = (*addresses, "data:", "blob:", "about:")
        return all(url.startswith(own) for url in self.requests)
