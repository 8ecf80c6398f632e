"""Writer and checker together: what an honest model writes passes, each sort of lie is sent back and then gone."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from llm_examples import JOB, LEDGER, OUTLINE, finished, settings, write
from stub_scripts import Lie, exemplar, fence, honest, honour, is_repair, percentage, swap, telling, unknown
from stub_server import Script, StubServer

from assistant import checking, events
from assistant.checking import ExemplarText, prepare
from assistant.knowledge import load_wording
from assistant.model import Finding, Section
from assistant.settings import shipped
from assistant.writing.llm_writer import LlmWriter

OTHER = ExemplarText("d1", "范文", "白鹭市民政局开展服务，覆盖4.2万人。", ("白鹭市民政局",))
GROUNDS = prepare(LEDGER, [OTHER], load_wording(shipped("knowledge") / "wording"), JOB.date, (JOB.unit,))


def check(section: Section) -> Sequence[Finding]:
    return checking.check_section(section, GROUNDS)


def sent_back(script: Script) -> tuple[str, str]:
    """The final text of the section with the figures, and what the repair request complained of ("" if none came)."""
    with StubServer(script) as server:
        happened = write(LlmWriter(settings(server.base_url)), check, OUTLINE.sections[2:3])
        repairs = [request for request in server.completions if is_repair(request)]
    assert not [
        event for event in happened if isinstance(event, events.FindingRaised) and event.finding.rule[:4] == "FACT"
    ]
    return finished(happened)["caring"].text, "\n".join(fence(repairs[0].last, "问题")) if repairs else ""


def test_an_honest_model_is_not_asked_to_repair() -> None:
    assert sent_back(honest)[1] == ""


@pytest.mark.parametrize(
    ("lie", "named"),
    [
        (percentage, ["38.6%"]),
        (swap, ["38.5%", "91.2%"]),
        (honour, ["全国文明单位标兵"]),
        (unknown, ["〔未知事实F999〕"]),
        (exemplar("白鹭市民政局", "4.2万人"), ["白鹭市民政局", "4.2万人"]),
    ],
)
def test_each_lie_is_named_to_the_model_and_gone_afterwards(lie: Lie, named: list[str]) -> None:
    text, complaint = sent_back(telling(lie))
    assert text == sent_back(honest)[0]
    for words in named:
        assert words in complaint
