"""The writer that uses a model. One per report: it keeps the record of its calls."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Sequence
from typing import TYPE_CHECKING

from assistant import events, prompting, tokens
from assistant.errors import ModelBadAnswer, ModelTimeout
from assistant.model import Outline, OutlineSection, Usage, WriterName
from assistant.prompting import Prompt
from assistant.settings import Settings
from assistant.writing import llm_outline
from assistant.writing.llm import Connect, connect
from assistant.writing.llm_calls import Ask, CallRecord, Calls, Pause, usage
from assistant.writing.llm_privacy import Privacy
from assistant.writing.llm_section import SectionRun, answer_tokens
from assistant.writing.outline import plan
from assistant.writing.port import CheckSection, Job, Retrieve

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_TURNS = 50
_PROMPTS = ("outline.v1", "section.v2", "repair.v1")


class LlmWriter:
    """assistant.writing.port.Writer over an OpenAI-compatible endpoint.

    fallback: the outline by rules; the model's outline is built on it. connect, pause: how a model is opened and how a
    wait is waited (tests put their own in). Raises InputError if a prompt file is missing or broken.
    """

    def __init__(
        self,
        settings: Settings,
        fallback: Callable[[Job], Outline] = plan,
        *,
        connect: Connect = connect,
        pause: Pause = asyncio.sleep,
    ) -> None:
        loaded = [prompting.load(settings.prompts_dir, name) for name in _PROMPTS]
        self._prompts: dict[str, Prompt] = {prompt.name: prompt for prompt in loaded}
        self._settings = settings
        self._fallback = fallback
        self._connect = connect
        self._pause = pause
        self._records: list[CallRecord] = []
        self._notices: list[events.Notice] = []
        self._privacy = Privacy()  # one for the report: a person has the same placeholder in every call

    @property
    def name(self) -> WriterName:
        return WriterName("openai-compatible", self._settings.model)

    @property
    def calls(self) -> tuple[CallRecord, ...]:
        """Every attempt so far, in the order in which they ended."""
        return tuple(self._records)

    @property
    def usage(self) -> Usage:
        return usage(self._records)

    async def outline(self, job: Job) -> Outline:
        """The plan by rules with the model's assignment and headings, as far as these can be used.

        What could not be used is announced: the notices come first when `write` is called. Raises ModelError if the
        endpoint cannot be reached or refuses; an answer that is nonsense is no error, the plan by rules stands in.
        """
        base = self._fallback(job)
        if not llm_outline.open_lines(job, base) or not llm_outline.bodies(base):
            return base
        async with self._connect(self._settings, answer_tokens(self._settings)) as model:
            calls = self._calls(model)
            try:
                reading = await self._reading(calls, self._privacy.protect(job), base)
            except (ModelBadAnswer, ModelTimeout) as error:
                self._notices.append(events.Notice(f"提纲按类型的规则编排，没有用模型的：{error.what}"))
                return base
        return llm_outline.merge(job, base, reading)

    def _calls(self, model: BaseChatModel) -> Calls:
        return Calls(model, self._settings, self._pause, self._records, self._privacy.hide)

    async def _reading(self, calls: Calls, job: Job, base: Outline) -> llm_outline.Reading:
        """At most two answers; the second knows what was wrong with the first."""
        reading = await self._ask_outline(calls, job, base, "")
        if reading.complaints:
            second = await self._ask_outline(calls, job, base, "\n".join(reading.complaints))
            reading = _better(reading, second)
        if reading.assignment is None:
            self._notices.append(
                events.Notice(f"要点按类型的规则归入各节，模型给的归类不能用：{'；'.join(reading.complaints)}")
            )
        elif reading.missing:
            self._notices.append(events.Notice(f"模型漏排的要点已按规则归入各节：{'、'.join(reading.missing)}"))
        if not reading.headings:
            self._notices.append(events.Notice("标题用类型自带的一套，模型没有给出可用的标题"))
        return reading

    async def _ask_outline(self, calls: Calls, job: Job, base: Outline, complaint: str) -> llm_outline.Reading:
        prompt = self._prompts["outline"]
        system, user = prompt.render(**llm_outline.outline_values(job, base, complaint))
        size = tokens.count(system + user, self._settings.model)
        if size + answer_tokens(self._settings) > self._settings.context_tokens:
            raise ModelBadAnswer(f"要点太多，{size} 个词元装不进一次请求", "请调大 NIGAO_CONTEXT_TOKENS")
        try:
            async with asyncio.timeout(self._settings.total_timeout):
                answer = await calls.whole(Ask(prompt, (("system", system), ("user", user))))
        except TimeoutError as error:
            raise ModelTimeout(f"模型在 {self._settings.total_timeout:g} 秒内没有排完提纲") from error
        return llm_outline.read(answer, job, base, self._privacy.show)

    async def write(
        self,
        job: Job,
        outline: Outline,
        sections: Sequence[OutlineSection],
        retrieve: Retrieve,
        check: CheckSection,
    ) -> AsyncGenerator[events.Event, None]:
        """Writes the sections concurrently, events in the order in which they happen.

        A section that fails does not disturb the others. Closing the generator cancels what is under way.
        """
        while self._notices:
            yield self._notices.pop(0)
        async with self._connect(self._settings, answer_tokens(self._settings)) as model:
            calls, protected = self._calls(model), self._privacy.protect(job)
            queue: asyncio.Queue[events.Event | None] = asyncio.Queue()
            room = asyncio.Semaphore(self._settings.concurrency)

            async def one(section: OutlineSection) -> None:
                async with room:
                    run = SectionRun(
                        protected, outline, section, calls, self._settings, self._prompts, retrieve, check,
                        queue.put_nowait, self._privacy,
                    )  # fmt: skip
                    await run.run()

            tasks = [_started(one(section), queue) for section in sections]
            try:
                while not (all(task.done() for task in tasks) and queue.empty()):
                    if (event := await queue.get()) is not None:
                        yield event
                    _raise_mistakes(tasks)
                _raise_mistakes(tasks)
            finally:
                await _cancel(tasks)


def _started(work: Coroutine[None, None, None], queue: asyncio.Queue[events.Event | None]) -> asyncio.Task[None]:
    """A task that puts None into the queue at its end, so that whoever waits there looks up."""
    task = asyncio.create_task(work)
    task.add_done_callback(lambda _: queue.put_nowait(None))
    return task


async def _cancel(tasks: list[asyncio.Task[None]]) -> None:
    """Ends what is still under way, and waits until its streams are closed; empties the list.

    A cancelled stream leaves generators of langchain and httpx behind that nobody closes: the event loop does, by tasks
    of its own, once the last reference is gone (the traceback of the cancelled task holds one). A loop that ends before
    that (Ctrl-C) reports each with a traceback; hence the list is emptied here and the loop given some turns.
    """
    if all(task.done() for task in tasks):
        return
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    tasks.clear()
    del task
    for _ in range(_TURNS):
        await asyncio.sleep(0)


def _raise_mistakes(tasks: Sequence[asyncio.Task[None]]) -> None:
    """SectionRun turns all that an endpoint can do into events; what a task raises is our own mistake."""
    for task in tasks:
        if task.done() and not task.cancelled():
            task.result()


def _better(first: llm_outline.Reading, second: llm_outline.Reading) -> llm_outline.Reading:
    """The halves that can be used, the second answer's before the first's."""
    source = second if second.assignment is not None else first
    return llm_outline.Reading(
        source.assignment,
        source.missing,
        second.headings or first.headings,
        second.complaints,
    )
