"""Rows of the table: quantities, consistency, wording, privacy, copying, words, style."""

from __future__ import annotations

from typing import Final

from assistant.checking.rule import NUMERALS, OWN, Rule, family

# fmt: off
SENSE: Final[tuple[Rule, ...]] = (
    *family(
        "数量", "text/quantities.py", OWN,
        Rule("QTY-01", "error", "概数词不重复使用", "只留一个概数词", reference=NUMERALS),
        Rule("QTY-02", "error", "“达、超、至少”与“以上”不重复使用", "去掉其中一个", reference=NUMERALS),
        Rule("QTY-03", "error", "减少不用倍数", "改用百分数或分数", reference=NUMERALS),
        Rule("QTY-04", "error", "“翻”与“番”搭配", "改为“翻几番”或“增长几倍”", reference=NUMERALS),
        Rule("QTY-06", "error", "百分数之差用百分点", "改为“个百分点”", reference=NUMERALS),
        Rule("QTY-07", "block", "比率不得超过100%", "核对后改正"),
        Rule("QTY-08", "block", "各部分之和等于总数", "核对后改正"),
        Rule("QTY-12", "block", "一个指标只有一个数", "核对后统一，或写明口径", check="text/counts.py"),
        Rule("QTY-15", "warning", "与往年比较要写出基数", "补上基数"),
        Rule("QTY-16", "error", "写明的项数须与列举的项数一致", "补齐所列各项，或改正项数", check="text/counts.py"),
        Rule("QTY-17", "error", "连续年数与所列年份一致", "核对年数和年份", check="text/counts.py"),
        Rule("QTY-19", "hint", "一组列举里概数与确数不混用", "统一"),
    ),
    *family(
        "一致", "text/consistency.py", OWN,
        Rule("CON-02", "warning", "时间写明起止", "写明起止年月"),
        Rule("CON-03", "block", "日期真实，起止不颠倒", "核对日期"),
        Rule("CON-04", "warning", "自称一致，标题写明单位", "统一自称"),
        Rule("CON-05", "warning", "简称先说明后使用", "第一次出现时用全称"),
        Rule("CON-06", "block", "行政区划名称以成文日期为准", "核对现行区划", check="text/dated.py"),
        Rule("CON-07", "error", "机构名称以成文日期为准",
             "改为现在的名称，写往事的注明“时称”", check="text/dated.py"),
        Rule("CON-08", "block", "职务名称不重字", "改正职务名称"),
        Rule("CON-09", "hint", "各标题句式一致", "按其他标题的句式改写"),
        Rule("CON-10", "warning", "荣誉写明年份和授予机关", "补上年份、机关"),
        Rule("CON-12", "warning", "职能以成文日期的“三定”为准", "核对本单位职能", check="text/dated.py"),
    ),
    *family(
        "提法", "text/dated.py", OWN,
        Rule("POL-01", "block", "提法以成文日期为准", "改为现行提法，由负责文字的同志审定"),
        Rule("POL-02", "block", "固定提法的搭配和次序", "按规范提法改正"),
        Rule("POL-03", "error", "社会主义核心价值观的词语和次序", "按规范次序改正"),
        Rule("POL-04", "error", "会议名称与成文日期相符", "改为最近一次会议"),
        Rule("POL-05", "block", "涉港澳台、民族、宗教用语规范", "按规范用语改正", check="knowledge/wording/usage.yaml"),
        Rule("POL-06", "error", "不用带有歧视的说法", "换成规范的说法", check="knowledge/wording/usage.yaml"),
        Rule("POL-07", "hint", "首个、唯一等说法有依据", "注明依据，或删去"),
        Rule("POL-08", "warning", "礼仪用语适度", "换成平实的说法", check="knowledge/wording/usage.yaml"),
        Rule("POL-09", "error", "用规范的说法", "按规范的说法改正", check="knowledge/wording/usage.yaml"),
        Rule("POL-10", "hint", "写到的人员要核对姓名、职务", "核对姓名和职务，确认可以公开", check="text/privacy.py"),
    ),
    *family(
        "保密和个人信息", "text/privacy.py", OWN,
        Rule("SEC-01", "block", "不得有密级和内部标志",
             "停止使用，报保密员处理", reference="保守国家秘密法", bound=True),
        Rule("SEC-02", "block", "不得有个人信息", "删去，或隐去关键部分", reference="个人信息保护法", bound=True),
        Rule("SEC-03", "warning", "敏感内容经保密审查",
             "确认可以公开", reference="保守国家秘密法", check="knowledge/wording/usage.yaml"),
    ),
    *family(
        "范文痕迹", "text/templates.py", OWN,
        Rule("TMP-02", "error", "不得留有网页和范文网站的套话", "删去"),
        Rule("TMP-05", "error", "同样的话不写两遍", "删去一处"),
        Rule("TMP-06", "error", "隐去名称要彻底", "统一写真实名称，或全部隐去"),
    ),
    *family(
        "字词", "text/words.py", OWN,
        Rule("LEX-01", "error", "易混易错的字词", "改正"),
        Rule("LEX-02", "error", "“截至”与“截止”", "改为“截至”"),
        Rule("LEX-03", "warning", "“的、地、得”", "改正"),
        Rule("LEX-04", "warning", "不多写字", "删去多余的字"),
        Rule("LEX-05", "warning", "语义不重复", "删去重复的部分"),
        Rule("LEX-06", "warning", "“通过……使……”没有主语", "删去“通过”或“使”"),
        Rule("LEX-07", "hint", "句子、段落不过长", "分成几句"),
        Rule("LEX-08", "hint", "用书面语", "换成书面语", check="knowledge/wording/usage.yaml"),
    ),
    *family(
        "文风", "text/style.py", OWN,
        Rule("STY-01", "hint", "少用套话", "写具体的事"),
        Rule("STY-02", "hint", "句式不重复", "换一种句式"),
        Rule("STY-03", "warning", "不写与内容无关的过渡话", "删去，直接写", check="knowledge/wording/usage.yaml"),
        Rule("STY-04", "hint", "动词不堆叠", "只留一个动词"),
        Rule("STY-05", "hint", "说成效要有数字或事例", "补上数字或事例"),
        Rule("STY-06", "hint", "不凑等长的三点", "按内容写"),
        Rule("STY-07", "hint", "不用空泛的比喻", "用平实的说法", check="knowledge/wording/usage.yaml"),
        Rule("STY-08", "hint", "四字词语不连用过多", "换成具体做法"),
        Rule("STY-09", "hint", "少用破折号", "改用逗号或句号"),
        Rule("STY-10", "hint", "写明是谁", "写明单位或个人", check="knowledge/wording/usage.yaml"),
    ),
)
# fmt: on
