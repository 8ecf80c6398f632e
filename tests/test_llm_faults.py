"""Every way an endpoint can fail ends in an error that names the host and says what to do; other sections go on."""

from __future__ import annotations

import asyncio
import threading
from datetime import UTC, datetime
from typing import Any

import httpx2
import openai
import pytest
from llm_examples import (
    CARING,
    JOB,
    OUTLINE,
    Pauses,
    failed,
    finished,
    nothing_wrong,
    notices,
    retrieve,
    run,
    settings,
    shown,
    write,
)
from stub_scripts import (
    ABSENT,
    BROKEN,
    BUSY,
    CUT,
    DENIED,
    DROPPED,
    FORBIDDEN,
    GARBAGE,
    GOOD,
    HANGING,
    HTML,
    SLOW,
    failing,
    honest,
)
from stub_server import Reply, StubServer

from assistant import events, tokens
from assistant.errors import ModelBadAnswer, ModelBusy, ModelError, ModelRefused, ModelTimeout, ModelUnreachable
from assistant.writing import llm
from assistant.writing.llm_writer import LlmWriter

ONE = OUTLINE.sections[2:3]
HALF = "〔待补：本节未写完"


def faulty(*faults: Reply, **more: Any) -> tuple[list[events.Event], LlmWriter, Pauses, str]:
    pauses = Pauses()
    with StubServer(failing(*faults)) as server:
        writer = LlmWriter(settings(server.base_url, **more), pause=pauses)
        return write(writer, sections=ONE), writer, pauses, server.host


def sent(events_as_bytes: bytes) -> Reply:
    return Reply(raw=events_as_bytes, content_type="text/event-stream")


@pytest.mark.parametrize(
    ("fault", "calls", "says", "fix"),
    [
        (DENIED, 1, "拒绝了密钥（401）", "OPENAI_API_KEY"),
        (FORBIDDEN, 1, "不许使用（403）", "权限"),
        (ABSENT, 1, "没有模型“stub”或没有这个地址（404）", "NIGAO_MODEL"),
        (Reply(status=400, content="context too long"), 1, "不接受请求（400）", "NIGAO_CONTEXT_TOKENS"),
        (BUSY, 3, "请求过多（429）", "NIGAO_CONCURRENCY"),
        (BROKEN, 3, "出错（500）", "日志"),
        (Reply(status=503, raw=b"<html>"), 3, "出错（503）", "日志"),
        (HTML, 1, "不是聊天接口的格式", "OPENAI_BASE_URL"),
        (GARBAGE, 1, "不是聊天接口的格式", "OPENAI_BASE_URL"),
        (Reply(raw=b"\x00\xff\xfe{{{"), 1, "不是聊天接口的格式", "OPENAI_BASE_URL"),
        (sent(b"data: \xff\xfe\n\n"), 1, "不是聊天接口的格式", "OPENAI_BASE_URL"),
        (sent(b"data: [1, 2]\n\n"), 1, "不是聊天接口的格式", "OPENAI_BASE_URL"),
        (sent(b'data: {"error": {"message": "over\\nloaded"}}\n\n'), 3, "中途报错：over loaded", "日志"),
        (Reply(" \n "), 3, "回答是空的", "NIGAO_MODEL"),
        (DROPPED, 3, "中途断开", "OPENAI_BASE_URL"),
        (Reply(finish=""), 3, "中途断开", "日志"),
        (CUT, 1, "到长度上限被截断", "NIGAO_CONTEXT_TOKENS"),
        (Reply(finish="content_filter"), 1, "内容审查", "人工"),
        (Reply("<think>一直想"), 1, "没有正文", "换一个模型"),
    ],
)  # fmt: skip
def test_a_failing_endpoint_fails_the_section_with_host_reason_and_remedy(
    fault: Reply, calls: int, says: str, fix: str
) -> None:
    happened, writer, _, host = faulty(fault)
    event = failed(happened)["caring"]
    assert says in event.why and host in event.why and fix in event.why
    assert event.section.state == "failed" and HALF in event.section.text
    assert len(writer.calls) == calls
    assert not finished(happened)


