"""Export: a report as Word in official layout, as Markdown, as JSON.

- to_docx(report, profile, marks=True) -> bytes: layout, form, title, signature, marks -> docx_writer
- to_markdown(report) -> str: form -> markdown
- to_json(report) -> str: plain_json
- evidence_list(coverage) -> Report: papers asked for and gates to be signed
- to_check_page(examination) -> str: marked_text, coverage_table -> check_page, check_page.css
"""

from __future__ import annotations

from assistant.export.check_page import to_check_page
from assistant.export.evidence_list import evidence_list
from assistant.export.layout import GBT9704, LOCAL_28PT, PROFILES, LayoutProfile
from assistant.export.markdown import to_markdown
from assistant.export.plain_json import to_json
from assistant.model import Report

__all__ = [
    "GBT9704",
    "LOCAL_28PT",
    "PROFILES",
    "LayoutProfile",
    "evidence_list",
    "to_check_page",
    "to_docx",
    "to_json",
    "to_markdown",
]


def to_docx(report: Report, profile: LayoutProfile = GBT9704, *, marks: bool = True) -> bytes:
    """The report as a .docx file.

    marks: highlight placeholders 〔待补：…〕 and what blocking findings point at, each with a Word comment saying why;
    False gives the clean document.
    """
    from assistant.export.docx_writer import write_docx  # python-docx takes time to import

    return write_docx(report, profile, marks)
