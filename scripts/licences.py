"""Prints the licence of every locked package as its metadata states it, and stops at copyleft.

    python -m scripts.licences          all packages of requirements.lock that are installed here
Weak copyleft (MPL: the terms end at the package's own files) is listed apart; GPL, AGPL, LGPL and the like fail.
"""

from __future__ import annotations

import importlib.metadata
import re
import sys
from pathlib import Path

LOCK = Path(__file__).parent.parent / "requirements.lock"
_STRONG = re.compile(r"\b(A|L)?GPL|GNU|SSPL|EUPL|CC-BY-(SA|NC)|BUSL|Business Source", re.IGNORECASE)
_WEAK = re.compile(r"\bMPL|Mozilla", re.IGNORECASE)
Licence = tuple[str, str]  # name of the package, licence


def locked_names(text: str) -> list[str]:
    """The packages of a lock file, in its order."""
    return re.findall(r"^([A-Za-z0-9._-]+)==", text, re.MULTILINE)


def licence_of(name: str) -> str | None:
    """SPDX expression, else classifiers, else the licence field; None if the package is not installed here."""
    try:
        metadata = importlib.metadata.metadata(name)
    except importlib.metadata.PackageNotFoundError:
        return None
    if "License-Expression" in metadata:
        return metadata["License-Expression"]
    classifiers = metadata.get_all("Classifier") or []
    stated = [one.split("::")[-1].strip() for one in classifiers if one.startswith("License ::")]
    if stated:
        return " / ".join(stated)
    return metadata["License"].strip().splitlines()[0] if "License" in metadata else "not stated"


def sorted_out(names: list[str]) -> tuple[list[Licence], list[Licence], list[Licence], list[str]]:
    """(permissive, weak copyleft, strong copyleft or unstated, not installed here)."""
    permissive: list[Licence] = []
    weak: list[Licence] = []
    refused: list[Licence] = []
    absent: list[str] = []
    for name in names:
        licence = licence_of(name)
        if licence is None:
            absent.append(name)
        elif _STRONG.search(licence) or licence == "not stated":
            refused.append((name, licence))
        else:
            (weak if _WEAK.search(licence) else permissive).append((name, licence))
    return permissive, weak, refused, absent


def main() -> None:
    permissive, weak, refused, absent = sorted_out(locked_names(LOCK.read_text(encoding="utf-8")))
    for heading, group in (("permissive", permissive), ("weak copyleft", weak), ("copyleft or not stated", refused)):
        print(f"{heading}: {len(group)}")
        for name, licence in group:
            print(f"  {name}: {licence}")
    print(f"for other platforms, not installed here: {len(absent)}\n  {' '.join(absent)}")
    sys.exit(1 if refused else 0)


if __name__ == "__main__":
    main()
