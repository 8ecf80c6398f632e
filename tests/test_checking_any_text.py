"""Any text at all gives findings or none: never a crash, never a place outside the text."""

from __future__ import annotations

import pytest
from ledgers import ledger, wording

from assistant.checking import check_section, prepare
from assistant.checking.trace import trace
from assistant.model import Section
from benchmarks.checker import texts

NOTES = "- 养老机构 19 家,床位 2460 张\n- 走访困难家庭 356 户\n- 2025年获“全省先进集体”\n- 局长 王小明\n"
GROUNDS = prepare(ledger(NOTES), wording=wording())


@pytest.mark.parametrize(("name", "text"), texts(3000).items())
def test_any_text_gives_findings_within_it(name: str, text: str) -> None:
    for one in check_section(Section("s", text[:40], text), GROUNDS):
        within = text[:40] if one.section.endswith("#heading") else text
        assert 0 <= one.start <= one.end <= len(within)


def test_a_text_longer_than_any_section_is_read_as_its_parts_are() -> None:
    line = "养老机构19家，床位2640张。\n"
    traces = trace(line * 3000, GROUNDS)
    assert len(traces) == 6000
    assert [one.verdict for one in traces[-2:]] == [one.verdict for one in trace(line, GROUNDS)]
    assert (line * 3000)[traces[-1].figure.start : traces[-1].figure.end] == "2640张"


def test_a_text_beyond_any_report_is_cut_and_says_so() -> None:
    text = " " * 200_000 + "养老机构97家。"
    found = [one for one in check_section(Section("s", "", text), GROUNDS) if one.rule == "FACT-01"]
    assert [(one.start, one.severity) for one in found] == [(200_000, "block")]
    assert "只核对了前200000字" in found[0].why and "8字没有与要点核对" in found[0].why
    inside = check_section(Section("s", "", " " * 199_992 + "养老机构97家。"), GROUNDS)
    assert [one.text for one in inside if one.rule == "FACT-01"] == ["97家"]
