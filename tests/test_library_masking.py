"""Masking: nothing of the exemplar's own unit is left, its structure and voice stay."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.library.entities import Entity, known_entities
from assistant.library.masking import mask

VECTORS = [
    pytest.param(
        "云川市石桥区水务局现有干部职工86人，其中党员52人。",
        ["{单位}", "干部职工{数}", "党员{数}"],
        ["云川", "石桥", "86", "52"],
        id="unit and figures",
    ),
    pytest.param("先后荣获“全省水利工作先进集体”称号。", ["先后荣获“{荣誉}”称号"], ["水利工作"], id="quoted honour"),
    pytest.param("2025年被评为全市文明单位。", ["被评为{荣誉}"], ["2025", "全市文明单位"], id="honour without quotes"),
    pytest.param("局党组书记沈知白任组长。", ["局党组书记{人}任组长"], ["沈知白"], id="person after an office"),
    pytest.param("开展向顾明同志学习活动。", ["向{人}同志学习"], ["顾明"], id="person before 同志"),
    pytest.param("书记林远带队走访。", ["书记{人}带队"], ["林远"], id="two characters"),
    pytest.param("结对帮扶梧桐街道映月社区和上坪村。", ["{地}和{地}"], ["梧桐", "映月", "上坪"], id="places"),
    pytest.param("印发《石桥区河长制考核办法》。", ["印发《{名称}》"], ["河长制考核"], id="title"),
    pytest.param("打造“石桥河小青”品牌。", ["打造“{名称}”品牌"], ["河小青"], id="coinage"),
    pytest.param("近300万元、12.6万余件、三分之二", ["{数}"], ["300", "12.6", "万元", "三分之二"], id="figures"),
    pytest.param("（省水利厅，2024年）", ["{单位}"], ["水利厅", "2024"], id="issuer by level"),
    pytest.param("由江河水务有限公司承建", ["{单位}"], ["江河"], id="company"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "must_include", "must_not_include"), VECTORS)
def test_mask(text: str, must_include: list[str], must_not_include: list[str]) -> None:
    masked = mask(text).text
    assert [part for part in must_include if part not in masked] == []
    assert [part for part in must_not_include if part in masked] == []


@pytest.mark.parametrize(
    "text",
    [
        "坚持把创建工作作为“一把手”工程，认真落实“三会一课”制度。",
        "成立领导小组，明确责任分工，形成齐抓共管的工作格局。",
        "修订村规民约，建成县、镇、村三级服务体系，支援乡村振兴。",
        "加强示范区建设，服务全区群众，深入社区和农贸市场。",
        "一、加强组织领导，夯实创建之基",
        "（二）突出重点，抓实中心工作",
        "1.强化学习教育",
    ],
)
def test_what_is_nobodys_own_stays(text: str) -> None:
    assert mask(text).text == text


def test_declared_names_are_hidden_wherever_they_stand_the_longest_first() -> None:
    masked = mask("老街评理堂设在老街，青禾姐姐值班。", ("老街", "老街评理堂", "青禾姐姐"))
    assert masked.text == "{名称}设在{名称}，{名称}值班。"
    assert [slot.text for slot in masked.slots] == ["老街评理堂", "老街", "青禾姐姐"]


def test_a_name_known_once_is_hidden_everywhere() -> None:
    text = "石桥区水务局副局长柳如风负责。柳如风每月下沉一线。石桥区的做法得到推广，石桥经验成为样板。"
    masked = mask(text).text
    assert "柳如风" not in masked
    assert "石桥" not in masked


def test_no_digit_is_left_but_numbering() -> None:
    masked = mask("1.管网改造\n编号A-2024/15，电话0571-88886666，版本３．２，GB/T 9704").text
    assert masked.startswith("1.管网改造")
    assert not any(character.isdigit() for character in masked[2:])


def test_known_entities_are_names_and_no_others() -> None:
    text = (
        "云川市石桥区水务局申报市级文明单位材料\n局党组书记沈知白任组长，依据《中华人民共和国水法》修订村规民约，"
        "“河小青”志愿队获“全省水利工作先进集体”（水利部），建成县级平台。\n云川市石桥区水务局"
    )
    found = known_entities(text)
    assert Entity("云川市石桥区水务局", "unit") in found
    assert Entity("沈知白", "person") in found
    assert Entity("全省水利工作先进集体", "honour") in found
    assert Entity("河小青", "name") in found
    assert not {"修订", "建成", "中华人民共和国水法", "水利部", "市级文明单位"} & {one.text for one in found}


@pytest.mark.parametrize("text", ["", "\n", "“”", "《", "同志", "书记", "{单位}", "100%", "市区县镇村", "书记王"])
def test_any_text_can_be_masked(text: str) -> None:
    assert isinstance(mask(text, ("", "甲")).text, str)


def test_the_same_text_is_masked_alike_in_every_process() -> None:
    """Strings are hashed anew in every process: what goes through a set must be put in order again."""
    code = (
        "from assistant.library.masking import mask\n"
        "names = [f'{a}风险{b}' for a in '甲乙丙丁' for b in '子丑'] + [f'险{b}区域' for b in '子丑']\n"
        "print(mask('甲风险子区域、乙风险丑区域、丙风险子区域、丁风险丑区域', names).text)\n"
    )
    root = Path(__file__).parent.parent
    said = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), "PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for seed in "1234"
    }
    assert len(said) == 1
