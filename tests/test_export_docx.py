"""The Word file, value by value, against GB/T 9704-2012, and on the page as LibreOffice sets it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from assistant.export import GBT9704, LOCAL_28PT, to_docx
from assistant.model import Finding, Report, Section, WriterName

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEAD = "两年来，西湾区民政局发放补贴近300万元。"
BODY = (
    "（一）健全机制\n成立领导小组。\n（二）落实责任。分解任务。\n"
    "1.加强培训\n（1）分级分类\n存在的不足：〔待补：存在的不足〕。"
)


def report(
    findings: Sequence[Finding] = (), lead: str = LEAD, title: str = "申报材料", unit: str = "东山区民政局"
) -> Report:
    sections = (Section("lead", "", lead), Section("s1", "一、加强领导，夯实创建之基", BODY))
    return Report(title, "k", unit, date(2026, 4, 6), sections, WriterName("composer", ""), tuple(findings))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> etree._Element:
    return etree.fromstring(parts(data)[part])


def values(element: etree._Element, path: str) -> dict[str, str]:
    found = element.find(path.replace("w:", W))
    assert found is not None, path
    return {str(key).removeprefix(W): str(value) for key, value in found.attrib.items()}


def style(data: bytes, identity: str) -> etree._Element:
    for found in xml(data, "word/styles.xml").iter(f"{W}style"):
        if found.get(f"{W}styleId") == identity:
            return found
    raise AssertionError(f"no style {identity}")


def paragraph(data: bytes, start: str) -> etree._Element:
    for found in xml(data).iter(f"{W}p"):
        if "".join(found.itertext(f"{W}t")).startswith(start):
            return found
    raise AssertionError(f"no paragraph {start}")


def test_page_and_grid() -> None:
    section = xml(to_docx(report())).find(f".//{W}sectPr")
    assert section is not None
    assert values(section, "w:pgSz") == {"w": "11906", "h": "16838"}
    margins = values(section, "w:pgMar")
    assert {side: round(int(margins[side]) / 56.693) for side in ("top", "left", "right", "bottom")} == {
        "top": 37, "left": 28, "right": 26, "bottom": 35,
    }  # fmt: skip
    assert values(section, "w:docGrid") == {"type": "lines", "linePitch": "579"}
    assert (GBT9704.lines_per_page, GBT9704.characters_per_line) == (22, 28)


@pytest.mark.parametrize(
    ("identity", "font", "half_points", "alignment", "first_line"),
    [
        ("Title", "方正小标宋简体", "44", "center", None),
        ("BodyText", "仿宋_GB2312", "32", "both", "200"),
        ("Heading1", "黑体", "32", "both", "200"),
        ("Heading2", "楷体_GB2312", "32", "both", "200"),
        ("Heading3", "仿宋_GB2312", "32", "both", "200"),
        ("Heading4", "仿宋_GB2312", "32", "both", "200"),
        ("Signature", "仿宋_GB2312", "32", "right", None),
        ("Date", "仿宋_GB2312", "32", "right", None),
    ],
)
def test_styles(identity: str, font: str, half_points: str, alignment: str, first_line: str | None) -> None:
    found = style(to_docx(report()), identity)
    fonts = values(found, "w:rPr/w:rFonts")
    assert {fonts[script] for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {font}
    assert values(found, "w:rPr/w:sz")["val"] == half_points
    assert values(found, "w:rPr/w:b")["val"] == "0"
    assert values(found, "w:pPr/w:jc")["val"] == alignment
    spacing = values(found, "w:pPr/w:spacing")
    assert (spacing["line"], spacing["lineRule"], spacing["before"], spacing["after"]) == ("579", "exact", "0", "0")
    indent = found.find(f"{W}pPr/{W}ind")
    assert (None if indent is None else indent.get(f"{W}firstLineChars")) == first_line


def test_headings_are_in_word_s_outline() -> None:
    data = to_docx(report())
    levels = [values(style(data, f"Heading{level}"), "w:pPr/w:outlineLvl")["val"] for level in (1, 2, 3, 4)]
    assert levels == ["0", "1", "2", "3"]


def test_every_line_has_its_style() -> None:
    data = to_docx(report())
    shown = [
        (values(found, "w:pPr/w:pStyle")["val"], "".join(found.itertext(f"{W}t"))) for found in xml(data).iter(f"{W}p")
    ]
    assert shown == [
        ("Title", "申报材料"),
        ("Title", ""),
        ("BodyText", LEAD),
        ("Heading1", "一、加强领导，夯实创建之基"),
        ("Heading2", "（一）健全机制"),
        ("BodyText", "成立领导小组。"),
        ("BodyText", "（二）落实责任。分解任务。"),
        ("Heading3", "1.加强培训"),
        ("Heading4", "（1）分级分类"),
        ("BodyText", "存在的不足：〔待补：存在的不足〕。"),
        ("BodyText", ""),
        ("Signature", "东山区民政局"),
        ("Date", "2026年4月6日"),
    ]


def test_a_heading_run_into_its_paragraph_has_the_heading_s_font() -> None:
    runs = list(paragraph(to_docx(report()), "（二）").iter(f"{W}r"))
    assert [("".join(run.itertext(f"{W}t")), values(run, "w:rPr/w:rFonts")["eastAsia"]) for run in runs] == [
        ("（二）落实责任。", "楷体_GB2312"),
        ("分解任务。", "仿宋_GB2312"),
    ]


def test_every_run_names_its_chinese_font_and_nothing_names_a_theme() -> None:
    found = parts(to_docx(report()))
    for name in ("word/document.xml", "word/footer1.xml", "word/footer2.xml"):
        for run in etree.fromstring(found[name]).iter(f"{W}r"):
            if run.find(f"{W}t") is not None:
                assert values(run, "w:rPr/w:rFonts")["eastAsia"]
    for name, content in found.items():
        assert "theme" not in name.lower()
        if name.startswith("word/"):
            assert not re.search(rb"(ascii|hAnsi|eastAsia|cs)Theme|<a:", content), name


def test_fonts_are_named_with_a_substitute_and_not_shipped() -> None:
    found = parts(to_docx(report()))
    table = etree.fromstring(found["word/fontTable.xml"])
    names = {font.get(f"{W}name"): values(font, "w:altName")["val"] for font in table.iter(f"{W}font")}
    assert names["仿宋_GB2312"] == "仿宋"
    assert names["方正小标宋简体"] == "华文中宋"
    assert not [name for name in found if name.endswith((".ttf", ".odttf", ".fntdata"))]


def test_page_numbers_stand_outside() -> None:
    data = to_docx(report())
    assert xml(data, "word/settings.xml").find(f"{W}evenAndOddHeaders") is not None
    section = xml(data).find(f".//{W}sectPr")
    assert section is not None
    kinds = [found.get(f"{W}type") for found in section.iter(f"{W}footerReference")]
    assert sorted(str(kind) for kind in kinds) == ["default", "even"]
    odd, even = xml(data, "word/footer1.xml"), xml(data, "word/footer2.xml")
    for footer, side in ((odd, "right"), (even, "left")):
        assert len(list(footer.iter(f"{W}p"))) == 1
        assert "".join(footer.itertext(f"{W}t")) == "— 1 —"
        assert values(footer, "w:p/w:pPr/w:jc")["val"] == side
        assert values(footer, "w:p/w:pPr/w:ind")[f"{side}Chars"] == "100"
        run = values(footer, "w:p/w:r/w:rPr/w:rFonts")
        assert (run["eastAsia"], values(footer, "w:p/w:r/w:rPr/w:sz")["val"]) == ("宋体", "28")


def test_signature_and_date_stand_as_the_standard_says() -> None:
    data = to_docx(report(unit="东山区退役军人事务局"))
    assert values(paragraph(data, "东山区退役军人事务局"), "w:pPr/w:ind")["rightChars"] == "200"
    # ten characters of 315 twips from the right edge: two characters after the unit, which ends two from it, begins
    assert values(paragraph(data, "2026年4月6日"), "w:pPr/w:ind")["left"] == str(GBT9704.text_width - 3150)
    data = to_docx(report(unit="民政局"))
    assert values(paragraph(data, "2026年4月6日"), "w:pPr/w:ind")["rightChars"] == "200"


def test_a_local_profile_changes_only_what_it_says() -> None:
    data = to_docx(report(), LOCAL_28PT)
    assert values(style(data, "BodyText"), "w:pPr/w:spacing")["line"] == "560"
    assert values(style(data, "BodyText"), "w:rPr/w:sz")["val"] == "32"


# --------------------------------------------------------------------------- marks


def comments(data: bytes) -> dict[str, str]:
    """Text a comment is anchored to -> the comment's text."""
    body = xml(data)
    found = {}
    for comment in xml(data, "word/comments.xml").iter(f"{W}comment"):
        anchored, inside = [], False
        for element in body.iter():
            if element.tag == f"{W}commentRangeStart" and element.get(f"{W}id") == comment.get(f"{W}id"):
                inside = True
            elif element.tag == f"{W}commentRangeEnd" and element.get(f"{W}id") == comment.get(f"{W}id"):
                inside = False
            elif inside and element.tag == f"{W}t":
                anchored.append(element.text or "")
        found["".join(anchored)] = "\n".join("".join(p.itertext(f"{W}t")) for p in comment.iter(f"{W}p"))
    return found


