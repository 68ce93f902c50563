"""Files that a folder should not hold: links, pipes, devices, misleading names; and what a file may point to."""

from __future__ import annotations

import os
import socket
import threading
from pathlib import Path

import pytest
from bad_files import LIMITS, docx, paragraph, pdf_pages

from extractors.errors import ReadError
from extractors.readers import Limits, read_bytes
from pipeline.discover import Discovery, SourceFile, UsageError, discover, shown
from pipeline.extract import fingerprint, reader_limits
from pipeline.preflight import over_limits
from pipeline.run import run_documents
from pipeline.settings import Settings
from pipeline.store.versions import limits_of

SENTENCE = "到2030年，全市建成绿道300公里。"


def found(folder: Path) -> Discovery:
    return discover([folder], folder / "out", Settings())


def left_out(folder: Path) -> dict[str, str]:
    """Return what was left out of a folder, by name, with the issue's code."""
    return {Path(issue.source_file or "").name: issue.code for issue in found(folder).issues}


def test_links_that_loop_dangle_or_leave_are_told_and_not_followed(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "inner").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text(SENTENCE, encoding="utf-8")
    (docs / "plan.txt").write_text(SENTENCE, encoding="utf-8")
    targets = {
        "loop": "loop", "dangling": "nowhere", "out.txt": "../secret.txt", "up": "..", "device": "/dev/zero",
        "folder": "inner", "far": "/etc/passwd", "alias.txt": "plan.txt",
    }  # fmt: skip
    for name, target in targets.items():
        (docs / name).symlink_to(target)
    os.mkfifo(docs / "pipe")
    assert left_out(docs) == {
        "loop": "link-to-nothing", "dangling": "link-to-nothing", "out.txt": "link-leaves-folder",
        "up": "link-leaves-folder", "device": "link-leaves-folder", "far": "link-leaves-folder",
        "folder": "link-to-folder", "pipe": "not-a-file",
    }  # fmt: skip
    assert len(found(docs).files) == 1, "a link to a file of the folder is that file"


def test_a_pipe_or_device_given_by_name_is_wrong_usage(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero")):
        with pytest.raises(UsageError, match="neither a file nor a folder"):
            discover([path], tmp_path / "out", Settings())


def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.txt")
    outcome = fingerprint(SourceFile(tmp_path / "plan.txt", "plan.txt"), Settings())
    assert outcome.failure is not None
    assert outcome.failure.code == "unreadable"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (b"a\x1b[31m.txt", r"a\x1b[31m.txt"),
        (b"a\nb.txt", r"a\x0ab.txt"),
        ("\u202etxt.fdp".encode(), r"\u202etxt.fdp"),
        ("a\u200bb.txt".encode(), r"a\u200bb.txt"),
        (b"\xff\xfe.txt", r"\xff\xfe.txt"),
        ("青溪市 <规划>；=1+1.txt".encode(), "青溪市 <规划>；=1+1.txt"),
    ],
)
def test_a_name_is_shown_so_that_it_cannot_mislead(name: bytes, written: str) -> None:
    assert shown(Path(os.fsdecode(name))) == written


def test_two_files_that_are_shown_alike_are_told_apart_and_both_read(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for place, name in enumerate((b"a\x1bb.txt", rb"a\x1bb.txt", b"\xff.txt", "长".encode() * 80 + b".txt")):
        text = f"青溪市绿道建设方案\n到2030年，全市建成绿道{300 + place}公里。\n"
        (docs / os.fsdecode(name)).write_text(text, encoding="utf-8")
    names = [Path(file.name).name for file in found(docs).files]
    assert names == [r"\xff.txt", r"a\x1bb.txt", r"a\x1bb.txt (2)", "长" * 80 + ".txt"]
    report = run_documents([docs], tmp_path / "out")
    assert report.documents == {"extracted": 4}


def test_every_limit_is_a_setting_and_its_name_is_told() -> None:
    limits = reader_limits(Settings.model_validate(LIMITS))
    assert limits.told("depth") == "the limit of 60 levels of nesting (MUBIAO_MAX_DEPTH)"
    assert limits.told("unpacked_bytes") == "the limit of 30,000,000 bytes unpacked (MUBIAO_MAX_UNPACKED_MB)"
    assert Limits().told("parts") == "the limit of 10,000 parts"
    settings = set(Settings.model_fields)
    assert set(limits.names.values()) <= {f"MUBIAO_{name.upper()}" for name in settings}


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_a_failure_is_tried_again_when_its_limit_changes(name: str) -> None:
    assert limits_of(Settings()) != limits_of(Settings.model_validate({name: LIMITS[name]}))


def test_a_stream_compressed_twice_is_counted_unpacked(tmp_path: Path) -> None:
    import zlib

    path = tmp_path / "bomb.pdf"
    path.write_bytes(pdf_pages([zlib.compress(bytes(40_000_000), 9)]))
    failure = over_limits(path, Settings.model_validate(LIMITS))
    assert failure is not None
    assert "MUBIAO_MAX_UNPACKED_MB" in failure.message
    path.write_bytes(pdf_pages([b" " * 20_000_000]))
    assert over_limits(path, Settings.model_validate(LIMITS)) is None


def test_what_is_said_of_a_pdf_does_not_depend_on_the_one_before() -> None:
    from bad_files import bad_files

    locked, no_pages = [bad.data() for bad in bad_files() if bad.name in ("encrypted.pdf", "no_pages.pdf")]
    for data, code in ((no_pages, "damaged"), (locked, "encrypted"), (no_pages, "damaged")):
        with pytest.raises(ReadError) as caught:
            read_bytes(data, "x.pdf")
        assert caught.value.code == code


def test_nothing_that_a_file_points_to_is_fetched() -> None:
    """Frames, forwarding, pictures, styles, entities and parts outside: a server of ours is never asked."""
    asked: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{server.getsockname()[1]}/x"

    def answer() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            asked.append(connection.recv(100))
            connection.close()

    threading.Thread(target=answer, daemon=True).start()
    page = (
        f'<!DOCTYPE html SYSTEM "{address}"><html><head><meta http-equiv=refresh content="0;url={address}">'
        f'<link rel=stylesheet href="{address}"><script src="{address}"></script></head><body><p>{SENTENCE * 3}</p>'
        f'<iframe src="{address}"></iframe><img src="{address}"><object data="{address}"></object></body></html>'
    )
    word = docx(
        paragraph(SENTENCE) + '<w:altChunk r:id="r1"/>',
        word___rels__document_xml_rels='<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships"><Relationship Id="r1" Type="x" TargetMode="External" Target="{address}"/></Relationships>',
    )
    entity = docx(paragraph("&e;"), before=f'<!DOCTYPE d [<!ENTITY e SYSTEM "{address}">]>')
    assert SENTENCE in read_bytes(page.encode(), "x.html").text
    assert SENTENCE in read_bytes(word, "x.docx").text
    with pytest.raises(ReadError):
        read_bytes(entity, "x.docx")
    server.close()
    assert asked == []


def test_an_archive_inside_a_word_file_is_not_opened() -> None:
    inner = docx(paragraph("到2030年，全市建成绿道999公里。"))
    document = read_bytes(docx(paragraph(SENTENCE), word__embeddings__a_docx=inner), "x.docx")
    assert "999" not in document.text
    assert SENTENCE in document.text
