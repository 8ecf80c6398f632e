"""A draft from anywhere against notes, a pack and a kind: what is asked of which part, and its length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from ledgers import kinds, ledger, wording

from assistant.bootstrap import build
from assistant.checking import RULES, check_alone
from assistant.checking.lengths import Limit, length_findings
from assistant.errors import InputError, UsageError
from assistant.examining import Measures, appraise, examine, known_kind
from assistant.knowledge import load_criteria, parse_criteria
from assistant.library.readers import read
from assistant.model import Brief, CheckRequest, CriteriaPack, Criterion, NamedFile, Report, Section, WriterName
from assistant.service import Service
from assistant.settings import Settings, shipped
from assistant.writing.drafts import read_draft

PACK = CriteriaPack(
    "p", "样例", "起步包", (Criterion("A1", "讲堂：道德讲堂每年不少于4期", 10),), 10, (100, 200), "2024—2025年"
)
DEMO = shipped("knowledge") / "demo"


def draft(text: str) -> Report:
    return read_draft(read("稿.txt", text.encode()))


def report(*lengths: int) -> Report:
    headings = ("一、加强组织领导", "二、突出宣传教育", "三、深化文明实践", "四、聚焦主责主业")
    sections = (Section(f"s{n}", headings[n - 1], "字" * length) for n, length in enumerate(lengths, 1))
    return Report("某局创建文明单位申报材料", "", "", None, tuple(sections), WriterName("person", ""))


def measures(**given: object) -> Measures:
    return replace(Measures(tuple(kinds().values()), wording()), **given)  # type: ignore[arg-type]


@pytest.fixture
def service(tmp_path: Path) -> Service:
    return build(Settings(_env_file=None, data_dir=tmp_path, embedding="none"))


# --------------------------------------------------------------------------- length


@pytest.mark.parametrize(
    ("lengths", "limit", "told"),
    [
        ((300, 300), (500, 700), None),
        ((300, 300), (700, 900), "少84字"),
        ((300, 300), (100, 500), "多116字"),
        ((300, 300), (1, 500), "不超过500字，多116字"),
        ((300, 300), (1, 700), None),
    ],
)
def test_the_whole_against_its_limit(lengths: tuple[int, ...], limit: tuple[int, int], told: str | None) -> None:
    found = length_findings(report(*lengths), Limit(limit, "通知要求"), None)
    assert [one.rule for one in found] == (["CRI-08"] if told else [])
    assert told is None or told in found[0].why


def test_a_section_far_from_its_share_is_hinted_at_with_both_numbers() -> None:
    found = length_findings(report(1500, 300, 300, 300), None, kinds()["civilized-unit"])
    (long,) = [one for one in found if "偏长" in one.why]
    assert (long.rule, long.section, long.text) == ("CRI-09", "s1#heading", "一、加强组织领导")
    assert "1508字" in long.why
    assert length_findings(report(400, 400, 400, 1000), None, kinds()["civilized-unit"]) == ()


def test_the_notice_goes_before_the_notes_and_the_kind() -> None:
    text = "- 道德讲堂2024年4期\n"
    asked = replace(ledger(text), brief=Brief(length=(5000, 6000)))
    by_notice = examine("稿", draft("题\n\n讲堂。"), asked, measures(pack=PACK)).result.findings
    assert any("通知要求100—200字" in one.why for one in by_notice)
    by_notes = examine("稿", draft("题\n\n讲堂。"), asked, measures()).result.findings
    assert any("要点开头写明5000—6000字" in one.why for one in by_notes)


def test_a_kind_is_known_by_a_word_only() -> None:
    every = tuple(kinds().values())
    assert known_kind(every, "", Brief(), "某局创建市级文明单位申报材料") is kinds()["civilized-unit"]
    assert known_kind(every, "", Brief(), "关于某事的请示") is None
    with pytest.raises(UsageError):
        known_kind(every, "没有的类型", Brief(), "")


# --------------------------------------------------------------------------- without notes


def test_without_notes_nothing_is_said_of_where_things_come_from() -> None:
    found = check_alone(
        draft("某局材料\n\n成立区级慈善基金会，新建公园7所,受助80人。"), (), wording(), date(2026, 4, 1)
    )
    assert {one.rule for one in found.findings} & {"FACT-01", "FACT-02", "FACT-04", "FACT-05"} == set()
    assert "FMT-20" in {one.rule for one in found.findings}
    assert [(one.text, one.fact) for one in found.figures] == [("7所", None), ("80人", None)]


# --------------------------------------------------------------------------- criteria in a check


def test_a_check_with_criteria_has_their_findings_under_rules_of_the_table(service: Service) -> None:
    notes = NamedFile("要点.md", "- 道德讲堂2024年2期，2025年1期\n".encode())
    text = NamedFile("稿.txt", "题\n\n一、讲堂\n\n道德讲堂2024年2期，2025年1期。".encode())
    notice = NamedFile("通知.md", "# 通知\n## 一、评选标准\n1. 讲堂（10分）：道德讲堂每年不少于4期。\n".encode())
    found = service.examine(CheckRequest(text, (notes,), (), notice, period="2024—2025年"))
    assert found.coverage is not None
    assert found.coverage.items[0].state == "too_few"
    (few,) = [one for one in found.result.findings if one.rule == "CRI-03"]
    assert "2024年2期，2025年1期（要点.md 第1行）" in few.why
    assert all(one.rule in RULES for one in found.result.findings)
    assert any("由规则读出" in one for one in found.remarks)


def test_the_period_asked_for_goes_before_the_notice() -> None:
    notes = ledger("- 2021年举办道德讲堂8期\n")
    assert appraise(notes, PACK, "", None).items[0].state == "out_of_period"
    assert appraise(notes, PACK, "2021年", None).items[0].state == "unused"
    with pytest.raises(UsageError, match="看不懂申报期"):
        appraise(notes, PACK, "很久", None)


def test_a_pack_by_its_id_or_the_list_of_what_there_is(service: Service) -> None:
    assert service.criteria("safe-unit-starter")[0].name.startswith("平安单位")
    with pytest.raises(UsageError, match="safe-unit-starter"):
        service.criteria("没有的包")


@pytest.mark.parametrize(
    "data", [b"", b"- a\n", b"id: [", b"\xff\xfe", b"id: p\nname: x\nnote: y\nitems: []\n", b"a: &a [*a]\n"]
)
def test_a_pack_out_of_shape_is_one_clear_error(service: Service, data: bytes) -> None:
    with pytest.raises(InputError, match=r"包\.yaml"):
        service.criteria(NamedFile("包.yaml", data))


def test_a_pack_may_have_any_file_name_and_says_length_and_period() -> None:
    text = "id: p\nname: x\nnote: y\nlength: [1, 4500]\nperiod: 2024—2025年\nitems:\n  - {id: A1, item: 讲堂}\n"
    pack = parse_criteria(text.encode(), "别的名字.yaml")
    assert (pack.length, pack.period) == ((1, 4500), "2024—2025年")


def test_the_demo_draft_covers_most_of_its_notice(service: Service) -> None:
    """The gaps that remain are in the demo's notes; whoever closes one changes this list."""
    files = tuple(NamedFile(name, (DEMO / name).read_bytes()) for name in ("notes.md", "metrics.xlsx"))
    notice = NamedFile("notice.md", (DEMO / "notice.md").read_bytes())
    coverage, _ = service.appraise(files, notice)
    states = {one.criterion.id: one.state for one in coverage.items}
    assert [name for name, state in states.items() if state != "unused"] == ["C2", "C8"]
    assert len(coverage.gates) == 5
    assert not any(gate.signed for gate in coverage.gates)
    assert sum("爱国主义教育不少于2次" in one.text for one in coverage.questions) == 1


@pytest.mark.parametrize("pack", load_criteria(shipped("knowledge") / "criteria"), ids=lambda pack: pack.id)
def test_every_shipped_pack_can_be_matched_and_asked(pack: CriteriaPack) -> None:
    coverage = appraise(ledger("- 成立领导小组\n"), pack, "", None)
    assert len(coverage.items) + len(coverage.gates) == len(pack.items)
    assert coverage.estimate is not None
    assert coverage.estimate.total == pack.total
