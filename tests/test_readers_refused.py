"""Files that cannot or must not be read: the right error, with what happened and what to do, in Chinese."""

from __future__ import annotations

import pytest
from office_files import archive, compound, doc, docx, paragraph, pdf

from assistant.errors import EncryptedFile, InputError, RefusedFile, UnreadableFile
from assistant.library.readers import Limits, read

BODY = docx(paragraph("走访 300 人次"))
ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("name", "data", "error", "word"),
    [
        ("空.txt", b"", UnreadableFile, "空文件"),
        ("空.md", b"\xef\xbb\xbf \n\n", UnreadableFile, "空文件"),
        ("空.pdf", b"", UnreadableFile, "空文件"),
        ("图.md", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, UnreadableFile, "文本"),
        ("改名.md", BODY, UnreadableFile, ".docx"),
        ("断.docx", BODY[: len(BODY) // 2], UnreadableFile, "损坏"),
        ("假.docx", b"not a word file at all", UnreadableFile, ".docx"),
        ("缺.docx", archive({"word/styles.xml": "<x/>"}), UnreadableFile, "正文"),
        ("乱.docx", archive({"word/document.xml": "<w:document>"}), UnreadableFile, "损坏"),
        ("无字.docx", docx(paragraph("")), UnreadableFile, "没有文字"),
        ("无字.pdf", pdf(), UnreadableFile, "没有文字"),
        ("断.pdf", b"%PDF-1.4\nnothing more", UnreadableFile, "损坏"),
        ("程序.exe", b"MZ", UnreadableFile, "不支持"),
        ("旧.doc", doc(("早", False), version=0x68), UnreadableFile, "Word 97"),
        ("锁.doc", doc(("密", False), flags=0x0300), EncryptedFile, "密码"),
        ("锁.docx", compound({"EncryptedPackage": b"x", "EncryptionInfo": b"x"}), EncryptedFile, "密码"),
        ("宏.docm", BODY, RefusedFile, "宏"),
        ("宏.docx", archive({"word/document.xml": "<x/>", "word/vbaProject.bin": b"x"}), RefusedFile, "宏"),
        ("实体.docx", archive({"word/document.xml": ENTITY}), RefusedFile, "实体"),
        ("实体16.docx", archive({"word/document.xml": ENTITY.encode("utf-16")}), RefusedFile, "实体"),
        ("实体.xlsx", archive({"xl/workbook.xml": ENTITY, "xl/worksheets/a.xml": ENTITY}), RefusedFile, "实体"),
        ("炸弹.docx", archive({"word/document.xml": b"0" * 20_000_000}), RefusedFile, "压缩"),
    ],
)
def test_errors(name: str, data: bytes, error: type[InputError], word: str) -> None:
    with pytest.raises(error) as caught:
        read(name, data)
    assert name in caught.value.what
    assert word in caught.value.what
    assert caught.value.fix


@pytest.mark.parametrize(
    ("limits", "data", "name"),
    [
        (Limits(file_bytes=10), b"x" * 11, "a.txt"),
        (Limits(archive_entries=2), BODY, "a.docx"),
        (Limits(archive_bytes=50), BODY, "a.docx"),
        (Limits(cells=3), b"a,b\nc,d\n", "a.csv"),
        (Limits(pages=0), pdf("x"), "a.pdf"),
    ],
    ids=["bytes", "entries", "unpacked", "cells", "pages"],
)
def test_limits(limits: Limits, data: bytes, name: str) -> None:
    with pytest.raises(RefusedFile):
        read(name, data, limits)


@pytest.mark.parametrize(
    "text",
    ["机密★1年\n工作要点\n", "秘密\n工作要点\n", "绝密 ★ 长期\n", "密级：机密\n要点\n", "# 秘 密 ★ 3年\n- 要点\n"],
)
def test_a_secrecy_mark_is_refused(text: str) -> None:
    with pytest.raises(RefusedFile, match="密级"):
        read("要点.md", text.encode())


@pytest.mark.parametrize(
    "text", ["开展保密教育 3 次，签订保密承诺书\n", "涉密人员 5 名，无失泄密事件\n", "机密文件管理检查 2 次\n"]
)
def test_prose_about_secrecy_is_read(text: str) -> None:
    assert read("要点.txt", text.encode()).text() == text.strip()


def test_a_path_in_the_name_is_no_path() -> None:
    assert read("../../x/要点.txt", "走访 3 户。".encode()).name == "要点.txt"


def test_another_office_format_under_a_wrong_name_is_read_with_a_warning() -> None:
    document = read("旧.doc", BODY)
    assert document.text() == "走访 300 人次"
    assert any(".docx" in warning for warning in document.warnings)
