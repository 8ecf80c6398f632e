"""What a kind, a pack and a wording file must be, and that the shipped ones are so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from assistant.errors import InputError
from assistant.knowledge import Wording, guess_kind, load_criteria, load_kinds, load_wording
from assistant.model import CriteriaPack, Kind, KindSection
from assistant.settings import shipped

KNOWLEDGE = shipped("knowledge")
KINDS = load_kinds(KNOWLEDGE / "kinds")
PACKS = load_criteria(KNOWLEDGE / "criteria")
WORDING = load_wording(KNOWLEDGE / "wording")
SECTIONS = [pytest.param(kind, section, id=f"{kind.id}/{section.id}") for kind in KINDS for section in kind.sections]
HEADING_SETS = [
    pytest.param(name, tuple(section.headings[index] for section in kind.sections), id=f"{kind.id}/{name}")
    for kind in KINDS
    for index, name in enumerate(kind.heading_sets)
]


def kind_named(identity: str) -> Kind:
    return next(kind for kind in KINDS if kind.id == identity)


# --------------------------------------------------------------------------- headings

# The build of every heading set: what is fixed stands at a fixed place, groups named v… are its verbs.
BUILDS = {
    "之字式": r"(?P<v1>..)....，(?P<v2>..)..之.",
    "以字式": r"以....(?P<v1>..)....",
    "为字式": r"....为.，(?P<v1>..)....",
    "情况式": r"....(?P<v1>..)情况",
    "显字式": r"(?P<v1>..)..显..",
    "在字式": r"在....中(?P<v1>..)..",
    "的字式": r"(?P<v1>..)..的..人",
    "项目式": r"项目....",
}
# Verbs of official headings; a new one is added here once a person has judged that it is a verb and claims no effect.
VERBS = frozenset(
    re.findall(
        r"\w+",
        """
