"""Findings -> a pack that `load_criteria` accepts, and the pack as YAML that a person can edit. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from assistant.library.criteria.found import Draft, Findings, ImportedCriteria
from assistant.library.criteria.phrases import distinct
from assistant.model import CriteriaPack, Criterion, Source

_LETTERS = {"score": "C", "gate": "N", "bonus": "B"}
_GENERAL = re.compile(
    r"^(?:加强|开展|推进|落实|做好|注重|深化|不得有|加分项)|(?:工作|建设|情况|机制|方面|水平|项目|开展|落实|管理制度)$"
)
# clauses that say how points are given, and words that stand in every item: neither tells an item from another
_SCORING = re.compile(r"[^，；。]*(?:扣\d|加\d+(?:\.\d+)?分|不得分|超过\d+分|缺一)[^，；。]*")
_IDLE = re.compile(
    "开展|参与|组织|累计|任务|职工|季度|年度|水平|工作|活动|建设|情况|机制|方案|创建|教育|落实|群众|家庭|在职|成员|"
    "制度|业务|经费|材料|记录|总结|计划|单位"
)
_MOST_KEYWORDS = 10


def to_pack(
    found: Findings,
    identity: str,
    name: str,
    vocabulary: Sequence[str],
    length: tuple[int, int] | None = None,
    period: str = "",
) -> ImportedCriteria:
    """vocabulary: words that notes use for what criteria ask; those that an item has become its keywords."""
    items: list[Criterion] = []
    sources: dict[str, Source] = {}
    by_model: dict[str, tuple[str, ...]] = {}
    remarks = [*found.of_model, *found.remarks]
    for number, draft in numbered(found.drafts).items():
        item = _criterion(draft, number, vocabulary)
        items.append(item)
        sources[item.id] = draft.source
        if draft.by_model:
            by_model[item.id] = tuple(draft.by_model)
        if draft.use == "score" and draft.points is None:
            remarks.append(f"{draft.source.label()}：“{draft.title}”没有读到分值")
    points = sum(item.points or 0 for item in items)
    total = found.total if found.total is not None and abs(points - found.total) < 1e-6 else None
    if found.total is not None and total is None:
        remarks.append(f"原文写明满分{found.total:g}分，读到的各项之和为{points:g}分，请核对")
    helped = f"（{'、'.join(by_model)} 有由模型归入的内容）" if by_model else ""
    note = f"由《{name}》按规则导入{helped}，使用前须逐项与原文核对。前置条件须由责任部门出具证明并签字，不由软件判断。"
    pack = CriteriaPack(identity, name, note, tuple(items), total, length, period)
    return ImportedCriteria(pack, tuple(found.unplaced), tuple(found.outside), tuple(remarks), sources, by_model)


def numbered(drafts: Sequence[Draft]) -> dict[str, Draft]:
    """Their ids in order: C1, C2 … for items with a score, N for gates, B for bonuses."""
    counted: dict[str, int] = {}
    found: dict[str, Draft] = {}
    for draft in drafts:
        letter = _LETTERS[draft.use]
        counted[letter] = counted.get(letter, 0) + 1
        found[f"{letter}{counted[letter]}"] = draft
    return found


def to_yaml(imported: ImportedCriteria) -> str:
    """The pack, each item under a comment that says where it stands and what of it a model placed.

    What was left over stands as comments at the end.
    """
    pack = imported.pack
    head: dict[str, object] = {"id": pack.id, "name": pack.name, "note": pack.note}
    if pack.total is not None:
        head["total"] = _number(pack.total)
    if pack.period:
        head["period"] = pack.period
    parts = [_dump(head, inline=False)]
    if pack.length is not None:
        parts.append(f"length: [{pack.length[0]}, {pack.length[1]}]\n")
    parts.append("items:\n")
    for item in pack.items:
        told = (imported.sources[item.id].label(), *imported.by_model.get(item.id, ()))
        parts += [f"  # {_one_line(line)}\n" for line in told]
        parts.append("".join(f"  {line}\n" for line in _dump([_fields(item)]).splitlines()))
    for title, lines in (
        ("请核对", imported.remarks),
        ("没有归入项目的行", tuple(left.label() for left in imported.unplaced)),
        ("未取用的其他内容", tuple(left.label() for left in imported.outside)),
    ):
        parts += [f"\n# {title}：\n", *(f"#   {_one_line(line)}\n" for line in lines)] if lines else []
    return "".join(parts)


def _criterion(draft: Draft, identity: str, vocabulary: Sequence[str]) -> Criterion:
    title = "／".join(distinct((*draft.group, draft.title)))
    if draft.use == "bonus" and "加分" not in title:
        title = f"加分项：{title}"
    demand = "；".join(distinct(draft.demands))
    item = f"{title}：{demand}" if demand else title
    return Criterion(
        identity, item, draft.points, tuple(distinct(draft.evidence)), draft.use == "gate",
        keywords(title, item, vocabulary),
    )  # fmt: skip


def keywords(title: str, item: str, vocabulary: Sequence[str]) -> tuple[str, ...]:
    """Words by which notes on this item are known: those of the vocabulary that it has, then its title's own."""
    asked = _SCORING.sub("", item)
    known = [word for word in vocabulary if len(word) > 1 and word in asked and not _IDLE.fullmatch(word)]
    known = [word for word in known if not any(word != other and word in other for other in known)]
    own = [_GENERAL.sub("", part) for part in re.split(r"[、，：:／/（）()“”]|[与和及](?=[\u3400-\u9fff]{2})", title)]
    own = [word for word in own if not _IDLE.fullmatch(word) and 2 <= len(word) <= 8 and not re.search(r"\d|的$", word)]
    return tuple(distinct((*own, *known))[:_MOST_KEYWORDS])


def _fields(item: Criterion) -> dict[str, object]:
    fields: dict[str, object] = {"id": item.id, "item": item.item}
    if item.points is not None:
        fields["points"] = _number(item.points)
    if item.gate:
        fields["gate"] = True
    if item.evidence:
        fields["evidence"] = list(item.evidence)
    if item.keywords:
        fields["keywords"] = list(item.keywords)
    return fields


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _dump(content: object, inline: bool = True) -> str:
    style = None if inline else False  # None: lists of words in one line, mappings on lines of their own
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=style)


def _one_line(text: str) -> str:
    """For a comment; without signs that nobody sees, of which some are forbidden in YAML even there."""
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())