def highlighted(data: bytes) -> list[str]:
    return [
        "".join(run.itertext(f"{W}t"))
        for run in xml(data).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    ]


def block(section: str, start: int, end: int, why: str = "台账中没有这个单位") -> Finding:
    return Finding("FACT-03", "block", section, start, end, "", why, "核对单位名称")


def test_placeholders_and_blocking_spans_are_marked_and_explained() -> None:
    start = LEAD.index("西湾区民政局")
    data = to_docx(report([block("lead", start, start + 6)]))
    assert highlighted(data) == ["西湾区民政局", "〔待补：存在的不足〕"]
    found = comments(data)
    assert found["西湾区民政局"] == "[FACT-03] 台账中没有这个单位\n建议：核对单位名称"
    assert found["〔待补：存在的不足〕"] == "待补：存在的不足。请补充或核定后删去方括号和其中的字"


def test_a_missing_unit_is_a_marked_placeholder() -> None:
    assert "〔待补：单位名称〕" in highlighted(to_docx(report(unit="")))


def test_findings_without_marks_leave_no_trace() -> None:
    found = parts(to_docx(report([block("lead", 4, 10)]), marks=False))
    assert "word/comments.xml" not in found
    assert b"highlight" not in found["word/document.xml"]
    assert b"comment" not in found["word/document.xml"]


