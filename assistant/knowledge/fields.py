"""Reads one YAML file strictly, so that a slip of an author is an error with a place, not a silent default."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path
from string import Formatter

import yaml

from assistant.errors import FileMissing, InputError

# the C parser is about ten times as fast; not every build of PyYAML has it
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_HELP = "请按 docs/knowledge.md 改正"


def files(folder: Path) -> tuple[Path, ...]:
    """The YAML files of a folder by name. Raises FileMissing if there is no such folder."""
    if not folder.is_dir():
        raise FileMissing(f"知识文件夹 {folder.name} 不存在", "请恢复该文件夹，或检查 NIGAO_KNOWLEDGE_DIR")
    return tuple(sorted(folder.glob("*.yaml")))


def read(path: Path) -> object:
    """The one document of a YAML file. Raises InputError: unreadable, not UTF-8, not YAML, a key twice, empty."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} 读不出来（{error}）", "请确认文件可读，并存为 UTF-8 编码") from error
    return parse(data, path.name)


def parse(data: bytes, name: str) -> object:
    """The one document of these bytes; name: of the file, for messages. Raises InputError as `read` does."""
    try:
        loader = _LOADER(data.decode("utf-8-sig"))
        try:
            node = loader.get_single_node()
            if node is None:
                raise InputError(f"{name} 是空文件", _HELP)
            _refuse_repeated_keys(node, name)
            document: object = loader.construct_document(node)
        finally:
            loader.dispose()
    except UnicodeDecodeError as error:
        raise InputError(f"{name} 读不出来（{error}）", "请确认文件可读，并存为 UTF-8 编码") from error
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise InputError(f"{name} 不是合格的 YAML（{' '.join(str(error).split())[:300]}）", _HELP) from error
    return document


def _refuse_repeated_keys(root: yaml.Node, name: str) -> None:
    """YAML itself keeps the last of two equal keys without a word."""
    open_nodes = [root]
    visited: set[int] = set()  # an alias may lead back to where it stands
    while open_nodes:
        node = open_nodes.pop()
        if id(node) in visited:
            continue
        visited.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            open_nodes += node.value
        elif isinstance(node, yaml.MappingNode):
            seen: set[str] = set()
            for key, value in node.value:
                if key.value in seen:
                    raise InputError(f"{name} 第{key.start_mark.line + 1}行的 {key.value} 重复出现", _HELP)
                seen.add(str(key.value))
                open_nodes.append(value)


class Fields:
    """One mapping of a file, taken apart key by key; `done` refuses what nobody asked for.

    where: the file's name and the way to this mapping, as it appears in messages ("x.yaml sections[2]").
    """

    def __init__(self, content: object, where: str) -> None:
        if not isinstance(content, Mapping):
            raise InputError(f"{where} 应为“键: 值”形式", _HELP)
        self.where = where
        self._content = {str(key): value for key, value in content.items()}
        self._taken: set[str] = set()

    def fault(self, key: str, why: str) -> InputError:
        return InputError(f"{self.where} 的 {key} {why}", _HELP)

    def names(self) -> tuple[str, ...]:
        return tuple(self._content)

    def has(self, key: str) -> bool:
        return key in self._content

    def value(self, key: str) -> object:
        if key not in self._content:
            raise InputError(f"{self.where} 缺少 {key}", _HELP)
        self._taken.add(key)
        return self._content[key]

    def text(self, key: str, default: str | None = None) -> str:
        """A non-empty string; `default` where the key is absent and a default is given."""
        if default is not None and not self.has(key):
            return default
        return _text(self.value(key), self, key)

    def texts(self, key: str, least: int = 0, optional: bool = False) -> tuple[str, ...]:
        """A list of non-empty, distinct strings, at least `least` of them."""
        if optional and not self.has(key):
            return ()
        texts = tuple(_text(entry, self, key) for entry in self.entries(key))
        if len(texts) < least:
            raise self.fault(key, f"至少要有{least}项，现有{len(texts)}项")
        repeated = next((text for text in texts if texts.count(text) > 1), None)
        if repeated is not None:
            raise self.fault(key, f"中“{repeated}”重复")
        return texts

    def entries(self, key: str) -> list[object]:
        value = self.value(key)
        if not isinstance(value, list):
            raise self.fault(key, "应为列表")
        return value

    def parts(self, key: str) -> tuple[Fields, ...]:
        """A non-empty list of mappings, each to be taken apart in turn."""
        entries = self.entries(key)
        if not entries:
            raise self.fault(key, "不能为空")
        return tuple(Fields(entry, f"{self.where} {key}[{number}]") for number, entry in enumerate(entries, 1))

    def number(self, key: str, default: float | None = None) -> float:
        """A positive number."""
        if default is not None and not self.has(key):
            return default
        value = self.value(key)
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            raise self.fault(key, "应为大于零的数")
        return value

    def span(self, key: str) -> tuple[int, int]:
        """[from, to], whole numbers in order."""
        match self.entries(key):
            case [int(low), int(high)] if 0 < low <= high:
                return low, high
        raise self.fault(key, "应为两个由小到大的整数")

    def flag(self, key: str) -> bool:
        """true or false; false where the key is absent."""
        if not self.has(key):
            return False
        value = self.value(key)
        if not isinstance(value, bool):
            raise self.fault(key, "应为 true 或 false")
        return value

    def allow_slots(self, key: str, texts: Collection[str], slots: Collection[str]) -> None:
        """Every {slot} of these frames is one of `slots`."""
        for text in texts:
            try:
                used = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
            except ValueError as error:
                raise self.fault(key, f"“{text}”中花括号不成对") from error
            for name in used:
                if name not in slots:
                    raise self.fault(key, f"“{text}”中的 {{{name}}} 不是可用的空位（{'、'.join(sorted(slots))}）")

    def done(self) -> None:
        """Raises InputError if the mapping has keys that were never taken."""
        unknown = [key for key in self._content if key not in self._taken]
        if unknown:
            raise InputError(f"{self.where} 有不认识的键 {'、'.join(unknown)}", _HELP)


def _text(value: object, fields: Fields, key: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise fields.fault(key, "应为非空文字（数字和日期要加引号）")
    return value.strip()
