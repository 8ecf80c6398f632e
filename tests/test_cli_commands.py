"""facts, check, kinds, doctor, serve, and how failures are told."""

from __future__ import annotations

import json
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from cli_fake import CommandLine

from assistant.appraisal import Coverage, Estimate, GateEntry, ItemCoverage, Span
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.errors import EmptyNotes, StoreError, UsageError
from assistant.model import (
    CheckResult,
    Criterion,
    Diagnosis,
    Fact,
    FigureTrace,
    Finding,
    Ledger,
    Question,
    Source,
)

METRIC = Fact(
    *("F001", "metric", "办理业务12.6万余件", "办理业务", Source("要点.md", line=3), "S001"),
    value=126000.0,
    unit="件",
    approximation="余",
    period="2024年",
    rendering="12.6万余件",
)
HONOUR = Fact("F002", "honour", "获“全省先进集体”", "", Source("指标.xlsx", cell="荣誉!B2"), "S002")
LEDGER = Ledger((METRIC, HONOUR), (), (Question("remark", "第9行批注：待核"),))
BLOCK = Finding("FACT-01", "block", "s1", 4, 9, "38.6%", "要点.md 第3行写的是38.5%", "改为38.5%")


@pytest.fixture
def nigao(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    return CommandLine(capsys, tmp_path)


# --------------------------------------------------------------------------- facts


def test_facts_as_a_table_with_the_questions_below(nigao: CommandLine) -> None:
    nigao.service.ledger = LEDGER
    done = nigao("facts", nigao.note())
    lines = done.out.splitlines()
    assert lines[1].split() == ["F001", "指标", "12.6万余件", "办理业务", "要点.md", "第3行"]
    assert "指标.xlsx 荣誉!B2" in lines[2]
    assert done.out.index("F002") < done.out.index("批注：第9行批注：待核")


def test_facts_as_json_has_the_agreed_shape_and_nothing_else_on_stdout(nigao: CommandLine) -> None:
    nigao.service.ledger = LEDGER
    done = nigao("facts", nigao.note(), "--json")
    assert json.loads(done.out) == {
        "facts": [
            {
                "id": "F001",
                "type": "metric",
                "text": "办理业务12.6万余件",
                "subject": "办理业务",
                "value": 126000,
                "unit": "件",
                "approximation": "余",
                "period": "2024年",
                "source": {"file": "要点.md", "line": 3},
            },
            {
                "id": "F002",
                "type": "honour",
                "text": "获“全省先进集体”",
                "subject": "",
                "value": None,
                "unit": "",
                "approximation": "",
                "period": "",
                "source": {"file": "指标.xlsx", "cell": "荣誉!B2"},
            },
        ]
    }
    assert "12.6万余件" in done.out, "Chinese stands as it is"
    assert "126000," in done.out
    assert "第9行批注：待核" in done.err


# --------------------------------------------------------------------------- check


def test_check_passes_everything_on_and_prints_the_agreed_json(nigao: CommandLine) -> None:
    nigao.service.result = CheckResult((BLOCK,), (FigureTrace("38.6%", "s1", 4, 9, None),), ("F002",))
    words = ("--notes", nigao.note(), nigao.note("b.csv"), "--kind", "k", "--as-of", "2025-11-20", "--json")
    done = nigao("check", nigao.note("稿.md", "稿"), *words)
    assert done.code == 3
    assert nigao.service.asked[0][:5] == ("check", "稿.md", ["要点.md", "b.csv"], "k", [])
    finding = {"rule": "FACT-01", "severity": "block", "section": "s1", "start": 4, "end": 9, "text": "38.6%"}
    assert json.loads(done.out) == {
        "findings": [finding | {"why": "要点.md 第3行写的是38.5%", "fix": "改为38.5%"}],
        "figures": [{"text": "38.6%", "section": "s1", "start": 4, "end": 9, "fact": None}],
        "missing_facts": ["F002"],
        "as_of": "2025-11-20",
        "notes": True,
    }


def test_check_in_words_names_the_missing_facts(nigao: CommandLine) -> None:
    nigao.service.ledger = LEDGER
    unused = Finding("FACT-05", "warning", "", 0, 0, "", "要点没有写进材料")
    nigao.service.result = CheckResult((unused, replace(BLOCK, severity="warning")), (), ("F002",))
    done = nigao("check", nigao.note("稿.md"), "--notes", nigao.note())
    assert done.code == 0
    assert "  第1节\n    FACT-01" in done.out
    assert "FACT-05" not in done.out, "the list below says it with the place of each"
    assert "F002  获“全省先进集体”（指标.xlsx 荣誉!B2）" in done.out


def test_check_without_notes_says_that_nothing_was_traced(nigao: CommandLine) -> None:
    nigao.service.result = CheckResult((), (FigureTrace("38.6%", "s1", 4, 9, None),), ())
    done = nigao("check", nigao.note("稿.md"))
    assert (done.code, nigao.service.asked[0][:3]) == (0, ("check", "稿.md", []))
    assert "数据 1 处，没有给出要点，没有核对出处" in done.out
    assert json.loads(nigao("check", nigao.note("稿.md"), "--json").out)["notes"] is False


COVERAGE = Coverage(
    "p", "样例测评", "起步包", None, "notes",
    (ItemCoverage(Criterion("A1", "志愿服务：每年不少于4次", 10), "too_few", "“每年不少于4次”，要点里只有2次",
                  estimate=Span(0, 7.5)),),
    (GateEntry(Criterion("N1", "无责任事故", gate=True, evidence=("应急部门证明",))),),
    (Question("incomplete", "A1 志愿服务：还有吗？"),),
    Estimate(Span(0, 7.5), 10, 1, 0),
)  # fmt: skip


def test_why_there_is_no_estimate_stands_in_its_place(nigao: CommandLine) -> None:
    nigao.service.coverage = replace(COVERAGE, estimate=None, no_estimate="没有要点，不作自评")
    words = ("check", nigao.note("稿.md"), "--criteria", nigao.note("包.yaml", "id: p\n"))
    assert "自评：没有要点，不作自评" in nigao(*words).out
    shape = json.loads(nigao(*words, "--json").out)["coverage"]
    assert (shape["estimate"], shape["no_estimate"]) == (None, "没有要点，不作自评")


def test_check_hands_on_criteria_and_period_and_shows_the_matrix(nigao: CommandLine) -> None:
    nigao.service.coverage = COVERAGE
    pack = nigao.note("包.yaml", "id: p\n")
    words = ("--notes", nigao.note(), "--criteria", pack, "--period", "2024—2025年")
    done = nigao("check", nigao.note("稿.md"), *words)
    assert (nigao.service.asked[0][6].name, nigao.service.asked[0][7]) == ("包.yaml", "2024—2025年")
    for told in (
        "A1    志愿服务  10    次数或比例不足",
        "[未签认] N1 无责任事故；证明：应急部门证明",
        "自评：0—7.5 分",
    ):
        assert told in done.out
    shape = json.loads(nigao("check", nigao.note("稿.md"), *words, "--json").out)["coverage"]
    assert (shape["items"][0]["state"], shape["gates"][0]["state"]) == ("too_few", "unsigned")
    assert shape["estimate"] == {"low": 0, "high": 7.5, "total": 10, "items": 1, "unscored": 0}


def test_check_writes_the_page_it_is_asked_for(nigao: CommandLine) -> None:
    page = nigao.folder / "核对.html"
    assert nigao("check", nigao.note("稿.md"), "--html", page).code == 0
    assert page.read_text(encoding="utf-8") == "<html>稿.md</html>"
    draft = nigao.note("稿.html")
    assert nigao("check", draft, "--html", draft).code == 2, "never over an input"
    assert nigao("check", draft, "--html", nigao.folder / "x.docx").code == 2


def test_criteria_on_notes_alone(nigao: CommandLine) -> None:
    nigao.service.coverage = COVERAGE
    done = nigao("criteria", "civilized-unit-municipal", "--notes", nigao.note(), nigao.note("b.csv"))
    assert nigao.service.asked == [("appraise", ["要点.md", "b.csv"], "civilized-unit-municipal", "", None)]
    assert "要问的（1）\n  1. A1 志愿服务：还有吗？" in done.out
    assert "提示：由规则读出" in done.err
    assert json.loads(nigao("criteria", "p", "--notes", nigao.note(), "--json").out)["questions"]
    assert nigao("criteria", "p").code == 2
    assert nigao("criteria", "没有/的.yaml", "--notes", nigao.note()).code == 1


def test_criteria_writes_the_list_to_sign(nigao: CommandLine) -> None:
    nigao.service.coverage = COVERAGE
    out = nigao.folder / "清单.docx"
    assert nigao("criteria", "p", "--notes", nigao.note(), "-o", out).code == 0
    assert out.read_bytes() == "docx:样例测评".encode()
    assert nigao("criteria", "p", "--notes", nigao.note(), "-o", nigao.folder / "x.pdf").code == 2


# --------------------------------------------------------------------------- kinds, doctor, serve


def test_kinds_in_words_and_as_json(nigao: CommandLine) -> None:
    assert "civilised-unit  文明单位  3000—5000  组织领导" in nigao("kinds").out
    (kind,) = json.loads(nigao("kinds", "--json").out)["kinds"]
    assert (kind["id"], kind["name"], kind["length"]) == ("civilised-unit", "文明单位", [3000, 5000])


def test_doctor_fails_only_for_problems(nigao: CommandLine) -> None:
    nigao.service.diagnoses = (Diagnosis("模型", "off", "没有配置"),)
    assert nigao("doctor").code == 0
    nigao.service.diagnoses += (Diagnosis("模型端点", "problem", "连不上", "检查 OPENAI_BASE_URL"),)
    done = nigao("doctor")
    assert done.code == 1
    assert "[有问题] 模型端点：连不上\n    → 检查 OPENAI_BASE_URL" in done.out
    assert [one["state"] for one in json.loads(nigao("doctor", "--json").out)["checks"]] == ["off", "problem"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_serve_hands_the_service_to_the_workbench(nigao: CommandLine) -> None:
    port = free_port()
    assert nigao("serve", "--port", port).code == 0
    assert nigao.launched == [("127.0.0.1", port)]
    assert nigao.service.closed == 1


def test_serve_says_when_the_port_is_taken(nigao: CommandLine) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = nigao("serve", "--port", taken.getsockname()[1])
    assert (done.code, nigao.launched) == (1, [])
    assert "--port" in done.err


def test_serving_others_without_accounts_is_warned_about(nigao: CommandLine) -> None:
    assert "NIGAO_AUTH" in nigao("serve", "--host", "0.0.0.0", "--port", free_port()).err
    assert "NIGAO_AUTH" not in nigao("serve", "--port", free_port()).err


# --------------------------------------------------------------------------- failures


@pytest.mark.parametrize(
    ("failure", "code"), [(EmptyNotes("要点.md 里没有内容", "请检查"), 1), (UsageError("没有这种类型"), 2)]
)
def test_a_known_failure_is_one_line_and_an_exit_code(nigao: CommandLine, failure: Exception, code: int) -> None:
    nigao.service.failure = failure
    done = nigao("facts", nigao.note())
    assert (done.code, done.out, done.err) == (code, "", f"错误：{failure}\n")
    assert nigao.service.closed == 1


def test_debug_adds_the_traceback(nigao: CommandLine) -> None:
    nigao.service.failure = EmptyNotes("没有内容")
    assert "Traceback" not in nigao("facts", nigao.note()).err
    assert "Traceback" in nigao("facts", nigao.note(), "--debug").err


def test_a_service_that_cannot_be_built_is_one_line(nigao: CommandLine) -> None:
    nigao.build_failure = StoreError("data 不能写", "请检查权限")
    assert nigao("kinds").err == "错误：data 不能写。请检查权限。\n"


@pytest.mark.parametrize("words", ["draft", "facts --nope", "nope", "library nope", "library search", "serve --port x"])
def test_wrong_usage_is_one_chinese_line_that_names_the_help(nigao: CommandLine, words: str) -> None:
    done = nigao(*words.split())
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("错误：")
    assert done.err.count("\n") == 1
    assert "--help" in done.err


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("NIGAO_RETRIES", "99", "不能大于 10"),
        ("NIGAO_AUTH", "maybe", "'none' or 'accounts'"),
        ("NIGAO_RETRIES", "x", "整数"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    variable: str,
    value: str,
    told: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(variable, value)
    assert run(["kinds"], Runtime()) == 2
    err = capsys.readouterr().err
    assert err.startswith(f"错误：设置 {variable} 不能用：")
    assert told in err
