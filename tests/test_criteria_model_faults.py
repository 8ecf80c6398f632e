"""A model that fails or answers in another shape leaves what rules read of a notice, and one line; the command."""

from __future__ import annotations

from pathlib import Path

import pytest
from criteria_notice import NOTICE, RIGHT, asked_of, by_rules
from llm_examples import settings
from stub_scripts import BROKEN, DENIED, GARBAGE, HTML, fence, placing
from stub_server import Reply, StubServer

from assistant.appraisal import OpenLines, Placement
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.errors import ModelBadAnswer
from assistant.knowledge import load_criteria, parse_criteria
from assistant.settings import Settings
from assistant.writing.llm_criteria import CriteriaAsker
from assistant.writing.llm_criteria import read as read_answer


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (DENIED, "401"),
        (BROKEN, "500"),
        (HTML, "不是聊天接口的格式"),
        (GARBAGE, "不是聊天接口的格式"),
        (Reply("{}", drop_after=0), "中途断开"),
        (Reply("{}", hang_after=0), "没有回应"),
        (Reply('{"line": "L1"', finish="length"), "长度上限"),
        (Reply(" \n "), "空的"),
    ],
)
def test_a_model_that_fails_leaves_the_rules_result_and_one_line(fault: Reply, says: str) -> None:
    found, _ = asked_of(lambda request: fault, read_timeout=0.3)
    plain = by_rules()
    assert (found.pack, found.unplaced, found.outside) == (plain.pack, plain.unplaced, plain.outside)
    (told,) = [one for one in found.remarks if one not in plain.remarks]
    assert told.startswith("没有用上模型，只按规则整理：") and says in told


def test_an_answer_that_takes_too_long_is_given_up() -> None:
    found, _ = asked_of(lambda request: Reply("x" * 400, gap=0.05, piece=1), total_timeout=0.3)
    assert any("0.3 秒内没有答完" in one for one in found.remarks)
    assert found.pack == by_rules().pack


@pytest.mark.parametrize(
    "nonsense",
    [
        "好的，C2 应为100分，佐证是签到表",
        '[{"line": "L1", "kind": "item"}]',
        '{"line": 1, "kind": "item"}',
        '{"line": "L1", "kind": "delete"}',
        '{"line": "L1", "kind": ["item"]}',
        '{"line": "L1", "kind": "item", "text": "编造的项目"}',
        '{"line": "L1", "kind": "item", "of": "C2"}',
        '{"line": "L1", "kind": "evidence"}',
        '{"line": "L1", "kind": "gate", "points": 5}',
        '{"line": "L1", "kind": "item", "points": "15"}',
        '{"line": "L1", "kind": "item", "points": true}',
        '{"line": "L1", "kind": "item", "points": 1' + "0" * 400 + "}",
        "[" * 100_000,
        "\x1b[31m\u2028",
    ],
)
def test_an_answer_of_another_shape_is_shown_and_never_used(nonsense: str) -> None:
    placed, (told,) = read_answer(nonsense)
    assert placed == ()
    assert "1行不合格式" in told and told.isprintable() and len(told) < 90


def test_what_can_be_read_counts_beside_what_cannot() -> None:
    placed, (told,) = read_answer('```json\n{"line": "L1", "kind": "item", "points": 15}\n以上供参考\n还有\n```')
    assert placed == (Placement("L1", "item", "", 15.0),)
    assert "2行不合格式" in told and "以上供参考" in told


def test_lines_that_do_not_fit_into_one_request_are_told_and_the_rest_is_asked() -> None:
    text = NOTICE + "".join(f"补充说明之{number}：{'各单位按时报送有关情况' * 6}。\n" for number in range(60))
    found, (request,) = asked_of(placing(**RIGHT), text, context_tokens=4000)
    sent = [line for line in fence(request.text, "行") if line]
    assert 7 <= len(sent) < 67
    assert f"有{67 - len(sent)}行装不进一次请求" in "".join(found.remarks)
    assert found.pack.items[1].points == 40


def test_a_context_too_small_for_any_line_is_said() -> None:
    asker = CriteriaAsker(settings(context_tokens=2000))
    with pytest.raises(ModelBadAnswer, match="装不进"):
        asker(OpenLines({f"C{number}": "项目" * 40 for number in range(60)}, {"L1": "一行"}))


# --------------------------------------------------------------------------- the command


def commanded(tmp_path: Path, server: StubServer, *more: str) -> int:
    notice = tmp_path / "通知.txt"
    notice.write_text(NOTICE, encoding="utf-8")
    chosen = Settings(
        _env_file=None, OPENAI_BASE_URL=server.base_url, model="stub", data_dir=tmp_path / "data", embedding="none"
    )
    return run(["library", "criteria", str(notice), *more], Runtime(settings=lambda: chosen))


def test_the_command_asks_the_configured_model_and_offline_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with StubServer(placing(**RIGHT)) as server:
        assert commanded(tmp_path, server, "--offline") == 0
        assert not server.requests
        assert "由模型" not in "".join(capsys.readouterr())
        assert commanded(tmp_path, server, "-o", str(tmp_path / "reading.yaml")) == 0
        assert len(server.completions) == 1
    (loaded,) = load_criteria(tmp_path)
    assert loaded.total == 100
    assert "由模型归入4行，请逐行与原文核对" in capsys.readouterr().err


def test_the_command_succeeds_by_rules_where_the_model_is_down(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with StubServer(lambda request: DENIED) as server:
        assert commanded(tmp_path, server) == 0
    told = capsys.readouterr()
    assert told.err.count("没有用上模型") == 1 and "OPENAI_API_KEY" in told.err
    assert "Traceback" not in told.err
    assert parse_criteria(told.out.encode(), "包.yaml").items[0].points == 30
