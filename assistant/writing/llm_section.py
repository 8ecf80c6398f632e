"""One section from first word to last: passages, first draft, check, one repair, the better of the two."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial

from assistant import events, tokens
from assistant.errors import ModelBadAnswer, ModelError, ModelTimeout
from assistant.model import Fact, Finding, Outline, OutlineSection, Passage, Section
from assistant.prompting import Prompt
from assistant.settings import Settings
from assistant.writing import fact_tokens, llm, llm_findings, llm_material
from assistant.writing.llm_calls import Ask, Calls, Delta
from assistant.writing.llm_privacy import Privacy
from assistant.writing.llm_text import Preview, Screen, clean
from assistant.writing.outline import printed_heading
from assistant.writing.port import CheckSection, Job, Retrieve

Emit = Callable[[events.Event], None]
_UNFINISHED = "〔待补：本节未写完，原因：{why}〕"


def answer_tokens(settings: Settings) -> int:
    """Room for one answer: a quarter of the context. The repair round holds the first draft and a second answer."""
    return settings.context_tokens // 4


@dataclass(frozen=True, slots=True)
class Draft:
    """One version of a section. raw: as the model wrote it, tokens in it. missing: facts whose token is not used."""

    raw: str
    section: Section
    findings: tuple[Finding, ...]
    missing: tuple[Fact, ...]
    pieces: tuple[Finding, ...] = ()  # of the findings those about a piece of personal words: no model can mend them

    @property
    def serious(self) -> tuple[Finding, ...]:
        """What is worth the repair round; the heading is the outline's, a new text would not mend it."""
        return tuple(
            finding
            for finding in self.findings
            if finding.section == self.section.id and llm_findings.is_serious(finding) and finding not in self.pieces
        )

    @property
    def faults(self) -> tuple[int, int]:
        """Fewer is better: serious findings first, then facts left out."""
        return len(self.serious), len(self.missing)


