"""Rows of the table: layout, punctuation, numerals."""

from __future__ import annotations

from typing import Final

from assistant.checking.rule import LAYOUT, NUMERALS, OWN, PUNCTUATION, Rule, family

# fmt: off
FORM: Final[tuple[Rule, ...]] = (
    *family(
        "版式", "text/layout_marks.py", LAYOUT,
        Rule("FMT-07", "error", "结构层次序数依次为“一、”“（一）”“1.”“（1）”",
             "按层次改正序数和标点", safe=True),
        Rule("FMT-08", "error", "独立成行的标题末尾不用句号", "删去标题末尾的句号", safe=True),
        Rule("FMT-09", "error", "序数连续，不重复", "改正序数", reference=OWN),
        Rule("FMT-10", "error", "附件说明的写法", "改为“附件：1.名称”，名称后不加标点", safe=True),
        Rule("FMT-11", "warning", "附件首页只写“附件”和序号", "删去冒号", safe=True),
        Rule("FMT-13", "error", "日期写全年、月、日，用阿拉伯数字，不编虚位", "改为“2026年4月6日”的写法", safe=True),
        Rule("FMT-15", "error", "发文字号的年份用六角括号，序号不加“第”，不编虚位",
             "改为“〔2026〕1号”的写法", safe=True),
        Rule("FMT-16", "warning", "不用“（此页无正文）”", "删去，调整行距"),
        Rule("FMT-17", "error", "主送机关后面用冒号", "改为冒号", safe=True),
        Rule("FMT-20", "error", "汉字旁边用全角标点",
             "改用全角标点", reference=PUNCTUATION, check="text/punctuation.py", safe=True),
        Rule("FMT-21", "warning", "数字和字母用半角", "改为半角", reference=OWN, safe=True),
        Rule("FMT-22", "warning", "字间不留空格，不用空格缩进", "删去空格", reference=OWN, safe=True),
        Rule("FMT-23", "error", "引号、书名号成对，不用直引号", "改为成对的中文标点", reference=PUNCTUATION, safe=True),
    ),
    *family(
        "标点", "text/punctuation.py", PUNCTUATION,
        Rule("PUN-01", "warning", "并列的引号、书名号之间不用顿号", "删去顿号", safe=True),
        Rule("PUN-02", "warning", "相邻两数连用的概数中间不用顿号", "删去顿号"),
        Rule("PUN-03", "error", "次序词后面的标点", "“第一”“首先”后用逗号，“一是”后不用标点", safe=True),
        Rule("PUN-04", "warning", "奖项、活动、单位名称不用书名号", "改用引号"),
        Rule("PUN-05", "error", "书名号里面用单书名号", "里层改用“〈〉”", safe=True),
        Rule("PUN-06", "error", "数值范围的连接号和单位",
             "改为“2024—2025年”“4%～6%”的写法", reference=NUMERALS, safe=True),
        Rule("PUN-07", "warning", "“等”与省略号不重复使用", "只留一个"),
        Rule("PUN-08", "error", "标点不重叠", "只留一个标点", safe=True),
        Rule("PUN-09", "hint", "同一组分项的标点一致", "统一用分号或句号"),
        Rule("PUN-10", "hint", "一句话里不套用冒号", "改写成两句"),
        Rule("PUN-11", "warning", "同一组并列词语的标点一致", "统一用顿号或逗号"),
        Rule("PUN-12", "warning", "括号用全角，成对，不套用同一种", "改为成对的全角括号", safe=True),
    ),
    *family(
        "数字用法", "text/numerals.py", NUMERALS,
        Rule("NUM-01", "warning", "统计数字用阿拉伯数字", "改为阿拉伯数字"),
        Rule("NUM-02", "error", "概数用汉字", "改为汉字"),
        Rule("NUM-03", "warning", "量词前面用“两”", "改为“两”", reference=OWN),
        Rule("NUM-04", "error", "年份写全四位", "写全四位"),
        Rule("NUM-05", "error", "一个日期里不混用两种数字", "统一用阿拉伯数字"),
        Rule("NUM-06", "error", "固定词语里的数字用汉字", "改为汉字"),
        Rule("NUM-07", "warning", "阿拉伯数字不与“百”“千”连用", "改为阿拉伯数字", safe=True),
        Rule("NUM-08", "error", "汉字年份用“〇”", "改为阿拉伯数字", safe=True),
        Rule("NUM-09", "hint", "同一指标的小数位数、全文的千分位写法一致", "统一",
             reference=OWN, check="text/computed.py"),
        Rule("NUM-10", "warning", "用法定计量单位",
             "改用法定计量单位", reference="国务院关于在我国统一实行法定计量单位的命令"),
        Rule("NUM-11", "warning", "量词与名词搭配", "改用合适的量词", reference=OWN),
    ),
)
# fmt: on
