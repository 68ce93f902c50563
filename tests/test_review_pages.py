"""The review server as a careful stranger meets it: names, origins, sessions, passwords, images, words."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import httpx
import pypdfium2 as pdfium
import pytest
from pdf_paper import Paper
from pydantic import ValidationError
from review_site import review_server

from pipeline.run import run_documents
from review import language
from review.claim_form import claim_of, texts_of
from review.entrance import Password, Throttle, local, secret_of
from review.images import NoImageError, page_png
from review.safety import Names
from review.server import ServingError, serve
from schemas import Action, Comparator, Kind, Role, State
from schemas import review as review_models

HTML = {"Accept": "text/html"}
PASSWORD = "晨雾-37-纸船"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    paper = Paper()
    paper.prose(100, "到2027年，全市建成便民服务站120个，社区食堂达到45家。")
    (folder / "plan.pdf").write_bytes(paper.bytes())
    run_documents([folder / "plan.pdf"], folder / "out")
    return folder / "out"


@pytest.fixture(scope="module")
def address(out: Path) -> Iterator[str]:
    with review_server(out) as address:
        yield address


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client


@pytest.fixture
def reviewer(stranger: httpx.Client, address: str) -> httpx.Client:
    answer = stranger.post("/login", data={"name": "陈一"}, headers={"Origin": address})
    assert answer.status_code == 303
    return stranger


# --- names and origins


@pytest.mark.parametrize("host", ["policies.example", "127.0.0.1.example:80", "", "localhost.example"])
def test_no_answer_under_a_foreign_name(stranger: httpx.Client, host: str) -> None:
    assert stranger.get("/login", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://policies.example", "null", "http://127.0.0.1:1", None])
def test_no_change_from_another_site(stranger: httpx.Client, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}
    assert stranger.post("/login", data={"name": "陈一"}, headers=headers).status_code == 403
    assert not stranger.cookies


@pytest.mark.parametrize("origin", ["http://policies.example", None])
def test_no_web_socket_from_another_site(reviewer: httpx.Client, origin: str | None) -> None:
    handshake = {
        "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "c29tZSBzaXh0ZWVuIGJ5dA==", **({"Origin": origin} if origin else {}),
    }  # fmt: skip
    answer = reviewer.get("/_nicegui_ws/socket.io/?EIO=4&transport=websocket", headers=handshake)
    assert answer.status_code == 403


def test_addresses_in_digits_are_answered_only_where_others_may_come() -> None:
    assert Names("0.0.0.0").holds("192.168.3.4:8080") and Names("0.0.0.0", ["review.example"]).holds("review.example")
    assert not Names("0.0.0.0").holds("policies.example")
    assert Names("127.0.0.1").holds("[::1]:8080") and not Names("127.0.0.1").holds("192.168.3.4:8080")


# --- sessions


@pytest.mark.parametrize("path", ["/", "/desk/0123456789abcdef", "/?state=all&from=30"])
def test_a_page_leads_a_stranger_to_the_way_in_and_back(stranger: httpx.Client, path: str) -> None:
    answer = stranger.get(path, headers=HTML)
    assert answer.status_code == 303
    assert httpx.URL(answer.headers["location"]).params["next"] == path


@pytest.mark.parametrize("path", ["/image/0/1/1200.png", "/_nicegui_ws/socket.io/?EIO=4&transport=polling", "/docs"])
def test_all_else_is_refused_to_a_stranger(stranger: httpx.Client, path: str) -> None:
    assert stranger.get(path).status_code == 401


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(stranger: httpx.Client, address: str) -> None:
    cookie = stranger.post("/login", data={"name": "陈一"}, headers={"Origin": address}).headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "max-age=43200" in cookie


def test_leaving_ends_the_session(reviewer: httpx.Client, address: str) -> None:
    assert reviewer.get("/", headers=HTML).status_code == 200
    reviewer.post("/leave", headers={"Origin": address})
    assert reviewer.get("/", headers=HTML).status_code == 303


@pytest.mark.parametrize("target", ["//policies.example", "https://policies.example/", "/\\x.example", "", "/login"])
def test_the_way_in_leads_nowhere_else(target: str) -> None:
    assert local(target) == "/"


def test_a_password_is_asked_for_and_tries_are_slowed_down(out: Path) -> None:
    with review_server(out, password=PASSWORD) as address, httpx.Client(base_url=address, timeout=30) as client:
        origin = {"Origin": address}
        assert client.post("/login", data={"name": "陈一"}, headers=origin).status_code == 401
        for _ in range(4):
            assert client.post("/login", data={"name": "陈一", "password": "1"}, headers=origin).status_code == 401
        slowed = client.post("/login", data={"name": "陈一", "password": "2"}, headers=origin)
        assert slowed.status_code == 429 and "秒" in slowed.text
        assert client.get("/", headers=HTML).status_code == 303


def test_waiting_grows_and_is_forgotten_after_a_right_one() -> None:
    now = [0.0]
    throttle = Throttle(lambda: now[0])
    waits = []
    for _ in range(9):
        throttle.wrong("a")
        waits.append(throttle.wait("a"))
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16] and throttle.wait("b") == 0
    now[0] = 17
    assert throttle.wait("a") == 0
    throttle.right("a")
    throttle.wrong("a")
    assert throttle.wait("a") == 0


def test_passwords_are_compared_by_their_hash() -> None:
    password = Password(PASSWORD)
    assert password.is_right(PASSWORD) and not password.is_right(PASSWORD + "1") and not password.is_right("")
    assert PASSWORD not in repr(vars(password))


def test_the_secret_is_private_and_another_with_another_password(tmp_path: Path) -> None:
    first = secret_of(tmp_path, "")
    (path,) = (tmp_path / ".mubiao").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret_of(tmp_path, "") == first != secret_of(tmp_path, PASSWORD)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.3.4", "::", "policies.example"])
def test_without_a_password_only_this_machine_is_served(out: Path, host: str) -> None:
    with pytest.raises(ServingError, match="MUBIAO_REVIEW_PASSWORD"):
        serve(out, host)


# --- what a page may do


def test_a_page_permits_nothing_from_outside(reviewer: httpx.Client, address: str) -> None:
    pages = [reviewer.get("/", headers=HTML) for _ in range(2)]
    policies = [page.headers["content-security-policy"] for page in pages]
    nonces = [re.findall(r"'nonce-([^']+)'", policy)[0] for policy in policies]
    assert nonces[0] != nonces[1], "a nonce is used once"
    for page, policy, nonce in zip(pages, policies, nonces, strict=True):
        assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*|script-src[^;]*'unsafe-inline'", policy)
        assert page.text.count("<script") == page.text.count(f'<script nonce="{nonce}"') > 0
        assert page.headers["x-content-type-options"] == "nosniff" and page.headers["cache-control"] == "no-store"
        assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", page.text)


# --- images


def test_a_page_image_is_had_by_id_and_number_alone(reviewer: httpx.Client, out: Path) -> None:
    document_id = re.findall(r'"document_id":\s*"([0-9a-f]{16})"', (out / "documents.json").read_text("utf-8"))[0]
    image = reviewer.get(f"/image/{document_id}/1/1200.png")
    assert image.status_code == 200 and image.content.startswith(b"\x89PNG")
    for wrong in (f"{document_id}/2", f"{document_id}/0", "0123456789abcdef/1", "..%2F..%2Fetc%2Fpasswd/1"):
        assert reviewer.get(f"/image/{wrong}/1200.png").status_code == 404


def test_a_turned_page_is_drawn_as_it_is_displayed(tmp_path: Path) -> None:
    paper = Paper(400, 600)
    paper.text(40, 60, "目标一百个")
    (tmp_path / "turned.pdf").write_bytes(paper.bytes())
    document = pdfium.PdfDocument(tmp_path / "turned.pdf")
    document[0].set_rotation(90)
    document.save(tmp_path / "turned.pdf")
    width, height = (int.from_bytes(page_png(tmp_path / "turned.pdf", 1, 1200)[i : i + 4]) for i in (16, 20))
    assert (width, height) == (1200, 800)


def test_a_file_that_is_no_pdf_has_no_image(tmp_path: Path) -> None:
    (tmp_path / "plan.pdf").write_text("到2027年", encoding="utf-8")
    with pytest.raises(NoImageError):
        page_png(tmp_path / "plan.pdf", 1, 1200)


# --- words and forms


def test_every_word_is_there_in_both_languages_and_no_blank_stays_open() -> None:
    for key, said in language.table().items():
        blanks = [{name for _, name, _, _ in Formatter().parse(said[each]) if name} for each in language.LANGUAGES]
        # Chinese may say more: a unit that English puts elsewhere.
        assert blanks[1] <= blanks[0] and all(said[each].strip() for each in language.LANGUAGES), key


@pytest.mark.parametrize("codes", [State, Action])
def test_every_state_and_action_has_words(codes: type[StrEnum]) -> None:
    assert all(language.known(f"{codes.__name__.lower()}.{code.value}") for code in codes)


@pytest.mark.parametrize("codes", [Role, Kind, Comparator])
def test_every_choice_of_the_form_has_words(codes: type[StrEnum]) -> None:
    assert all(language.known(f"{codes.__name__.lower()}.{code.name.lower()}") for code in codes)


def test_every_complaint_of_the_model_has_words() -> None:
    source = Path(str(review_models.__file__)).read_text(encoding="utf-8")
    codes = re.findall(r'_wrong\("([a-z-]+)"', source)
    assert codes and all(language.known(f"error.{code}") for code in codes)


@pytest.mark.parametrize(
    ("typed", "complaint"),
    [
        ({"value": "六成"}, "decimal_parsing"),
        ({"value": ""}, "decimal_parsing"),
        ({"value": "1e99"}, "not-a-number"),
        ({"deadline": "2025年"}, "date-form"),
        ({"deadline": "2025-02-30"}, "date-impossible"),
        ({"start": "2027", "deadline": "2025"}, "dates-order"),
        ({"comparator": "range"}, "range-ends"),
        ({"comparator": "range", "value_max": "3"}, "range-order"),
        ({"unit": "亿\u202e元"}, "hidden-characters"),
    ],
)
def test_what_cannot_be_is_told_by_its_kind(typed: dict[str, str], complaint: str) -> None:
    with pytest.raises(ValidationError) as told:
        claim_of(texts_of(None) | {"value": "5"} | typed)
    assert told.value.errors()[0]["type"] == complaint


def test_a_form_understands_a_chinese_keyboard() -> None:
    typed = {"value": "１，２００", "deadline": "２０２７", "lead": "市水务局，市财政局;市水务局"}
    claim = claim_of(texts_of(None) | typed)
    assert (str(claim.value), claim.deadline, claim.lead) == ("1200", "2027", ("市水务局", "市财政局"))
    assert claim_of(texts_of(claim)) == claim
