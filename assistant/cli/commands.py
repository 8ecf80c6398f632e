"""The commands serve, draft, facts, check, criteria, kinds and doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Annotated

import typer

from assistant import __version__
from assistant.cli import auditing, keeping, library
from assistant.cli.runtime import Format, ServicePort, runtime_of
from assistant.errors import NigaoError, UsageError
from assistant.model import CheckRequest, DraftRequest, Report

app = typer.Typer(
    name="nigao",
    help="拟稿：把单位的要点和数据写成申报材料，每个数字、荣誉和名称都有出处。",
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
app.add_typer(library.app, name="library")
app.add_typer(auditing.app, name="audit")

Notes = Annotated[
    list[Path], typer.Argument(metavar="NOTES", help="要点、数据表：.md .txt .docx .doc .pdf .xlsx .xls .csv")
]
KindName = Annotated[str, typer.Option("--kind", metavar="KIND", help="材料类型，见 nigao kinds；不给则从要点中判断")]
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="成文日期，如 2025-11-20 或 2025年11月20日")]
References = Annotated[
    list[Path] | None, typer.Option("--reference", metavar="FILE", help="只用于这一次的范文，可多个")
]
Period = Annotated[str, typer.Option("--period", metavar="PERIOD", help="申报期，如 2024—2025年；不给则看通知和要点")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=_print_version, help="显示版本")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="出错时显示完整的内部信息；可写在任何位置")] = False,
) -> None:
    """The options that stand before a command; `--debug` is taken out by `entry` wherever it stands."""


@app.command()
def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", metavar="HOST", help="监听的地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", metavar="PORT", min=1, max=65535, help="监听的端口")] = 7860,
) -> None:
    """起动工作台，用浏览器打开。"""
    from assistant.cli.serving import require_free, warn_if_open

    require_free(host, port)
    runtime = runtime_of(context)
    warn_if_open(host, runtime.settings().auth)
    with runtime.service() as service:
        runtime.launch(service, host, port)


@app.command()
def draft(
    context: typer.Context,
    notes: Notes,
    kind: KindName = "",
    unit: Annotated[str, typer.Option("--unit", metavar="NAME", help="申报单位（个人材料为姓名）")] = "",
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="标题；不给则按类型拟定")] = "",
    as_of: AsOf = "",
    reference: References = None,
    length: Annotated[
        int, typer.Option("--length", metavar="N", min=0, max=100_000, help="正文字数；0 表示按类型")
    ] = 0,
    offline: Annotated[bool, typer.Option("--offline", help="不用模型，由离线编排写出")] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option("--output", "-o", metavar="OUT", help="写成 .docx .md .json，可重复；不给则显示"),
    ] = None,
) -> None:
    """起草一份申报材料。

    有必须处理的问题时也写出文件，退出码为 3，并列出这些问题。中断（Ctrl-C）时写完的各节存入“.未完成”文件。
    """
    from assistant.cli.files import check_outputs, parse_date, read_files

    runtime = runtime_of(context)
    outputs, references = output or [], reference or []
    check_outputs(outputs, [*notes, *references])
    most = runtime.settings().max_file_bytes
    request = DraftRequest(
        notes=read_files(notes, most),
        references=read_files(references, most),
        kind=kind,
        unit=unit,
        title=title,
        as_of=parse_date(as_of),
        length=length or None,
        offline=offline,
    )
    with runtime.service() as service:
        _draft(service, request, outputs)


def _draft(service: ServicePort, request: DraftRequest, outputs: list[Path]) -> None:
    from assistant.cli.drafting import Progress, Teller, follow
    from assistant.cli.findings import blocking, draft_text

    progress, teller = Progress(), Teller()
    try:
        report = follow(service.draft(request), progress, teller)
    except (KeyboardInterrupt, NigaoError) as stopped:
        kept = progress.unfinished(request, service.writer_name)
        if kept is not None:
            _keep(service, kept, outputs, teller.tell)
        if isinstance(stopped, NigaoError):
            raise
        teller.tell("已中断")
        raise typer.Exit(130) from stopped
    _write(service.export, report, outputs)
    print(f"\n{draft_text(report, progress.ledger)}", file=sys.stderr)
    if blocking(report.findings):
        raise typer.Exit(3)


def _write(render: Callable[[Report, Format], bytes], report: Report, outputs: list[Path]) -> None:
    from assistant.cli.files import output_format, write_whole

    for path in outputs:
        write_whole(path, render(report, output_format(path)))
        typer.echo(str(path))
    if not outputs:
        typer.echo(render(report, "md").decode("utf-8"), nl=False)


def _keep(service: ServicePort, report: Report, outputs: list[Path], tell: Callable[[str], None]) -> None:
    """The finished sections of a draft that was stopped."""
    from assistant.cli.files import unfinished_name

    tell(f"已写完的 {len(report.sections)} 段保存如下（没有经过核对）")
    _write(service.rescue, report, [unfinished_name(path) for path in outputs])


@app.command()
def facts(context: typer.Context, notes: Notes, as_json: AsJson = False) -> None:
    """列出要点中的每一条事实和它的出处。"""
    from assistant.cli.files import read_files
    from assistant.cli.findings import facts_text, questions_text
    from assistant.cli.shapes import dumps, ledger_shape

    runtime = runtime_of(context)
    files = read_files(notes, runtime.settings().max_file_bytes)
    with runtime.service() as service:
        ledger = service.facts(files)
    if not as_json:
        typer.echo(facts_text(ledger))
        return
    typer.echo(dumps(ledger_shape(ledger)))
    if ledger.questions:
        typer.echo(questions_text(ledger.questions), err=True)


@app.command()
def check(
    context: typer.Context,
    draft: Annotated[Path, typer.Argument(metavar="DRAFT", help="要核对的稿子：.md .txt .docx .doc .pdf")],
    notes: Annotated[
        list[Path], typer.Option("--notes", metavar="NOTES", help="据以核对的要点和数据表，可多个；不给则只核对文字")
    ] = [],  # noqa: B006
    kind: KindName = "",
    reference: References = None,
    criteria: Annotated[
        str, typer.Option("--criteria", metavar="PACK", help="测评项：YAML、通知或评分表，或测评包的编号")
    ] = "",
    period: Period = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="OUT", help="另存为网页：原文和问题对照")] = None,
    fix: Annotated[
        str, typer.Option("--fix", metavar="safe|RULE", help="把可以直接改的（safe）或某一条规则的改动写进新文件")
    ] = "",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="--fix 的新文件：.md .txt")
    ] = None,
) -> None:
    """拿要点核对一份稿子：数字、荣誉、名称、范文残留、用语、测评项、字数。

    还有必须处理的问题时退出码为 3。
    """
    from assistant.cli.files import parse_date, read_files
    from assistant.cli.findings import blocking, examined_text
    from assistant.cli.fixing import check_fix, write_fixed
    from assistant.cli.judging import check_page_place, read_criteria, write_page
    from assistant.cli.shapes import dumps, examined_shape

    runtime = runtime_of(context)
    most = runtime.settings().max_file_bytes
    inputs = [draft, *notes, *(reference or []), *([Path(criteria)] if criteria else [])]
    check_fix(fix, output, inputs)
    check_page_place(html, inputs)
    (manuscript,) = read_files([draft], most)
    request = CheckRequest(
        manuscript, read_files(notes, most), read_files(reference or [], most), read_criteria(criteria, most),
        kind, parse_date(as_of), period,
    )  # fmt: skip
    with runtime.service() as service:
        found = service.examine(request)
        changed = write_fixed(service, manuscript, found.result.findings, fix, output) if output is not None else ""
        page = write_page(service, found, html)
    typer.echo(dumps(examined_shape(found)) if as_json else examined_text(found))
    for told in (changed, page):
        if told:
            typer.echo(told, err=as_json)
    if as_json:
        _remark(found.remarks)
    if blocking(found.result.findings):
        raise typer.Exit(3)


@app.command()
def criteria(
    context: typer.Context,
    pack: Annotated[str, typer.Argument(metavar="PACK", help="测评项：YAML、通知或评分表，或测评包的编号")],
    notes: Annotated[list[Path], typer.Option("--notes", metavar="NOTES", help="要点和数据表，可多个")] = [],  # noqa: B006
    period: Period = "",
    as_of: AsOf = "",
    as_json: AsJson = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT", help="佐证和签认清单：.md .docx")
    ] = None,
) -> None:
    """拿要点对照测评项：哪些有材料，哪些缺，次数够不够，要问什么，自评多少。"""
    from assistant.cli.coverage import coverage_shape, coverage_text
    from assistant.cli.files import parse_date, read_files
    from assistant.cli.judging import check_list_place, read_criteria, write_list
    from assistant.cli.shapes import dumps

    if not notes:
        raise UsageError("没有给出要点", "用 --notes 给出要点文件")
    runtime = runtime_of(context)
    most = runtime.settings().max_file_bytes
    check_list_place(output, [*notes, Path(pack)])
    files = read_files(notes, most)
    with runtime.service() as service:
        coverage, remarks = service.appraise(files, read_criteria(pack, most), period, parse_date(as_of))
        written = write_list(service, coverage, output)
    typer.echo(dumps(coverage_shape(coverage)) if as_json else coverage_text(coverage))
    if written:
        typer.echo(written, err=as_json)
    _remark(remarks)


def _remark(remarks: Iterable[str]) -> None:
    for remark in remarks:
        typer.echo(f"提示：{' '.join(remark.split())}", err=True)


@app.command()
def kinds(context: typer.Context, as_json: AsJson = False) -> None:
    """列出能写的材料类型。"""
    from assistant.cli.shapes import dumps, kinds_shape
    from assistant.cli.tables import table

    with runtime_of(context).service() as service:
        known = service.kinds
    rows = [
        (kind.id, kind.name, f"{kind.length[0]}—{kind.length[1]}", "、".join(one.topic for one in kind.sections))
        for kind in known
    ]
    typer.echo(dumps(kinds_shape(known)) if as_json else table(("编号", "名称", "字数", "章节"), rows))


@app.command()
def doctor(context: typer.Context, as_json: AsJson = False) -> None:
    """检查配置：什么可用，什么没有配置，有问题的怎么办。有问题时退出码为 1。"""
    from assistant.cli.shapes import doctor_shape, dumps
    from assistant.cli.tables import one_line

    with runtime_of(context).service() as service:
        found = service.doctor()
    if as_json:
        typer.echo(dumps(doctor_shape(found)))
    else:
        names = {"ok": "正常", "off": "未用", "problem": "有问题"}
        for one in found:
            typer.echo(f"[{names[one.state]}] {one_line(one.what)}：{one_line(one.detail)}")
            if one.fix:
                typer.echo(f"    → {one_line(one.fix)}")
    if any(one.state == "problem" for one in found):
        raise typer.Exit(1)


app.command()(keeping.backup)
app.command()(keeping.restore)
