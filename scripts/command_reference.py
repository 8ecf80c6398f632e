"""Writes what `--help` says into docs/cli.md, between the marks; the words around them are written by hand."""

from __future__ import annotations

import contextlib
import io
import re
import sys
from pathlib import Path

import typer
from typer.main import get_command

from assistant.cli.commands import app

DOCUMENT = Path(__file__).parent.parent / "docs" / "cli.md"
_BLOCK = re.compile(r"(<!-- help: (?P<words>[a-z ]*) -->\n).*?(<!-- end -->)", re.DOTALL)


def every_command() -> tuple[str, ...]:
    """The words of every command, "" for `nigao` itself: ("", "serve", …, "library", "library add", …)."""
    found = [""]
    context = typer.Context(get_command(app))

    def walk(command: object, words: tuple[str, ...]) -> None:
        for name, inner in getattr(command, "commands", {}).items():
            found.append(" ".join((*words, name)))
            walk(inner, (*words, name))

    walk(context.command, ())
    return tuple(found)


def help_of(words: str) -> str:
    """What `nigao WORDS --help` prints on a terminal of 80 columns."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        get_command(app).main([*words.split(), "--help"], prog_name="nigao", standalone_mode=False, terminal_width=80)
    return "\n".join(line.rstrip() for line in printed.getvalue().splitlines())


def documented(text: str) -> tuple[str, ...]:
    """The commands that the document has a place for."""
    return tuple(block["words"].strip() for block in _BLOCK.finditer(text))


def filled(text: str) -> str:
    """The document with every help text as it is now."""
    return _BLOCK.sub(lambda block: f"{block[1]}```text\n{help_of(block['words'])}\n```\n{block[3]}", text)


def main() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    if missing := set(every_command()) - set(documented(text)):
        sys.exit(f"{DOCUMENT.name} has no place for: {', '.join(sorted(missing))}")
    DOCUMENT.write_text(filled(text), encoding="utf-8")


if __name__ == "__main__":
    main()
