"""`nigao check … --fix`: the chosen changes in a new file, and the list of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.cli.files import check_outputs, write_whole
from assistant.cli.tables import one_line, shorten
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.checking.fixes import Change
    from assistant.cli.runtime import ServicePort
    from assistant.fixing import Fixed
    from assistant.model import Finding, NamedFile

_SUFFIXES = (".md", ".txt")


def check_fix(which: str, output: Path | None, inputs: Sequence[Path]) -> None:
    """Everything that is wrong with the call before any work is done. Raises UsageError or NigaoError."""
    if bool(which) != (output is not None):
        raise UsageError("--fix 和 -o 要一起用", "例如 --fix safe -o 新稿.md；原稿不会改动")
    if output is not None:
        if output.suffix.lower() not in _SUFFIXES:
            raise UsageError(f"修改后的稿子不能写成 {output.name} 这种格式", "输出文件以 .md 或 .txt 结尾")
        check_outputs([output.with_suffix(".md")], [])
        if output.resolve() in {path.resolve() for path in inputs}:
            raise UsageError(f"输出 {output} 同时是输入，写出会盖掉它", "请换一个输出文件名")
    if which:
        from assistant.checking.fixes import choose

        choose((), which)


def write_fixed(service: ServicePort, draft: NamedFile, findings: Sequence[Finding], which: str, output: Path) -> str:
    """Writes the new file and says what was changed."""
    done = service.fix(draft, findings, which)
    write_whole(output, done.text.encode("utf-8"))
    return fixed_text(done, output)


def fixed_text(done: Fixed, output: Path) -> str:
    """Every change made and every change refused."""
    lines = [f"已写出 {output}，改了 {len(done.made)} 处"]
    lines += [f"  第{done.text.count(chr(10), 0, one.start) + 1}行 {_change(one)}" for one in done.made]
    if done.refused:
        lines.append(f"没有改的 {len(done.refused)} 处")
        lines += [f"  {_change(one.change)}（{one.why}）" for one in done.refused]
    return "\n".join(lines)


def _change(change: Change) -> str:
    before, after = (
        shorten(one_line(words), 30) if words.strip() else words for words in (change.before, change.after)
    )
    if not after:
        return f"{change.rule} 删去“{before}”"
    return f"{change.rule} “{before}”改为“{after}”" if before else f"{change.rule} 加上“{after}”"
