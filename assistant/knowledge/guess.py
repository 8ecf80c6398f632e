"""Which kind of report some words (a title, a line of front matter, a file name) speak of."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import InputError
from assistant.model import Kind

_GENERAL = "work-report"


def guess_kind(kinds: Sequence[Kind], words: str) -> tuple[Kind, str]:
    """The kind whose alias found in `words` is the longest, and one sentence in Chinese that says why.

    The longest alias wins because it is the most specific (精神文明建设先进单位 over 先进单位); of equally long
    ones the last in the words, where a Chinese title names its sort. The general kind work-report is taken only
    where no other fits (文明单位创建工作总结 is for a 文明单位). Raises InputError if there is no general kind.
    """
    named = ((alias, kind) for kind in kinds for alias in _names(kind) if alias in words)
    found = [(kind.id != _GENERAL, len(alias), words.rindex(alias), alias, kind) for alias, kind in named]
    if found:
        *_, alias, kind = max(found, key=lambda hit: hit[:3])
        others = dict.fromkeys(other.name for *_, other in found if other.id != kind.id)
        doubt = f"；其中也有“{'”“'.join(others)}”的字样，如不合适请指定类型" if others else ""
        return kind, f"材料中有“{alias}”字样，按“{kind.name}”起草{doubt}。"
    for kind in kinds:
        if kind.id == _GENERAL:
            return kind, f"材料中没有能判断类型的字样，按通用的“{kind.name}”起草，如不合适请指定类型。"
    raise InputError(f"知识文件中没有通用类型 {_GENERAL}", "请恢复 knowledge/kinds/work-report.yaml")


def _names(kind: Kind) -> tuple[str, ...]:
    return (kind.id, kind.name, *kind.aliases)
