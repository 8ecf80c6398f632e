"""Calls to a model: a chain per call, retries that wait as asked, and a record of every attempt."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from assistant import tokens
from assistant.errors import ModelBadAnswer, ModelBusy, ModelError, ModelTimeout, ModelUnreachable
from assistant.model import Usage
from assistant.prompting import Prompt
from assistant.settings import Settings
from assistant.writing import llm

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage
    from langchain_core.runnables import Runnable

Pause = Callable[[float], Awaitable[None]]
_FIRST_WAIT = 0.5  # seconds before the first retry; doubles with each


class EmptyAnswer(ModelBadAnswer):
    """The model said nothing; worth another try, unlike an answer of the wrong shape."""


_PASSING = (ModelUnreachable, ModelBusy, ModelTimeout, EmptyAnswer)  # what may be gone on the next try


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One attempt. section: "" for the outline. estimated: the server gave no usage, the tokens are our own count.

    finish_reason: as the server said it; "" if the answer broke off. error: what went wrong, in Chinese, or "".
    """

    prompt: str
    version: str
    sha256: str
    section: str
    attempt: int
    model: str
    input_tokens: int
    output_tokens: int
    estimated: bool
    seconds: float
    finish_reason: str
    error: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked: messages as (role, text), roles "system", "user", "assistant"; prompt: the last user message's."""

    prompt: Prompt
    messages: tuple[tuple[str, str], ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Delta:
    text: str


@dataclass(frozen=True, slots=True)
class Again:
    """The answer broke off and is asked for again; what was given so far is void."""

    why: str


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    finish: str
    used: tuple[int, int] | None  # input, output tokens


class Calls:
    """Calls through one open model; each attempt is added to `records`. Not shared between event loops.

    hide: what is done to every message before it is sent. No message leaves in another way; the answers are given as
    the model wrote them, with placeholders in them.
    """

    def __init__(
        self,
        model: BaseChatModel,
        settings: Settings,
        pause: Pause,
        records: list[CallRecord],
        hide: Callable[[str], str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._chain = chain(model)
        self._settings = settings
        self._pause = pause
        self._clock = clock
        self._hide = hide
        self.records = records

    async def whole(self, ask: Ask) -> str:
        """The answer in one piece. Raises ModelError."""
        text = ""
        async for piece in self.stream(ask):
            text = text + piece.text if isinstance(piece, Delta) else ""
        return text

    async def stream(self, ask: Ask) -> AsyncGenerator[Delta | Again, None]:
        """The answer as it comes. Raises ModelError once the retries are used up, or at once where they cannot help."""
        ask = replace(ask, messages=tuple((role, self._hide(text)) for role, text in ask.messages))
        for attempt in range(1, self._settings.retries + 2):
            begun = False
            try:
                async with aclosing(self._once(ask, attempt)) as parts:
                    async for text in parts:
                        begun = True
                        yield Delta(text)
                return
            except _PASSING as error:
                wait = self._wait(error, attempt)
                if attempt > self._settings.retries:
                    raise
                if begun:
                    yield Again(error.what)
            await self._pause(wait)

    def _wait(self, error: ModelError, attempt: int) -> float:
        """Seconds until the next attempt: as the server asks, else doubling. Raises if it asks for too long."""
        cause = error.__cause__
        asked = llm.retry_after(cause) if isinstance(cause, Exception) else None
        if asked is not None and asked >= self._settings.total_timeout:
            host = llm.host_of(self._settings.base_url)
            raise ModelBusy(f"模型服务 {host} 要求等待 {asked:.0f} 秒，超过这一部分的时限", "请到时再试") from error
        return float(asked if asked is not None else _FIRST_WAIT * 2 ** (attempt - 1))

    async def _once(self, ask: Ask, attempt: int) -> AsyncGenerator[str, None]:
        begun, text, finish, error = self._clock(), "", "", ""
        used: tuple[int, int] | None = None
        try:
            async with aclosing(self._parts(ask)) as parts:
                async for part in parts:
                    finish, used = part.finish or finish, part.used or used
                    text += part.text
                    if part.text:
                        yield part.text
            self._judge(text, finish)
        except ModelError as failed:
            error = failed.what
            raise
        finally:
            self._record(ask, attempt, text, finish, used, self._clock() - begun, error)

    async def _parts(self, ask: Ask) -> AsyncGenerator[_Part, None]:
        """What the chain gives, with a limit on the silence between two chunks: keep-alives are silence too.

        langchain-openai has such a limit, but by asyncio.wait_for, which may swallow a cancellation (Python 3.11).
        """
        stream = cast("AsyncGenerator[_Part, None]", self._chain.astream(ask))  # declared as a mere iterator
        try:
            async with aclosing(stream) as answer:
                while True:
                    async with asyncio.timeout(self._settings.read_timeout):
                        part = await anext(answer, None)
                    if part is None:
                        return
                    yield part
        except llm.faults() as fault:
            raise llm.explain(fault, self._settings) from fault

    def _judge(self, text: str, finish: str) -> None:
        """Raises if the answer ended otherwise than by the model's own will."""
        host = llm.host_of(self._settings.base_url)
        if not finish:
            raise ModelUnreachable(f"模型服务 {host} 的回答中途断开", "请稍后再试，或查看模型服务的日志")
        if finish == "length":
            raise ModelBadAnswer(
                f"模型服务 {host} 的回答到长度上限被截断", "请调大 NIGAO_CONTEXT_TOKENS，或减少一次要做的内容"
            )
        if finish == "content_filter":
            raise ModelBadAnswer(f"模型服务 {host} 的内容审查拦下了回答", "请人工处理这一部分，或换一个模型")
        if not text.strip():
            raise EmptyAnswer(f"模型服务 {host} 的回答是空的", "请稍后再试，或检查 NIGAO_MODEL")

    def _record(
        self, ask: Ask, attempt: int, text: str, finish: str, used: tuple[int, int] | None, seconds: float, error: str
    ) -> None:
        name = self._settings.model
        counted = used or (sum(tokens.count(words, name) for _, words in ask.messages), tokens.count(text, name))
        self.records.append(
            CallRecord(
                ask.prompt.name, ask.prompt.version, ask.prompt.sha256, ask.section, attempt, name,
                *counted, used is None, seconds, finish, error,
            )
        )  # fmt: skip


def usage(records: Sequence[CallRecord]) -> Usage:
    """The sum over all attempts."""
    return Usage(
        sum(record.input_tokens for record in records), sum(record.output_tokens for record in records), len(records)
    )


def chain(model: BaseChatModel) -> Runnable[Ask, _Part]:
    """prompt | model | parser: an Ask becomes messages, chunks become parts."""
    from langchain_core.runnables import RunnableGenerator, RunnableLambda

    async def messages(ask: Ask) -> list[BaseMessage]:
        return _messages(ask)

    prompt: Runnable[Ask, list[BaseMessage]] = RunnableLambda(_messages, afunc=messages)
    parser: Runnable[BaseMessage, _Part] = RunnableGenerator(_read)
    return prompt | model | parser


def _messages(ask: Ask) -> list[BaseMessage]:
    from langchain_core.messages import AIMessage, HumanMessage, SystemMessage

    kinds = {"system": SystemMessage, "user": HumanMessage, "assistant": AIMessage}
    return [kinds[role](text) for role, text in ask.messages if text]


async def _read(chunks: AsyncIterator[BaseMessage]) -> AsyncIterator[_Part]:
    async for chunk in chunks:
        counted = getattr(chunk, "usage_metadata", None)
        used = (int(counted["input_tokens"]), int(counted["output_tokens"])) if counted else None
        yield _Part(str(chunk.text), str(chunk.response_metadata.get("finish_reason") or ""), used)
