"""The YAML head of a Markdown file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

Value = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """values: what the head says. lines: how many lines of the file it takes, 0 if there is none or it is broken."""

    values: Mapping[str, Value]
    lines: int
    warning: str = ""


class _Loader(yaml.BaseLoader):
    """Every scalar stays the text it is written as (a date, a number, "yes"); no aliases, so no alias bombs."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def read_front_matter(lines: list[str]) -> FrontMatter:
    """The head between the first "---" and the next. Broken YAML: its lines are to be read as text, with a warning."""
    start = next((index for index, line in enumerate(lines) if line.strip()), None)
    if start is None or lines[start].rstrip() != "---":
        return FrontMatter({}, 0)
    end = next((index for index in range(start + 1, len(lines)) if lines[index].rstrip() in {"---", "..."}), None)
    if end is None:
        return FrontMatter({}, 0)
    try:
        loaded = yaml.load("\n".join(lines[start + 1 : end]), Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as error:
        values = _line_by_line(lines[start + 1 : end])
        if values is not None:
            return FrontMatter(values, end + 1, _broken(start + 2, error) + "，已逐行按“名称: 内容”读取")
        return FrontMatter({}, 0, _broken(start + 2, error) + "，已按正文读取")
    if loaded is None or loaded == "":
        return FrontMatter({}, end + 1)
    if not isinstance(loaded, dict):
        return FrontMatter({}, 0, f"第{start + 2}行起的文件头不是“名称: 内容”的形式，已按正文读取")
    return FrontMatter({str(key).strip(): _value(value) for key, value in loaded.items()}, end + 1)


def _line_by_line(lines: list[str]) -> dict[str, Value] | None:
    """A head with one faulty value ("a"的b): each line for itself; None if a line is no pair."""
    values: dict[str, Value] = {}
    for line in lines:
        name, colon, rest = line.partition(":")
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not colon or not name.strip() or len(name) > 30 or name != name.lstrip():
            return None
        try:
            loaded = yaml.load(line, Loader=_Loader)
        except (yaml.YAMLError, RecursionError):
            loaded = None
        whole = isinstance(loaded, dict) and len(loaded) == 1
        values[name.strip()] = _value(next(iter(loaded.values()))) if whole else rest.strip()
    return values


def _broken(first: int, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    line = first + mark.line if mark is not None else first
    return f"文件头第{line}行不是正确的 YAML（内容里有冒号或引号时请整体加引号）"


def _value(value: object) -> Value:
    if isinstance(value, list):
        return tuple(_text(item) for item in value)
    return _text(value)


def _text(value: object) -> str:
    if isinstance(value, dict):
        return "；".join(f"{key}：{_text(item)}" for key, item in value.items())
    if isinstance(value, list):
        return "、".join(_text(item) for item in value)
    return str(value).strip()
