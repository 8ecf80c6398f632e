"""The endpoint that stands in for a model, and the fence around the tests, do what the other tests take for granted."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from conftest import BlockedAddress
from stub_scripts import FAULT_NAMES, named
from stub_server import Reply, StubServer

STUB = Path(__file__).parent / "stub_server.py"


def ask(url: str, body: dict[str, Any] | None = None) -> bytes:
    data = None if body is None else json.dumps(body).encode()
    with urllib.request.urlopen(urllib.request.Request(url, data, {"Content-Type": "application/json"})) as answer:
        return bytes(answer.read())


def test_it_answers_whole_and_in_a_stream() -> None:
    with StubServer(lambda request: Reply("你好，" + request.last)) as server:
        body = {"model": "stub", "messages": [{"role": "user", "content": "张三"}]}
        whole = json.loads(ask(f"{server.base_url}/chat/completions", body))
        streamed = ask(f"{server.base_url}/chat/completions", {**body, "stream": True}).decode()
        assert [request.place for request in server.requests] == [0, 1]
    assert whole["choices"][0]["message"]["content"] == "你好，张三"
    events = [json.loads(line[6:]) for line in streamed.split("\n") if line.startswith("data: {")]
    assert "".join(event["choices"][0]["delta"].get("content", "") for event in events) == "你好，张三"
    assert streamed.rstrip().endswith("data: [DONE]")


def test_it_lists_its_model_and_gives_equal_texts_equal_vectors() -> None:
    with StubServer(lambda request: Reply()) as server:
        assert json.loads(ask(f"{server.base_url}/models"))["data"][0]["id"] == "stub"
        answer = json.loads(ask(f"{server.base_url}/embeddings", {"input": ["养老", "救助", "养老"]}))
    first, second, third = (row["embedding"] for row in answer["data"])
    assert first == third != second


@pytest.mark.parametrize(
    "name",
    ["honest", *(f"faulty:{fault}" for fault in FAULT_NAMES)]
    + [f"lying:{lie}" for lie in ("percentage", "drop", "swap", "honour", "unknown", "exemplar", "json", "early")],
)
def test_every_script_has_a_name_for_the_command_line(name: str) -> None:
    assert callable(named(name))


def test_an_unknown_script_is_told_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="honest"):
        named("clever")


def test_it_runs_as_a_program() -> None:
    process = subprocess.Popen(
        [sys.executable, str(STUB), "--script", "honest", "--port", "0"], stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().split("=", 1)[1].split()[0]
        assert b"stub" in ask(f"{address}/models")
    finally:
        process.terminate()
        process.communicate(timeout=10)


def test_no_test_reaches_an_address_but_loopback() -> None:
    with pytest.raises(BlockedAddress), socket.socket() as outward:
        outward.connect(("192.0.2.1", 80))
    with pytest.raises(BlockedAddress):
        socket.getaddrinfo("models.example", 443)
    with pytest.raises(socket.gaierror):
        socket.getaddrinfo("models.invalid", 443)
    assert socket.getaddrinfo("127.0.0.1", 80)
