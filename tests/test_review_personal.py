"""Personal data: found by form and context, hidden before a model call, put back exactly."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import any_texts, report_texts

from assistant.review.listed_names import listed_names, named_in_need
from assistant.review.masking import LABELS, Masked, mask, unmask
from assistant.review.personal_data import find_personal, identity_holds, luhn

FOUND = (
    ("identity", "身份证号110101199003074514", "110101199003074514"),
    ("identity", "身份证号１１０１０１１９９００３０７４５１４。", "１１０１０１１９９００３０７４５１４"),
    ("identity", "证号110101 19900307 4514", "110101 19900307 4514"),
    ("identity", "证号11010119900307451X", "11010119900307451X"),  # check digit wrong, found all the same
    ("identity", "老证号110101900307451", "110101900307451"),
    ("mobile", "电话13800138000。", "13800138000"),
    ("mobile", "手机138 0013 8000", "138 0013 8000"),
    ("mobile", "138-0013-8000", "138-0013-8000"),
    ("mobile", "+86 13800138000", "+86 13800138000"),
    ("landline", "座机0571-87654321", "0571-87654321"),
    ("landline", "（0571）87654321", "（0571）87654321"),
    ("landline", "010-62345678转801", "010-62345678转801"),
    ("landline", "联系电话：87654321", "87654321"),
    ("card", "4111 1111 1111 1111", "4111 1111 1111 1111"),
    ("card", "账号：6222021234567890123", "6222021234567890123"),
    ("address", "家住春风路8号3室，", "春风路8号3室"),
    ("address", "住在幸福小区3幢2单元501室的老人", "幸福小区3幢2单元501室"),
    ("address", "东河村3组12号", "东河村3组12号"),
    ("name", "困难群众李秋生同志", "李秋生"),
    ("name", "低保户：李秋生因病致贫", "李秋生"),
    ("name", "受助学生：王芳，女", "王芳"),
    ("name", "8岁的陈小明，", "陈小明"),
    ("name", "陈小明（男，12岁）", "陈小明"),
    ("name", "困境儿童：赵一鸣，10岁；", "赵一鸣"),
    ("name", "钱多多，女，今年9岁", "钱多多"),
    ("name", "低保户李秋生身份证丢失", "李秋生"),
)
NOT_FOUND = (
    "热线12345、12333", "共13800138000000件", "投入13800138000元", "困难群众李某同志", "春风路8号", "困难群众高度评价",
    "残疾儿童康复的需求", "2025年3月12日", "满意率96.4%", "400-820-8820", "居民陈小明（58岁）", "未成年人保护法",
    "居民陈小明，58岁", "学习，10岁以上儿童",
    "困难群众王家庄", "拓展救助对象范围。", "统一社会信用代码91330106MA27XY1234", "〔2025〕12号",
    "编号4111111111111112", "服务群众。",
)  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "words"), FOUND)
def test_personal_data_is_found_whole(kind: str, text: str, words: str) -> None:
    assert [(one.kind, one.text) for one in find_personal(text)] == [(kind, words)]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_what_is_nobodys_is_left(text: str) -> None:
    assert find_personal(text) == ()


def test_every_name_of_a_list_is_found() -> None:
    assert [one.text for one in find_personal("慰问低保户李秋生、王大明、赵芳等。")] == ["李秋生", "王大明", "赵芳"]


@pytest.mark.parametrize(
    ("number", "holds"),
    [
        ("11010519491231002X", True),
        ("110101199003074514", True),
        ("440524188001010014", True),
        ("11010519491231", False),
    ],
)
def test_the_check_digit_of_an_identity_number(number: str, holds: bool) -> None:
    assert identity_holds(number) is holds


def test_whether_the_check_digit_holds_is_said() -> None:
    (sure,), (doubtful,) = find_personal("证11010519491231002X"), find_personal("证110105194912310021")
    assert (sure.certain, doubtful.certain) == (True, False)


@pytest.mark.parametrize(("digits", "holds"), [("4111111111111111", True), ("4111111111111112", False)])
def test_the_check_digit_of_a_card(digits: str, holds: bool) -> None:
    assert luhn(digits) is holds


# --------------------------------------------------------------------------- hidden and put back


def test_a_model_sees_what_kind_of_thing_stands_there_and_who_is_who() -> None:
    masked = mask(["低保户李秋生，电话13800138000。李秋生已脱贫。", "李秋生再致电13800138000。"])
    assert masked.texts == (
        "低保户〔姓名1〕，电话〔手机号1〕。〔姓名1〕已脱贫。",
        "〔姓名1〕再致电〔手机号1〕。",
    )
    answer = unmask("〔姓名1〕一家已经脱贫。", masked)
    assert (answer.text, answer.strange, answer.unused) == ("李秋生一家已经脱贫。", (), ("〔手机号1〕",))


def test_a_placeholder_the_text_holds_already_is_never_used() -> None:
    text = "原文写着〔手机号1〕，电话13800138000。"
    masked = mask([text])
    assert masked.texts[0] == "原文写着〔手机号1〕，电话〔手机号2〕。"
    assert unmask(masked.texts[0], masked).text == text


@pytest.mark.parametrize("written", ["〔姓名7〕", "[姓名1]", "〔姓名 1〕", "【姓名1】", "{{姓名1}}"])
def test_a_placeholder_a_model_made_up_or_altered_is_shown_not_repaired(written: str) -> None:
    answer = unmask(f"慰问{written}。", mask(["低保户李秋生，"]))
    assert answer.text == f"慰问{written}。"
    assert len(answer.strange) == 1 and answer.strange[0] in written


def test_the_words_hidden_show_in_no_representation() -> None:
    assert "13800138000" not in repr(mask(["电话13800138000"]))


def _identity(seed: int) -> str:
    stem = f"3301061990{seed % 12 + 1:02d}{seed % 28 + 1:02d}{seed % 1000:03d}"
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(stem))
    return stem + "10X98765432"[total % 11]


def _card(seed: int) -> str:
    stem = f"6222{seed % 10**11:011d}"
    return next(stem + str(last) for last in range(10) if luhn(stem + str(last)))


_numbers = st.integers(0, 10**11).flatmap(
    lambda seed: st.sampled_from(
        [_identity(seed), f"1{3 + seed % 7}{seed % 10**9:09d}", f"0571-8{seed % 10**7:07d}", _card(seed)]
    )
)
_around = st.one_of(
    report_texts, any_texts, st.sampled_from(["〔姓名1〕", "〔手机号1〕", "〔", "〕", "低保户李秋生、", "李秋生"])
)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.one_of(_numbers, _around), max_size=6).map("".join), max_size=3))
def test_unmasking_gives_back_exactly_what_was_masked(texts: list[str]) -> None:
    masked = mask(texts)
    assert [unmask(text, masked).text for text in masked.texts] == texts


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(_around, _numbers), min_size=1, max_size=4))
def test_no_run_of_digits_of_a_known_number_is_left(pieces: list[tuple[str, str]]) -> None:
    text = "".join(f"{around}：{number}；" for around, number in pieces)
    left = mask([text]).texts[0]
    for _, number in pieces:
        for run in re.findall(r"\d{7,}", number):
            assert run not in left


@given(any_texts)
def test_any_text_can_be_masked(text: str) -> None:
    masked = mask([text])
    assert isinstance(masked, Masked) and unmask(masked.texts[0], masked).text == text
    assert set(LABELS.values())


@pytest.mark.parametrize(
    ("text", "path", "names"),
    [
        ("吴小丽：年龄13，资助2000元", (), ("吴小丽",)),
        ("孙大海：人口3，1200", (), ("孙大海",)),
        ("孙大海：联系电话13700137000", (), ("孙大海",)),
        ("1. 郑建国，女", ("困难学生名单",), ("郑建国",)),
        ("郑建国：2000元", ("困难学生名单",), ("郑建国",)),
        ("郑建国：2000元", ("先进个人名单",), ()),
        ("陆景和：组长，联系电话13700137000", ("困难救助",), ()),
        ("白内障：救助12例", ("困难救助",), ()),
        ("康复：资助12人", ("残疾儿童救助",), ()),
        ("高龄补贴：资助12人", (), ()),
        ("", ("困难学生名单",), ()),
    ],
)
def test_a_name_that_only_its_row_or_heading_gives_away(text: str, path: tuple[str, ...], names: object) -> None:
    assert listed_names(text, path) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("低保户李秋生已脱贫，孤儿周小雨获助学金", ("李秋生", "周小雨")),
        ("困难群众高度关注，低保户高龄老人128名", ()),
        ("特困人员何去何从", ()),
        ("低保户", ()),
    ],
)
def test_a_name_behind_who_is_in_need_is_told_from_words_by_the_dictionary(text: str, names: object) -> None:
    assert named_in_need(text) == names
