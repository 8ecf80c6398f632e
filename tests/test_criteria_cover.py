"""A pack of criteria against notes and a draft: which state each item has, why, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assistant import checking
from assistant.appraisal import Coverage, ItemCoverage, Need, Window
from assistant.checking.criteria import cover, criteria_findings, read_window
from assistant.checking.criteria.needs import needs_of
from assistant.export.coverage_table import estimate_words
from assistant.knowledge import Wording
from assistant.library.readers import read
from assistant.model import CriteriaPack, Criterion, Ledger, Outline, OutlineSection
from assistant.notes import build_ledger
from assistant.writing.drafts import read_draft

PACK = CriteriaPack(
    "p", "样例测评", "起步包",
    (
        Criterion("A1", "组织领导：每年专题研究不少于2次；有领导小组", 20, ("会议纪要",),
                  keywords=("领导小组", "专题研究")),
        Criterion("A2", "志愿服务：注册率不低于80%", 30, ("平台截图",), keywords=("志愿服务", "注册率")),
        Criterion("A3", "诚信建设：公开服务承诺", 10, keywords=("诚信建设", "服务承诺")),
        Criterion("A4", "道德讲堂：每年不少于4期", 40, keywords=("道德讲堂",)),
        Criterion("N1", "无重大安全责任事故", gate=True, evidence=("应急部门证明",), keywords=("责任事故",)),
        Criterion("B1", "加分项：获得省级以上表彰的，每项加2分"),
    ),
    100,
)  # fmt: skip
WINDOW = Window("2024—2025年", date(2024, 1, 1), date(2025, 12, 31))
NOTES = """- 成立创建领导小组
- 党组会专题研究创建工作2024年3次，2025年2次
- 志愿服务注册率97.7%
- 公开服务承诺12项
- 道德讲堂2024年4期，2025年5期
- 两年无安全责任事故
"""
DRAFT = """某局申报材料

一、加强领导

成立创建领导小组。党组会专题研究创建工作2024年3次，2025年2次。

二、服务群众

