"""The one door to a model endpoint: what is built, what is sent, what can go wrong.

`connect` gives a LangChain chat model for the configured OpenAI-compatible endpoint; `explain` turns every failure into
a ModelError that names the host and says what to do. Nothing else of the package knows openai or its errors.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.errors import (
    ModelBadAnswer,
    ModelBusy,
    ModelError,
    ModelRefused,
    ModelTimeout,
    ModelUnreachable,
)
from assistant.settings import Settings

if TYPE_CHECKING:
    import openai
    from langchain_core.language_models import BaseChatModel

# settings, room for the answer in tokens -> an open model
Connect = Callable[[Settings, int], "AbstractAsyncContextManager[BaseChatModel]"]

_CONNECT_SECONDS = 10.0
_PROBE_TOKENS = 16


def host_of(base_url: str) -> str:
    """The host as a person is told: "10.1.2.3:8000"; without scheme, path, user name and password."""
    parts = urlsplit(base_url)
    try:
        port = parts.port
    except ValueError:
        port = None
    name = parts.hostname or base_url
    return f"{name}:{port}" if port else name


@asynccontextmanager
async def connect(settings: Settings, answer_tokens: int) -> AsyncIterator[BaseChatModel]:
    """The configured model. Its connections live as long as the `async with`: one event loop, nothing shared.

    langchain-openai caches its client across event loops (a second asyncio.run then fails), hence the own client.
    Tracing to a third party is switched off whatever the environment says.
    """
    import openai
    from langchain_openai import ChatOpenAI
    from langsmith import tracing_context
    from pydantic import SecretStr

    timeout = openai.Timeout(settings.read_timeout, connect=min(_CONNECT_SECONDS, settings.read_timeout))
    async with openai.DefaultAsyncHttpxClient(timeout=timeout) as client:
        model = ChatOpenAI(
            model=settings.model,
            base_url=settings.base_url,
            api_key=SecretStr(settings.api_key.get_secret_value() or "none"),
            stream_usage=True,  # else no usage from a custom base URL
            extra_body={"max_tokens": answer_tokens},  # max_tokens= goes out under a name few servers know
            timeout=timeout,
            stream_chunk_timeout=None,  # Calls watches the time between chunks (see there)
            max_retries=0,
            use_responses_api=False,
            http_async_client=client,
        )
        with tracing_context(enabled=False):
            yield model


async def probe(settings: Settings, connect: Connect = connect) -> None:
    """Asks the model for one word: endpoint, key and model name are right if nothing is raised. Raises ModelError."""
    async with connect(settings, _PROBE_TOKENS) as model:
        try:
            async with asyncio.timeout(settings.read_timeout):
                async for _ in model.astream([("user", "请只回答一个字：好")]):
                    pass
        except faults() as fault:
            raise explain(fault, settings) from fault


def faults() -> tuple[type[Exception], ...]:
    """What a call may raise through langchain-openai.

    Besides the errors of openai these are what its stream reader stumbles over when a server sends nonsense: JSON or
    UTF-8 that is none (ValueError), an object of another shape (TypeError, AttributeError, KeyError).
    """
    import openai

    return (openai.APIError, asyncio.TimeoutError, OSError, ValueError, TypeError, AttributeError, KeyError)


def explain(error: Exception, settings: Settings) -> ModelError:
    """The error as one of ours, with what happened at which host and what to do about it."""
    import openai

    host = host_of(settings.base_url)
    if isinstance(error, openai.APITimeoutError | TimeoutError):
        seconds = f"{settings.read_timeout:g}"
        return ModelTimeout(f"模型服务 {host} 超过 {seconds} 秒没有回应", "请稍后再试，或调大 NIGAO_READ_TIMEOUT")
    if isinstance(error, openai.APIStatusError):
        return _status(error, host, settings.model)
    if isinstance(error, openai.APIConnectionError):
        return ModelUnreachable(
            f"连接不上模型服务 {host}，或连接中途断开", "请检查 OPENAI_BASE_URL、网络和模型服务是否在运行"
        )
    if isinstance(error, openai.APIError):
        return ModelBusy(f"模型服务 {host} 中途报错：{_said(error.message)}", "请稍后再试，或查看模型服务的日志")
    if isinstance(error, OSError):
        return ModelUnreachable(f"连接不上模型服务 {host}", "请检查 OPENAI_BASE_URL、网络和模型服务是否在运行")
    return ModelBadAnswer(
        f"模型服务 {host} 的回答不是聊天接口的格式",
        "请检查 OPENAI_BASE_URL 是否指向 OpenAI 兼容接口（一般以 /v1 结尾）",
    )


def _status(error: openai.APIStatusError, host: str, model: str) -> ModelError:
    code = error.status_code
    if code == 429:
        return ModelBusy(f"模型服务 {host} 请求过多（429），重试后仍不行", "请稍后再试，或调小 NIGAO_CONCURRENCY")
    if code in (408, 409) or code >= 500:
        return ModelBusy(f"模型服务 {host} 出错（{code}），重试后仍不行", "请稍后再试，或查看模型服务的日志")
    what, fix = {
        401: ("拒绝了密钥（401）", "请检查 OPENAI_API_KEY"),
        403: ("不许使用（403）", "请检查密钥的权限，或询问模型服务的管理员"),
        404: (f"没有模型“{model}”或没有这个地址（404）", "请检查 NIGAO_MODEL 和 OPENAI_BASE_URL（一般以 /v1 结尾）"),
    }.get(code, (f"不接受请求（{code}）：{_said(error.message)}", "请检查 NIGAO_MODEL 和 NIGAO_CONTEXT_TOKENS"))
    return ModelRefused(f"模型服务 {host} {what}", fix)


def _said(message: str) -> str:
    """What a server said, short and on one line: foreign text goes into our message."""
    return "".join(letter for letter in re.sub(r"\s+", " ", message) if letter.isprintable())[:120]


def retry_after(error: Exception, now: datetime | None = None) -> float | None:
    """Seconds that the server asks to wait (header Retry-After, seconds or an HTTP date); None if it does not."""
    import openai

    if not isinstance(error, openai.APIStatusError):
        return None
    value = error.response.headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
