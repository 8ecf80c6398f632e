"""`nigao draft`: what is written where, what is told, and what happens when it is stopped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cli_fake import COMPOSER, CommandLine

from assistant.errors import ModelUnreachable
from assistant.events import NotesRead, Notice, OutlineReady, ReportFinished, SectionFailed, SectionFinished
from assistant.model import (
    DraftRequest,
    Fact,
    FigureTrace,
    Finding,
    Ledger,
    Outline,
    OutlineSection,
    Question,
    Report,
    Section,
    Source,
)

SOURCE = Source("要点.md", line=7)
LEDGER = Ledger(
    facts=(Fact("F001", "metric", "覆盖面38.5%", "覆盖面", SOURCE, "S001", value=38.5, unit="%"),),
    statements=(),
    questions=(Question("conflict", "第3行与第7行的覆盖面不同"),),
)
OUTLINE = Outline(
    "云溪市青岚区民政局申报材料", tuple(OutlineSection(one, one, "", "", "", ()) for one in ("lead", "s1", "s2"))
)
SECTIONS = tuple(Section(one, "" if one == "lead" else f"一、{one}", "正文。") for one in ("lead", "s1", "s2"))
REPORT = Report(OUTLINE.title, "civilised-unit", "云溪市青岚区民政局", None, SECTIONS, COMPOSER)
HINT = Finding("STY-01", "hint", "s1", 0, 2, "正文", "句子太短")
BLOCK = Finding("FACT-01", "block", "s2", 0, 2, "正文", "要点.md 第7行写的是38.5%", "改为38.5%")


@pytest.fixture
def nigao(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    command = CommandLine(capsys, tmp_path)
    finished = [SectionFinished(section) for section in SECTIONS]
    command.service.script = [NotesRead(LEDGER), OutlineReady(OUTLINE), *finished, ReportFinished(REPORT)]
    return command


def finish_with(nigao: CommandLine, report: Report) -> None:
    nigao.service.script = [*nigao.service.script[:-1], ReportFinished(report)]


def test_without_an_output_the_report_is_stdout_and_nothing_else(nigao: CommandLine) -> None:
    done = nigao("draft", nigao.note())
    assert (done.code, done.out) == (0, f"md:{OUTLINE.title}:lead,s1,s2\n")
    assert nigao.service.closed == 1


def test_every_output_is_written_and_named(nigao: CommandLine) -> None:
    outputs = [nigao.folder / name for name in ("稿.docx", "稿.md", "稿.json")]
    done = nigao("draft", nigao.note(), *(word for path in outputs for word in ("-o", path)))
    assert done.code == 0
    assert done.out.splitlines() == [str(path) for path in outputs]
    assert [path.read_text(encoding="utf-8").split(":")[0] for path in outputs] == ["docx", "md", "json"]


def test_every_option_reaches_the_service(nigao: CommandLine) -> None:
    words = [
        "--kind",
        "k",
        "--unit",
        "某局",
        "--title",
        "标题",
        "--as-of",
        "2025年11月20日",
        "--length",
        "3500",
        "--offline",
    ]
    reference = nigao.note("范文.md", "x")
    nigao("draft", nigao.note(), *words, "--reference", reference)
    (request,) = nigao.service.asked
    assert isinstance(request, DraftRequest)
    assert [file.name for file in request.notes] == ["要点.md"]
    assert [file.name for file in request.references] == ["范文.md"]
    assert (request.kind, request.unit, request.title) == ("k", "某局", "标题")
    assert (request.as_of, request.length, request.offline) == (date(2025, 11, 20), 3500, True)


def test_progress_notices_and_questions_go_to_stderr(nigao: CommandLine) -> None:
    nigao.service.script = [Notice("类型是猜的"), *nigao.service.script]
    finish_with(nigao, replace(REPORT, questions=LEDGER.questions, unused_facts=("F001",)))
    done = nigao("draft", nigao.note())
    for told in (
        "类型是猜的",
        "读出 1 条事实，1 处要确认",
        "写完 一、s1",
        "第3行与第7行的覆盖面不同",
        "F001",
        "要点.md 第7行",
    ):
        assert told in done.err
    assert "\r" not in done.err, "no status line where stderr is no terminal"


def test_blocking_findings_give_exit_code_3_and_the_report_all_the_same(nigao: CommandLine) -> None:
    traces = (FigureTrace("38.6%", "s2", 0, 5, None), FigureTrace("38.5%", "s1", 0, 5, "F001"))
    finish_with(nigao, replace(REPORT, findings=(HINT, BLOCK), figures=traces))
    output = nigao.folder / "稿.md"
    done = nigao("draft", nigao.note(), "-o", output)
    assert done.code == 3
    assert output.exists()
    assert "数据 2 处，1 处有出处" in done.err
    assert done.err.index("必须处理（1）") < done.err.index("FACT-01") < done.err.index("提示（1）")
    assert "  一、s2\n" in done.err
    assert "→ 改为38.5%" in done.err


def test_milder_findings_leave_exit_code_0(nigao: CommandLine) -> None:
    finish_with(nigao, replace(REPORT, findings=(HINT, replace(BLOCK, severity="error"))))
    assert nigao("draft", nigao.note()).code == 0


def test_a_failed_section_is_named_with_its_reason(nigao: CommandLine) -> None:
    nigao.service.script = [OutlineReady(OUTLINE), SectionFailed(SECTIONS[1], "模型超时"), ReportFinished(REPORT)]
    assert "没有写成 一、s1：模型超时" in nigao("draft", nigao.note()).err


def test_ctrl_c_keeps_the_finished_sections_beside_an_older_report(nigao: CommandLine) -> None:
    nigao.service.script = [*nigao.service.script[:4], KeyboardInterrupt()]
    output = nigao.folder / "稿.md"
    output.write_text("上一稿", encoding="utf-8")
    done = nigao("draft", nigao.note(), "-o", output)
    assert done.code == 130
    assert output.read_text(encoding="utf-8") == "上一稿"
    assert (nigao.folder / "稿.未完成.md").read_text(encoding="utf-8") == f"md:{OUTLINE.title}:lead,s1\n"
    assert nigao.service.closed == 1


def test_ctrl_c_before_the_first_section_writes_nothing(nigao: CommandLine) -> None:
    nigao.service.script = [NotesRead(LEDGER), KeyboardInterrupt()]
    done = nigao("draft", nigao.note(), "-o", nigao.folder / "稿.md")
    assert (done.code, done.out) == (130, "")
    assert not list(nigao.folder.glob("稿*"))


def test_a_failing_endpoint_is_one_line_and_keeps_the_finished_sections(nigao: CommandLine) -> None:
    failure = ModelUnreachable("连不上 127.0.0.1:9", "请检查 OPENAI_BASE_URL")
    nigao.service.script = [*nigao.service.script[:3], failure]
    done = nigao("draft", nigao.note(), "-o", nigao.folder / "稿.docx")
    assert done.code == 1
    assert done.err.splitlines()[-1] == "错误：连不上 127.0.0.1:9。请检查 OPENAI_BASE_URL。"
    assert (nigao.folder / "稿.未完成.docx").exists()


@pytest.mark.parametrize(
    ("output", "code", "told"),
    [
        ("稿.pdf", 2, "稿.pdf"),
        ("没有/稿.md", 1, "没有输出文件夹"),
        ("夹.md", 1, "是文件夹"),
        ("要点.md", 2, "同时是输入"),
    ],
)
def test_what_is_wrong_with_an_output_is_said_before_any_work(
    nigao: CommandLine, output: str, code: int, told: str
) -> None:
    (nigao.folder / "夹.md").mkdir()
    done = nigao("draft", nigao.note(), "-o", nigao.folder / output)
    assert (done.code, done.out, nigao.service.asked) == (code, "", [])
    assert done.err.startswith("错误：")
    assert done.err.count("\n") == 1
    assert told in done.err
