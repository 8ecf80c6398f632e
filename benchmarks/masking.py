"""How much of an exemplar's own facts masking leaves, how much of what belongs to everybody it hides.

    python benchmarks/masking.py [--seed 11] [--documents 60] [--half dev|fresh] [--show 20]

Names are made of open parts and stand in sentences (masking_parts.py). Sentences and most name parts are halved: `dev`
is what the rules were made with, `fresh` is only measured. Measured is what the library would index (title, headings,
text of the passages). `once`: each name stands once in the document; `thrice`: in up to three sentences of its class.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import masking_parts as parts

from assistant.library.cataloguing import passages_of
from assistant.library.masking import mask
from assistant.library.readers import read
from assistant.model import LibraryDocument

SEVERAL = {"place": 6, "unit": 6, "person": 6, "honour": 4, "figure": 4, "project": 3, "document": 2}
KNOWLEDGE = Path(__file__).parent.parent / "knowledge"


@dataclass(frozen=True, slots=True)
class Planted:
    """A name as it stands, and what of it must not be left."""

    kind: str
    text: str
    core: str


class Names:
    """Fresh names of all classes, of one half of the parts."""

    def __init__(self, seed: int, half: str) -> None:
        self._random = random.Random(seed)
        self._odd = half == "fresh"

    def half(self, values: Sequence[str]) -> Sequence[str]:
        return values[self._odd :: 2]

    def pick(self, values: Sequence[str]) -> str:
        return self._random.choice(self.half(values))

    def chance(self, share: float) -> bool:
        return self._random.random() < share

    def stem(self) -> str:
        return self.pick(parts.REAL) if self.chance(0.35) else self.pick(parts.FIRST) + self.pick(parts.SECOND)

    def place(self) -> Planted:
        stem = self.stem()
        way = self._random.randrange(9)
        if way == 0:
            name = self.pick(parts.MINORITY_PLACES)
            return Planted("place", name, re.sub(r"(自治[旗县州]|左翼中旗|[左右]旗|苏木|嘎查|[镇乡县市])$", "", name))
        if way == 1:
            village = self.pick(parts.VILLAGE)
            return Planted("place", f"{stem}镇{village}村" if self.chance(0.4) else f"{village}村", village)
        if way == 2:
            return Planted("place", stem + self.pick(parts.ZONES), stem)
        if way == 3:
            return Planted("place", stem, stem)
        ends = {4: ["市", "县", "区"], 5: parts.TOWN_ENDS, 6: parts.COMMUNITY_ENDS}.get(way)
        if ends is None:
            return Planted("place", f"{self.stem()}市{stem}{self._random.choice('区县')}", stem)
        return Planted("place", stem + self._random.choice(ends), stem)

    def unit(self) -> Planted:
        stem = self.stem()
        way = self._random.randrange(6)
        if way <= 1:
            end = self._random.choice("市县区")
            return Planted("unit", f"{stem}{end}{self.pick(parts.OFFICES_OF)}", stem)
        if way == 2:
            return Planted("unit", stem + self.pick(parts.OFFICES_OF).removeprefix("委"), stem)
        if way == 3:
            return Planted("unit", stem + self.pick(parts.LOCAL_UNITS), stem)
        brand = self.pick(parts.BRAND_WORDS)
        name = self.pick(parts.BRANDED_UNITS).format(brand)
        return Planted("unit", f"“{brand}”{name.removeprefix(brand)}" if way == 5 and self.chance(0.4) else name, brand)

    def person(self) -> Planted:
        if self.chance(0.08):
            name = self.pick(parts.MINORITY_PEOPLE)
            return Planted("person", name, name)
        surname = self.pick(parts.COMPOUND) if self.chance(0.06) else self.pick(parts.SURNAMES)
        given = "".join(self._random.sample(parts.GIVEN, 1 if self.chance(0.25) else 2))
        return Planted("person", surname + given, surname + given)

    def honour(self) -> Planted:
        if self.chance(0.35):
            whole = self.pick(parts.HONOUR_WHOLE)
            level = self.pick(["全国", "省级", "市级", "", "全市", "县"]) if not whole.startswith("全国") else ""
            return Planted("honour", level + whole, whole)
        level = self.pick([*parts.LEVELS, f"{self.stem()}市", f"{self.stem()}县"])
        core = self.pick(parts.FIELDS) + self.pick(parts.HONOUR_ENDS)
        return Planted("honour", level + core, core)

    def one(self, kind: str) -> Planted:
        if kind in ("place", "unit", "person", "honour"):
            made: Planted = getattr(self, kind)()
            return made
        if kind == "figure":
            text = self.pick(parts.FIGURES)
            return Planted(kind, text, re.sub(r"[名余张万元件次人]+$", "", text))
        text = self.pick(parts.BRANDS) if kind == "project" else self.pick(parts.DOCUMENTS).format(self.stem())
        return Planted(kind, text, text)


def sentences(names: Names, half: str, times: int) -> Iterator[tuple[str, list[Planted]]]:
    """Sentences of one document, with what is planted in each."""
    for kind, several in SEVERAL.items():
        frames = list(parts.FRAMES[kind][half == "fresh" :: 2])
        names._random.shuffle(frames)
        for _ in range(several):
            planted = names.one(kind)
            for _ in range(times):
                if not frames:
                    break
                frame = frames.pop()
                filled = [planted, *(names.one(kind) for _ in range(frame.count("{}") - 1))]
                yield frame.format(*(one.text for one in filled)), filled


def left_after_masking(seed: int, half: str, times: int) -> Iterator[tuple[Planted, str, bool]]:
    """Every name planted in one document, its sentence, and whether it is left in what is indexed."""
    names = Names(seed, half)
    made = list(sentences(names, half, times))
    names._random.shuffle(made)
    generic = parts.GENERIC.split("\n")
    body = [f"{sentence}{names._random.choice(generic)}" for sentence, _ in made]
    document = read("范文.txt", "\n".join(["创建工作汇报", "一、主要做法", *body]).encode())
    entry = LibraryDocument("d", "范文.txt", "创建工作汇报", "exemplar")
    shown = "\n".join(
        f"{one.passage.title}\n{one.passage.section}\n{one.passage.text}" for one in passages_of(document, entry)
    )
    common = "\n".join([*generic, *(frame for frames in parts.FRAMES.values() for frame in frames)])
    for sentence, planted in made:
        for one in planted:
            if one.core not in common:
                yield one, sentence, one.core in shown


def leaks(seed: int, documents: int, half: str, times: int, show: int) -> None:
    """Prints the share of names that are left, for each class."""
    tried: Counter[str] = Counter()
    left: Counter[str] = Counter()
    shown: list[str] = []
    for number in range(documents):
        for one, sentence, leaked in left_after_masking(seed * 1000 + number, half, times):
            tried[one.kind] += 1
            left[one.kind] += leaked
            if leaked:
                shown.append(f"  {one.kind}: {one.core} <- {sentence}")
    print(f"\nleft after masking, {half}, each name {'once' if times == 1 else 'up to three times'}")
    for kind in SEVERAL:
        print(f"  {kind:9} {left[kind]:4} of {tried[kind]:4}  {left[kind] / max(1, tried[kind]):6.1%}")
    total = sum(tried.values())
    print(f"  {'all':9} {left.total():4} of {total:4}  {left.total() / total:6.1%}")
    print("\n".join(random.Random(seed).sample(shown, min(show, len(shown)))))


def hidden(text: str) -> tuple[int, list[str]]:
    """How many characters are hidden but for figures; what they are."""
    slots = [slot.text for slot in mask(text).slots if slot.kind != "figure"]
    return sum(map(len, slots)), slots


def over_masking(show: int) -> None:
    """Generic prose, where whatever is hidden is hidden wrongly; knowledge texts, where a part is hidden rightly."""
    print("\nhidden characters, figures left out")
    texts = {"generic prose": parts.GENERIC}
    for folder in ("policies", "kinds", "criteria"):
        texts[f"knowledge/{folder}"] = "\n".join(
            path.read_text("utf-8") for path in sorted((KNOWLEDGE / folder).iterdir())
        )
    for name, text in texts.items():
        # titles and quoted words are hidden by rule and say nothing about recognition
        bare = re.sub(r'《[^《》\n]*》|“[^“”\n]*”|"[^"\n]*"', "", text)
        count, slots = hidden(bare)
        print(f"  {name:20} {count:6} of {len(bare):6}  {count / len(bare):6.2%}")
        if show:
            print("   ", " ".join(f"{word}{times}" for word, times in Counter(slots).most_common(show)))


def speed() -> None:
    """Of an exemplar of 5,000 characters, all its own names known from its whole text."""
    text = "\n".join(path.read_text("utf-8") for path in sorted((KNOWLEDGE / "exemplars").iterdir()))[:5000]
    document = read("范文.txt", text.encode())
    entry = LibraryDocument("d", "范文.txt", "范文", "exemplar")
    passages_of(document, entry)
    begun = time.process_time()
    passages_of(document, entry)
    print(f"\n5,000 characters split and masked in {time.process_time() - begun:.2f} s of processor time")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=11)
    arguments.add_argument("--documents", type=int, default=60)
    arguments.add_argument("--half", choices=("dev", "fresh"), default="fresh")
    arguments.add_argument("--show", type=int, default=0)
    chosen = arguments.parse_args()
    for times in (1, 3):
        leaks(chosen.seed, chosen.documents, chosen.half, times, chosen.show)
    over_masking(chosen.show)
    speed()


if __name__ == "__main__":
    main()
