"""The commands backup and restore."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.runtime import runtime_of


def backup(
    context: typer.Context,
    target: Annotated[Path, typer.Argument(metavar="FILE", help="备份写入的新文件，如 拟稿备份.zip")],
) -> None:
    """把数据目录备份成一个文件；工作台不必停。

    备份里有报告和参考库的全部内容，请像对待原件一样保管。向量索引不在其中，恢复后自动重建。
    """
    from assistant.bootstrap import back_up
    from assistant.cli.files import check_place

    check_place(target, [])
    made = back_up(runtime_of(context).settings(), target)
    typer.echo(f"{target}\n{_holds(made.counts)}")


def restore(
    context: typer.Context,
    source: Annotated[Path, typer.Argument(metavar="FILE", help="nigao backup 写出的文件")],
    data_dir: Annotated[
        Path | None, typer.Option("--data-dir", metavar="FOLDER", help="恢复到这个目录；不给则用 NIGAO_DATA_DIR")
    ] = None,
    keep_old: Annotated[
        bool, typer.Option("--keep-old", help="目录里已有内容时，把旧目录改名后留在旁边（须先停掉工作台）")
    ] = False,
) -> None:
    """从备份恢复数据目录；先核对备份，对不上就什么也不动。"""
    from assistant.bootstrap import restore as restored

    made, folder, old = restored(runtime_of(context).settings(), source, data_dir, keep_old=keep_old)
    typer.echo(f"已恢复到 {folder}\n{_holds(made.counts)}")
    if old is not None:
        typer.echo(f"原来的目录改名为 {old}")


def _holds(counts: Mapping[str, int]) -> str:
    names = {"reports": "份报告", "library_documents": "份参考文件", "library_queue": "份等待或读过的文件"}
    return "其中有 " + "、".join(f"{counts.get(table, 0)} {name}" for table, name in names.items())
