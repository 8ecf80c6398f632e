"""Dates, periods and ordinals: names with digits that a draft must not alter either."""

from __future__ import annotations

import pytest

from assistant.figures import ordinals, times

SPANS = (
    ("2025年3月12日召开", "2025年3月12日", "date", "2025-03-12", "2025-03-12"),
    ("二〇二五年三月五日", "二〇二五年三月五日", "date", "2025-03-05", "2025-03-05"),
    ("2025年3月12日至15日", "2025年3月12日至15日", "date", "2025-03-12", "2025-03-15"),
    ("落款 2008-04-26", "2008-04-26", "date", "2008-04-26", "2008-04-26"),
    ("2024—2025年创建情况", "2024—2025年", "period", "2024", "2025"),
    ("2022-2024年度", "2022-2024年度", "period", "2022", "2024"),
    ("2025年工作", "2025年", "period", "2025", "2025"),
    ("2025年上半年", "2025年上半年", "period", "2025-01", "2025-06"),
    ("2025年第三季度", "2025年第三季度", "period", "2025-07", "2025-09"),
    ("2025年1—6月", "2025年1—6月", "period", "2025-01", "2025-06"),
    ("2025年3月", "2025年3月", "period", "2025-03", "2025-03"),
    ("“十四五”期间", "“十四五”期间", "period", "2021", "2025"),
    ("两年来", "两年来", "period", "", ""),
    ("近三年", "近三年", "period", "", ""),
    ("上半年", "上半年", "period", "", ""),
    ("第一季度", "第一季度", "period", "", ""),
    ("3月底前", "3月底", "period", "", ""),
    ("每季度一次", "每季度", "period", "", ""),
)


@pytest.mark.parametrize(("clause", "text", "kind", "first", "last"), SPANS, ids=[row[0] for row in SPANS])
def test_a_date_or_period(clause: str, text: str, kind: str, first: str, last: str) -> None:
    (span,) = times(clause)
    assert (span.text, span.kind, span.first, span.last) == (text, kind, first, last)
    assert clause[span.start : span.end] == text


@pytest.mark.parametrize("clause", ["3个月", "连续5年", "24小时", "8个工作日", "3.5公里", "15日内", "2025个"])
def test_a_length_of_time_is_no_period(clause: str) -> None:
    assert times(clause) == ()


@pytest.mark.parametrize(
    ("clause", "text", "value"),
    [
        ("全省第20个敬老日", "第20个", 20),
        ("第五届道德模范", "第五届", 5),
        ("测评第一名", "第一名", 1),
        ("全省首个", "首个", 1),
        ("获一等奖", "一等奖", 1),
        ("荣立三等功", "三等功", 3),
        ("国家3A级景区", "3A级", 3),
        ("进入前10名", "前10名", 10),
        ("十四届七次全会", "十四届七次", 14),
    ],
)
def test_an_ordinal(clause: str, text: str, value: float) -> None:
    (ordinal,) = ordinals(clause)
    assert (ordinal.text, ordinal.value) == (text, value)


@pytest.mark.parametrize("clause", ["20个社区", "提前3名", "五届", "首先", "一等"])
def test_no_rank_is_made_of_a_count(clause: str) -> None:
    assert [ordinal.text for ordinal in ordinals(clause)] == (["五届"] if clause == "五届" else [])
