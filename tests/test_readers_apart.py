"""Parsing apart: whatever a file does to its parser, the application gets a document or a clear refusal."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from office_files import archive, docx, paragraph, pdf

from assistant.errors import EncryptedFile, InputError, RefusedFile, ScannedFile, UnreadableFile
from assistant.library.readers import Limits, apart, read
from assistant.library.readers.apart import read_apart
from assistant.library.readers.dispatch import is_light, read_here
from assistant.library.readers.wire import BadMessage, pack_document, pack_error, unpack

EVERY_KIND = (
    "---\nunit: 水务局\nparts: [一, 二]\n---\n# 要点\n- 走访 300 户 <!-- 核 -->\n\n|指标|值|\n|---|---|\n|供水|98.6%|\n"
)


def test_apart_and_here_a_file_reads_the_same() -> None:
    data = docx(paragraph("一、概况") + paragraph("走访 300 人次。"))
    assert read_apart("报告.docx", data, Limits()) == read_here("报告.docx", data)


def test_a_document_survives_the_wire() -> None:
    document = read_here("要点.md", EVERY_KIND.encode())
    assert {block.kind for block in document.blocks} == {"heading", "item", "comment", "table"}
    assert unpack("要点.md", pack_document(document)) == document


@pytest.mark.parametrize("kind", [UnreadableFile, ScannedFile, EncryptedFile, RefusedFile])
def test_an_error_survives_the_wire(kind: type[InputError]) -> None:
    with pytest.raises(kind) as caught:
        unpack("a.doc", pack_error(kind("a.doc 坏了", "请另存")))
    assert (type(caught.value), caught.value.what, caught.value.fix) == (kind, "a.doc 坏了", "请另存")


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"no json",
        b"[]",
        b"{}",
        b'{"error": "OSError", "what": "", "fix": ""}',
        b'{"document": {"blocks": [], "front_matter": {}}}',
        b'{"document": {"blocks": [["script", "", 0, 1, null, null, null]], "front_matter": {}, "warnings": []}}',
        b'{"document": {"blocks": [["paragraph", 5, 0, 1, null, null, null]], "front_matter": {}, "warnings": []}}',
        b'{"document": {"blocks": [["paragraph", "", 0, "1", null, null, null]], "front_matter": {}, "warnings": []}}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_message_is_not_believed(message: bytes) -> None:
    with pytest.raises(BadMessage):
        unpack("a.doc", message)


@pytest.mark.parametrize(
    ("program", "error", "word"),
    [
        ("while True: pass", RefusedFile, "秒"),
        ("import os; os._exit(1)", UnreadableFile, "无法解析"),
        ("raise SystemError('parser')", UnreadableFile, "无法解析"),
        ("print('{}')", UnreadableFile, "无法解析"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", UnreadableFile, "无法解析"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", RefusedFile, "资源"),
    ],
    ids=["hangs", "ends", "raises", "talks nonsense", "crashes", "is killed"],
)
def test_a_parser_that_goes_wrong(
    program: str, error: type[InputError], word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "wrong_parser.py").write_text(f"import sys\nsys.stdin.buffer.read()\n{program}\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(apart, "_WORKER", "wrong_parser")
    with pytest.raises(error, match=word) as caught:
        read_apart("a.docx", b"PK", Limits(seconds=0.5 if error is RefusedFile and word == "秒" else 30))
    assert caught.value.fix


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of memory for a process")
def test_a_file_that_takes_too_much_memory_is_refused() -> None:
    big = docx("<w:p/>" * 400_000 + paragraph("走访 300 人次"))
    assert len(big) < 100_000
    with pytest.raises(RefusedFile, match="内存"):
        read("大.docx", big, Limits(memory_bytes=120_000_000, archive_ratio=10_000))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of processor time for a process")
def test_the_worker_sees_no_key_and_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "curious_parser.py").write_text(
        "import json, os, pathlib, sys\n"
        "from assistant.library.readers.limits import Limits\n"
        "from assistant.library.readers.worker import _confine\n"
        "_confine(Limits(), scan=False)\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"try:\n    pathlib.Path({str(tmp_path / 'stolen')!r}).write_text('x')\n    wrote = 'yes'\n"
        "except OSError: wrote = 'no'\n"
        "said = f\"{os.environ.get('OPENAI_API_KEY', 'none')} {wrote}\"\n"
        "blocks = [['paragraph', said, 0, 1, None, None, None]]\n"
        "print(json.dumps({'document': {'blocks': blocks, 'front_matter': {}, 'warnings': []}}))\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setenv("OPENAI_API_KEY", "secret")
    monkeypatch.setattr(apart, "_WORKER", "curious_parser")
    assert read_apart("a.docx", b"PK", Limits()).text() == "none no"


@pytest.mark.parametrize(
    ("suffix", "data", "light"),
    [
        ("md", b"- a", True),
        ("csv", b"a,b", True),
        ("txt", b"x" * 201, False),
        ("txt", b"PK\x03\x04", False),
        ("html", b"<p>a", False),
        ("docx", b"PK", False),
    ],
)
def test_only_small_text_files_are_parsed_in_the_application(suffix: str, data: bytes, light: bool) -> None:
    assert is_light(suffix, data, Limits(here_bytes=200)) is light


def test_a_large_text_file_is_read_apart_and_is_the_same() -> None:
    text = "- 走访 300 户。\n" * 50
    assert read("要点.md", text.encode(), Limits(here_bytes=10)) == read("要点.md", text.encode())


def test_nothing_is_unpacked_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    body = docx(paragraph("走访 300 人次"))
    evil = archive({"../../evil.txt": "x", "word/../../../evil.xml": "<x/>", "/evil": "x"})
    assert read("a.docx", body).text() == "走访 300 人次"
    with pytest.raises(UnreadableFile):
        read("b.docx", evil)
    assert read("c.pdf", pdf("Visited 300 homes")).text() == "Visited 300 homes"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
