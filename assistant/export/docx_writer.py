"""A report as a Word file in official layout. The only writer of .docx; python-docx is imported here only."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from itertools import pairwise

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.export import docx_styles
from assistant.export.form import Line, Role, lines
from assistant.export.layout import Face, LayoutProfile
from assistant.export.marks import Mark, marks
from assistant.export.signature import place_signature
from assistant.export.title import break_title
from assistant.model import Report

COMMENT_AUTHOR = "拟稿核对"
_STYLES: dict[Role, str] = {
    "title": "Title",
    "level1": "Heading1",
    "level2": "Heading2",
    "level3": "Heading3",
    "level4": "Heading4",
    "body": "BodyText",
    "unit": "Signature",
    "date": "Date",
}
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_KEPT_PARTS = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
}


def write_docx(report: Report, profile: LayoutProfile, with_marks: bool) -> bytes:
    """The bytes of the .docx file."""
    document = _blank(profile)
    shown = lines(report)
    marked = marks(report, shown) if with_marks else {}
    paragraphs = [_write_line(document, line, marked.get(number, ()), report, profile)
                  for number, line in enumerate(shown)]  # fmt: skip
    _finish_signature(shown, paragraphs, profile)
    _properties(document, report)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# --------------------------------------------------------------------------- the empty document


def _blank(profile: LayoutProfile) -> WordDocument:
    """A document with our styles and page and nothing of python-docx's template (theme, thumbnail, numbering)."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype not in _KEPT_PARTS]:
            del relations[key]
    _replace_children(document.styles.element, parse_xml(docx_styles.styles(profile)))
    _replace_children(document.settings.element, parse_xml(docx_styles.settings()))
    table = docx_styles.font_table(profile).encode()
    part = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, table, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)
    _page(document, profile)
    return document


def _replace_children(element: BaseOxmlElement, model: BaseOxmlElement) -> None:
    for child in list(element):
        element.remove(child)
    for child in list(model):
        element.append(child)


def _page(document: WordDocument, profile: LayoutProfile) -> None:
    section = document.sections[0]
    for footer, even in ((section.footer, False), (section.even_page_footer, True)):
        footer.is_linked_to_previous = False
        for paragraph in footer.paragraphs:
            paragraph._p.getparent().remove(paragraph._p)
        footer._element.append(parse_xml(docx_styles.page_number(profile, even)))
    properties = section._sectPr
    for tag in ("w:pgSz", "w:pgMar", "w:cols", "w:docGrid"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    for xml in (
        f'<w:pgSz {docx_styles.NAMESPACE} w:w="{profile.width}" w:h="{profile.height}"/>',
        f'<w:pgMar {docx_styles.NAMESPACE} w:top="{profile.top}" w:right="{profile.right}" w:bottom="{profile.bottom}"'
        f' w:left="{profile.left}" w:header="851" w:footer="{profile.footer}" w:gutter="0"/>',
        f'<w:cols {docx_styles.NAMESPACE} w:space="425"/>',
        f'<w:docGrid {docx_styles.NAMESPACE} w:type="lines" w:linePitch="{profile.line}"/>',
    ):
        properties.append(parse_xml(xml))


# --------------------------------------------------------------------------- paragraphs


def _write_line(
    document: WordDocument, line: Line, line_marks: Sequence[Mark], report: Report, profile: LayoutProfile
) -> Paragraph:
    if line.role == "unit":
        _paragraph(document, "body")  # one empty line between text and signature
    paragraph = _paragraph(document, line.role)
    breaks = _title_breaks(line, report, profile)
    edges = {0, len(line.text), line.lead_in, *breaks}
    for mark in line_marks:
        edges |= {mark.start, mark.end}
    runs: dict[int, Run] = {}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        face = _face(line.lead_in_role if start < line.lead_in else line.role, profile)
        runs[start] = _run(paragraph, line.text[start:end], face, broken=start in breaks)
    for mark in line_marks:
        _apply(document, mark, runs, list(runs.values()))
    if line.role == "title":
        _paragraph(document, "title")  # one empty line under the title
    return paragraph


def _paragraph(document: WordDocument, role: Role) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph._p.get_or_add_pPr().get_or_add_pStyle().set(qn("w:val"), _STYLES[role])
    return paragraph


def _title_breaks(line: Line, report: Report, profile: LayoutProfile) -> set[int]:
    if line.role != "title":
        return set()
    position, breaks = 0, set()
    for part in break_title(line.text, profile.title_characters, report.unit.strip())[:-1]:
        position += len(part)
        breaks.add(position)
    return breaks


def _face(role: Role, profile: LayoutProfile) -> Face:
    return {"title": profile.title, "level1": profile.level_one, "level2": profile.level_two}.get(role, profile.body)


def _run(paragraph: Paragraph, text: str, face: Face, broken: bool) -> Run:
    run = paragraph.add_run()
    run._r.get_or_add_rPr().append(parse_xml(docx_styles.fonts(face).replace("/>", f" {docx_styles.NAMESPACE}/>")))
    if broken:
        run.add_break()
    run.add_text(printable(text))
    return run


def printable(text: str) -> str:
    """Text without the control characters that no XML file may hold (a report pasted from elsewhere may bring some)."""
    return _NOT_IN_XML.sub("", text)


def _apply(document: WordDocument, mark: Mark, runs: dict[int, Run], every: Sequence[Run]) -> None:
    covered = [run for start, run in runs.items() if mark.start <= start < mark.end]
    for run in covered:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    comment = document.add_comment(covered or every, printable(mark.comment), COMMENT_AUTHOR, "核")
    # the hour a file was made says nothing about the report, and two exports of one report should be alike
    comment._comment_elm.attrib.pop(qn("w:date"), None)


# --------------------------------------------------------------------------- signature, properties


def _finish_signature(shown: Sequence[Line], paragraphs: Sequence[Paragraph], profile: LayoutProfile) -> None:
    """Indents from the right, and the block stays with the end of the text (no page that holds only a signature)."""
    unit, day = shown[-2], shown[-1]
    place = place_signature(unit.text, day.text)
    half = (profile.body.full_width + profile.tracking) / 2
    _indent(paragraphs[-2], f'w:rightChars="{place.unit * 50}" w:right="{round(place.unit * half)}"')
    if place.date_room is None:
        _indent(paragraphs[-1], f'w:rightChars="{place.date * 50}" w:right="{round(place.date * half)}"')
    else:
        _indent(paragraphs[-1], f'w:left="{round(profile.text_width - place.date_room * half)}"')
        paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.LEFT
    signature = paragraphs[-2]._p
    empty = signature.getprevious()
    last = paragraphs[-3]._p
    for element in {id(part): part for part in (last, empty, signature)}.values():
        if element is not None:
            Paragraph(element, paragraphs[-2]._parent).paragraph_format.keep_with_next = True


def _indent(paragraph: Paragraph, attributes: str) -> None:
    paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:ind {docx_styles.NAMESPACE} {attributes}/>"))


def _properties(document: WordDocument, report: Report) -> None:
    """Title and unit; the date of the report. No name of a person, a program or a machine."""
    element = document.core_properties._element
    for child in list(element):
        element.remove(child)
    properties = document.core_properties
    properties.title = printable(report.title)[:255]
    properties.author = printable(report.unit)[:255]
    properties.language = "zh-CN"
    if report.date is not None:
        properties.created = properties.modified = datetime.combine(report.date, time())