def test_only_blocking_findings_are_marked() -> None:
    hint = Finding("STY-01", "warning", "lead", 0, 2, "两年", "套话")
    assert "两年" not in highlighted(to_docx(report([hint])))


def test_a_finding_in_a_heading_and_in_the_title() -> None:
    data = to_docx(report([block("s1#heading", 2, 6), block("title", 0, 2, "标题")]))
    assert {"加强领导", "申报"} <= set(comments(data))


def test_a_finding_over_two_paragraphs_marks_both() -> None:
    start = BODY.index("健全")
    data = to_docx(report([block("s1", start, BODY.index("小组"))]))
    assert highlighted(data)[:2] == ["健全机制", "成立领导"]


def test_overlapping_findings_each_keep_their_comment() -> None:
    data = to_docx(report([block("lead", 4, 10, "一"), block("lead", 7, 12, "二")]))
    texts = list(comments(data).items())
    assert ("西湾区民政局", "[FACT-03] 一\n建议：核对单位名称") in texts
    assert ("民政局发放", "[FACT-03] 二\n建议：核对单位名称") in texts


@pytest.mark.parametrize(
    ("section", "start", "end", "anchor"),
    [("", 0, 0, "申报材料"), ("no-such-section", 3, 9, "申报材料"), ("s1", 0, 0, "一、加强领导，夯实创建之基"),
     ("lead", 900, 990, LEAD)],
)  # fmt: skip
def test_no_blocking_finding_is_lost_for_want_of_a_place(section: str, start: int, end: int, anchor: str) -> None:
    data = to_docx(report([block(section, start, end)]))
    assert comments(data)[anchor].startswith("[FACT-03]")
    assert anchor not in highlighted(data)


