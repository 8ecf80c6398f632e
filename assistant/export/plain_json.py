"""A report as JSON, in the shape that `nigao draft` promises."""

from __future__ import annotations

import json
import re
from dataclasses import asdict

from assistant.model import Report

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(report: Report) -> str:
    """The `draft` object: title, kind, unit, date (ISO or null), sections, findings, unused_facts, writer, usage.

    Texts are given unchanged, so that the offsets of findings hold; half a surrogate pair, which no encoding can
    write, becomes U+FFFD.
    """
    shape = {
        "title": report.title,
        "kind": report.kind,
        "unit": report.unit,
        "date": report.date.isoformat() if report.date else None,
        "sections": [asdict(section) for section in report.sections],
        "findings": [asdict(finding) for finding in report.findings],
        "unused_facts": list(report.unused_facts),
        "writer": asdict(report.writer),
        "usage": asdict(report.usage),
    }
    text = json.dumps(shape, ensure_ascii=False, indent=2)
    return _SURROGATE.sub("\ufffd", text) + "\n"
