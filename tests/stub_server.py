"""A small OpenAI-compatible endpoint on loopback, for tests and for trying by hand.

    with StubServer(honest) as server: ...  # server.base_url, server.requests
    python tests/stub_server.py --script honest --port 8099
    python tests/stub_server.py --script lying:percentage      (see stub_scripts.py for the names)

A script is a function from a request to a `Reply`. Waiting (slow tokens, a hang) is waiting for the server's own
end, so that nothing outlives a test.
"""

from __future__ import annotations

import argparse
import json
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Request:
    """What reached the model. place: 0-based number of the request at this server."""

    path: str
    body: Mapping[str, Any]
    place: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All message texts, one after another."""
        return "\n\n".join(str(message.get("content") or "") for message in self.body.get("messages", []))

    @property
    def last(self) -> str:
        """The text of the last message."""
        return str(self.body["messages"][-1]["content"])


@dataclass(frozen=True)
class Reply:
    """An answer. The default is a good one; the other fields make it fail.

    status, headers, raw, content_type: anything that is no completion. drop_after: characters after which the
    connection breaks. hang_after: characters after which nothing more comes. gap: seconds before each piece.
    """

    content: str = ""
    finish: str = "stop"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    content_type: str = "application/json"
    drop_after: int | None = None
    hang_after: int | None = None
    gap: float = 0.0
    piece: int = 7
    usage: bool = True
    reasoning: str = ""


Script = Callable[[Request], Reply]


class StubServer:
    """Serves in a thread until the `with` block ends; keeps every request in `requests`."""

    def __init__(self, script: Script, port: int = 0) -> None:
        self.script = script
        self.requests: list[Request] = []
        self.broken_by_client = threading.Event()  # a client went away in the middle of a stream
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", port), type("Handler", (_Handler,), {"stub": self}))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    @property
    def base_url(self) -> str:
        return f"http://{self.host}/v1"

    @property
    def completions(self) -> Sequence[Request]:
        return [request for request in self.requests if request.path.endswith("/chat/completions")]

    def take(self, path: str, body: Mapping[str, Any], headers: Mapping[str, str]) -> Request:
        with self._lock:
            request = Request(path, body, len(self.requests), headers)
            self.requests.append(request)
        return request

    def start(self) -> StubServer:
        self._thread.start()
        return self

    def stop(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    def __enter__(self) -> StubServer:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()


class _Handler(BaseHTTPRequestHandler):
    stub: StubServer
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        self.stub.take(self.path, {}, {name.lower(): value for name, value in self.headers.items()})
        models = {"object": "list", "data": [{"id": "stub", "object": "model", "created": 0, "owned_by": "stub"}]}
        self._send(200, json.dumps(models).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
        request = self.stub.take(self.path, body, {name.lower(): value for name, value in self.headers.items()})
        if self.path.endswith("/embeddings"):
            self._send(200, json.dumps(_embeddings(body)).encode())
        elif self.path.endswith("/chat/completions"):
            self._reply(request, self.stub.script(request))
        else:
            self._send(404, b'{"error": {"message": "no such path"}}')

    def _send(self, status: int, data: bytes, kind: str = "application/json", headers: Mapping[str, str] = {}) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def _reply(self, request: Request, reply: Reply) -> None:
        if reply.raw is not None or reply.status != 200:
            raw = reply.raw if reply.raw is not None else json.dumps({"error": {"message": reply.content}}).encode()
            self._send(reply.status, raw, reply.content_type, reply.headers)
        elif request.body.get("stream"):
            try:
                self._stream(request, reply)
            except OSError:
                self.stub.broken_by_client.set()
            self.close_connection = True
        else:
            message = {"role": "assistant", "content": reply.content}
            whole = {"choices": [{"index": 0, "message": message, "finish_reason": reply.finish}]}
            self._send(
                200, json.dumps({**_frame("chat.completion"), **whole, "usage": _usage(request, reply)}).encode()
            )

    def _stream(self, request: Request, reply: Reply) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._delta({"role": "assistant", "content": ""})
        if reply.reasoning:
            self._delta({"reasoning_content": reply.reasoning})
        for start in range(0, len(reply.content), reply.piece):
            if reply.drop_after is not None and start >= reply.drop_after:
                return  # no last chunk: the client sees the connection break
            if reply.hang_after is not None and start >= reply.hang_after:
                self._wait_for_the_end()
                return
            if reply.gap and self.stub.closing.wait(reply.gap):
                return
            self._delta({"content": reply.content[start : start + reply.piece]})
        if reply.hang_after is not None or reply.drop_after is not None:
            if reply.hang_after is not None:
                self._wait_for_the_end()
            return
        self._delta({}, reply.finish)
        if reply.usage and (request.body.get("stream_options") or {}).get("include_usage"):
            self._event({**_frame(), "choices": [], "usage": _usage(request, reply)})
        self._chunk(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def _wait_for_the_end(self) -> None:
        """Silence until the test ends or the client goes away (a comment line is no answer, only a probe)."""
        while not self.stub.closing.wait(0.05):
            self._chunk(b": still here\n\n")

    def _delta(self, delta: Mapping[str, Any], finish: str | None = None) -> None:
        self._event({**_frame(), "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})

    def _event(self, data: Mapping[str, Any]) -> None:
        self._chunk(b"data: " + json.dumps(data, ensure_ascii=False).encode() + b"\n\n")

    def _chunk(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
        self.wfile.flush()


def _frame(kind: str = "chat.completion.chunk") -> dict[str, Any]:
    return {"id": "stub", "object": kind, "created": 0, "model": "stub"}


def _usage(request: Request, reply: Reply) -> dict[str, int]:
    """Not tokens but characters: a fixed, checkable number."""
    asked, answered = len(request.text), len(reply.content)
    return {"prompt_tokens": asked, "completion_tokens": answered, "total_tokens": asked + answered}


def _embeddings(body: Mapping[str, Any]) -> dict[str, Any]:
    """Vectors of 8 numbers: how often characters of each of eight classes occur. Equal texts, equal vectors."""
    texts = body["input"] if isinstance(body["input"], list) else [body["input"]]
    vectors = [[1.0 + sum(ord(character) % 8 == place for character in text) for place in range(8)] for text in texts]
    rows = [{"object": "embedding", "index": place, "embedding": vector} for place, vector in enumerate(vectors)]
    return {"object": "list", "data": rows, "model": "stub", "usage": {"prompt_tokens": 1, "total_tokens": 1}}


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    from stub_scripts import named

    parser = argparse.ArgumentParser(description="An OpenAI-compatible endpoint that follows a script.")
    parser.add_argument("--script", default="honest", help="honest, lying:<lie>, faulty:<fault>")
    parser.add_argument("--port", type=int, default=8099)
    options = parser.parse_args()
    server = StubServer(named(options.script), options.port).start()
    print(f"OPENAI_BASE_URL={server.base_url} OPENAI_API_KEY=none NIGAO_MODEL=stub", flush=True)
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        server.stop()


if __name__ == "__main__":
    main()
