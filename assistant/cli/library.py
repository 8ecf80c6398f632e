"""The commands `nigao library …`: past reports that lend structure, policies that are quoted."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.failures import warn
from assistant.cli.runtime import runtime_of
from assistant.errors import LibraryError, NigaoError, UsageError
from assistant.model import Document, LibraryDocument, NamedFile, Preview, QueuedFile

app = typer.Typer(help="参考库：范文和政策文件。", rich_markup_mode=None, no_args_is_help=True)

LANES = {"exemplar": "范文", "policy": "政策"}


class LaneName(StrEnum):
    """As typed after `--as`."""

    exemplar = "exemplar"
    policy = "policy"


AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON")]
DocumentId = Annotated[str, typer.Argument(metavar="ID", help="文件编号，见 nigao library list")]


def _listing(documents: tuple[LibraryDocument, ...]) -> str:
    from assistant.cli.tables import table

    rows = [
        (
            one.id,
            LANES[one.lane],
            one.title or one.name,
            one.name,
            one.kind or one.number,
            one.year or one.date,
            one.validity,
            f"{one.passages}（{one.embedded} 有向量）",
            "自带" if one.shipped else "",
        )
        for one in documents
    ]
    return table(
        ("编号", "用途", "题名", "文件名", "类型/文号", "年份", "效力", "段落", ""),
        rows,
        (0, 0, 50, 40, 30, 0, 0, 0, 0),
    )


@app.command()
def add(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH", help="文件或文件夹")],
    lane: Annotated[LaneName, typer.Option("--as", help="范文（只借结构）或政策（可引原文）")],
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="材料类型，见 nigao kinds")] = "",
) -> None:
    """加入文件；文件夹则加入其中所有能读的文件。读不成的逐份说明，其余照常加入，退出码为 1。"""
    from assistant.cli.status import StatusLine

    runtime = runtime_of(context)
    files, unreadable = _handed_in(paths, runtime.settings().max_file_bytes)
    done: list[QueuedFile] = []

    def told(file: QueuedFile) -> None:
        done.append(file)
        status.show(f"已读 {len(done)}/{len(files)}  {file.name}")

    with runtime.service() as service:
        with StatusLine() as status:
            became = service.library_add(files, lane.value, kind, told)
        wanted = {one.document for one in became}
        typer.echo(_listing(tuple(one for one in service.library_list() if one.id in wanted)))
    for one in became:
        if one.state == "read" and one.why:
            warn(one.why)
    refused = [LibraryError(one.why, one.fix) for one in became if one.state == "refused"]
    _complain([*unreadable, *refused], len(files) + len(unreadable))


def _handed_in(paths: Sequence[str], max_bytes: int) -> tuple[tuple[NamedFile, ...], tuple[NigaoError, ...]]:
    """The files, and why others cannot be read. Raises what is wrong with the only file; UsageError for no path."""
    from assistant.cli.files import expand_folders, read_each

    if not all(path.strip() for path in paths):
        raise UsageError("有一个路径是空的", "请给出文件或文件夹；当前文件夹写作 .")
    wanted, leaving = expand_folders([Path(path) for path in paths])
    for link in leaving:
        warn(f"{link} 是指向文件夹之外的链接，没有加入。需要时请直接给出它指向的文件。")
    files, unreadable = read_each(wanted, max_bytes)
    if not files:
        _complain(unreadable, len(unreadable))
    return files, unreadable


def _complain(refused: Sequence[NigaoError], handed_in: int) -> None:
    if refused and handed_in == 1:
        raise refused[0]
    for one in refused:
        warn(f"{one.what}。{one.fix}。")
    if refused:
        rest = "其余的已经加入" if len(refused) < handed_in else "请逐份处理后再加入"
        raise LibraryError(f"{handed_in} 份文件中有 {len(refused)} 份没有加入，原因见上", rest)


@app.command("list")
def list_documents(context: typer.Context, as_json: AsJson = False) -> None:
    """列出全部文件。"""
    from assistant.cli.shapes import documents_shape, dumps

    with runtime_of(context).service() as service:
        documents, state = service.library_list(), service.library_state()
    typer.echo(dumps(documents_shape(documents)) if as_json else _listing(documents))
    if state.waiting:
        typer.echo(f"另有 {state.waiting} 份文件等待读取，工作台运行时在后台读", err=True)
    if state.traces:
        warn("删去的文件还有残留字节没有清除，会在数据目录空闲时自动清除")


@app.command()
def show(
    context: typer.Context,
    document: DocumentId,
    pages: Annotated[bool, typer.Option("--pages", help="按页、按表显示读到了什么，连同读取时的提示")] = False,
) -> None:
    """显示一份文件的说明和原文。"""
    with runtime_of(context).service() as service:
        if pages:
            typer.echo(_preview(service.library_preview(document)))
            return
        found, text = service.library_show(document)
    typer.echo(f"{_listing((found,))}\n\n{text}")


def _preview(preview: Preview) -> str:
    parts = [_listing((preview.document,)), *(f"提示：{one}" for one in preview.warnings)]
    for part in preview.parts:
        text = Document("", part.blocks).text() or "（没有读出文字）"
        parts.append(f"【{part.label}】\n{text}")
    return "\n\n".join(parts)


@app.command()
def remove(context: typer.Context, document: DocumentId) -> None:
    """删去一份文件。"""
    with runtime_of(context).service() as service:
        shipped = any(one.id == document and one.shipped for one in service.library_list())
        service.library_remove(document)
    typer.echo(f"已删去 {document}" + ("；它是程序自带的，下次运行时会重新加入" if shipped else ""))


@app.command()
def search(
    context: typer.Context,
    query: Annotated[str, typer.Argument(metavar="QUERY", help="要找的话")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="最多几段")] = 5,
    lane: Annotated[LaneName | None, typer.Option("--as", help="只找范文或只找政策")] = None,
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="这类材料排在前面，见 nigao kinds")] = "",
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="这种章节排在前面，如 organisation")] = "",
    in_force: Annotated[bool, typer.Option("--in-force", help="不要今天已经失效或尚未施行的政策")] = False,
    why: Annotated[bool, typer.Option("--why", help="每段说明为何找到：哪一路排第几、哪些词相同")] = False,
    as_json: AsJson = False,
) -> None:
    """找与一句话最接近的段落；范文中他人的名称和数字已遮去。"""
    from assistant.cli.shapes import dumps, search_shape
    from assistant.cli.tables import one_line

    with runtime_of(context).service() as service:
        passages = service.library_search(query, k, lane.value if lane else None, kind, role, in_force)
        remarks = service.library_remarks(query)
    if as_json:
        typer.echo(dumps(search_shape(passages, remarks)))
        return
    for rank, one in enumerate(passages, start=1):
        where = "，".join(part for part in (LANES[one.lane], one.section, one.validity) if part)
        typer.echo(f"{rank}. 《{one_line(one.title)}》（{where}） {one.id}\n   {one_line(one.text)}")
        if why:
            typer.echo(f"   {one_line(one.why)}")
    for remark in remarks:
        warn(remark)
    if not passages:
        typer.echo("没有找到", err=True)


@app.command()
def rebuild(
    context: typer.Context,
    anew: Annotated[bool, typer.Option("--anew", help="连算过的向量也重新计算（同名的向量模型换了内容时）")] = False,
) -> None:
    """重建检索索引（索引损坏时；换了向量模型会自动重建）。"""
    from assistant.cli.status import StatusLine

    with runtime_of(context).service() as service, StatusLine() as status:
        service.library_rebuild(lambda what, done, total: status.show(f"{what} {done}/{total}"), anew=anew)
    typer.echo("索引已重建")


@app.command()
def criteria(
    context: typer.Context,
    notice: Annotated[Path, typer.Argument(metavar="FILE", help="通知或评分表：.docx .xlsx .pdf .txt .md 等")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="OUT", help="写入新文件（.yaml）；不给则显示")
    ] = None,
    offline: Annotated[bool, typer.Option("--offline", help="不用模型，只按规则整理")] = False,
) -> None:
    """把通知、评分表中的项目、分值、佐证和前置条件整理成可修改的 YAML；没有归入的行逐条列出。"""
    from assistant.cli.files import read_files, write_whole
    from assistant.cli.status import StatusLine
    from assistant.library.criteria import to_yaml

    if output is not None and (output.suffix != ".yaml" or output.exists()):
        why = "已存在" if output.exists() else "不以 .yaml 结尾"
        raise UsageError(f"输出文件 {output} {why}", "请换一个以 .yaml 结尾的新文件名")
    runtime = runtime_of(context)
    (file,) = read_files([notice], runtime.settings().max_file_bytes)
    with runtime.service() as service, StatusLine() as status:
        status.show(f"正在整理 {file.name}")
        identity = output.stem if output is not None else "imported"
        found = service.import_criteria(file, identity, offline=offline)
    written = to_yaml(found)
    if output is None:
        typer.echo(written, nl=False)
    else:
        write_whole(output, written.encode())
        typer.echo(str(output))
    gates = sum(item.gate for item in found.pack.items)
    typer.echo(f"读到 {len(found.pack.items)} 项，其中前置条件 {gates} 项；使用前请逐项与原文核对", err=True)
    for line in (*found.remarks, *(left.label() for left in found.unplaced)):
        typer.echo(f"  {' '.join(line.split())}", err=True)
