"""A chat model in this process that answers from a list, keeps what it was asked, and raises when the list runs out."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from pydantic import Field

from assistant.settings import Settings
from assistant.writing.llm import Connect


class ScriptExhausted(AssertionError):
    """More was asked than the script foresees."""


class ScriptedModel(BaseChatModel):
    """answers: in order of the calls. asked: the messages of every call so far."""

    answers: list[str]
    asked: list[list[BaseMessage]] = Field(default_factory=list)
    piece: int = 5

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _next(self, messages: list[BaseMessage]) -> str:
        self.asked.append(list(messages))
        if len(self.asked) > len(self.answers):
            raise ScriptExhausted(f"call {len(self.asked)}, but only {len(self.answers)} answers")
        return self.answers[len(self.asked) - 1]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        message = AIMessage(self._next(messages), response_metadata={"finish_reason": "stop"})
        return ChatResult(generations=[ChatGeneration(message=message)])

    async def _astream(
        self, messages: list[BaseMessage], stop: list[str] | None = None, run_manager: Any = None, **kwargs: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        answer = self._next(messages)
        for start in range(0, len(answer), self.piece):
            yield ChatGenerationChunk(message=AIMessageChunk(answer[start : start + self.piece]))
        yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata={"finish_reason": "stop"}))


def connecting(model: BaseChatModel) -> Connect:
    """`connect` for LlmWriter that gives this model, whatever the settings say."""

    @asynccontextmanager
    async def connect(settings: Settings, answer_tokens: int) -> AsyncIterator[BaseChatModel]:
        yield model

    return connect
