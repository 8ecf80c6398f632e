"""Criteria from numbered lines: which part of the notice they stand in says what they are. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.library.criteria import phrases
from assistant.library.criteria.found import Draft, Findings, Left, Use
from assistant.library.criteria.tree import Node, grow, split_text
from assistant.model import Block

_STANDS_ALONE = re.compile(r"加分项|附加分|奖励分|上述|以上|前述|前款")  # speaks of more than the item above it
_SENTENCES = re.compile(r"[^。；;]+[。；;]?")


def read_lists(blocks: Sequence[Block], found: Findings) -> None:
    """Adds what the numbered lines and paragraphs of these blocks give."""
    root = grow(blocks)
    if root.children and root.children[0].heading and not root.children[0].children and not root.children[0].notes:
        del root.children[0]  # the document's title
    for node in root.lines():
        if (
            found.total is None
            and (node.heading is False or phrases.use_of(node.text) == "score")
            and node.points is None
        ):
            found.total = phrases.total_points(node.text)
    _Walker(found).below(root, "", ())


class _Walker:
    """Goes down the tree; `found` collects."""

    def __init__(self, found: Findings) -> None:
        self._found = found

    def below(self, parent: Node, use: Use, group: tuple[str, ...], forbidden: bool = False) -> None:
        """Everything under a line that is no criterion itself."""
        forbidden = forbidden or phrases.forbids(parent.text)
        for note in parent.notes:
            use, forbidden = self._note(note, use, forbidden)
        for child in parent.children:
            self._line(child, use, group, forbidden)

    def _line(self, node: Node, use: Use, group: tuple[str, ...], forbidden: bool) -> None:
        opens = node.points is None if node.heading else bool(node.children) and not node.scored
        said = phrases.use_of(node.text) if opens else ""
        if node.heading and not said and use == "score":
            group = (*group, split_text(node)[0])
        use = said or use
        if use == "gate" and not node.children and not (node.heading and node.notes):
            self._gate(node, forbidden)
        elif node.scored and not (node.heading and node.points is None) and use not in {"deduction", "bonus", "gate"}:
            self._scored(node, group)
        elif node.heading or use in {"outside", "gate", ""}:
            self._open(node, use, group, forbidden)
        elif use == "score":
            self._item(node, "score", group)
        elif use == "bonus":
            self._item(node, "bonus", ())
        else:
            self._leave(node, "扣分项，不作为评分项目")

    def _open(self, node: Node, use: Use, group: tuple[str, ...], forbidden: bool) -> None:
        outside = use in {"outside", ""}
        if outside and not node.heading:
            self._leave(node, "不在评分标准之内")
        elif node.heading and not node.children and not node.notes and not node.table:
            self._leave(node, "不在评分标准之内" if outside else "标题下没有内容")
        else:
            self.below(node, use, group, forbidden and not node.heading)

    def _scored(self, node: Node, group: tuple[str, ...]) -> None:
        """A line with points on it or below: the lowest lines that have points are the criteria."""
        if not any(child.scored for child in node.children):
            self._item(node, "score", group)
            return
        title, demand, _ = split_text(node)
        total = sum(child.points or 0 for child in node.children)
        if node.points is not None and total and abs(total - node.points) > 1e-6:
            self._found.remarks.append(
                f"{node.source.label()}：“{title}”为{node.points:g}分，其下各项之和为{total:g}分，请核对"
            )
        inner = (*group, title)
        for note in (*([replace(node, text=demand, notes=[], children=[])] if demand else []), *node.notes):
            self._note(note, "score", False)
        for child in node.children:
            if child.scored:
                self._scored(child, inner)
            elif phrases.is_gate(child.text):
                self._gate(child, True)
            else:
                self._leave(child, "同级各项有分值，这一行没有")

    def _item(self, node: Node, use: Use, group: tuple[str, ...]) -> None:
        title, demand, evidence = split_text(node)
        draft = Draft(title, node.source, use, group, evidence=evidence, points=node.points)
        self._found.drafts.append(draft)
        if demand:
            self._detail(draft, demand)
        for note in node.notes:
            if _STANDS_ALONE.match(note.text):
                self._note(note, use, False)
            else:
                self._detail(draft, note.text)
        for child in node.children:
            for one in child.lines():
                self._detail(draft, one.text)

    def _detail(self, draft: Draft, line: str) -> None:
        """One more line of an item: its evidence, a gate hidden in it, the rest is what it asks for."""
        rest, evidence = phrases.take_evidence(line)
        draft.evidence += evidence
        kept = []
        for sentence in _SENTENCES.findall(rest):
            if phrases.is_gate(sentence):
                self._found.drafts.append(Draft(phrases.gate_text(sentence, False), draft.source, "gate"))
            else:
                kept.append(sentence)
        if text := "".join(kept).strip(" 。；;"):
            draft.demands.append(text)

    def _gate(self, node: Node, forbidden: bool) -> None:
        text, evidence = phrases.take_evidence(node.text)
        self._found.drafts.append(Draft(phrases.gate_text(text, forbidden), node.source, "gate", evidence=evidence))
        if node.points is not None:
            self._found.remarks.append(f"{node.source.label()}：前置条件不计分，{node.points:g}分未取用")
        for note in node.notes:
            self._note(note, "gate", forbidden)

    def _note(self, note: Node, use: Use, forbidden: bool) -> tuple[Use, bool]:
        """A paragraph without number. It may introduce the lines that follow it, and changes their use then."""
        text = note.text
        if proofs := phrases.attested(text):
            for draft in self._found.drafts:
                if draft.use == "gate" and draft.title.startswith("不得有") and not draft.evidence:
                    draft.evidence += proofs
            return use, forbidden
        if re.match(r"(?:加分项|附加分|奖励分)", text):
            self._item(note, "bonus", ())
            return use, forbidden
        sentences = [one.strip() for one in _SENTENCES.findall(text)]
        opening = sentences[-1] if sentences and sentences[-1].endswith(("：", ":")) else ""
        if opening and phrases.use_of(opening) == "gate":
            use, forbidden = "gate", phrases.forbids(opening)
        for sentence in sentences[: -1 if opening else None]:
            self._sentence(replace(note, text=sentence), use)
        return use, forbidden

    def _sentence(self, note: Node, use: Use) -> None:
        rest, points = phrases.take_points(note.text)
        demanded = use == "gate" and re.search(r"须|应当|必须|应具备|符合|不得", note.text)
        if demanded or (use in {"score", "gate"} and phrases.is_gate(note.text)):
            self._found.drafts.append(Draft(phrases.gate_text(note.text, False), note.source, "gate"))
        elif points is not None and phrases.total_points(note.text) is None and use != "outside":
            self._item(replace(note, text=rest, points=points), "score", ())
        else:
            self._leave(note, "不在评分标准之内" if use in {"outside", ""} else "没有编号也没有分值")

    def _leave(self, node: Node, why: str) -> None:
        for one in node.lines():
            left = Left(one.text, one.source, why)
            inside = why != "不在评分标准之内" or phrases.looks_like_criterion(one.text)
            (self._found.unplaced if inside else self._found.outside).append(left)