@dataclass(slots=True)
class SectionRun:
    """Writes one section and tells of it through `emit`. Raises nothing of the endpoint's making."""

    job: Job
    outline: Outline
    section: OutlineSection
    calls: Calls
    settings: Settings
    prompts: Mapping[str, Prompt]  # "section", "repair"
    retrieve: Retrieve
    check: CheckSection
    emit: Emit
    privacy: Privacy
    facts: tuple[Fact, ...] = ()
    sources: tuple[str, ...] = ()
    raw: str = ""  # what has arrived of the answer under way
    drafts: list[Draft] = field(default_factory=list)
    on_screen: Draft | None = None

    @property
    def heading(self) -> str:
        return printed_heading(self.outline, self.section)

    @property
    def renderings(self) -> dict[str, str]:
        """Only this section's facts: a token of another section is unknown here."""
        return {fact.id: fact.rendering for fact in self.facts}

    async def run(self) -> None:
        self.emit(events.SectionStarted(self.section.id, self.heading))
        if not self.section.statements and self.section.heading:
            self._leave_open()
            return
        try:
            async with asyncio.timeout(self.settings.total_timeout):
                await self._write()
        except TimeoutError:
            seconds = f"{self.settings.total_timeout:g}"
            host = llm.host_of(self.settings.base_url)
            self._stop(ModelTimeout(f"模型服务 {host} 在 {seconds} 秒内没有写完", "请调大 NIGAO_TOTAL_TIMEOUT"))
        except ModelError as error:
            self._stop(error)

    def _leave_open(self) -> None:
        """A section without notes is not put to the model: it could only invent."""
        gap = self.section.placeholder or self.section.topic
        text = gap if gap.startswith("〔") else f"〔待补：{gap}〕"
        self.emit(events.TextDelta(self.section.id, text))
        self.emit(events.SectionFinished(Section(self.section.id, self.heading, text)))

    async def _write(self) -> None:
        statements = llm_material.statements_of(self.job, self.section)
        self.facts = llm_material.facts_of(self.job, statements)
        messages = self._opening()
        first = await self._draft(Ask(self.prompts["section"], messages, self.section.id))
        if first.faults != (0, 0):
            await self._repair(messages, first)
        self._finish()

    def _opening(self) -> tuple[tuple[str, str], ...]:
        """System and user message, with as many passages as there is room for."""
        found = self._passages()
        bare = self._messages(())
        room = self.settings.context_tokens - sum(tokens.count(text, self.settings.model) for _, text in bare)
        answer = answer_tokens(self.settings)
        if room < answer:
            raise ModelBadAnswer(
                f"这一节的要点太多，装不进 {self.settings.context_tokens} 个词元的上下文",
                "请调大 NIGAO_CONTEXT_TOKENS，或在提纲里把这一节的要点分开",
            )
        # twice the answer for the repair round; a twentieth because other models count otherwise
        budget = max(0, room - 2 * answer - self.settings.context_tokens // 20)
        kept, dropped = tokens.fit(found, budget, text=lambda passage: passage.text, model=self.settings.model)
        self.sources = tuple(passage.id for passage in kept)
        self.emit(events.PassagesChosen(self.section.id, kept, len(dropped)))
        return self._messages(kept)

    def _messages(self, passages: Sequence[Passage]) -> tuple[tuple[str, str], ...]:
        values = llm_material.section_values(self.job, self.outline, self.section, passages)
        system, user = self.prompts["section"].render(**values)
        return ("system", system), ("user", user)

    def _passages(self) -> list[Passage]:
        """Exemplars and policies by turns: what is dropped last is the best of each."""
        words = llm_material.query(self.job, self.section, self.privacy.without)
        exemplars = list(self.retrieve(words, self.section.role, "exemplar"))
        policies = list(self.retrieve(words, self.section.role, "policy"))
        longer = max(len(exemplars), len(policies))
        turns = (lane[place : place + 1] for place in range(longer) for lane in (exemplars, policies))
        return [passage for turn in turns for passage in turn]

    async def _draft(self, ask: Ask) -> Draft:
        """One answer, streamed to the screen as it comes, then cleaned, rendered and checked."""
        self.raw, self.on_screen = "", None
        screen = self._screen()
        async with aclosing(self.calls.stream(ask)) as pieces:
            async for piece in pieces:
                if isinstance(piece, Delta):
                    self.raw += piece.text
                    self._show(screen.feed(piece.text))
                else:
                    self.raw, screen = "", self._screen()
                    self.emit(events.SectionRestarted(self.section.id, f"{piece.why}，重新写"))
        self._show(screen.close())
        draft = self._judged(self.raw)
        self.drafts.append(draft)
        self.on_screen = draft
        return draft

    def _screen(self) -> Screen:
        return Screen(Preview(self.renderings, self.section.heading), self.privacy.unveiling())

    def _show(self, text: str) -> None:
        if text:
            self.emit(events.TextDelta(self.section.id, text))

    def _judged(self, raw: str) -> Draft:
        cleaned = clean(raw, self.section.heading)
        if not cleaned.text:
            host = llm.host_of(self.settings.base_url)
            raise ModelBadAnswer(f"模型服务 {host} 的回答里没有正文", "请换一个模型，或人工撰写这一节")
        rendered = fact_tokens.render(cleaned.text, self.renderings)
        self._tell(cleaned.taken, rendered.variants)
        section = self._section(rendered, self.privacy.show(rendered.text))
        own = llm_findings.residue(section.id, section.text)
        own += llm_findings.doubled_units(section.id, cleaned.text, section.text, self.renderings)
        own += self.privacy.strange(section.id, section.text)
        findings = llm_findings.distinct([*own, *self.check(section)])
        pieces = tuple(one for one in findings if self.privacy.is_piece(section.text, one))
        missing = tuple(
            fact
            for fact in llm_material.owed(self.section, self.facts)
            if fact.id not in rendered.used and fact.rendering not in section.text
        )
        return Draft(cleaned.text, section, findings, missing, pieces)

    def _section(self, rendered: fact_tokens.Rendered, text: str) -> Section:
        hidden = self.privacy.pieces_in(text, self.section.statements, self.job.ledger)
        facts = llm_material.with_enclosed(self.job, (*rendered.used, *hidden))
        return Section(self.section.id, self.heading, text, facts, self.sources)

    def _tell(self, taken: Sequence[str], variants: Sequence[str]) -> None:
        where = self.heading or self.section.topic or self.section.id
        if taken:
            self.emit(events.Notice(f"“{where}”：模型的回答里去掉了{'、'.join(taken)}"))
        if variants:
            self.emit(
                events.Notice(f"“{where}”：按编号认出了写法不规范的事实记号 {'、'.join(dict.fromkeys(variants))}")
            )

    def _tell_left_out(self, text: str) -> None:
        statements = llm_material.statements_of(self.job, self.section)
        gone = self.privacy.left_out([part for one in statements for part in (one.text, *one.parts)], text)
        if gone:
            where = self.heading or self.section.topic
            self.emit(events.Notice(f"“{where}”：要点里的个人信息，模型没有写进正文：{gone}；是否需要，请对照要点"))

    async def _repair(self, messages: tuple[tuple[str, str], ...], first: Draft) -> None:
        count = len(first.serious) + len(first.missing)
        self.emit(events.SectionRestarted(self.section.id, f"核对发现 {count} 处问题，请模型修改一次"))
        _, user = self.prompts["repair"].render(
            problems=llm_findings.in_words(
                first.serious, first.section.text, partial(self.privacy.whole, first.section.text)
            ),
            missing="\n".join(fact_tokens.meaning(fact) for fact in first.missing),
        )
        ask = Ask(self.prompts["repair"], (*messages, ("assistant", first.raw), ("user", user)), self.section.id)
        try:
            await self._draft(ask)
        except ModelError as error:
            self.emit(events.Notice(f"“{self.heading or self.section.topic}”没有修改成：{error.what}；保留第一稿"))

    def _finish(self) -> None:
        """The best version; of two equally good ones the first."""
        best = min(self.drafts, key=lambda draft: draft.faults)
        if best is not self.on_screen:
            self.emit(events.SectionRestarted(self.section.id, "修改稿没有改好，保留第一稿"))
            self._show(best.section.text)
        for finding in best.findings:
            self.emit(events.FindingRaised(finding))
        self._tell_left_out(best.section.text)
        self.emit(events.SectionFinished(best.section))

    def _stop(self, error: ModelError) -> None:
        """A finished first draft stands; else what had arrived is kept, with the gap marked."""
        if self.drafts:
            self.emit(events.Notice(f"“{self.heading or self.section.topic}”没有修改成：{error.what}；保留第一稿"))
            self._finish()
            return
        arrived = clean(self.raw, self.section.heading).text
        rendered = fact_tokens.render(fact_tokens.without_begun(arrived), self.renderings)
        shown = self.privacy.show_broken(rendered.text)
        text = "\n".join(part for part in (shown, _UNFINISHED.format(why=error.what)) if part)
        section = self._section(rendered, text)
        failed = Section(section.id, section.heading, text, section.facts, section.sources, "failed")
        self.emit(events.SectionFailed(failed, str(error)))