严守 丰富 估量 体察 保护 保障 倾注 健全 凝练 凝聚 分析 划定 划清 创新 制定 办好 办理 加强 勇担 化解
压实 厘清 参与 回应 围绕 坚守 增强 夯实 守住 守护 守牢 安排 完善 完成 对照 履行 干好 应对 建强 建设
开展 引导 弘扬 强化 总结 恪守 恪尽 扎根 打牢 扛起 执行 找准 承接 把准 把握 抓住 抓好 抓实 拓宽 拓展
排定 排查 探求 探索 控制 推动 推进 提炼 改进 攻克 明确 服务 查找 查摆 树牢 树立 梳理 检验 正视 汇集
涵养 深化 牵引 理清 畅通 疏通 直面 研判 确定 磨砺 突出 立稳 立足 端正 筑实 筑牢 算清 组建 经受 结出
统揽 统筹 维护 编制 聚焦 营建 落实 规范 论证 设定 设计 说明 谋划 贴近 践行 运行 进展 量化 钻研 铸牢
铺设 锚定 锤炼 锻造 阐明 防范 集聚
""",
    )
)  # fmt: skip


@pytest.mark.parametrize(("name", "headings"), HEADING_SETS)
def test_headings_of_a_set_are_built_alike_so_any_subset_is_parallel(name: str, headings: tuple[str, ...]) -> None:
    build = re.compile(BUILDS[name])
    misbuilt = [heading for heading in headings if not build.fullmatch(heading)]
    assert not misbuilt
    assert len({len(heading) for heading in headings}) == 1
    assert len({tuple(place for place, sign in enumerate(heading) if sign == "，") for heading in headings}) == 1
    shared = [place for place, signs in enumerate(zip(*headings, strict=True)) if len(set(signs)) == 1]
    assert any(headings[0][place] in "之以为显在的情项" for place in shared)
    assert len(set(headings)) == len(headings)


@pytest.mark.parametrize(("name", "headings"), HEADING_SETS)
def test_no_verb_stands_twice_in_a_set_of_headings(name: str, headings: tuple[str, ...]) -> None:
    verbs: list[str] = []
    for heading in headings:
        found = re.fullmatch(BUILDS[name], heading)
        assert found is not None
        verbs += found.groupdict().values()
    assert [verb for verb, times in Counter(verbs).items() if times > 1] == []
    for verb in verbs:
        assert sum(heading.count(verb) for heading in headings) == 1, verb


@pytest.mark.parametrize(("name", "headings"), HEADING_SETS)
def test_what_stands_at_a_verbs_place_is_a_verb(name: str, headings: tuple[str, ...]) -> None:
    for heading in headings:
        found = re.fullmatch(BUILDS[name], heading)
        assert found is not None
        assert set(found.groupdict().values()) <= VERBS, heading


PROMISES = re.compile(r"显著|一流|硕果|领先|走在前|第一|首创|跨越|腾飞|新台阶|示范|满意|全面|全域|卓有|高效|优异|跃升")
PARTICULAR = ("机制", "品牌", "党建", "志愿", "数字", "窗口")


@pytest.mark.parametrize(("kind", "section"), SECTIONS)
def test_a_heading_promises_nothing_that_only_facts_can_give(kind: Kind, section: KindSection) -> None:
    for heading in section.headings:
        assert not PROMISES.search(heading)
        for word in PARTICULAR:
            assert word not in heading or word in section.topic, heading


def test_every_kind_has_three_heading_sets_and_one_heading_a_set() -> None:
    for kind in KINDS:
        assert len(kind.heading_sets) >= 3
        assert all(len(section.headings) == len(kind.heading_sets) for section in kind.sections)


# --------------------------------------------------------------------------- the text of kinds

EFFECTS = re.compile(
    r"\d|显著|明显|有效|提升|提高|增强|取得|实现|确保|形成|达到|赢得|获得|好评|圆满|全面|深入|大力|扎实|切实|将继续|决心|力争|列入|纳入|"
    r"[一二三四五六七八九十两]是|[二三四五六七八九十两]个|百分"
)
SLOGANS = re.compile(
    r"新篇章|新台阶|新局面|再创|辉煌|砥砺|奋进|贡献力量|科学发展观|和谐社会|习近平|二十大|决心|力争|一定"
)


def sentences(section: KindSection) -> Iterator[str]:
    for opener in section.openers:
        yield opener.format(self="我局", target="市级文明单位", topic=section.topic)


@pytest.mark.parametrize(("kind", "section"), SECTIONS)
def test_openers_are_one_sentence_that_claims_nothing(kind: Kind, section: KindSection) -> None:
    assert 2 <= len(section.openers) <= 3
    for sentence in sentences(section):
        assert sentence.count("。") == 1 and sentence.endswith("。")
        assert not EFFECTS.search(sentence), sentence
        assert len(sentence) <= 40


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_closing_is_modest_and_undated(kind: Kind) -> None:
    assert 2 <= len(kind.closing) <= 3
    for frame in kind.closing:
        assert not SLOGANS.search(frame)
        assert not re.search(r"\d", frame)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_the_lead_reads_well_with_all_slots_and_with_only_the_unit(kind: Kind) -> None:
    everything = {
        "period": "2025年", "unit": "某某局", "person": "某某", "self": "我局", "target": "某级称号",
        "topics": "甲、乙", "count": "二", "honours": "“某某”", "matter": "创建工作",
    }  # fmt: skip
    full = "".join(segment.format_map(everything) for segment in kind.lead.split("|"))
    assert "，。" not in full and "，，" not in full and full.endswith("如下：")
    known = {"unit", "person", "self", "matter"}
    sparse = "".join(
        segment.format_map(everything)
        for segment in kind.lead.split("|")
        if set(re.findall(r"\{(\w+)\}", segment)) <= known
    )
    assert sparse.startswith(("某某局", "某某同志")) and sparse.endswith("如下：")


@pytest.mark.parametrize(("kind", "section"), SECTIONS)
def test_a_section_says_what_it_wants_and_what_is_missing(kind: Kind, section: KindSection) -> None:
    assert 15 <= len(section.keywords) <= 48
    assert 10 <= len(section.purpose) <= 80
    assert section.placeholder and not section.placeholder.startswith("〔")
    assert 2 <= len(section.topic) <= 6


def test_kinds_that_ask_for_shortcomings_and_plan_require_them() -> None:
    for identity in ("civilized-unit", "demonstration-community", "safe-unit", "work-report"):
        required = {section.role for section in kind_named(identity).sections if section.required}
        assert {"shortcomings", "plan"} <= required


def test_the_nine_kinds_are_there() -> None:
    assert {kind.id for kind in KINDS} >= {
        "civilized-unit", "advanced-collective", "advanced-individual", "demonstration-community", "safe-unit",
        "special-fund", "project-proposal", "exemplary-practice", "work-report",
    }  # fmt: skip
    assert [kind.id for kind in KINDS if kind.person] == ["advanced-individual"]


@pytest.mark.parametrize(
    ("identity", "asked", "role"),
    [
        ("civilized-unit", "组织机制", "organisation"),
        ("civilized-unit", "宣教机制", "education"),
        ("civilized-unit", "活动机制", "activity"),
        ("civilized-unit", "创建成果", "results"),
        ("civilized-unit", "行风形象", "service"),
        ("work-report", "总体", "overview"),
        ("work-report", "经济", "economy"),
        ("work-report", "城市建设和管理", "construction"),
        ("work-report", "民生社会事业", "livelihood"),
        ("work-report", "政府自身建设", "integrity"),
    ],
)
def test_section_names_that_notes_ask_for_are_words_of_the_fitting_section(
    identity: str, asked: str, role: str
) -> None:
    weights = {
        section.role: sum(len(word) for word in section.keywords if word in asked)
        for section in kind_named(identity).sections
    }
    assert max(weights, key=lambda one: weights[one]) == role
    assert Counter(weights.values())[weights[role]] == 1


# --------------------------------------------------------------------------- guessing


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("市级文明单位申报材料", "civilized-unit"),
        ("精神文明建设先进单位 事迹/成效材料", "civilized-unit"),
        ("全省民政工作先进集体事迹材料", "advanced-collective"),
        ("市劳动模范先进事迹", "advanced-individual"),
        ("全国综合减灾示范社区申报材料", "demonstration-community"),
        ("平安单位创建工作汇报", "safe-unit"),
        ("2026年养老服务体系建设专项资金申请报告", "special-fund"),
        ("科技计划项目申报书", "project-proposal"),
        ("基层治理典型经验材料", "exemplary-practice"),
        ("政府工作报告（上一年工作回顾部分）", "work-report"),
        ("civilized-unit", "civilized-unit"),
    ],
)
def test_a_kind_is_guessed_from_the_words_of_a_title(words: str, identity: str) -> None:
    kind, why = guess_kind(KINDS, words)
    assert kind.id == identity
    assert kind.name in why


def test_without_a_clue_the_general_kind_is_taken_and_said() -> None:
    kind, why = guess_kind(KINDS, "关于几件事")
    assert kind.id == "work-report"
    assert "没有能判断类型的字样" in why


def test_a_doubt_is_said() -> None:
    kind, why = guess_kind(KINDS, "文明单位创建工作总结")
    assert kind.id == "civilized-unit"
    assert "如不合适请指定类型" in why


def test_without_the_general_kind_nothing_is_guessed() -> None:
    with pytest.raises(InputError, match="work-report"):
        guess_kind([kind for kind in KINDS if kind.id != "work-report"], "几件事")


# --------------------------------------------------------------------------- packs


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.id)
def test_a_pack_says_that_it_is_a_starter_and_from_what(pack: CriteriaPack) -> None:
    assert "起步包" in pack.note and "归纳" in pack.note and "起步包" in pack.name
    assert any(item.gate for item in pack.items)
    assert all(item.keywords and item.evidence for item in pack.items)


def test_packs_named_by_kinds_exist() -> None:
    named = {identity for kind in KINDS for identity in kind.criteria}
    assert named <= {pack.id for pack in PACKS}
    assert len(PACKS) >= 3


# --------------------------------------------------------------------------- wording


@pytest.mark.parametrize(
    ("noun", "measure"),
    [
        ("社区", "个"), ("农村社区服务示范中心", "个"), ("护理型床位", "张"), ("注册志愿者", "名"),
        ("低保家庭", "户"), ("调研报告", "篇"), ("公墓", "处"), ("坟墓", "座"),
        ("校车", "辆"), ("公租房", "套"), ("省级先进集体", "个"), ("退役士兵", "名"),
        ("城市口袋公园", "座"), ("农村道路", "条"), ("不知何物", ""),
    ],
)  # fmt: skip
def test_the_longest_known_ending_gives_the_measure_word(noun: str, measure: str) -> None:
    assert WORDING.measure_word(noun) == measure


def test_a_longer_ending_beats_a_shorter_one() -> None:
    wording = Wording(measure_words={"员": "个", "网格员": "名"})
    assert wording.measure_word("专职网格员") == "名"
    assert wording.measure_word("成员") == "个"


def test_the_wording_files_are_rich() -> None:
    assert len(WORDING.measure_words) >= 250
    assert len(WORDING.dated_terms) >= 60
    assert len(WORDING.confusion_pairs) >= 80
    assert len(WORDING.cliches) >= 60
    assert not {"dated_terms", "measure_words"} & set(WORDING.tables)
    assert "verbs" in WORDING.tables


@pytest.mark.parametrize(
    ("term", "day", "valid"),
    [
        ("“五五”普法", date(2008, 4, 26), True),
        ("“五五”普法", date(2011, 1, 1), False),
        ("“九五”普法", date(2025, 12, 31), False),
        ("以科学发展观为统领", date(2008, 4, 26), True),
        ("以科学发展观为统领", date(2026, 3, 1), False),
        ("《公民道德建设实施纲要》", date(2008, 4, 26), True),
        ("《公民道德建设实施纲要》", date(2020, 1, 1), False),
        ("党的二十大精神", date(2021, 1, 1), False),
        ("党的二十大精神", date(2026, 1, 1), True),
        ("工商局", date(2018, 12, 31), True),
        ("工商局", date(2019, 1, 1), False),
    ],
)
def test_a_dated_term_is_judged_by_the_day_of_the_report(term: str, day: date, valid: bool) -> None:
    found = [entry for entry in WORDING.dated_terms if entry.term == term]
    assert [entry.valid(day) for entry in found] == [valid]


OFFICIAL = (
    "由应急指挥机构统一指挥和协调；引导至服务窗口；为预防犯罪开展宣讲；一支助老服务队；提供献血服务；一批露天矿山；"
    "承担误工补助；按装机容量计算；顺延申报时间；究竟争取到多少；教授于当年退休；改善长期住房条件；疫苗不良反应情况；"
    "草原故事；坚决择优录用；老人材料齐全；公园满员；正规化建设；一批复盖章件；既便民又利企；按排位序号补录。"
)


def test_the_confusion_pairs_leave_sound_sentences_alone() -> None:
    for pair in WORDING.confusion_pairs:
        text = OFFICIAL
        for context in pair.unless:
            text = text.replace(context, "")
        assert pair.wrong not in text, pair.wrong


def test_a_name_of_today_that_holds_an_old_one_is_excepted() -> None:
    (tourism,) = [entry for entry in WORDING.dated_terms if entry.term == "旅游局"]
    assert "文化和旅游局" in tourism.unless


def test_no_term_pair_or_phrase_is_listed_twice() -> None:
    for words in (
        [entry.term for entry in WORDING.dated_terms],
        [pair.wrong for pair in WORDING.confusion_pairs],
        [cliche.phrase for cliche in WORDING.cliches],
    ):
        assert [word for word, times in Counter(words).items() if times > 1] == []


def test_no_correction_brings_in_another_slip() -> None:
    wrongs = [pair.wrong for pair in WORDING.confusion_pairs]
    assert [pair.right for pair in WORDING.confusion_pairs if any(wrong in pair.right for wrong in wrongs)] == []


def test_the_kinds_own_texts_have_no_slip_and_no_cliche() -> None:
    for kind in KINDS:
        for section in kind.sections:
            text = "".join((*section.headings, *section.openers, section.purpose, *kind.closing, kind.lead))
            slips = [pair.wrong for pair in WORDING.confusion_pairs if pair.wrong in text]
            assert not slips
            assert not [cliche.phrase for cliche in WORDING.cliches if cliche.phrase in text]
