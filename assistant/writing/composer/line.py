"""One note line -> one phrase of official prose: labels, coinages, roles, lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.clauses import first, split
from assistant.model import Fact, Statement
from assistant.writing.composer.clause import Phrase, clause, joined, slogan
from assistant.writing.composer.masked import ANY, COUNT, FIGURE, HONOUR, MONEY, Mask
from assistant.writing.composer.shorthand import official
from assistant.writing.composer.words import Words

_PERSONAL = re.compile(r"^（个人）")
# 社区助餐点46个，2025年底 -> 截至2025年底，社区助餐点46个
_TIME_LAST = re.compile(r"^(?P<body>[^，；：（）]+)，(?P<time>\d{4}年(?:\d{1,2}月)?[底末]?)$")
_COINAGE = re.compile(r"^(?P<before>[^“”（）]{0,12})“(?P<coined>[^“”]{2,8})”(?P<noun>[^（）：]{0,12})(?:（(?P<who>[^（）]{2,20})）)?$")
_COUNTED_COINAGE = re.compile(r"^[二两三四五六七八九十]个?[^一二两三四五六七八九十]{1,3}$|^[二两三四五六七八九十]个一$")
_GLOSS = re.compile(r"（[^（）]*）$")
_PREDICATE = re.compile(r"(成功|完成|通过|达标|合格|到位|完工|通车|启用|投用)$")
_ITEM = re.compile(rf"^(?P<noun>[^，；：（）]+?)(?P<figure>{COUNT})(?P<gloss>（[^（）]*）)?$")
_BARE_INDICATOR = re.compile(r"(^|，)(收入|投资|面积|产值|产量|总产值)(?=[\ue000-\uefff])")
_BARE_VERB = re.compile(r"(^|，)(新增|净增)(?=[\ue000-\uefff])")
_KEY_PROJECT = re.compile(r"(^|，)(重点|重大)(项目|工程)(?=[\ue000-\uefff])")
_TWO_YEARS = re.compile(
    rf"(?P<first>20\d\d年)(?P<before>{FIGURE})[，、](?P<second>20\d\d年)(?P<after>{FIGURE})(?:，(?P<rest>[^，；。]*{FIGURE}))?(?P<gloss>（[^（）]*）)?"
)
_RUNS_ON = re.compile(r"由|从|比|按|全部|均|逐|免除|换出|每|\d{4}年|24|新")
_GRANT = re.compile(r"(补贴|津贴|慰问金|补助|补助金|救助金|助学金)$")
_LEVEL = re.compile(r"^(国家级|省级|市级|区级|县级)(?P<rest>.{2})")


def phrase(statement: Statement, facts: Sequence[Fact], words: Words) -> Phrase:
    """The line as one phrase, its values shown. Every value of the line is in it, none is changed."""
    mask = Mask(statement, facts)
    text = official(_TIME_LAST.sub(_time_first, _PERSONAL.sub("", mask.text)), words)
    made = _labelled(text, mask, words) or _plain(text, mask, words)
    return _shown(made, mask)


def _time_first(found: re.Match[str]) -> str:
    time = found["time"]
    return f"{'截至' if time.endswith(('底', '末')) else ''}{time}，{found['body']}"


def _shown(made: Phrase, mask: Mask) -> Phrase:
    others = tuple(replace(other, text=mask.show(other.text)) for other in made.others)
    return replace(made, text=mask.show(made.text), others=others)


def _plain(text: str, mask: Mask, words: Words) -> Phrase:
    """A line without a label: its parts one after the other."""
    parts = [piece.text for piece in split(text, "；。")]
    phrases = [_part(part, index, mask, words) for index, part in enumerate(parts)]
    if len(phrases) == 1:
        return phrases[0]
    made = joined(phrases)
    return made[0] if len(made) == 1 else Phrase(chain(made), made[0].shape)


def _part(text: str, ordinal: int, mask: Mask, words: Words) -> Phrase:
    """One part between semicolons: its clauses, or one parallel list of catchwords."""
    catchwords = slogan(text, ordinal, words)
    if catchwords:
        return catchwords
    listed = _enumeration(text, mask, words)
    if listed:
        return listed
    phrases = joined([clause(piece.text, mask, words) for piece in split(text, "，")])
    if len(phrases) == 1:
        return phrases[0]
    body = "，".join(one.text for one in phrases)
    return Phrase(body, phrases[0].shape, others=_first_varied(phrases))


def _first_varied(phrases: list[Phrase]) -> tuple[Phrase, ...]:
    rest = "".join("，" + one.text for one in phrases[1:])
    return tuple(Phrase(other.text + rest, other.shape) for other in phrases[0].others)


def _enumeration(text: str, mask: Mask, words: Words) -> Phrase | None:
    """示范社区16、星级社区34 …: every item noun + figure; one verb in front at most."""
    items = [piece.text for piece in split(text, "、")]
    if len(items) < 2 or "，" in text or not all(re.search(FIGURE, item) for item in items):
        return None
    items = _with_level(items)
    head = clause(items[0], mask, words)
    return Phrase("、".join([head.text, *items[1:]]), head.shape, head=head.head)


def _with_level(items: list[str]) -> list[str]:
    """市级文明单位4、文明镇1: the level of the first item holds for the like-named items after it."""
    found = _LEVEL.match(items[0])
    if not found:
        return items
    stem = found["rest"]
    return [items[0], *(found[1] + item if item.startswith(stem) else item for item in items[1:])]


def _labelled(text: str, mask: Mask, words: Words) -> Phrase | None:
    place = first(text, "：")
    if place <= 0 or place > 40:
        return None
    label, body = text[:place], text[place + 1 :]
    parts = [piece.text for piece in split(body, "；。")]
    if not parts:
        return None
    return (
        _roles(label, body, words)
        or _coined(label, parts, mask, words)
        or _framed(label, parts, mask, words)
        or _reordered(label, parts)
        or _verb_label(label, parts, mask, words)
        or _topic(label, parts, mask, words)
    )


def _roles(label: str, body: str, words: Words) -> Phrase | None:
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


def _coined(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
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


def _framed(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    bare = _GLOSS.sub("", label)
    for suffix, frame in words.pairs:
        if bare.endswith(suffix) and len(parts) == 2:
            return Phrase(frame.format(first=parts[0], rest=parts[1]), "prose")
    for suffix, frame in words.frames:
        if bare == suffix or (bare.endswith(suffix) and len(bare) <= len(suffix) + 2):
            nominal = all("，" not in part and not re.search(ANY, part) for part in parts)
            if "“{items}”" in frame and any("“" in part for part in parts):
                frame = frame.replace("“{items}”", "{items}")
            listed = _list(parts) if nominal else "，".join(_part(part, 0, mask, words).text for part in parts)
            return Phrase(frame.format(items=listed, label=bare), "prose")
    return None


def _list(parts: list[str]) -> str:
    """Noun phrases as one list; two quoted names side by side take no 、 (GB/T 15834)."""
    text = "、".join(parts)
    return text.replace("”、“", "”“").replace("》、《", "》《")


def _reordered(label: str, parts: list[str]) -> Phrase | None:
    """换届选举一次成功：社区75个、村38个 -> 75个社区、38个村换届选举一次成功; 撤村建居：行政村43个（全区，全部完成）."""
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


def _verb_label(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    """建成：示范社区16、星级社区34 -> 建成示范社区16个、星级社区34个; 新投用：a、b；c -> 新投用a、b、c."""
    if label not in words.verbs and not re.fullmatch(r"(新|已|共|累计)?(建成|投用|获得?|建|增|改造|接收|完成|办理|开通|成立)", label):
        return None
    listed = [_enumeration(part, mask, words) for part in parts]
    bodies = [
        ("、".join(_with_level([piece.text for piece in split(part, "、")])) if made else part)
        for part, made in zip(parts, listed, strict=True)
    ]
    return Phrase(label + "、".join(bodies), "verb", head=label)


def _topic(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase:
    """Everything else: the label is the topic or the subject of what follows."""
    bare = _GLOSS.sub("", label)
    special = _planned(label, parts, mask, words) or _years(label, parts, mask) or _granted(bare, parts) or _ranked(label, parts, mask, words) or _person(label, parts)
    if special:
        return special
    parts = [_scoped(part, bare) for part in parts]
    alone = re.match(rf"^(?:共|约)?({FIGURE})", parts[0])
    if alone:
        verb = _topic_verb(bare, mask.fact(alone[1]).unit, words)
        leaning = _BARE_INDICATOR.sub(rf"\1{bare}\2", parts[0]) if len(bare) <= 4 else parts[0]
        parts[0] = f"{label}{verb}{leaning}"
    made = joined([_part(part, index, mask, words) for index, part in enumerate(parts)])
    if alone:
        return made[0] if len(made) == 1 else Phrase(chain(made), made[0].shape)
    body = chain(made)
    if bare == "其中":
        return Phrase(f"其中，{body}", "prose")
    if len(parts) == 1 and not re.search(ANY, body) and body.endswith("等") and made[0].shape == "prose":
        return Phrase(f"{label}涉及{body}", "prose")
    if bare.startswith("新增") or any(part.startswith(f"新增{bare}") for part in parts):
        return Phrase(body, "prose")
    runs_on = bare.endswith(words.entities) or len(bare) > 6
    if runs_on or (len(bare) >= 4 and (words.starts_with_verb(body) or _RUNS_ON.match(body))):
        return Phrase(label + body, "prose")
    verb = words.verb_for(bare, words.nouns)
    if verb and "“" in bare:
        return Phrase(f"{verb}{label}，{body}", "verb")
    return Phrase(f"{label}方面，{body}", "prose")


def chain(phrases: Sequence[Phrase]) -> str:
    """Phrases one after the other: commas while it is short, else ；and a full stop about every ninety characters."""
    if sum(len(one.text) for one in phrases) <= 60 or len(phrases) <= 2:
        return "，".join(one.text for one in phrases)
    text, length = phrases[0].text, len(phrases[0].text)
    for one in phrases[1:]:
        full = length + len(one.text) > 90
        text += ("。" if full else "；") + one.text
        length = len(one.text) if full else length + len(one.text)
    return text


def _scoped(part: str, topic: str) -> str:
    """Words that lean on the label get it: 就业：新增5611人 -> 新增就业; 工业：重点项目 -> 重点工业项目."""
    if len(topic) > 4:
        return part
    part = _BARE_VERB.sub(rf"\1\2{topic}", part)
    return _KEY_PROJECT.sub(rf"\1\2{topic}\3", part)


def _planned(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    """2026年打算：a；b -> 2026年，计划a，b."""
    found = re.fullmatch(r"(?P<year>\d{4}年)(?:工作)?(?:打算|计划|安排|目标)", label)
    if found is None:
        return None
    return Phrase(f"{found['year']}，计划{chain([_part(part, 0, mask, words) for part in parts])}", "prose")


def _years(label: str, parts: list[str], mask: Mask) -> Phrase | None:
    """2024年38个，2025年44个 -> 由2024年的38个增加到2025年的44个: the direction is computed from the two values."""
    found = _TWO_YEARS.fullmatch(parts[0]) if len(parts) == 1 else None
    if found is None:
        return None
    before, after = mask.fact(found["before"]), mask.fact(found["after"])
    if before.unit != after.unit or before.value is None or after.value is None or before.approximation != after.approximation:
        return None
    gloss = found["gloss"] or ""
    tail = f"，{found['rest']}" if found["rest"] else ""
    if before.value == after.value:
        return Phrase(f"{label}{found['first']}、{found['second']}均为{found['after']}{gloss}{tail}", "prose")
    rate = before.unit in {"%", "‰", "分"}
    verb = ("提高" if rate else "增加") if after.value > before.value else ("下降" if rate else "减少")
    first, second = f"{found['first']}的{found['before']}", f"{found['second']}的{found['after']}"
    plain = f"{label}{found['first']}为{found['before']}、{found['second']}为{found['after']}{gloss}{tail}"
    return Phrase(f"{label}由{first}{verb}到{second}{gloss}{tail}", "years", others=(Phrase(plain, "noun"),))


def _topic_verb(topic: str, unit: str, words: Words) -> str:
    return next((verb for name, units, verb in words.topic_unit if topic.endswith(name) and unit in units), "")


def _granted(label: str, parts: list[str]) -> Phrase | None:
    """高龄补贴：80岁以上低收入老人1467位，176万元 -> 为80岁以上低收入老人1467位发放高龄补贴176万元."""
    if len(parts) != 1 or not _GRANT.search(label):
        return None
    found = re.match(rf"^(?P<who>[^，；]*{COUNT})，(?P<sum>{MONEY})$", parts[0])
    return Phrase(f"为{found['who']}发放{label}{found['sum']}", "prose") if found else None


def _ranked(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase | None:
    """区级慈善基金会：全省区级首个 -> 成立区级慈善基金会，为全省区级首个; 舞蹈《…》：…汇演，一等奖 -> 在…汇演中获一等奖."""
    if len(parts) != 1:
        return None
    contest = re.match(rf"^(?P<event>[^；]*?(?:汇演|比赛|大赛|竞赛|展演|评选|评比|调演))(?:中)?，?(?P<prize>{HONOUR})$", parts[0])
    if contest:
        return Phrase(f"{label}在{contest['event']}中获{contest['prize']}", "prose")
    if re.fullmatch(rf"[^，；]{{0,12}}{HONOUR}", parts[0]) and mask.show(parts[0][-1]).endswith(("首个", "首家", "唯一", "首批")):
        verb = words.verb_for(label, words.nouns)
        return Phrase(f"{verb}{label}，为{parts[0]}", "verb" if verb else "prose")
    return None


def _person(label: str, parts: list[str]) -> Phrase | None:
    """全区学习对象：曹某同志，“某奖”获得者 -> 全区学习对象曹某同志为“某奖”获得者."""
    if len(parts) != 1:
        return None
    found = re.match(rf"^(?P<who>[\u4e00-\u9fff]{{2,4}}同志)[，,](?P<what>(?:“[^“”]*”|{HONOUR})获得者)$", parts[0])
    return Phrase(f"{label}{found['who']}为{found['what']}", "prose") if found else None
