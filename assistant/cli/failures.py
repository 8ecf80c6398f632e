"""Failures as one Chinese line on stderr. A traceback is only for `--debug`."""

from __future__ import annotations

import re
import sys
import traceback
from types import TracebackType

from assistant.cli.tables import one_line

# The argument parser's own messages (English) and what we say instead.
_USAGE = (
    (r"Missing argument '(?P<a>[^']+)'\.?.*", "缺少参数 {a}"),
    (r"Missing option '(?P<a>[^']+)'\.?.*", "缺少选项 {a}"),
    (r"Missing command\.?", "没有说要做什么"),
    (r"No such option: (?P<a>\S+).*", "没有选项 {a}"),
    (r"No such command '(?P<a>[^']*)'.*", "没有命令 {a}"),
    (r"Option '(?P<a>[^']+)' requires an argument\.?", "选项 {a} 后面要有值"),
    (r"Got unexpected extra arguments? \((?P<a>.*)\)", "多出了参数 {a}"),
    (r"Invalid value for '(?P<a>[^']+)': (?P<b>.*)", "{a} 的值不能用：{b}"),
)
_VALUE = (
    (r".*valid integer.*", "要一个整数"),
    (r".*valid number.*", "要一个数"),
    (r"Input should be (?P<a>'.*')", "可以是 {a}"),
    (r".*greater than or equal to (?P<a>-?\d+).*", "不能小于 {a}"),
    (r".*less than or equal to (?P<a>-?\d+).*", "不能大于 {a}"),
    (r".*greater than (?P<a>-?\d+).*", "要大于 {a}"),
    (r".*'(?P<a>[^']*)' is not one of (?P<b>.*?)\.?", "“{a}”不是 {b} 之一"),
)


def _translate(message: str, table: tuple[tuple[str, str], ...]) -> str | None:
    for pattern, chinese in table:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return chinese.format(**found.groupdict())
    return None


def usage_line(message: str) -> str:
    """The parser's message in Chinese; as it is where we do not know it."""
    text = _translate(message, _USAGE) or message
    what, colon, value = text.partition("：")
    return what + colon + value_words(value)


def value_words(message: str) -> str:
    """What is wrong with a value, in Chinese; as it is where we do not know it."""
    return _translate(message, _VALUE) or message


def complain(text: str) -> None:
    """One error line. What a file is called cannot steer the terminal."""
    print(f"错误：{one_line(text)}", file=sys.stderr)


def crash_hook(debug: bool) -> None:
    """From now on an unforeseen exception ends the program with one line (exit code 1)."""

    def report(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if debug:
            traceback.print_exception(kind, error, trace)
        complain(f"程序内部出错（{kind.__name__}：{error}）。请加上 --debug 再运行一次，把全部输出交给维护人员。")

    sys.excepthook = report


def warn(text: str) -> None:
    """One warning line."""
    print(f"注意：{one_line(text)}", file=sys.stderr)
