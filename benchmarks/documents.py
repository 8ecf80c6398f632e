"""Many documents of a few: copies with other names and figures, every tenth as a Word file."""

from __future__ import annotations

import io
import random
import re
from pathlib import Path

SUFFIXES = (".txt", ".md")
PLACES = ("青禾", "石桥", "云川", "竹篱", "松岩", "霞浦", "禾浦", "澄湖", "白塔", "望江")


def base_texts(folder: Path) -> list[tuple[str, str]]:
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES):
        try:
            found.append((path.stem, path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def varied(text: str, rng: random.Random) -> str:
    """Other figures of the same length, other places."""
    place = rng.choice(PLACES)
    text = re.sub(r"[\u4e00-\u9fff]{2}(?=[市区县](?![\u4e00-\u9fff]{0,2}场))", place, text)
    return re.sub(r"\d", lambda digit: str(rng.randint(1, 9)) if digit[0] != "0" else "0", text)


def word_file(text: str) -> bytes:
    import docx

    document = docx.Document()
    for line in text.splitlines():
        document.add_paragraph(re.sub(r"[\x00-\x08\x0b-\x1f]", "", line))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def make_documents(source: Path, folder: Path, count: int, seed: int) -> list[Path]:
    base, rng = base_texts(source), random.Random(seed)
    made = []
    for number in range(count):
        stem, text = base[number % len(base)]
        body = text if number < len(base) else varied(text, rng)
        name = f"{number:03d}-{stem[:40]}"
        if number % 10 == 9:
            path, data = folder / f"{name}.docx", word_file(body)
        else:
            path, data = folder / f"{name}.txt", f"{body}\n".encode()
        path.write_bytes(data)
        made.append(path)
    return made
