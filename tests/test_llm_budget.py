"""What does not fit into the context is left out, the least relevant first, or said; nothing is cut off silently."""

from __future__ import annotations

from dataclasses import replace

from llm_examples import EXEMPLAR, JOB, LEDGER, OUTLINE, failed, gather, line, nothing_wrong, run, settings, write
from stub_scripts import honest
from stub_server import StubServer

from assistant import events
from assistant.model import Passage
from assistant.writing.llm_writer import LlmWriter


def many(count: int, size: int, lane: str = "exemplar") -> list[Passage]:
    return [replace(EXEMPLAR, id=f"{lane}{place}", lane=lane, text="惠民实事" * size) for place in range(count)]  # type: ignore[arg-type]


def test_passages_that_do_not_fit_are_left_out_the_least_relevant_first() -> None:
    with StubServer(honest) as server:
        writer = LlmWriter(settings(server.base_url, context_tokens=8000))
        stream = writer.write(JOB, OUTLINE, OUTLINE.sections[2:3], lambda w, r, lane: many(9, 40, lane), nothing_wrong)
        (chosen,) = (event for event in run(gather(stream)) if isinstance(event, events.PassagesChosen))
    kept = [passage.id for passage in chosen.passages]
    assert 2 <= len(kept) < 18 and chosen.dropped == 18 - len(kept)
    best_first = [f"{lane}{place}" for place in range(9) for lane in ("exemplar", "policy")]
    assert kept == best_first[: len(kept)]


def test_notes_that_do_not_fit_are_a_failure_that_says_what_to_do() -> None:
    long = line("L003", "走访慰问群众，" * 3000, ("养老",))
    job = replace(JOB, ledger=replace(LEDGER, statements=(*LEDGER.statements[:2], long), facts=()))
    with StubServer(honest) as server:
        happened = write(LlmWriter(settings(server.base_url)), sections=OUTLINE.sections[2:3], job=job)
        assert server.completions == []
    assert "NIGAO_CONTEXT_TOKENS" in failed(happened)["caring"].why
