"""The table of rules: what each finding's rule name means, how heavy it weighs, and where the rule comes from.

Adding a rule is one entry here, one check in the file of its family, and its vectors in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. severity: the weight its findings have unless a check has a reason to lower it.

    what, fix: Chinese, for a clerk. reference: where the rule comes from, "" for a rule of this project.
    """

    id: str
    family: str
    severity: Severity
    what: str
    reference: str
    fix: str


_LAYOUT = "党政机关公文格式 GB/T 9704—2012"
_TRACE = "申报材料真实性要求"
_QUANTITY = "出版物上数字用法 GB/T 15835—2011"
_PUNCTUATION = "标点符号用法 GB/T 15834—2011"

TABLE: Final[tuple[Rule, ...]] = (
    Rule("FACT-01", "fact", "block", "数字、日期、届次须与要点一致", _TRACE, "按要点改正，或补充出处后再写"),
    Rule("FACT-02", "fact", "block", "荣誉、人名、单位、文件、地名须出自要点", _TRACE, "按要点改正，要点没有的删去"),
    Rule("FACT-03", "fact", "warning", "推算出来的数字须能由要点算出", _TRACE, "请核对算法，并在要点中补上这个数"),
    Rule(
        "FACT-04", "fact", "block", "首个、唯一、第一、率先等说法须有依据", _TRACE, "删去这一说法，或在要点中补上依据"
    ),
    Rule("FACT-05", "fact", "warning", "要点应当写进材料或说明不用", _TRACE, "写进相应章节，或确认不用"),
    Rule("TMP-01", "residue", "block", "占位符和待补内容须补齐", "", "补上内容后再定稿"),
    Rule("TMP-03", "leak", "block", "不得带入范文里别的单位的内容", "", "删去，换成本单位的情况"),
    Rule("TMP-04", "leak", "warning", "不得大段照抄范文", "", "用自己的话重写"),
    Rule(
        "FMT-08", "form", "error", "独立成行的标题末尾不用句号", "党政机关公文格式 GB/T 9704—2012", "删去标题末尾的句号"
    ),
    Rule("FMT-19", "residue", "block", "不得留有模型输出的痕迹", "", "删去"),
    Rule("FMT-20", "form", "error", "汉字旁边用全角标点", _PUNCTUATION, "改用全角标点"),
    Rule("QTY-01", "quantity", "error", "概数词不重复使用", _QUANTITY, "只留一个概数词"),
    Rule("QTY-02", "quantity", "error", "“达、超、至少”与“以上”不重复使用", _QUANTITY, "去掉其中一个"),
    Rule("QTY-07", "quantity", "block", "比率不得超过100%", "", "核对后改正"),
    Rule("QTY-16", "quantity", "error", "写明的项数须与列举的项数一致", "", "补齐所列各项，或改正项数"),
    Rule("FMT-07", "layout", "error", "结构层次序数依次为“一、”“（一）”“1.”“（1）”", _LAYOUT, "按层次改正序数和标点"),
    Rule("FMT-09", "layout", "error", "序数连续，不重复", "", "改正序数"),
    Rule("FMT-10", "layout", "error", "附件说明的写法", _LAYOUT, "改为“附件：1.名称”，名称后不加标点"),
    Rule("FMT-11", "layout", "warning", "附件首页只写“附件”和序号", _LAYOUT, "删去冒号"),
    Rule(
        "FMT-13", "layout", "error", "日期写全年、月、日，用阿拉伯数字，不编虚位", _LAYOUT, "改为“2026年4月6日”的写法"
    ),
    Rule(
        "FMT-15",
        "layout",
        "error",
        "发文字号的年份用六角括号，序号不加“第”，不编虚位",
        _LAYOUT,
        "改为“〔2026〕1号”的写法",
    ),
    Rule("FMT-16", "layout", "warning", "不用“（此页无正文）”", _LAYOUT, "删去，调整行距"),
    Rule("FMT-17", "layout", "error", "主送机关后面用冒号", _LAYOUT, "改为冒号"),
    Rule("FMT-21", "layout", "warning", "数字和字母用半角", "", "改为半角"),
    Rule("FMT-22", "layout", "warning", "字间不留空格，不用空格缩进", "", "删去空格"),
    Rule("FMT-23", "layout", "error", "引号、书名号成对，不用直引号", _PUNCTUATION, "改为成对的中文标点"),
    Rule("PUN-01", "punctuation", "warning", "并列的引号、书名号之间不用顿号", _PUNCTUATION, "删去顿号"),
    Rule("PUN-02", "punctuation", "warning", "相邻两数连用的概数中间不用顿号", _PUNCTUATION, "删去顿号"),
    Rule("PUN-03", "punctuation", "error", "次序词后面的标点", _PUNCTUATION, "“第一”“首先”后用逗号，“一是”后不用标点"),
    Rule("PUN-04", "punctuation", "warning", "奖项、活动、单位名称不用书名号", _PUNCTUATION, "改用引号"),
    Rule("PUN-05", "punctuation", "error", "书名号里面用单书名号", _PUNCTUATION, "里层改用“〈〉”"),
    Rule("PUN-06", "punctuation", "error", "数值范围的连接号和单位", _QUANTITY, "改为“2024—2025年”“4%～6%”的写法"),
    Rule("PUN-07", "punctuation", "warning", "“等”与省略号不重复使用", _PUNCTUATION, "只留一个"),
    Rule("PUN-08", "punctuation", "error", "标点不重叠", _PUNCTUATION, "只留一个标点"),
    Rule("PUN-09", "punctuation", "hint", "同一组分项的标点一致", _PUNCTUATION, "统一用分号或句号"),
    Rule("PUN-10", "punctuation", "hint", "一句话里不套用冒号", _PUNCTUATION, "改写成两句"),
    Rule("PUN-11", "punctuation", "warning", "同一组并列词语的标点一致", _PUNCTUATION, "统一用顿号或逗号"),
    Rule("PUN-12", "punctuation", "warning", "括号用全角，成对，不套用同一种", _PUNCTUATION, "改为成对的全角括号"),
    Rule("NUM-01", "numerals", "warning", "统计数字用阿拉伯数字", _QUANTITY, "改为阿拉伯数字"),
    Rule("NUM-02", "numerals", "error", "概数用汉字", _QUANTITY, "改为汉字"),
    Rule("NUM-03", "numerals", "warning", "量词前面用“两”", "", "改为“两”"),
    Rule("NUM-04", "numerals", "error", "年份写全四位", _QUANTITY, "写全四位"),
    Rule("NUM-05", "numerals", "error", "一个日期里不混用两种数字", _QUANTITY, "统一用阿拉伯数字"),
    Rule("NUM-06", "numerals", "error", "固定词语里的数字用汉字", _QUANTITY, "改为汉字"),
    Rule("NUM-07", "numerals", "warning", "阿拉伯数字不与“百”“千”连用", _QUANTITY, "改为阿拉伯数字"),
    Rule("NUM-08", "numerals", "error", "汉字年份用“〇”", _QUANTITY, "改为阿拉伯数字"),
    Rule(
        "NUM-10",
        "numerals",
        "warning",
        "用法定计量单位",
        "国务院关于在我国统一实行法定计量单位的命令",
        "改用法定计量单位",
    ),
    Rule("NUM-11", "numerals", "warning", "量词与名词搭配", "", "改用合适的量词"),
    Rule("QTY-03", "quantity", "error", "减少不用倍数", _QUANTITY, "改用百分数或分数"),
    Rule("QTY-04", "quantity", "error", "“翻”与“番”搭配", _QUANTITY, "改为“翻几番”或“增长几倍”"),
    Rule("QTY-06", "quantity", "error", "百分数之差用百分点", _QUANTITY, "改为“个百分点”"),
    Rule("QTY-08", "quantity", "block", "各部分之和等于总数", "", "核对后改正"),
    Rule("QTY-12", "quantity", "block", "一个指标只有一个数", "", "核对后统一，或写明口径"),
    Rule("QTY-15", "quantity", "warning", "与往年比较要写出基数", "", "补上基数"),
    Rule("QTY-17", "quantity", "error", "连续年数与所列年份一致", "", "核对年数和年份"),
    Rule("QTY-19", "quantity", "hint", "一组列举里概数与确数不混用", "", "统一"),
    Rule("CON-02", "consistency", "warning", "时间写明起止", "", "写明起止年月"),
    Rule("CON-03", "consistency", "block", "日期真实，起止不颠倒", "", "核对日期"),
    Rule("CON-04", "consistency", "warning", "自称一致，标题写明单位", "", "统一自称"),
    Rule("CON-05", "consistency", "warning", "简称先说明后使用", "", "第一次出现时用全称"),
    Rule("CON-06", "consistency", "block", "行政区划名称以成文日期为准", "", "核对现行区划"),
    Rule("CON-07", "consistency", "error", "机构名称以成文日期为准", "", "改为现在的名称，写往事的注明“时称”"),
    Rule("CON-08", "consistency", "block", "职务名称不重字", "", "改正职务名称"),
    Rule("CON-09", "consistency", "hint", "各标题句式一致", "", "按其他标题的句式改写"),
    Rule("CON-10", "consistency", "warning", "荣誉写明年份和授予机关", "", "补上年份、机关"),
    Rule("CON-12", "consistency", "warning", "职能以成文日期的“三定”为准", "", "核对本单位职能"),
    Rule("POL-01", "dated", "block", "提法以成文日期为准", "", "改为现行提法，由负责文字的同志审定"),
    Rule("POL-02", "dated", "block", "固定提法的搭配和次序", "", "按规范提法改正"),
    Rule("POL-03", "dated", "error", "社会主义核心价值观的词语和次序", "", "按规范次序改正"),
    Rule("POL-04", "dated", "error", "会议名称与成文日期相符", "", "改为最近一次会议"),
    Rule("POL-05", "dated", "block", "涉港澳台、民族、宗教用语规范", "", "按规范用语改正"),
    Rule("POL-06", "dated", "error", "不用带有歧视的说法", "", "换成规范的说法"),
    Rule("POL-07", "dated", "hint", "首个、唯一等说法有依据", "", "注明依据，或删去"),
    Rule("POL-08", "dated", "warning", "礼仪用语适度", "", "换成平实的说法"),
    Rule("POL-09", "dated", "error", "用规范的说法", "", "按规范的说法改正"),
    Rule("POL-10", "dated", "hint", "写到的人员要核对姓名、职务", "", "核对姓名和职务，确认可以公开"),
    Rule("SEC-01", "privacy", "block", "不得有密级和内部标志", "保守国家秘密法", "停止使用，报保密员处理"),
    Rule("SEC-02", "privacy", "block", "不得有个人信息", "个人信息保护法", "删去，或隐去关键部分"),
    Rule("SEC-03", "privacy", "warning", "敏感内容经保密审查", "保守国家秘密法", "确认可以公开"),
    Rule("TMP-02", "template", "error", "不得留有网页和范文网站的套话", "", "删去"),
    Rule("TMP-05", "template", "error", "同样的话不写两遍", "", "删去一处"),
    Rule("TMP-06", "template", "error", "隐去名称要彻底", "", "统一写真实名称，或全部隐去"),
    Rule("LEX-01", "words", "error", "易混易错的字词", "", "改正"),
    Rule("LEX-02", "words", "error", "“截至”与“截止”", "", "改为“截至”"),
    Rule("LEX-03", "words", "warning", "“的、地、得”", "", "改正"),
    Rule("LEX-04", "words", "warning", "不多写字", "", "删去多余的字"),
    Rule("LEX-05", "words", "warning", "语义不重复", "", "删去重复的部分"),
    Rule("LEX-06", "words", "warning", "“通过……使……”没有主语", "", "删去“通过”或“使”"),
    Rule("LEX-07", "words", "hint", "句子、段落不过长", "", "分成几句"),
    Rule("LEX-08", "words", "hint", "用书面语", "", "换成书面语"),
    Rule("STY-01", "style", "hint", "少用套话", "", "写具体的事"),
    Rule("STY-02", "style", "hint", "句式不重复", "", "换一种句式"),
    Rule("STY-03", "style", "warning", "不写与内容无关的过渡话", "", "删去，直接写"),
    Rule("STY-04", "style", "hint", "动词不堆叠", "", "只留一个动词"),
    Rule("STY-05", "style", "hint", "说成效要有数字或事例", "", "补上数字或事例"),
    Rule("STY-06", "style", "hint", "不凑等长的三点", "", "按内容写"),
    Rule("STY-07", "style", "hint", "不用空泛的比喻", "", "用平实的说法"),
    Rule("STY-08", "style", "hint", "四字词语不连用过多", "", "换成具体做法"),
    Rule("STY-09", "style", "hint", "少用破折号", "", "改用逗号或句号"),
    Rule("STY-10", "style", "hint", "写明是谁", "", "写明单位或个人"),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in TABLE}


def raise_finding(
    rule: str, section: str, text: str, start: int, end: int, why: str, fix: str = "", severity: Severity | None = None
) -> Finding:
    """A finding of `rule` over text[start:end]; severity and fix from the table unless given.

    Raises KeyError if there is no such rule.
    """
    entry = RULES[rule]
    return Finding(rule, severity or entry.severity, section, start, end, text[start:end], why, fix or entry.fix)
