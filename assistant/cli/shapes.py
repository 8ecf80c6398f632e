"""The JSON that `--json` prints. Outsiders rely on these shapes: add to them, change nothing. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence

from assistant.appraisal import Examination
from assistant.cli.coverage import coverage_shape
from assistant.model import CheckResult, Diagnosis, Fact, Finding, Kind, Ledger, LibraryDocument, Passage, Source

Shape = dict[str, object]


def dumps(shape: Shape) -> str:
    return json.dumps(shape, ensure_ascii=False, indent=2, allow_nan=False)


def number(value: float | None) -> float | int | None:
    """126000.0 is written 126000; what is no whole number keeps its decimals."""
    return int(value) if value is not None and value.is_integer() else value


def _source(source: Source) -> Shape:
    places: Shape = {"line": source.line, "page": source.page, "cell": source.cell}
    return {"file": source.file} | {name: place for name, place in places.items() if place is not None}


def _fact(fact: Fact) -> Shape:
    return {
        "id": fact.id,
        "type": fact.type,
        "text": fact.text,
        "subject": fact.subject,
        "value": number(fact.value),
        "unit": fact.unit,
        "approximation": fact.approximation,
        "period": fact.period,
        "source": _source(fact.source),
    }


def ledger_shape(ledger: Ledger) -> Shape:
    """`nigao facts --json`."""
    return {"facts": [_fact(fact) for fact in ledger.facts]}


def _finding(finding: Finding) -> Shape:
    names = ("rule", "severity", "section", "start", "end", "text", "why", "fix")
    more = {} if finding.replacement is None else {"replacement": finding.replacement}
    return {name: getattr(finding, name) for name in names} | more


def check_shape(result: CheckResult) -> Shape:
    """`nigao check --json`."""
    kept: Shape = {"kept": [_finding(finding) for finding in result.kept]} if result.kept else {}
    return kept | {
        "findings": [_finding(finding) for finding in result.findings],
        "figures": [
            {"text": trace.text, "section": trace.section, "start": trace.start, "end": trace.end, "fact": trace.fact}
            for trace in result.figures
        ],
        "missing_facts": list(result.missing_facts),
    }


def examined_shape(examined: Examination) -> Shape:
    """`nigao check --json`: the check, the day it judged by, and the coverage where criteria were given."""
    shape = check_shape(examined.result)
    shape["as_of"] = examined.as_of.isoformat() if examined.as_of else None
    shape["notes"] = examined.ledger is not None
    if examined.coverage is not None:
        shape["coverage"] = coverage_shape(examined.coverage)
    return shape


def search_shape(passages: Sequence[Passage], remarks: Sequence[str]) -> Shape:
    """`nigao library search --json`. remarks: what of the query was not looked for, and by what it was."""
    return {
        "remarks": list(remarks),
        "results": [
            {
                "id": passage.id,
                "document": passage.document,
                "title": passage.title,
                "section": passage.section,
                "as": passage.lane,
                "text": passage.text,
                "score": passage.score,
                "validity": passage.validity,
                "why": passage.why,
            }
            for passage in passages
        ],
    }


def documents_shape(documents: Sequence[LibraryDocument]) -> Shape:
    """`nigao library list --json`."""
    names = (
        *("id", "name", "title", "kind", "level", "year", "number", "issuer", "date"),
        *("validity", "valid_from", "valid_to"),
        *("passages", "embedded", "shipped"),
    )
    return {"documents": [{name: getattr(one, name) for name in names} | {"as": one.lane} for one in documents]}


def kinds_shape(kinds: Sequence[Kind]) -> Shape:
    """`nigao kinds --json`."""
    return {
        "kinds": [
            {
                "id": kind.id,
                "name": kind.name,
                "aliases": list(kind.aliases),
                "length": list(kind.length),
                "sections": [{"id": one.id, "topic": one.topic, "required": one.required} for one in kind.sections],
                "criteria": list(kind.criteria),
            }
            for kind in kinds
        ]
    }


def doctor_shape(diagnoses: Sequence[Diagnosis]) -> Shape:
    """`nigao doctor --json`."""
    return {
        "checks": [{"what": one.what, "state": one.state, "detail": one.detail, "fix": one.fix} for one in diagnoses]
    }