志愿服务注册率97.7%。公开服务承诺12项。道德讲堂2024年4期，2025年5期。
"""


def ledger_of(notes: str) -> Ledger:
    return build_ledger([read("要点.md", notes.encode())], Wording())


def covered(notes: str = NOTES, draft: str | None = DRAFT, pack: CriteriaPack = PACK) -> Coverage:
    ledger = ledger_of(notes) if notes else Ledger((), ())
    report = read_draft(read("稿.txt", draft.encode())) if draft is not None else None
    figures = checking.check(report, ledger).figures if report is not None else ()
    return cover(pack, ledger, report, WINDOW, figures)


def item(coverage: Coverage, name: str) -> ItemCoverage:
    return next(one for one in coverage.items if one.criterion.id == name)


def states(coverage: Coverage) -> dict[str, str]:
    return {one.criterion.id: one.state for one in coverage.items if not one.bonus}


def test_what_is_in_the_notes_and_in_the_draft_is_complete() -> None:
    found = covered()
    assert states(found) == dict.fromkeys(("A1", "A2", "A3", "A4"), "complete")
    first = item(found, "A1")
    assert [one.source.line for one in first.materials] == [1, 2]
    assert first.materials[1].words == ("专题研究",)
    assert [one.text for one in first.places] == ["成立创建领导小组。", "党组会专题研究创建工作2024年3次，2025年2次。"]
    assert all(one.facts for one in first.places)


@pytest.mark.parametrize(
    ("line", "name"),
    [("- 志愿服务注册率97.7%\n", "A2"), ("- 公开服务承诺12项\n", "A3"), ("- 道德讲堂2024年4期，2025年5期\n", "A4")],
)
def test_a_line_taken_out_of_notes_and_draft_flips_exactly_its_item(line: str, name: str) -> None:
    words = line.removeprefix("- ").strip()
    found = states(covered(NOTES.replace(line, ""), DRAFT.replace(f"{words}。", "")))
    assert {one: state for one, state in found.items() if state != "complete"} == {name: "no_material"}


def test_what_the_draft_leaves_out_is_unused() -> None:
    found = covered(draft=DRAFT.replace("公开服务承诺12项。", ""))
    assert states(found)["A3"] == "unused"
    assert any("A3" in one.text and "要点.md 第4行" in one.text for one in found.questions)


def test_general_words_without_a_fact_are_no_evidence() -> None:
    found = covered(draft=DRAFT.replace("公开服务承诺12项。", "大力推进诚信建设，营造良好氛围。"))
    assert item(found, "A3").state == "no_evidence"
    (finding,) = [one for one in criteria_findings(found) if one.rule == "CRI-05"]
    section = read_draft(read("稿.txt", DRAFT.encode())).sections[-1]
    changed = section.text.replace("公开服务承诺12项。", "大力推进诚信建设，营造良好氛围。")
    assert changed[finding.start : finding.end] == "大力推进诚信建设，营造良好氛围。" == finding.text


def test_a_year_with_too_few_is_too_few_whatever_the_sum() -> None:
    fewer = NOTES.replace("2024年3次，2025年2次", "2024年9次，2025年1次")
    found = covered(fewer, DRAFT.replace("2024年3次，2025年2次", "2024年9次，2025年1次"))
    assert states(found)["A1"] == "too_few"
    assert item(found, "A1").needs[0].found == "2024年9次，2025年1次"
    assert any("2024年9次，2025年1次" in one.why for one in criteria_findings(found) if one.rule == "CRI-03")


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("两年11次", "in_total"),  # enough in all, but who knows in which year
        ("两年3次", "too_few"),
        ("每季度1次", "in_total"),
        ("2024年3月5日、9月2日召开；2025年3月6日、10月8日召开", "met"),
        ("", "unclear"),
    ],
)
def test_counts_a_year_need_dated_facts(said: str, state: str) -> None:
    found = covered(NOTES.replace("2024年3次，2025年2次", said), None)
    assert item(found, "A1").needs[0].state == state


def test_a_count_in_all_needs_no_dates() -> None:
    pack = replace(PACK, items=(Criterion("A1", "讲堂：道德讲堂不少于3期", keywords=("道德讲堂",)),))
    assert covered("- 道德讲堂8期\n", None, pack).items[0].needs[0].state == "met"
    assert covered("- 道德讲堂2期\n", None, pack).items[0].needs[0].state == "too_few"


def test_a_rate_below_the_least_is_too_few() -> None:
    found = covered(NOTES.replace("97.7%", "72.4%"), DRAFT.replace("97.7%", "72.4%"))
    assert states(found)["A2"] == "too_few"
    assert any("“注册率不低于80%”，要点里只有72.4%（要点.md 第3行）" in one.text for one in found.questions)


def test_what_is_dated_before_the_period_is_out_of_it() -> None:
    found = covered(NOTES.replace("公开服务承诺12项", "2019年公开服务承诺12项"))
    assert states(found)["A3"] == "out_of_period"
    assert [one.when for one in item(found, "A3").materials] == ["outside"]


def test_without_a_period_nothing_is_out_of_it() -> None:
    ledger = ledger_of(NOTES.replace("公开服务承诺12项", "2019年公开服务承诺12项"))
    assert item(cover(PACK, ledger), "A3").state == "unused"


def test_shortcomings_and_plans_are_no_material() -> None:
    notes = NOTES.replace("- 公开服务承诺12项\n", "") + "\n## 下一步打算\n- 公开服务承诺20项\n"
    assert states(covered(notes, None))["A3"] == "no_material"


def test_a_gate_is_listed_unsigned_and_only_mentioned() -> None:
    (gate,) = covered().gates
    assert (gate.signed, gate.signer) == (False, "")
    assert [one.line for one in gate.mentions] == [6]
    (finding,) = [one for one in criteria_findings(covered()) if one.rule == "CRI-02"]
    assert "无重大安全责任事故" in finding.why


def test_a_bonus_is_met_by_honours_of_its_level_and_asked_of_nobody() -> None:
    honour = NOTES + "\n## 荣誉\n- 2024年获“全省民政工作先进集体”\n"
    assert item(covered(honour, None), "B1").materials[0].words == ("荣誉",)
    lower = item(covered(NOTES + "\n## 荣誉\n- 2024年获“全区工作先进集体”\n", None), "B1")
    assert lower.materials == ()
    assert not any("B1" in one.text for one in covered().questions)


def test_questions_quote_the_item_and_name_the_lines() -> None:
    found = covered(NOTES.replace("2024年3次，2025年2次", "两年11次"), None)
    (asked,) = [one for one in found.questions if "A1" in one.text]
    assert "“每年专题研究不少于2次”" in asked.text
    assert "合计11次（要点.md 第2行）" in asked.text
    for question in found.questions:
        quoted = question.text.split("“")[1].split("”")[0]
        assert any(quoted in one.item for one in PACK.items)


def test_the_estimate_is_a_range_and_follows_the_states() -> None:
    full, less = covered().estimate, covered(draft=DRAFT.replace("公开服务承诺12项。", "")).estimate
    assert full is not None and less is not None
    assert 0 < less.span.low < full.span.low < full.span.high <= full.total == 100
    assert (full.items, full.unscored) == (4, 0)


def test_a_pack_without_points_has_no_estimate() -> None:
    bare = replace(PACK, items=tuple(replace(one, points=None) for one in PACK.items), total=None)
    assert covered(pack=bare).estimate is None


def test_without_notes_there_is_no_estimate_but_the_reason() -> None:
    found = covered(notes="")
    assert (found.estimate, {one.estimate for one in found.items}) == (None, {None})
    assert "没有要点" in found.no_estimate
    assert estimate_words(found) == f"自评：{found.no_estimate}。", "on the page as well"
    assert covered().no_estimate == ""
    bare = replace(PACK, items=tuple(replace(one, points=None) for one in PACK.items), total=None)
    assert covered(notes="", pack=bare).no_estimate == "", "a pack without points has none in any case"


def test_an_outline_plans_an_item_in_the_section_of_its_lines() -> None:
    ledger = ledger_of(NOTES)
    outline = Outline("题", (OutlineSection("s1", "加强领导", "领导", "organisation", "", ("L001", "L002")),))
    found = cover(PACK, ledger, outline, WINDOW)
    assert (item(found, "A1").state, item(found, "A1").places[0].section) == ("planned", "s1")
    assert item(found, "A3").state == "unused"


def test_without_notes_a_draft_is_only_read() -> None:
    found = covered(notes="")
    assert set(states(found).values()) == {"no_evidence"}
    assert "没有要点可以核对" in item(found, "A2").why
    assert found.questions == ()


def test_a_line_that_no_item_has_the_words_of_is_offered_as_the_nearest_only() -> None:
    pack = replace(PACK, items=(Criterion("A9", "共建：与社区结对共建", 5, keywords=("结对共建",)),))
    found = covered("- 结对映月社区，走访312户\n- 成立领导小组\n", None, pack)
    only = found.items[0]
    assert (only.state, [one.sure for one in only.materials]) == ("no_material", [False])
    assert "最接近的是要点.md 第1行" in found.questions[0].text


@pytest.mark.parametrize(
    ("item", "needs"),
    [
        ("学习：每年不少于2次，缺一次扣5分", [Need("每年不少于2次", "学习", 2, "次", "year")]),
        ("活动：每季度开展志愿服务3次以上", [Need("每季度开展志愿服务3次以上", "志愿服务", 3, "次", "quarter")]),
        (
            "领导：知晓率、参与率均在90%以上",
            [Need("知晓率、参与率均在90%以上", one, 90, "%") for one in ("知晓率", "参与率")],
        ),
        ("组织领导／专题研究每年不少于2次：符合的得4分", [Need("专题研究每年不少于2次", "专题研究", 2, "次", "year")]),
        ("共建：与社区、村结对共建", [Need("与社区、村结对共建", "社区、村结对共建")]),
        ("加分：获表彰的，每项加2分，累计不超过4分", [Need("获表彰的", "获表彰的")]),
        ("篇幅：材料不超过4500字", [Need("材料不超过4500字", "材料不超过4500字")]),
    ],
)
def test_what_an_item_asks_for(item: str, needs: list[Need]) -> None:
    assert list(needs_of(item)) == needs


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024—2025年", date(2024, 1, 1), date(2025, 12, 31)),
        ("2024年1月至2025年6月", date(2024, 1, 1), date(2025, 6, 30)),
        ("两年来（截至2008年4月）", date(2006, 4, 29), date(2008, 4, 30)),
        ("近三年", date(2023, 3, 13), date(2026, 3, 12)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    window = read_window(text, date(2026, 3, 12))
    assert window is not None
    assert (window.first, window.last) == (first, last)


@pytest.mark.parametrize("text", ["", "近年来", "申报期内"])
def test_a_period_that_nobody_can_tell_is_none(text: str) -> None:
    assert read_window(text, date(2026, 3, 12)) is None
