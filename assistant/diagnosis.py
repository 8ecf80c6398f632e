"""What `nigao doctor` looks at: each part tried out for real, with what to do about what does not work."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from assistant.errors import ModelError, NigaoError
from assistant.library import Library
from assistant.model import Diagnosis, Kind
from assistant.settings import Settings


def diagnose(
    settings: Settings, kinds: tuple[Kind, ...], library: Callable[[], Library], count_tokens: Callable[[str], int]
) -> tuple[Diagnosis, ...]:
    """Every part in the order a draft needs it. Asks the endpoint one word if there is one; nothing is changed."""
    return (
        Diagnosis("知识文件", "ok", f"{len(kinds)} 种材料类型，目录 {settings.knowledge_dir}"),
        _data(settings),
        _writer(settings),
        *_library(library),
        _tokens(count_tokens),
    )


def _data(settings: Settings) -> Diagnosis:
    folder = settings.data_dir
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".doctor"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return Diagnosis(
            "数据目录", "problem", f"{folder} 不能写入（{error.strerror}）", "请改 NIGAO_DATA_DIR 或目录权限"
        )
    return Diagnosis("数据目录", "ok", str(folder.resolve()))


def _writer(settings: Settings) -> Diagnosis:
    from assistant.writing.llm import host_of, probe

    if not settings.has_model:
        started = bool(settings.base_url or settings.model)
        missing = "NIGAO_MODEL" if settings.base_url else "OPENAI_BASE_URL"
        if started:
            return Diagnosis("模型服务", "problem", f"只配置了一半：缺 {missing}，暂用离线编排", f"请补上 {missing}")
        return Diagnosis(
            "模型服务", "off", "没有配置，用离线编排", "要用模型时设 OPENAI_BASE_URL、OPENAI_API_KEY 和 NIGAO_MODEL"
        )
    try:
        asyncio.run(probe(settings))
    except ModelError as error:
        return Diagnosis("模型服务", "problem", error.what, error.fix)
    return Diagnosis("模型服务", "ok", f"{host_of(settings.base_url)}，模型 {settings.model}")


def _library(library: Callable[[], Library]) -> Iterator[Diagnosis]:
    try:
        state = library().state()
    except NigaoError as error:
        yield Diagnosis("参考库", "problem", error.what, error.fix)
        return
    more = (
        f"，{state.waiting} 份等待读取" if state.waiting else "",
        f"，{state.refused} 份没有读成" if state.refused else "",
    )
    yield Diagnosis("参考库", "ok", f"{state.documents} 份文件，{state.passages} 段{''.join(more)}")
    if not state.embedder:
        yield Diagnosis(
            "向量检索", "off", "没有可用的向量模型，只按字词检索", "需要时设 NIGAO_EMBEDDING=bundled 或 endpoint"
        )
    elif state.problem:
        yield Diagnosis("向量检索", "problem", state.problem, "检索仍可按字词进行；可运行 nigao library rebuild")
    elif state.embedded < state.passages:
        yield Diagnosis(
            "向量检索",
            "ok",
            f"{state.embedder}，已完成 {state.embedded}/{state.passages} 段，其余在工作台运行时后台补上",
        )
    else:
        yield Diagnosis("向量检索", "ok", f"{state.embedder}，{state.embedded} 段")


def _tokens(count_tokens: Callable[[str], int]) -> Diagnosis:
    try:
        count_tokens("拟稿")
    except NigaoError as error:
        return Diagnosis("词元计数", "problem", error.what, error.fix)
    return Diagnosis("词元计数", "ok", "tiktoken，词表随软件安装")
