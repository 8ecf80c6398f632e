"""Writes docs/rules.md from the table of rules."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from assistant.checking.rules import ELSEWHERE, TABLE, Rule

DOCUMENT = Path(__file__).parent.parent / "docs" / "rules.md"
_WEIGHTS = {"block": "必须处理", "error": "应当改正", "warning": "请核对", "hint": "提示"}
_HEAD = f"""# Rules

What the checker looks for: {len(TABLE)} rules, made from the table in `assistant/checking/rules.py` by `make docs`.

- *safe*: what the rule proposes is mechanical; `nigao check DRAFT --notes NOTES --fix safe -o NEW.md` makes all of
  these changes in a new file and lists them. `--fix RULE` makes those of one rule, safe or not.
- *bound*: no unit can switch the rule off or make it lighter (see `rules.yaml` in [settings](settings.md)).
- *raised in*: the file under `assistant/checking/` that finds it, or the list of words that does.
- A place may weigh less than its rule, where the check is less sure; the finding says why.
"""
_COLUMNS = "| rule | what | weight | | advice | by | raised in |\n|---|---|---|---|---|---|---|"
_TAIL = "## Not raised by any check of a text\n\n| rule | why |\n|---|---|"


def _row(rule: Rule) -> str:
    marks = ", ".join(name for name, held in (("safe", rule.safe), ("bound", rule.bound)) if held)
    cells = (rule.id, rule.what, _WEIGHTS[rule.severity], marks, rule.fix, rule.reference, f"`{rule.check}`")
    return f"| {' | '.join(cells)} |"


def _lines() -> Iterator[str]:
    yield _HEAD
    for name, rules in groupby(TABLE, key=lambda rule: rule.family):
        yield f"## {name}\n\n{_COLUMNS}"
        yield from map(_row, rules)
        yield ""
    yield _TAIL
    yield from (f"| {rules} | {why} |" for rules, why in ELSEWHERE)


def reference() -> str:
    """The whole document as the table has it."""
    return "\n".join(_lines()) + "\n"


def main() -> None:
    DOCUMENT.write_text(reference(), encoding="utf-8")


if __name__ == "__main__":
    main()
