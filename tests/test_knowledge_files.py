"""Knowledge files are read strictly: a slip is an error that names file and key. The examples of the docs load."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import FileMissing, InputError
from assistant.knowledge import load_criteria, load_kinds, load_wording
from assistant.settings import shipped

GOOD_KIND = """\
id: sample
name: 样例
aliases: [样例]
title: "{unit}样例"
length: [1000, 2000]
heading_sets: [甲, 乙, 丙]
lead: "{unit}|现将{matter}情况报告如下："
closing: [以上情况，请予审核。]
sections:
  - id: one
    topic: 事项
    role: results
    purpose: 写清事项的经过和结果
    keywords: [事项]
    headings: [甲一, 乙一, 丙一]
    placeholder: 事项
"""


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_minimal_kind_loads_with_its_defaults(tmp_path: Path) -> None:
    (kind,) = load_kinds(write(tmp_path, "sample.yaml", GOOD_KIND))
    (section,) = kind.sections
    assert (kind.person, kind.criteria, section.share, section.required) == (False, (), 1.0, False)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("name: 样例\n", "", "缺少 name"),
        ("name: 样例\n", "name: 样例\ncolour: 红\n", "不认识的键 colour"),
        ("name: 样例\n", "name: 样例\nname: 又一\n", "name 重复出现"),
        ("name: 样例\n", "name: 2024\n", "name 应为非空文字"),
        ("id: sample", "id: other", "应与文件名一致"),
        ("length: [1000, 2000]", "length: [2000, 1000]", "length 应为两个由小到大的整数"),
        ("length: [1000, 2000]", "length: 1000", "length 应为列表"),
        ("[甲, 乙, 丙]", "[甲, 乙]", "heading_sets 至少要有3项"),
        ("[甲一, 乙一, 丙一]", "[甲一, 乙一]", "有2条，应与 heading_sets 的3套一一对应"),
        ("role: results", "role: hero", "“hero”不是已有的章节角色"),
        ("keywords: [事项]", "keywords: []", "keywords 至少要有1项"),
        ("keywords: [事项]", "keywords: [事项, 事项]", "“事项”重复"),
        ("{matter}", "{mater}", "{mater} 不是可用的空位"),
        ("{matter}", "{matter", "花括号不成对"),
        ("    placeholder: 事项", "    placeholder: 事项\n    share: 0", "share 应为大于零的数"),
        ("    placeholder: 事项", "    placeholder: 事项\n    required: 是", "required 应为 true 或 false"),
        ("    placeholder: 事项", "    placeholder: 事项\n    note: 无", "sections[1] 有不认识的键 note"),
        ("sections:\n", "sections: [文字]\nrest:\n", "sections[1] 应为“键: 值”形式"),
        ("closing: [", "closing: [[", "不是合格的 YAML"),
    ],
)
def test_a_slip_in_a_kind_is_an_error_naming_file_and_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert old in GOOD_KIND
    with pytest.raises(InputError) as caught:
        load_kinds(write(tmp_path, "sample.yaml", GOOD_KIND.replace(old, new)))
    assert "sample.yaml" in str(caught.value)
    assert says in str(caught.value)


def test_an_empty_file_and_a_missing_folder_are_errors(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"empty\.yaml 是空文件"):
        load_kinds(write(tmp_path, "empty.yaml", ""))
    with pytest.raises(FileMissing, match="nowhere"):
        load_kinds(tmp_path / "nowhere")


def test_a_file_in_another_encoding_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "sample.yaml").write_bytes(GOOD_KIND.encode("gb18030"))
    with pytest.raises(InputError, match="UTF-8"):
        load_kinds(tmp_path)


GOOD_PACK = """\
id: pack
name: 起步包
note: 起步包
total: 10
items:
  - {id: A1, item: 甲, points: 6}
  - {id: A2, item: 乙, points: 4}
  - {id: G1, item: 丙, gate: true}
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("points: 4", "points: 5", "与各项分值之和11不符"),
        ("id: A2", "id: A1", "编号“A1”重复"),
        ("gate: true", "gate: true, points: 1", "与 gate 矛盾"),
        ("item: 乙", "name: 乙", "items[2] 缺少 item"),
        ("note: 起步包\n", "", "缺少 note"),
        ("points: 4", "points: 四", "points 应为大于零的数"),
    ],
)
def test_a_slip_in_a_pack_is_an_error_naming_file_and_key(tmp_path: Path, old: str, new: str, says: str) -> None:
    assert load_criteria(write(tmp_path, "pack.yaml", GOOD_PACK))[0].total == 10
    with pytest.raises(InputError) as caught:
        load_criteria(write(tmp_path, "pack.yaml", GOOD_PACK.replace(old, new)))
    assert "pack.yaml" in str(caught.value)
    assert says in str(caught.value)


