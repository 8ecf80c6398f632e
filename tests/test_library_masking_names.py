"""Names are found by what they are made of, not by a list: composed names in sentences of many makes."""

from __future__ import annotations

from itertools import product
from typing import Any, cast

import pytest

from assistant.jobs import Material, reference_from
from assistant.library.entities import known_entities
from assistant.library.learned_names import learned_names
from assistant.library.masking import hide, mask
from assistant.library.name_words import SURNAMES
from assistant.library.readers import read

STEMS = ("霁川", "沅陵", "梧坪", "岚桥", "澄湾", "柳荡", "芷江", "鹭屿", "枫垭", "邳州", "桐庐", "睢宁")
SUFFIXES = ["市", "县", "区", "镇", "乡", "街道", "社区", "村", "高新区", "经济技术开发区", "自治县", "苏木"]
PLACE_FRAMES = ("在{}召开现场会。", "{}的做法得到推广。", "选派骨干到{}挂职。")
PERSON_FRAMES = ("副局长{}分管这项工作。", "由{}负责牵头。", "{}同志扎根一线。", "（联系人：{}）")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_place_is_known_by_its_suffix_whatever_its_stem(suffix: str) -> None:
    made = [(stem, frame.format(stem + suffix)) for stem, frame in product(STEMS, PLACE_FRAMES)]
    assert [text for stem, text in made if stem in mask(text).text] == []


@pytest.mark.parametrize("frame", PERSON_FRAMES)
def test_a_person_is_known_by_surname_and_cue(frame: str) -> None:
    # 关怀 is a word before it is a name (局长关怀干部)
    names = [f"{surname}怀瑾" for surname in sorted(SURNAMES - {"关"})]
    left = [name for name in names if name in mask(frame.format(name)).text]
    assert left == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("沈怀瑾每天上门送餐。", "沈怀瑾"),
        ("今年七十岁的韩立群独自居住。", "韩立群"),
        ("在冯文静的带动下，队伍不断壮大。", "冯文静"),
        ("欧阳静自掏腰包添置设备。", "欧阳静"),
        ("副主任尉迟晓立介绍了做法。", "尉迟晓立"),
        ("艾克拜尔·买买提主动请缨。", "艾克拜尔"),
        ("居民其木格送来锦旗。", "其木格"),
        ("区长　　杜联合", "杜联合"),
        ("（记者 邱超奕）", "邱超奕"),
    ],
)
def test_people_who_stand_alone(text: str, hidden: str) -> None:
    assert hidden not in mask(text).text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("霁荡总工会作表态发言。", "霁荡"),
        ("项目由栖塬人民法院承接。", "栖塬"),
        ("借助盘州税务分局力量化解矛盾。", "盘州"),
        ("石台市第一人民医院作了经验介绍。", "石台"),
        ("晨曦农民专业合作社主动靠前服务。", "晨曦"),
        ("引进众诚养老服务有限公司参与运营。", "众诚"),
        ("会上，科尔沁左翼中旗作了交流。", "科尔沁"),
        ("组建努拉嘎查护边队。", "努拉"),
        ("走访三道沟村和八里桥社区。", "三道沟"),
        ("走访三道沟村和八里桥社区。", "八里桥"),
        ("霁川市长坡区率先探索。", "长坡"),
        ("服务队冒雨赶到滕州转移群众。", "滕州"),
        ("完成东升路综合改造。", "东升"),
    ],
)
def test_units_and_places_who_stand_alone(text: str, hidden: str) -> None:
    assert hidden not in mask(text).text


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("连续多年获省民政示范站。", "民政示范站"),
        ("捧回“全州殡葬改革红旗单位”奖牌。", "殡葬改革"),
        ("（全市养老服务十佳案例，省政府）", "养老服务十佳"),
        ("成功创成群众满意基层站所。", "满意基层站所"),
        ("跻身全国健康促进医院行列。", "健康促进医院"),
        ("荣膺霁阳市殡葬改革先进集体，受到表扬。", "殡葬改革"),
        ("获得彭水市双拥模范单位、县级文明单位等荣誉。", "双拥模范"),
        ("出台《霁川市城区推进养老服务实施方案》。", "养老服务实施"),
        ("擦亮橄榄枝品牌。", "橄榄枝"),
        ("其中，二十六场次来自基层。", "二十六"),
        ("平均用时由原来的近三百万元缩短一半。", "三百万"),
    ],
)
def test_honours_titles_brands_and_numbers(text: str, hidden: str) -> None:
    assert hidden not in mask(text).text