def test_a_total_of_three_tries_then_the_good_answer_counts() -> None:
    happened, writer, _, _ = faulty(BUSY, BROKEN, GOOD)
    assert "38.5%" in finished(happened)["caring"].text
    assert [record.attempt for record in writer.calls] == [1, 2, 3]
    assert [bool(record.error) for record in writer.calls] == [True, True, False]


def test_the_wait_is_what_the_server_asks_for_else_it_doubles() -> None:
    assert faulty(BUSY, BUSY, GOOD)[2].seconds == [3.0, 3.0]
    assert faulty(BROKEN, BROKEN, GOOD)[2].seconds == [0.5, 1.0]


def test_a_server_that_asks_for_too_long_a_wait_is_not_waited_for() -> None:
    patient = Reply(status=429, headers={"Retry-After": "86400"})
    happened, writer, pauses, _ = faulty(patient, GOOD)
    assert "要求等待 86400 秒" in failed(happened)["caring"].why
    assert pauses.seconds == [] and len(writer.calls) == 1


def test_no_retries_means_none() -> None:
    happened, writer, _, _ = faulty(BROKEN, GOOD, retries=0)
    assert failed(happened) and len(writer.calls) == 1


def test_a_dropped_stream_is_written_again_and_the_screen_starts_anew() -> None:
    happened, _, _, _ = faulty(DROPPED, GOOD)
    restarts = [event for event in happened if isinstance(event, events.SectionRestarted)]
    assert len(restarts) == 1 and "中途断开" in restarts[0].why
    assert shown(happened, "caring") == finished(happened)["caring"].text


def test_what_had_arrived_is_kept_when_a_section_fails() -> None:
    happened, _, _, _ = faulty(DROPPED)
    text = failed(happened)["caring"].section.text
    assert text.startswith("居家养老服务覆盖面") and text.split("\n")[-1].startswith(HALF)
    assert "{" not in text


def test_one_failing_section_does_not_harm_the_others() -> None:
    with StubServer(failing(DENIED, only=CARING)) as server:
        happened = write(LlmWriter(settings(server.base_url)))
    assert set(failed(happened)) == {"caring"}
    assert set(finished(happened)) == {"lead", "leading", "closing"}


def test_a_silent_server_is_given_up_after_the_read_timeout() -> None:
    happened, writer, _, _ = faulty(HANGING, read_timeout=0.2, retries=0)
    assert "超过 0.2 秒没有回应" in failed(happened)["caring"].why
    assert "NIGAO_READ_TIMEOUT" in failed(happened)["caring"].why
    assert writer.calls[0].finish_reason == ""


def test_a_slow_server_is_given_up_after_the_total_time_and_the_text_is_kept() -> None:
    tokens.count("")  # the vocabulary is read once; not on the section's time
    happened, _, _, _ = faulty(SLOW, total_timeout=2.0)
    event = failed(happened)["caring"]
    assert "2 秒内没有写完" in event.why and "NIGAO_TOTAL_TIMEOUT" in event.why
    assert event.section.text.startswith("居家")


def test_an_unreachable_server_is_said_with_its_address() -> None:
    with StubServer(honest) as server:
        address, host = server.base_url, server.host  # nobody listens there any more
    happened = write(LlmWriter(settings(address), pause=Pauses()), sections=ONE)
    assert f"连接不上模型服务 {host}" in failed(happened)["caring"].why


def test_an_unknown_host_is_said_with_its_name() -> None:
    happened = write(LlmWriter(settings("http://model.invalid/v1"), pause=Pauses()), sections=ONE)
    assert "连接不上模型服务 model.invalid" in failed(happened)["caring"].why


@pytest.mark.parametrize(
    ("fault", "error"),
    [(DENIED, ModelRefused), (BUSY, ModelBusy), (DROPPED, ModelUnreachable)],
)
def test_an_outline_raises_where_the_endpoint_fails(fault: Reply, error: type[ModelError]) -> None:
    reply = fault if fault.status != 200 else Reply("{" * 60, drop_after=14)
    with StubServer(lambda request: reply) as server, pytest.raises(error, match=server.host):
        run(LlmWriter(settings(server.base_url), pause=Pauses()).outline(JOB))


