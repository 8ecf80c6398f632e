"""A new version takes the place of the old; another document never does, whatever it is called."""

from __future__ import annotations

from pathlib import Path

from library_parts import EXEMPLAR, library_in

from assistant.librarian import Librarian
from assistant.library import Library
from assistant.library.readers import Limits
from assistant.model import NamedFile, QueuedFile

UNIT = """2024年工作总结

一、组织领导
{unit}召开会议{n}次，局长带队走访各乡镇。
{unit}全年办结来信{n}件，没有一件超期。
"""
TEMPLATE = """工作总结

一、组织领导
坚持以习近平新时代中国特色社会主义思想为指导，认真落实上级各项工作部署。
坚持一把手负总责，层层压实责任，形成一级抓一级、层层抓落实的工作格局。
{unit}召开会议{n}次。
"""


def add(library: Library, *files: tuple[str, str], lane: str = "exemplar") -> tuple[QueuedFile, ...]:
    librarian = Librarian(lambda: library, (), (), Limits())
    named = [NamedFile(name, text.encode()) for name, text in files]
    return librarian.library_add(named, lane)  # type: ignore[arg-type]


def test_another_units_report_of_the_same_name_and_title_stays(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    for unit, n in (("丙县林业局", 33), ("丁市水务局", 22)):
        (entry,) = add(library, ("报告.txt", UNIT.format(unit=unit, n=n)))
        assert entry.why == ""
    assert [one.title for one in library.list()] == ["2024年工作总结"] * 2


def test_what_two_units_share_is_their_form_and_replaces_nothing(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    add(library, ("报告.txt", TEMPLATE.format(unit="丙县林业局", n=33)))
    add(library, ("报告.txt", TEMPLATE.format(unit="丁市水务局", n=22)))
    assert len(library.list()) == 2


def test_a_new_version_replaces_the_old_and_says_so_with_both_titles(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    (old,) = add(library, ("范文.md", EXEMPLAR))
    (new,) = add(library, ("范文.md", EXEMPLAR.replace("93场", "94场")))
    assert [one.id for one in library.list()] == [new.document]
    assert new.why.count("《云川市石桥区水务局创建市级文明单位材料》") == 2
    assert old.document in new.why and "取代" in new.why


def test_the_same_units_report_written_anew_is_a_version_but_another_years_is_not(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    text = "工作总结\n\n丙县林业局2023年造林八百亩。\n丙县林业局开展巡山护林工作。\n"
    add(library, ("报告.txt", text))
    again = "工作总结\n\n丙县林业局2023年完成造林九百亩整。\n丙县林业局护林员天天上山看护。\n"
    (entry,) = add(library, ("报告.txt", again))
    assert "取代" in entry.why
    (entry,) = add(library, ("报告.txt", again.replace("2023", "2024").replace("看护", "值守")))
    assert entry.why == ""
    assert len(library.list()) == 2


def test_two_policies_of_one_issuer_are_two_policies(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    add(library, ("通知.txt", "关于做好工作的通知\n\n石桥区人民政府要求各单位做好防汛工作。\n"), lane="policy")
    add(library, ("通知.txt", "关于做好工作的通知\n\n石桥区人民政府要求各单位做好护林工作。\n"), lane="policy")
    assert len(library.list()) == 2


def test_a_version_added_alone_replaces_what_came_under_its_path(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    kept, old = add(
        library,
        ("u1/报告.txt", UNIT.format(unit="丙县林业局", n=33)),
        ("u2/报告.txt", UNIT.format(unit="丁市水务局", n=22)),
    )
    (entry,) = add(library, ("报告.txt", UNIT.format(unit="丁市水务局", n=23)))
    assert old.document in entry.why
    assert [one.id for one in library.list()] == [kept.document, entry.document]


def test_a_kind_for_what_is_there_already_is_not_set_and_that_is_said(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    add(library, ("范文.md", EXEMPLAR))
    entry = library.accept(NamedFile("范文.md", EXEMPLAR.encode()), "exemplar", "work-report")
    assert "类型仍是civilized-unit，没有改成 work-report" in entry.why
    assert library.accept(NamedFile("范文.md", EXEMPLAR.encode()), "exemplar", "civilized-unit").why == ""
