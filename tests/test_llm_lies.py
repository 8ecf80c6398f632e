"""A lying model: the findings on its answer go back to it once, and the better of the two drafts stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from llm_examples import (
    CARING,
    OUTLINE,
    failed,
    finished,
    literal_percentages,
    nothing_wrong,
    settings,
    shown,
    write,
)
from stub_scripts import (
    drop,
    exemplar,
    fence,
    honest,
    honest_text,
    honour,
    is_repair,
    legend_of,
    percentage,
    saying,
    swap,
    telling,
    unknown,
)
from stub_server import Reply, Request, Script, StubServer

from assistant import events
from assistant.model import Finding, Section
from assistant.writing.llm_writer import LlmWriter

ONE = OUTLINE.sections[2:3]
Check = Callable[[Section], Sequence[Finding]]


def forbidding(pattern: str) -> Check:
    """A checker with one rule: this pattern must not occur."""

    def check(section: Section) -> Sequence[Finding]:
        return [
            Finding("FACT-02", "block", section.id, *found.span(), found[0], "要点里没有", "删去")
            for found in re.finditer(pattern, section.text)
        ]

    return check


def told(script: Script, check: Check) -> tuple[list[events.Event], list[Request]]:
    with StubServer(script) as server:
        happened = write(LlmWriter(settings(server.base_url)), check, ONE)
        return happened, list(server.completions)


TRUE = (
    "居家养老服务覆盖面38.5%，老年食堂就餐率91.2%；"
    "发放义务兵家属优待金近300万元；慰问重点优抚对象128名，走访困难家庭256名。"
)


@pytest.mark.parametrize(
    ("lie", "check", "words"),
    [
        (percentage, literal_percentages, "38.6%"),
        (honour, forbidding("“全国文明单位标兵”"), "全国文明单位标兵"),
        (exemplar("白鹭市民政局", "4.2万人"), forbidding("白鹭市民政局|4.2万人"), "白鹭市民政局"),
        (unknown, forbidding("〔未知事实F999〕"), "〔未知事实F999〕"),
        (swap, forbidding("覆盖面91.2%"), "覆盖面91.2%"),
    ],
)
def test_a_lie_goes_back_once_in_plain_words_and_the_repaired_text_stays(lie, check, words) -> None:  # type: ignore[no-untyped-def]
    happened, requests = told(telling(lie), check)
    assert finished(happened)["caring"].text == TRUE
    assert [is_repair(request) for request in requests] == [False, True]
    problems = "\n".join(fence(requests[1].last, "问题"))
    assert words in problems and "要点里没有" in problems
    restarts = [event for event in happened if isinstance(event, events.SectionRestarted)]
    assert len(restarts) == 1 and "处问题" in restarts[0].why
    assert shown(happened, "caring") == TRUE


def test_the_repair_continues_the_conversation_with_the_models_own_draft() -> None:
    _, requests = told(telling(percentage), literal_percentages)
    first, second = (request.body["messages"] for request in requests)
    assert second[:2] == first
    assert [message["role"] for message in second] == ["system", "user", "assistant", "user"]
    assert "{{F005}}" in second[2]["content"] and "38.6%" in second[2]["content"]


def test_a_dropped_fact_is_asked_for() -> None:
    happened, requests = told(telling(drop), nothing_wrong)
    missing = fence(requests[1].last, "遗漏")
    assert missing == ["F007 = 128名（重点优抚对象）", "F008 = 256名（困难家庭）"]
    assert finished(happened)["caring"].text == TRUE


def test_a_fact_written_out_in_its_exact_words_is_not_missing() -> None:
    happened, requests = told(saying(TRUE), nothing_wrong)
    assert len(requests) == 1 and finished(happened)["caring"].text == TRUE


def test_there_is_one_repair_only_and_of_two_equal_drafts_the_first_stays() -> None:
    happened, requests = told(telling(percentage, stubborn=True), literal_percentages)
    assert len(requests) == 2
    assert "38.6%" in finished(happened)["caring"].text
    raised = [event.finding.text for event in happened if isinstance(event, events.FindingRaised)]
    assert raised == ["38.6%"]


def test_a_repair_that_makes_it_worse_is_not_taken() -> None:
    def script(request: Request) -> Reply:
        text = percentage(honest_text(request), legend_of(request))
        return Reply(text + "又增长12.5%，再增长13.5%。") if is_repair(request) else Reply(text)

    happened, _ = told(script, literal_percentages)
    assert "12.5%" not in finished(happened)["caring"].text
    assert shown(happened, "caring") == finished(happened)["caring"].text
    assert any(isinstance(event, events.SectionRestarted) and "保留第一稿" in event.why for event in happened)


def test_warnings_are_no_reason_to_repair() -> None:
    def check(section: Section) -> Sequence[Finding]:
        return [Finding("STY-01", "warning", section.id, 0, 2, section.text[:2], "可以更好")]

    happened, requests = told(honest, check)
    assert len(requests) == 1
    assert [event.finding.rule for event in happened if isinstance(event, events.FindingRaised)] == ["STY-01"]


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        ("{{F004}}，{{F005}}，{{F006}}万元，{{F007}}，{{F008}}。", "近300万元万元"),
        ("{{F004}}，{{F005}}，{{F006}}，{{F007}}，{{F008}}，{单位}。", "{单位}"),
        ("{{F004}}，{{F005}}，{{F006}}，{{F007}}，{{F008}}，F008。", "F008"),
    ],
)
def test_what_the_tokens_give_away_is_found_without_a_checker(raw: str, found: str) -> None:
    happened, requests = told(saying(raw), nothing_wrong)
    raised = [event.finding for event in happened if isinstance(event, events.FindingRaised)]
    assert [finding.text for finding in raised] == [found]
    text = finished(happened)["caring"].text
    assert all(text[finding.start : finding.end] == finding.text for finding in raised)
    assert found in "\n".join(fence(requests[1].last, "问题"))


def test_a_token_of_another_section_is_unknown_here() -> None:
    happened, _ = told(saying("{{F001}}，{{F004}}，{{F005}}，{{F006}}，{{F007}}，{{F008}}。"), nothing_wrong)
    assert finished(happened)["caring"].text.startswith("〔未知事实F001〕")
    assert "F001" not in finished(happened)["caring"].facts


def test_an_answer_that_ends_early_is_no_finished_section() -> None:
    happened, _ = told(saying("居家养老服务覆盖面{{F004}}，老年食堂", finish="length"), nothing_wrong)
    event = failed(happened)["caring"]
    assert event.section.text.startswith("居家养老服务覆盖面38.5%，老年食堂\n〔待补：本节未写完")
    assert event.section.facts == ("F004",)


def test_a_lie_in_one_section_leaves_the_others_as_they_are() -> None:
    with StubServer(telling(percentage, stubborn=True, only=CARING)) as server:
        happened = write(LlmWriter(settings(server.base_url)), literal_percentages)
    assert len(finished(happened)) == 4
    repaired = {event.section for event in happened if isinstance(event, events.SectionRestarted)}
    assert repaired == {"caring"}


def test_a_finding_on_the_heading_is_told_but_no_reason_to_rewrite_the_text() -> None:
    def check(section: Section) -> Sequence[Finding]:
        return [Finding("TMP-03", "block", f"{section.id}#heading", 0, 2, section.heading[:2], "别家的话")]

    happened, requests = told(honest, check)
    assert len(requests) == 1
    assert [event.finding.section for event in happened if isinstance(event, events.FindingRaised)] == [
        "caring#heading"
    ]