@pytest.mark.parametrize(
    ("reply", "error"),
    [(DENIED, ModelRefused), (ABSENT, ModelRefused), (BROKEN, ModelBusy), (HTML, ModelBadAnswer)],
)
def test_probing_an_endpoint_says_what_is_wrong_with_it(reply: Reply, error: type[ModelError]) -> None:
    with StubServer(lambda request: reply) as server, pytest.raises(error, match=server.host):
        run(llm.probe(settings(server.base_url)))


def test_probing_a_good_endpoint_asks_one_small_question() -> None:
    with StubServer(lambda request: Reply("好")) as server:
        run(llm.probe(settings(server.base_url)))
        assert [request.body["max_tokens"] for request in server.completions] == [16]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://10.1.2.3:8000/v1", "10.1.2.3:8000"),
        ("https://user:secret@models.example/v1", "models.example"),
        ("models.example", "models.example"),
        ("http://[::1]:8000/v1", "::1:8000"),
        ("http://host:99999/v1", "host"),
    ],
)
def test_the_host_is_told_without_path_and_password(url: str, host: str) -> None:
    assert llm.host_of(url) == host


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_date(value: str, seconds: float | None) -> None:
    response = httpx2.Response(429, headers={"Retry-After": value}, request=httpx2.Request("POST", "http://x"))
    error = openai.RateLimitError("busy", response=response, body=None)
    assert llm.retry_after(error, datetime(2026, 11, 23, 12, tzinfo=UTC)) == seconds


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (TimeoutError(), ModelTimeout),
        (ConnectionRefusedError(), ModelUnreachable),
        (ValueError(), ModelBadAnswer),
        (KeyError("choices"), ModelBadAnswer),
    ],
)
def test_every_fault_becomes_an_error_with_a_remedy(error: Exception, ours: type[ModelError]) -> None:
    said = llm.explain(error, settings("http://10.1.2.3:8000/v1"))
    assert type(said) is ours and "10.1.2.3:8000" in said.what and said.fix


async def _until_text(writer: LlmWriter) -> Any:
    stream = writer.write(JOB, OUTLINE, OUTLINE.sections, retrieve, nothing_wrong)
    async for event in stream:
        if isinstance(event, events.TextDelta):
            return stream
    raise AssertionError("no text came")


def _gone(server: StubServer) -> threading.Event:
    return server.broken_by_client


def test_closing_the_stream_of_events_closes_the_streams_of_the_model(caplog: pytest.LogCaptureFixture) -> None:
    async def leave(writer: LlmWriter) -> None:
        stream = await _until_text(writer)
        await asyncio.wait_for(stream.aclose(), 5)
        assert not [task for task in asyncio.all_tasks() if "LlmWriter" in repr(task)]

    with StubServer(failing(HANGING)) as server:
        run(leave(LlmWriter(settings(server.base_url))))
        assert _gone(server).wait(5)
    assert [record for record in caplog.records if record.name == "asyncio"] == []  # no traceback reaches a person


def test_cancelling_the_task_closes_the_streams_of_the_model() -> None:
    async def cancel(writer: LlmWriter) -> None:
        started = asyncio.Event()

        async def draft() -> None:
            async for event in writer.write(JOB, OUTLINE, OUTLINE.sections, retrieve, nothing_wrong):
                if isinstance(event, events.TextDelta):
                    started.set()

        task = asyncio.create_task(draft())
        await asyncio.wait_for(started.wait(), 10)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asyncio.wait_for(task, 5)

    with StubServer(failing(HANGING)) as server:
        run(cancel(LlmWriter(settings(server.base_url))))
        assert _gone(server).wait(5)


def test_a_failed_repair_keeps_the_first_draft() -> None:
    from stub_scripts import honest_text, is_repair, legend_of, percentage

    def script(request: Any) -> Reply:
        return BROKEN if is_repair(request) else Reply(percentage(honest_text(request), legend_of(request)))

    from llm_examples import literal_percentages

    with StubServer(script) as server:
        happened = write(LlmWriter(settings(server.base_url), pause=Pauses()), literal_percentages, ONE)
    assert "38.6%" in finished(happened)["caring"].text
    assert "保留第一稿" in notices(happened)
    assert shown(happened, "caring") == finished(happened)["caring"].text
