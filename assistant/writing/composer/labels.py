"""「标签：内容」 lines whose label is a verb, a post, a coinage or has a frame in the wording file labels.yaml."""

from __future__ import annotations

import re

from assistant.clauses import split
from assistant.writing.composer.clause import Phrase
from assistant.writing.composer.masked import ANY, COUNT, Mask
from assistant.writing.composer.part import enumeration, part_phrase, with_level
from assistant.writing.composer.words import Words

_COINAGE = re.compile(
    r"^(?P<before>[^“”（）]{0,12})“(?P<coined>[^“”]{2,8})”(?P<noun>[^（）：]{0,12})(?:（(?P<who>[^（）]{2,20})）)?$"
)
_COUNTED_COINAGE = re.compile(r"^[二两三四五六七八九十]个?[^一二两三四五六七八九十]{1,3}$|^[二两三四五六七八九十]个一$")
_GLOSS = re.compile(r"（[^（）]*）$")
_PREDICATE = re.compile(r"(成功|完成|通过|达标|合格|到位|完工|通车|启用|投用)$")
_ITEM = re.compile(rf"^(?P<noun>[^，；：（）]+?)(?P<figure>{COUNT})(?P<gloss>（[^（）]*）)?$")


def roles(label: str, body: str, words: Words) -> Phrase | None:
    """创建领导小组：组长=局“一把手”；副组长=… -> 成立创建领导小组，由局“一把手”任组长，…"""
    said: list[str] = []
    used = False
    for piece in split(body, "；，。"):
        role, equal, who = piece.text.partition("=")
        if equal and role.strip() in words.roles:
            tail = f"为{role.strip()}" if role.strip() == "成员" else f"任{role.strip()}"
            said.append(("由" if not used else "") + who.strip() + tail)
            used = True
        else:
            said.append(piece.text.strip())
    if not used:
        return None
    verb = words.verb_for(label, words.nouns)
    return Phrase(f"{verb}{label}，{'，'.join(said)}", "verb")


def coined(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    """“四个一”活动：a；b；c -> 开展“a、b、c”的“四个一”活动; “六个一”：… -> 做到…“六个一”."""
    found = _COINAGE.match(label)
    if found is None or not _COUNTED_COINAGE.match(found["coined"]):
        bare = label if re.fullmatch(r"[二两三四五六七八九十](?:个\S|到位|化|有|上墙|公开)", label) else ""
        if not bare:
            return None
        return Phrase(f"做到{'、'.join(parts)}“{bare}”", "verb", head="做到")
    items = "、".join(parts)
    name = f"{found['before']}“{found['coined']}”{found['noun']}"
    if not found["noun"]:
        return Phrase(f"做到“{found['coined']}”，即{items}", "verb")
    verb = words.verb_for(found["noun"], words.nouns) or "推行"
    who = f"面向{found['who']}" if found["who"] else ""
    quoted = items if "“" in items else f"“{items}”"
    return Phrase(f"{who}{verb}{quoted}的{name}", "verb")


def framed(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    bare = _GLOSS.sub("", label)
    for suffix, frame in words.pairs:
        if bare.endswith(suffix) and len(parts) == 2:
            return Phrase(frame.format(first=parts[0], rest=parts[1]), "prose")
    for suffix, frame in words.frames:
        if bare == suffix or (bare.endswith(suffix) and len(bare) <= len(suffix) + 2):
            nominal = all("，" not in part and not re.search(ANY, part) for part in parts)
            if "“{items}”" in frame and any("“" in part for part in parts):
                frame = frame.replace("“{items}”", "{items}")
            listed = _list(parts) if nominal else "，".join(part_phrase(part, 0, mask, words).text for part in parts)
            return Phrase(frame.format(items=listed, label=bare), "prose")
    return None


def _list(parts: list[str]) -> str:
    """Noun phrases as one list; two quoted names side by side take no 、 (GB/T 15834)."""
    text = "、".join(parts)
    return text.replace("”、“", "”“").replace("》、《", "》《")


def reordered(label: str, parts: list[str]) -> Phrase | None:
    """换届选举一次成功：社区75个、村38个 -> 75个社区、38个村换届选举一次成功.

    撤村建居：行政村43个（全区，全部完成） -> 全区43个行政村全部完成撤村建居.
    """
    if len(parts) != 1:
        return None
    items = [_ITEM.match(piece.text) for piece in split(parts[0], "、")]
    if not items or any(item is None for item in items):
        return None
    found = [item for item in items if item is not None]
    gloss = found[-1]["gloss"] or ""
    scope = re.match(r"（(?P<scope>全[区市县省街镇乡村])[，,](?P<done>(?:全部|均|已)[^（）]{1,6})）", gloss)
    listed = "、".join(f"{item['figure']}{item['noun']}" for item in found)
    if scope:
        return Phrase(f"{scope['scope']}{listed}{scope['done']}{label}", "prose")
    if _PREDICATE.search(label):
        return Phrase(f"{listed}{label}{gloss}", "prose")
    return None


def verb_label(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    """建成：示范社区16、星级社区34 -> 建成示范社区16个、星级社区34个; 新投用：a、b；c -> 新投用a、b、c."""
    if label not in words.verbs and not re.fullmatch(
        r"(新|已|共|累计)?(建成|投用|获得?|建|增|改造|接收|完成|办理|开通|成立)", label
    ):
        return None
    listed = [enumeration(part, mask, words) for part in parts]
    bodies = [
        ("、".join(with_level([piece.text for piece in split(part, "、")])) if made else part)
        for part, made in zip(parts, listed, strict=True)
    ]
    return Phrase(label + "、".join(bodies), "verb", head=label)
