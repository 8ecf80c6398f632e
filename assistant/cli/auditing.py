"""The commands `nigao audit …`: who did what when, as a chain in which no change goes unnoticed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.runtime import runtime_of
from assistant.errors import StoreError, UsageError

if TYPE_CHECKING:
    from assistant.review.audit import Head

app = typer.Typer(
    help="操作记录：谁在什么时候做了什么；不含要点和稿子的文字。", rich_markup_mode=None, no_args_is_help=True
)


@app.command()
def verify(
    context: typer.Context,
    head: Annotated[
        str, typer.Option("--head", metavar="N:HASH", help="以前另外记下的最后一条，如上次 verify 显示的")
    ] = "",
) -> None:
    """核验操作记录有没有被改动、抽掉或补写。被动过时退出码为 1。"""
    noted = _noted(head)
    with runtime_of(context).service() as service:
        count, last, broken = service.audit_verify(noted)
    if broken is not None:
        raise StoreError(f"操作记录被改动过：{broken.why}", "请保留现场，用备份核对")
    typer.echo(f"操作记录完整，共 {count} 条")
    if last is not None:
        typer.echo(f"最后一条：{last.number}:{last.hash}（请另外记下，以后用 --head 核对）")


@app.command()
def export(
    context: typer.Context,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT", help="写入文件（.jsonl）；不给则显示")
    ] = None,
) -> None:
    """导出全部操作记录，一行一条 JSON。"""
    from assistant.cli.files import check_place, write_whole

    if output is not None:
        check_place(output, [])
        if output.suffix != ".jsonl" or output.exists():
            why = "已存在" if output.exists() else "不以 .jsonl 结尾"
            raise UsageError(f"输出文件 {output} {why}", "请换一个以 .jsonl 结尾的新文件名")
    with runtime_of(context).service() as service:
        lines = service.audit_lines()
    text = "".join(f"{one}\n" for one in lines)
    if output is None:
        typer.echo(text, nl=False)
    else:
        write_whole(output, text.encode())
        typer.echo(f"{output}\n共 {len(lines)} 条")


def _noted(text: str) -> Head | None:
    from assistant.review.audit import Head

    if not text:
        return None
    found = re.fullmatch(r"(\d{1,12}):([0-9a-f]{64})", text)
    if found is None:
        raise UsageError(f"看不懂 --head {text}", "请照 nigao audit verify 显示的写，如 12:后面64位校验值")
    return Head(int(found[1]), found[2])
