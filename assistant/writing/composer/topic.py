"""「标签：内容」 lines whose label is the topic or the subject of what follows."""

from __future__ import annotations

import re

from assistant.clauses import split
from assistant.writing.composer.clause import Phrase, joined
from assistant.writing.composer.masked import ANY, COUNT, FIGURE, HONOUR, MONEY, Mask
from assistant.writing.composer.part import chain, part_phrase
from assistant.writing.composer.words import Words

_GLOSS = re.compile(r"（[^（）]*）$")
_BARE_INDICATOR = re.compile(r"(^|，)(收入|投资|面积|产值|产量|总产值)(?=[\ue000-\uefff])")
_BARE_VERB = re.compile(r"(^|，)(新增|净增)(?=[\ue000-\uefff])")
_KEY_PROJECT = re.compile(r"(^|，)(重点|重大)(项目|工程)(?=[\ue000-\uefff])")
_TWO_YEARS = re.compile(
    rf"(?P<first>20\d\d年)(?P<before>{FIGURE})[，、](?P<second>20\d\d年)(?P<after>{FIGURE})(?:，(?P<rest>(?!20\d\d年)[^，；。]*{FIGURE}))?(?P<gloss>（[^（）]*）)?"
)
_SAID = re.compile(r"(说|表示|评价|反映|感慨|称)$")
_RUNS_ON = re.compile(r"由|从|比|按|全部|均|逐|免除|换出|每|\d{4}年|24|新")
_POST = re.compile(r"(书记|长|主任|主席|负责人|联系人|总监|经理)$")
_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}(?:同志)?")
_POST_NAME = re.compile(r"[\u4e00-\u9fff、]{0,8}(?:书记|长|主任|主席|负责人|联系人)：[\u4e00-\u9fff·]{2,4}(?:同志)?")
_DONE = re.compile(r"(创成|建成|获评|评出|选树|涌现|新命名)$")
_GRANT = re.compile(r"(补贴|津贴|慰问金|补助|补助金|救助金|助学金)$")


def topic_phrase(label: str, parts: list[str], mask: Mask, words: Words) -> Phrase:
    """Everything else: the label is the topic or the subject of what follows."""
    bare = _GLOSS.sub("", label)
    if _SAID.search(bare):
        return Phrase(f"{label}：{'；'.join(parts).replace('。”', '”')}", "prose")
    if re.search(FIGURE + "$", bare):  # 总投资860万元：申请400万元，自筹160万元
        return Phrase(f"{label}，其中{chain([part_phrase(part, 0, mask, words) for part in parts])}", "prose")
    if _POST.search(bare) and all(_NAME.fullmatch(part) or _POST_NAME.fullmatch(part) for part in parts):
        return Phrase("，".join([label + parts[0], *(part.replace("：", "") for part in parts[1:])]), "prose")
    special = (
        _planned(label, parts, mask, words)
        or _years(label, parts, mask)
        or _granted(bare, parts)
        or _ranked(label, parts, mask, words)
        or _person(label, parts)
    )
    if special:
        return special
    parts = [_scoped(part, bare) for part in parts]
    alone = re.match(rf"^(?:共|约)?({FIGURE})", parts[0])
    if alone:
        verb = _topic_verb(bare, mask.fact(alone[1]).unit, words)
        leaning = _BARE_INDICATOR.sub(rf"\1{bare}\2", parts[0]) if len(bare) <= 4 else parts[0]
        parts[0] = f"{label}{verb}{leaning}"
    made = joined([part_phrase(part, index, mask, words) for index, part in enumerate(parts)])
    if not alone and len(parts) == 1 and _DONE.search(bare) and not re.search(ANY, parts[0]):
        return Phrase(label + parts[0], "verb")
    if not alone and _names_of_kind(bare, parts[0]):
        made[0] = Phrase(f"{label}为{made[0].text}", "prose")
        return Phrase(chain(made), "prose")
    if alone:
        return made[0] if len(made) == 1 else Phrase(chain(made), made[0].shape)
    body = chain(made)
    if bare == "其中":
        return Phrase(f"其中，{body}", "prose")
    if len(parts) == 1 and not re.search(ANY, body) and body.endswith("等") and made[0].shape == "prose":
        return Phrase(f"{label}涉及{body}", "prose")
    if bare.startswith("新增") or any(part.startswith(f"新增{bare}") for part in parts):
        return Phrase(body, "prose")
    if "、" in bare and made[0].shape == "verb" and not re.search(ANY, bare):
        return Phrase(f"围绕{label}{body}", "verb")
    if len(made) > 2 and all(one.shape == "noun" and "，" not in one.text for one in made):
        body = "有" + "、".join(one.text for one in made)
    verb = words.verb_for(bare, words.nouns)
    if verb and "“" in bare:
        return Phrase(f"{verb}{label}，{body}", "verb")
    runs_on = bare.endswith(words.entities) or len(bare) > 6
    leans = len(bare) >= 4 and (words.starts_with_verb(body) or _RUNS_ON.match(body))
    if (runs_on or leans) and not body.startswith("围绕"):
        return Phrase(label + body, "prose")
    return Phrase(f"{label}方面，{body}", "prose")


def _names_of_kind(label: str, part: str) -> bool:
    """结对社区：甲街道乙社区、丙街道丁社区: the label says what each of the names is."""
    names = [piece.text for piece in split(part, "、")]
    return len(label) >= 4 and all(len(name) > 2 and name.endswith(label[-2:]) for name in names)


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
    return Phrase(f"{found['year']}，计划{chain([part_phrase(part, 0, mask, words) for part in parts])}", "prose")


def _years(label: str, parts: list[str], mask: Mask) -> Phrase | None:
    """2024年38个，2025年44个 -> 由2024年的38个增加到2025年的44个: the direction is computed from the two values."""
    found = _TWO_YEARS.fullmatch(parts[0]) if len(parts) == 1 else None
    if found is None:
        return None
    before, after = mask.fact(found["before"]), mask.fact(found["after"])
    if (
        before.unit != after.unit
        or before.value is None
        or after.value is None
        or before.approximation != after.approximation
    ):
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
    """区级慈善基金会：全省区级首个 -> 成立区级慈善基金会，为全省区级首个; …汇演，一等奖 -> 在…汇演中获一等奖."""
    if len(parts) != 1:
        return None
    contest = re.match(
        rf"^(?P<event>[^；]*?(?:汇演|比赛|大赛|竞赛|展演|评选|评比|调演))(?:中)?，?(?P<prize>{HONOUR})$", parts[0]
    )
    if contest:
        return Phrase(f"{label}在{contest['event']}中获{contest['prize']}", "prose")
    if re.fullmatch(rf"[^，；]{{0,12}}{HONOUR}", parts[0]) and mask.show(parts[0][-1]).endswith(
        ("首个", "首家", "唯一", "首批")
    ):
        verb = words.verb_for(label, words.nouns)
        return Phrase(f"{verb}{label}，为{parts[0]}", "verb" if verb else "prose")
    return None


def _person(label: str, parts: list[str]) -> Phrase | None:
    """全区学习对象：曹某同志，“某奖”获得者 -> 全区学习对象曹某同志为“某奖”获得者."""
    if len(parts) != 1:
        return None
    found = re.match(rf"^(?P<who>[\u4e00-\u9fff]{{2,4}}同志)[，,](?P<what>(?:“[^“”]*”|{HONOUR})获得者)$", parts[0])
    return Phrase(f"{label}{found['who']}为{found['what']}", "prose") if found else None
