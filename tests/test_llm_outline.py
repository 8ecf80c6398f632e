"""The model's outline is read strictly, asked for once more with the reason, then replaced by rules, as is told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from llm_examples import CARING, JOB, LEADING, LEDGER, Pauses, line, nothing_wrong, retrieve, run, settings
from stub_scripts import broken_outline, fence, honest
from stub_server import Reply, StubServer

from assistant import events
from assistant.model import Outline
from assistant.writing import llm_outline
from assistant.writing.llm_writer import LlmWriter
from assistant.writing.outline import plan

PLAN = plan(JOB)


def answer(**changes: Any) -> str:
    good = {
        "sections": [
            {"id": "leading", "heading": "压实领导责任，筑牢创建之基", "notes": ["L002"]},
            {"id": "caring", "heading": "用心服务群众，彰显创建之效", "notes": ["L004", "L003"]},
        ],
        "unassigned": [],
        "candidates": [["健全领导机制，扛起创建之责", "办好民生实事，温暖群众之心"]],
    }
    return json.dumps({**good, **changes}, ensure_ascii=False)


def sections(*given: tuple[str, str, list[str]]) -> list[dict[str, object]]:
    return [{"id": identity, "heading": heading, "notes": notes} for identity, heading, notes in given]


def two(leading: str, its: list[str], caring: str, others: list[str]) -> str:
    return answer(sections=sections(("leading", leading, its), ("caring", caring, others)))


def outlined(*answers: str) -> tuple[Outline, list[str], StubServer]:
    """The outline after these answers, the notices `write` begins with, the server."""
    with StubServer(broken_outline(*answers)) as server:
        writer = LlmWriter(settings(server.base_url), pause=Pauses())
        outline = run(writer.outline(JOB))

        async def told() -> list[str]:
            stream = writer.write(JOB, outline, [], retrieve, nothing_wrong)
            return [event.text async for event in stream if isinstance(event, events.Notice)]

        return outline, run(told()), server


def test_a_good_answer_is_taken_over_and_lead_and_closing_stay() -> None:
    outline, notices, server = outlined(answer())
    assert [section.id for section in outline.sections] == ["lead", "leading", "caring", "closing"]
    assert outline.sections[1].heading == "压实领导责任，筑牢创建之基"
    assert outline.sections[2].statements == ("L004", "L003")
    assert outline.sections[0] == PLAN.sections[0] and outline.sections[-1] == PLAN.sections[-1]
    assert outline.candidates[0] == ("压实领导责任，筑牢创建之基", "用心服务群众，彰显创建之效")
    assert (LEADING, CARING) in outline.candidates and len(outline.candidates) == 3
    assert notices == [] and len(server.completions) == 1


def test_the_model_sees_lines_with_tokens_and_the_sections_with_their_purpose() -> None:
    _, _, server = outlined(answer())
    text = server.completions[0].text
    assert "L003｜[业务数据／养老]｜居家养老服务覆盖面{{F004}}，老年食堂就餐率{{F005}}" in fence(text, "要点")
    assert f"leading｜组织领导｜写清谁来抓、怎么抓｜{LEADING}" in fence(text, "各节")
    assert "38.5" not in text
    assert "L001" not in text  # honours are the lead's already


@pytest.mark.parametrize(
    "wrapped",
    [f"```json\n{answer()}\n```", f"<think>排一排</think>{answer()}", f"好的，以下是提纲内容：\n{answer()}"],
)
def test_wrapping_around_the_json_does_no_harm(wrapped: str) -> None:
    outline, notices, _ = outlined(wrapped)
    assert outline.sections[1].heading == "压实领导责任，筑牢创建之基"
    assert notices == []


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ("一、加强领导", "不是一个 JSON 对象"),
        (answer()[:-20], "不是一个 JSON 对象"),
        ("[]", "最外层"),
        ('{"sections": [{"id": "leading"}]}', "id 和 heading"),
        (answer(sections=[{"id": "leading", "heading": "x", "notes": "L002"}]), "notes 应是编号的列表"),
        (answer(unassigned="L001"), "unassigned"),
        (answer(candidates=["x"]), "candidates"),
        (answer(sections=sections(("caring", "甲", []), ("leading", "乙", []))), "节应依次是"),
        (two("加强组织领导", ["L002"], "突出为民服务", ["L003", "L999"]), "没有这些要点编号：L999"),
        (two("加强组织领导", ["L002", "L003"], "突出为民服务", ["L003", "L004"]), "不止一次：L003"),
        (two("加强组织领导", ["L002"], "突出为民服务", ["L003"]), "漏了：L004"),
        (two("加强领导", ["L002"], "突出为民服务", ["L003", "L004"]), "字数不等"),
        (two("一、加强组织领导", ["L002"], "二、突出为民服务", ["L003", "L004"]), "序号"),
        (two("覆盖面达到{{F004}}", ["L002"], "突出为民服务工作高效", ["L003", "L004"]), "数字或符号"),
        (answer(candidates=[["只有一条"]]), "第2套标题：应有2条"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_fed_back_once_and_the_second_answer_counts(bad: str, complaint: str) -> None:
    outline, notices, server = outlined(bad, answer())
    assert len(server.completions) == 2
    assert complaint in "\n".join(fence(server.completions[1].text, "原因"))
    assert outline.sections[2].statements == ("L004", "L003")
    assert notices == []


def test_two_useless_answers_leave_the_plan_by_rules_and_say_so() -> None:
    outline, notices, server = outlined("不会", "还是不会")
    assert outline == PLAN
    assert len(server.completions) == 2
    assert any("归类不能用" in notice for notice in notices) and any("标题" in notice for notice in notices)


def test_a_forgotten_line_goes_where_the_rules_put_it_and_is_named() -> None:
    short = two("加强组织领导", ["L002"], "突出为民服务", ["L004"])
    outline, notices, _ = outlined(short, short)
    assert outline.sections[2].statements == ("L004", "L003")
    assert notices == ["模型漏排的要点已按规则归入各节：L003"]


def test_headings_that_are_not_parallel_are_replaced_by_a_set_that_is() -> None:
    uneven = two("加强领导", ["L002"], "突出为民服务", ["L003", "L004"])
    outline, notices, _ = outlined(uneven, uneven)
    assert outline.sections[1].heading == "健全领导机制，扛起创建之责"  # the model's own second set
    assert outline.sections[2].statements == ("L003", "L004")
    assert notices == []


def test_lines_the_model_found_no_place_for_are_listed() -> None:
    some = answer(
        sections=sections(("leading", "加强组织领导", ["L002"]), ("caring", "突出为民服务", ["L003"])),
        unassigned=["L004"],
    )
    outline, _, _ = outlined(some)
    assert outline.unassigned == ("L004",)


@pytest.mark.parametrize("reading", [llm_outline.Reading(None, (), (), ()), llm_outline.read(answer(), JOB, PLAN)])
def test_no_line_is_ever_lost_or_doubled(reading: llm_outline.Reading) -> None:
    outline = llm_outline.merge(JOB, PLAN, reading)
    lines = [one for section in outline.sections for one in section.statements] + list(outline.unassigned)
    assert sorted(lines) == [statement.id for statement in LEDGER.statements]


def test_nonsense_from_the_endpoint_leaves_the_plan_by_rules_with_a_reason() -> None:
    with StubServer(lambda request: Reply("{", finish="length")) as server:
        writer = LlmWriter(settings(server.base_url), pause=Pauses())
        assert run(writer.outline(JOB)) == PLAN
        assert writer.calls[0].error


def test_notes_too_many_for_the_context_are_planned_by_rules_and_no_model_is_asked() -> None:
    long = tuple(line(f"L{place:03d}", "走访慰问群众" * 20, ("养老",)) for place in range(10, 300))
    job = replace(JOB, ledger=replace(LEDGER, statements=(*LEDGER.statements, *long)))
    with StubServer(honest) as server:
        writer = LlmWriter(settings(server.base_url))
        assert run(writer.outline(job)) == plan(job)
        assert server.completions == []


def test_another_maker_of_plans_can_be_put_in() -> None:
    with StubServer(honest) as server:
        mine = replace(PLAN, title="别的标题")
        assert run(LlmWriter(settings(server.base_url), lambda job: mine).outline(JOB)).title == "别的标题"