def test_a_finding_on_a_placeholder_says_it_once() -> None:
    start = BODY.index("〔")
    data = to_docx(report([block("s1", start, BODY.index("〕") + 1, "缺少不足")]))
    assert len(list(xml(data, "word/comments.xml").iter(f"{W}comment"))) == 1
    assert comments(data)["〔待补：存在的不足〕"].startswith("[FACT-03] 缺少不足")


# --------------------------------------------------------------------------- hostile text, properties


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "]]>", "<w:p/>", "&amp;"])
def test_no_text_breaks_the_file(bad: str) -> None:
    finding = block("lead", 0, 3, f"因为{bad}")
    data = to_docx(report([finding], lead=f"前{bad}后。", title=f"申报{bad}材料", unit=f"东山{bad}局"))
    text = "\n".join(found.text for found in Document(io.BytesIO(data)).paragraphs)
    kept = bad if bad.isprintable() else ""
    assert f"前{kept}后。" in text


def test_properties_name_the_report_only() -> None:
    data = to_docx(report())
    properties = Document(io.BytesIO(data)).core_properties
    assert (properties.title, properties.author) == ("申报材料", "东山区民政局")
    assert properties.last_modified_by == properties.comments == ""
    for name, content in parts(data).items():
        assert b"python-docx" not in content, name
        assert b"Macintosh" not in content, name
    assert b"w:date=" not in parts(data)["word/comments.xml"]


def test_a_very_long_title_is_exported() -> None:
    data = to_docx(report(title="东山区民政局" * 60))
    assert len(Document(io.BytesIO(data)).core_properties.title) == 255


# --------------------------------------------------------------------------- on the page


def why_no_pages() -> str:
    if shutil.which("soffice") is None or shutil.which("fc-list") is None:
        return "LibreOffice (soffice, fc-list) is not installed: pages not rendered"
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout
    return "" if fonts else "no Chinese font is installed: pages not rendered"


@pytest.mark.skipif(why_no_pages() != "", reason=why_no_pages() or "-")
def test_a_full_page_has_22_lines_of_28_characters(tmp_path: Path) -> None:
    import pdfplumber

    filler = "我局始终坚持以人民为中心的发展思想" * 90
    source = tmp_path / "report.docx"
    source.write_bytes(to_docx(report(lead=filler), marks=False))
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir"]
    subprocess.run([*command, str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    with pdfplumber.open(tmp_path / "report.pdf") as pdf:
        assert (round(float(pdf.pages[0].width)), round(float(pdf.pages[0].height))) == (595, 842)
        page = pdf.pages[1]
        rows: dict[int, list[dict[str, float]]] = {}
        for character in page.chars:
            rows.setdefault(round(character["bottom"]), []).append(character)
    *text, number = (rows[height] for height in sorted(rows))
    assert len(text) == 22
    assert {len(row) for row in text} == {28}
    left = min(character["x0"] for character in text[0]) / 72 * 25.4
    right = max(character["x1"] for character in text[0]) / 72 * 25.4
    assert left == pytest.approx(28, abs=1)
    assert right == pytest.approx(210 - 26, abs=1)
    assert "".join(str(character["text"]) for character in number) == "— 2 —"
    assert min(character["x0"] for character in number) / 72 * 25.4 == pytest.approx(28 + 4.9, abs=1)