GOOD_WORDING = {
    "dated_terms.yaml": 'entries:\n  - {term: 甲, valid_from: "2018-02", valid_to: "2020"}\n',
    "confusion_pairs.yaml": "entries:\n  - {wrong: 布署, right: 部署, unless: [发布署名]}\n",
    "cliches.yaml": "entries:\n  - {phrase: 谱写新篇章, advice: 删去}\n",
    "measure_words.yaml": "个: [社区]\n张: [床位]\n",
    "verbs.yaml": "verbs: [开展]\n",
}


def wording_folder(folder: Path, name: str = "", old: str = "", new: str = "") -> Path:
    for file, text in GOOD_WORDING.items():
        write(folder, file, text.replace(old, new) if file == name else text)
    return folder


def test_days_are_widened_to_the_whole_month_or_year_and_other_files_stay_raw(tmp_path: Path) -> None:
    wording = load_wording(wording_folder(tmp_path))
    (term,) = wording.dated_terms
    assert (term.valid_from, term.valid_to) == (date(2018, 2, 1), date(2020, 12, 31))
    assert wording.measure_words == {"社区": "个", "床位": "张"}
    assert wording.tables == {"verbs": {"verbs": ["开展"]}}


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("dated_terms.yaml", '"2020"', '"2020年"', "valid_to “2020年”应写作"),
        ("dated_terms.yaml", '"2020"', '"2020-02-30"', "不是一个日期"),
        ("dated_terms.yaml", '"2020"', '"2016"', "早于 valid_from"),
        ("dated_terms.yaml", '"2020"', "2020", "数字和日期要加引号"),
        ("dated_terms.yaml", ', valid_from: "2018-02", valid_to: "2020"', "", "至少要有一个"),
        ("confusion_pairs.yaml", "发布署名", "发布", "“发布”中没有“布署”"),
        ("confusion_pairs.yaml", "right: 部署", "rigth: 部署", "缺少 right"),
        ("cliches.yaml", "advice", "tip", "缺少 advice"),
        ("measure_words.yaml", "床位", "社区", "“社区”已列在“个”下"),
    ],
)
def test_a_slip_in_a_wording_file_is_an_error_naming_file_and_key(
    tmp_path: Path, name: str, old: str, new: str, says: str
) -> None:
    with pytest.raises(InputError) as caught:
        load_wording(wording_folder(tmp_path, name, old, new))
    assert name in str(caught.value)
    assert says in str(caught.value)


def test_a_missing_typed_wording_file_is_named(tmp_path: Path) -> None:
    folder = wording_folder(tmp_path)
    (folder / "cliches.yaml").unlink()
    with pytest.raises(InputError, match="缺少 cliches"):
        load_wording(folder)


# --------------------------------------------------------------------------- docs/knowledge.md

DOCUMENT = (Path(__file__).parent.parent / "docs" / "knowledge.md").read_text(encoding="utf-8")


def test_the_examples_in_the_docs_load(tmp_path: Path) -> None:
    kind, pack, *words = re.findall(r"```yaml\n(.*?)```", DOCUMENT, flags=re.DOTALL)
    assert load_kinds(write(tmp_path / "kinds", "sample-kind.yaml", kind))[0].criteria == ("sample-pack",)
    assert load_criteria(write(tmp_path / "criteria", "sample-pack.yaml", pack))[0].total == 10
    for name, text in zip(("dated_terms", "confusion_pairs", "cliches", "measure_words"), words, strict=True):
        write(tmp_path / "wording", f"{name}.yaml", text)
    assert load_wording(tmp_path / "wording").measure_words["床位"] == "张"


def test_the_docs_name_every_role_and_every_build_in_use() -> None:
    kinds = load_kinds(shipped("knowledge") / "kinds")
    roles = {section.role for kind in kinds for section in kind.sections}
    assert not {role for role in roles if f"| {role} |" not in DOCUMENT}
    assert not {name for kind in kinds for name in kind.heading_sets if f"| {name} |" not in DOCUMENT}
