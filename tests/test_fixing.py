"""Changes land in the lines of the draft's own file, whatever marks stand around them."""

from __future__ import annotations

from assistant.checking.fixes import Change
from assistant.fixing import fixed
from assistant.model import Report, Section, WriterName

RAW = """---
title: 总结,草稿
---
# 总结,草稿

## 一、做法,成效

- 走访,慰问群众。
- 走访,慰问群众。
**重点,难点**逐项解决。
| 甲,乙 | 1 |

区民政局
"""


def report(*sections: Section, title: str = "总结,草稿") -> Report:
    return Report(title, "", "区民政局", None, sections, WriterName("person", ""))


BODY = "走访,慰问群众。\n走访,慰问群众。\n重点,难点逐项解决。\n甲,乙\t1"
DRAFT = report(Section("s1", "一、做法,成效", BODY))


def comma(section: str, text: str, number: int = 0) -> Change:
    places = [at for at, char in enumerate(text) if char == ","]
    return Change("FMT-20", section, places[number], places[number] + 1, ",", "，", "")


def test_title_heading_and_the_second_of_two_equal_lines_are_found() -> None:
    changes = [comma("title", DRAFT.title), comma("s1#heading", "一、做法,成效"), comma("s1", BODY, 1)]
    done = fixed(RAW, DRAFT, changes)
    wanted = RAW.replace("# 总结,", "# 总结，").replace("做法,", "做法，")
    first, _, rest = wanted.partition("- 走访,慰问群众。\n")
    assert done.text == f"{first}- 走访,慰问群众。\n{rest.replace('走访,', '走访，', 1)}"
    assert [done.text[one.start : one.end] for one in done.made] == ["，", "，", "，"] and not done.refused


def test_front_matter_is_not_touched() -> None:
    assert "title: 总结,草稿" in fixed(RAW, DRAFT, [comma("title", DRAFT.title)]).text


def test_a_line_with_marks_in_it_or_in_a_table_is_left_and_said() -> None:
    done = fixed(RAW, DRAFT, [comma("s1", BODY, 2), comma("s1", BODY, 3)])
    assert done.text == RAW and len(done.refused) == 2
    assert all("手工" in one.why for one in done.refused)


def test_a_change_over_two_lines_is_refused() -> None:
    done = fixed(
        "甲，\n乙\n", report(Section("lead", "", "甲，\n乙"), title=""), [Change("X", "lead", 1, 4, "，\n乙", "", "")]
    )
    assert (done.text, len(done.refused)) == ("甲，\n乙\n", 1)
