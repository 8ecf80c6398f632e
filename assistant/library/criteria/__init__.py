"""A notice or scoring table -> criteria, by rules; what these leave over, as a model says. Table of contents:

found     what is found, what is left over and why
phrases   points, evidence, gates: the words of scoring rules
unfold    a list in one line, 第三条
tree      numbered lines as a tree; lists reads criteria from it
tables    criteria from tables
placing   what a model is asked of the lines left over, and what its answers may do
frame     length and assessment period that the notice asks for
packs     the pack, and the pack as YAML
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.appraisal import PlaceLines
from assistant.errors import ModelError, UnreadableFile
from assistant.library.criteria.found import Findings, ImportedCriteria, Left
from assistant.library.criteria.frame import length_of, period_of
from assistant.library.criteria.lists import read_lists
from assistant.library.criteria.packs import to_pack, to_yaml
from assistant.library.criteria.placing import open_lines, place, wanting
from assistant.library.criteria.tables import read_table, title_row
from assistant.library.splitting import title_of
from assistant.model import Document

__all__ = ["ImportedCriteria", "Left", "import_criteria", "to_yaml"]


def import_criteria(
    document: Document,
    identity: str = "imported",
    vocabulary: Sequence[str] = (),
    place_lines: PlaceLines | None = None,
) -> ImportedCriteria:
    """The criteria a document states. identity: of the pack, which must be the name of its file.

    vocabulary: words by which notes are matched with criteria. place_lines: asks a model about what rules left over;
    one that fails leaves what rules read, and a remark. Raises UnreadableFile if no criterion is found.
    """
    found = _by_rules(document)
    if place_lines is not None and wanting(found):
        _by_model(found, place_lines)
    found.drafts = [replace(one, evidence=list(dict.fromkeys(one.evidence))) for one in found.drafts]
    if not found.drafts:
        raise _nothing(document, found)
    name = next((title for block in document.blocks if (title := title_row(block))), "") or title_of(document)
    if document.blocks[0].table is None:
        name = title_of(document)
    return to_pack(found, identity, name, vocabulary, length_of(document), period_of(document))


def _by_rules(document: Document) -> Findings:
    found = Findings()
    above = ""
    for block in document.blocks:
        if block.kind == "heading":
            above = block.text
        elif block.table is not None:
            read_table(block, above, found)
    read_lists(document.blocks, found)
    return found


def _by_model(found: Findings, place_lines: PlaceLines) -> None:
    try:
        answer = place_lines(open_lines(found))
    except ModelError as error:
        found.of_model.append(f"没有用上模型，只按规则整理：{error.what}（{error.fix}）")
        return
    place(found, answer.placed)
    found.of_model += answer.remarks


def _nothing(document: Document, found: Findings) -> UnreadableFile:
    pdf = document.name.lower().endswith(".pdf")
    table = "；PDF 里没有框线的表格可能读不出，请给 Word 或 Excel 版" if pdf else ""
    model = f"。{'；'.join(found.of_model)}" if found.of_model else ""
    return UnreadableFile(
        f"{document.name} 里没有找到评分项目或申报条件",
        f"请给出带分值的评分标准：编号的条目（如“1. 组织领导（15分）”）或表格{table}{model}",
    )