@pytest.mark.parametrize(
    "text",
    [
        "群众满意度稳步提升，扎实推进养老服务体系建设。",
        "构建市、区、镇三级政务服务体系，推动资源下沉社区。",
        "局长高度重视，干部廉洁自律，村民常年参与。",
        "党员干部要向党员标准看齐，向群众学习。",
        "数字政务超市投入使用，乡村游、红十字会和上级民政部门共同参与。",
        "推进依法治区，争取自治区支持。",
        "做到应保尽保、应救尽救，营造风清气正的政治生态。",
        "一是明确责任，二是强化落实，形成长效机制。",
        "大力发展乡村旅游，促进城乡融合发展。",
        "深入学习贯彻党的二十大精神，编制“十四五”规划。",
        "获得群众一致好评，取得明显成效。",
        "统筹谋划项目，扶持集团化办学，依托平台开展服务。",
    ],
)
def test_what_belongs_to_everybody_stays(text: str) -> None:
    assert mask(text).text == text


def test_a_document_gives_its_names_away_with_their_short_forms() -> None:
    names = learned_names(
        "霁川市民政局副局长沈怀瑾任组长。打造“枫叶红”品牌。沈局长每月下访，解决“看病难”问题。\n竹篱镇推广。"
    )
    assert {"霁川市民政局", "市民政局", "霁川", "沈怀瑾", "沈局长", "枫叶红"} <= set(names)
    assert not {"看病难", "竹篱", "民政局"} & set(names), "ordinary words are hidden only where they are names"


def test_a_company_is_known_by_its_trade_name_too() -> None:
    assert "八方热电" in learned_names("绍兴市诸暨八方热电有限责任公司整改到位。")


def test_people_whom_a_cue_gives_away_are_looked_for_in_a_draft() -> None:
    text = "由韩立群担任组长。涌现出周桂兰、吴鹤鸣等典型。方式尽量灵活，由单位负责。"
    assert {one.text for one in known_entities(text) if one.kind == "person"} == {"韩立群", "周桂兰", "吴鹤鸣"}


def test_a_short_name_is_not_looked_for_inside_a_word() -> None:
    assert mask("自治区党委召开会议。", ("治区",)).text == "自治区党委召开会议。"
    assert mask("依托治区优势。", ("治区",)).text != "依托治区优势。"


def test_what_is_masked_already_only_loses_the_names() -> None:
    assert hide("{单位}和鹭屿经验，满意率{数}。", ("鹭屿", "鹭屿经验")) == "{单位}和{名称}，满意率{数}。"


class EmptyLibrary:
    """A library in which nothing is found."""

    def search(self, *_asked: Any) -> tuple[()]:
        return ()


def test_a_name_that_one_reference_knows_is_in_no_passage_of_another() -> None:
    knows = read("甲.md", "---\nnames: [老街评理]\n---\n# 汇报\n## 志愿服务\n常年开展志愿服务活动。\n".encode())
    says = read("乙.md", "# 老街评理汇报\n## 老街评理做法\n老街评理深入人心，志愿服务活动常态开展。\n".encode())
    alone = reference_from(says, 2)
    assert any("老街评理" in passage.text for passage in alone.passages), "by itself it is two ordinary words"
    material = Material(lambda: cast("Any", EmptyLibrary()), (reference_from(knows, 1), alone), "civilized-unit", None)
    sent = material.retrieve("志愿服务活动", "practice", "exemplar")
    assert len(sent) == 2
    assert [one for one in sent if "老街评理" in f"{one.title}{one.section}{one.text}"] == []


def test_a_reference_shows_neither_its_file_name_nor_its_headings_unmasked() -> None:
    text = "# 霁川市民政局工作汇报\n## 一、擦亮“枫叶红”品牌\n沈怀瑾同志带头。\n"
    made = reference_from(read("霁川市民政局汇报.md", text.encode()), 1)
    shown = "\n".join(f"{one.title}{one.section}{one.text}" for one in made.passages)
    assert [name for name in ("霁川", "枫叶红", "沈怀瑾") if name in shown] == []
