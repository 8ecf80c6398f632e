"""One report, five formats: whatever it was saved as, the same text is read."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from rendered import convert, scanned, why_not

from assistant.library.readers import read
from assistant.library.readers.recognition import can_recognise

pytestmark = pytest.mark.skipif(why_not() != "", reason=why_not() or "-")
EXEMPLAR = Path(__file__).parent.parent / "knowledge/exemplars/civilized-unit-insurance-2024.md"
SCANNED_PAGES = 1  # recognition takes seconds a page


def report() -> list[str]:
    """The paragraphs of a shipped report, headings included."""
    return [block.text for block in read(EXEMPLAR.name, EXEMPLAR.read_bytes()).blocks if block.kind != "comment"]


@pytest.fixture(scope="module")
def formats(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    source = tmp_path_factory.mktemp("same") / "report.docx"
    document = Document()
    # an installed font for Chinese: the scan is to be judged by its text, not by replaced glyphs
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
    for text in report():
        document.add_paragraph(text)
    document.save(str(source))
    return convert(source, "pdf", "doc", "rtf") | {"docx": source.read_bytes()}


@pytest.mark.rendering
@pytest.mark.parametrize("suffix", ["docx", "doc", "rtf", "pdf"])
def test_every_text_format_gives_the_same_paragraphs(suffix: str, formats: Mapping[str, bytes]) -> None:
    assert read(f"report.{suffix}", formats[suffix]).text().split("\n") == report()


@pytest.mark.rendering
@pytest.mark.skipif(not can_recognise(), reason="text recognition (the extra ocr) is not installed")
def test_a_scan_gives_98_of_100_characters(formats: Mapping[str, bytes]) -> None:
    picture = scanned(formats["pdf"], pages=SCANNED_PAGES)
    seen = read("scan.pdf", picture)
    whole = read("report.pdf", formats["pdf"])
    last = [block for block in whole.blocks if (block.source.page or 0) <= SCANNED_PAGES]
    printed, recognised = _bare("".join(block.text for block in last)), _bare(seen.text())
    pairs = difflib.SequenceMatcher(None, printed, recognised, autojunk=False).get_matching_blocks()
    same = sum(pair.size for pair in pairs)
    print(f"{same} of {len(printed)} characters, {len(recognised)} recognised")
    assert len(printed) > 700
    assert same / len(printed) >= 0.98
    assert len(recognised) <= len(printed) * 1.02
    assert any("扫描件" in warning for warning in seen.warnings)


def _bare(text: str) -> str:
    return "".join(text.split())
