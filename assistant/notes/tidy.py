"""One note line in proper form: full-width punctuation, no stray spaces, no Markdown marks; no word changed.

Clerks type "收养登记 45 件,合格率 100%"; official prose has "收养登记45件，合格率100%" (GB/T 15834, rule FMT-20).
"""

from __future__ import annotations

import re

_CJK = "\u3400-\u9fff\u3007"
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
# only an address is left out; what else stands in such brackets is the clerk's: [0](0)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\((?:(?:https?://|mailto:|www\.|\.{1,2}/|#)[^)\n]{0,500})?\)")
_EMPHASIS = re.compile(r"(\*\*|__|`)")
_SPACE = re.compile(r"[ \t\u3000\u00a0]+")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?![\d.,])")  # 1 245件 (GB/T 15835)
# who gave an honour and when: （教育部 2025.12）
_MONTH_GIVEN = re.compile(r"(?<=[\u4e00-\u9fff\s，,（(])((?:19|20)\d\d)\.(1[0-2]|[1-9])(?=[）)])")
_YEARS = re.compile(r"(?<=(?<!\d)\d{4})[-－~～–](?=\d{4}年)")  # 2018-2021年 -> 2018—2021年 (GB/T 15834)
_KILOMETRES = re.compile(r"㎞|(?<=\d)\s?[kK][mM](?![A-Za-z²2\d])")
_SQUARE = re.compile(r"㎡|[mM]²")


def tidy(text: str) -> str:
    """The line as official prose would punctuate it. Idempotent."""
    text = _LINK.sub(r"\1", _EMPHASIS.sub("", text))
    text = _KILOMETRES.sub("公里", _SQUARE.sub("平方米", text))
    if not re.search(f"[{_CJK}]", text):
        return _SPACE.sub(" ", text).strip()
    text = _MONTH_GIVEN.sub(r"\1年\2月", text.replace("％", "%"))
    text = _THOUSANDS.sub(lambda found: re.sub(r"\s", ",", found[0]), text)
    text = _YEARS.sub("—", _spaces(_quotes(_punctuation(text))))
    return text.strip().rstrip("，；、")


def _punctuation(text: str) -> str:
    out: list[str] = []
    for position, char in enumerate(text):
        before = text[position - 1] if position else ""
        after = text[position + 1] if position + 1 < len(text) else ""
        if char in _FULL and not (_is_digit(before) and _is_digit(after) and char in ",:"):
            out.append(_FULL[char])
        elif char == "(":
            out.append("（")
        elif char == ")":
            out.append("）")
        else:
            out.append(char)
    return "".join(out)


def _is_digit(char: str) -> bool:
    return char != "" and char in "0123456789"


def _quotes(text: str) -> str:
    """Straight double quotes in pairs become “ ”; an odd one stays, it is not ours to guess."""
    for straight, left, right in (('"', "“", "”"), ("＂", "“", "”")):
        if text.count(straight) % 2 == 0:
            parts = text.split(straight)
            text = "".join(
                part + ((left if index % 2 == 0 else right) if index < len(parts) - 1 else "")
                for index, part in enumerate(parts)
            )
    return text.replace("「", "“").replace("」", "”")


def _spaces(text: str) -> str:
    """A space beside a digit, a mark or a Latin letter goes; between two Chinese characters it was a pause."""
    out: list[str] = []
    pieces = _SPACE.split(text.strip())
    for index, piece in enumerate(pieces):
        if index:
            before, after = out[-1][-1:] if out and out[-1] else "", piece[:1]
            if _latin(before) and _latin(after):
                out.append(" ")
            elif (_hanzi(before) and _hanzi(after) and not _runs_on(out, pieces[index:])) or _stops(out, piece):
                out.append("，")
        if piece:
            out.append(piece)
    return "".join(out)


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _hanzi(char: str) -> bool:
    return bool(char) and bool(re.match(f"[{_CJK}]", char))


def _stops(out: list[str], piece: str) -> bool:
    """「新增3个 达9个」「总投资6.8亿 2025年9月投用」: a figure is complete, what follows is another statement.

    So it is with who issued something and when, and with who is meant by an age: 「国家卫健委 2025年8月」.
    """
    complete = re.search(rf"\d[\d.,，]*[{_CJK}%％]{{1,4}}$", "".join(out))
    issued = re.search(r"[委部厅局会办院府]$", "".join(out)) and re.match(r"(?:19|20)\d\d[年.]", piece)
    aged = re.search(f"[{_CJK}]$", "".join(out)) and re.match(r"\d{1,3}岁以[上下]", piece)
    return bool((complete and re.match(r"达到?\d|(?:19|20)\d\d年", piece)) or issued or aged)


def _runs_on(out: list[str], rest: list[str]) -> bool:
    return _measure_follows(out, rest[0]) or _name_follows(out, rest[0]) or _counted_follows(out, rest)


def _counted_follows(out: list[str], rest: list[str]) -> bool:
    """「结对帮扶 困难户 26 户」「局务公开 信息 372 条」: what is done and what is counted are one phrase.

    A sum of money is not counted that way: 「走访困难群众 慰问金 17 万元」 are two.
    """
    what = re.search(rf"(?:^|[，；：、])([{_CJK}]{{2,8}})$", "".join(out))
    return bool(
        what
        and re.fullmatch(rf"[{_CJK}]{{2,6}}", rest[0])
        and not re.search(r"年|月|累计|合计|其中|另|两|全|各|每", rest[0])
        and re.match(r"\d[\d.,，]*[万亿]?[余多]?(?!元|万元|亿元)[\u4e00-\u9fff]", "".join(rest[1:3]))
    )


def _measure_follows(out: list[str], piece: str) -> bool:
    """「都 是」「共 计」 and an approximation word or a copula beside a space is no pause."""
    return bool(re.match(r"(都|均|是|为|共|约|近|超|逾|余|多|达|以上|左右)", piece)) or bool(
        re.search(r"(都|均|是|为|共|约|近|超|逾|余|多|达)$", "".join(out[-1:]))
    )


def _name_follows(out: list[str], piece: str) -> bool:
    """「局长 陆景和」「养老服务科 沈知遥同志」: a post and the name of who holds it."""
    return bool(re.search(r"(书记|长|主任|科|处|股|室|站|所|员|干事)$", "".join(out[-1:]))) and bool(
        re.match(r"[\u4e00-\u9fff]{2,3}(同志|[，；、。（）]|$)", piece)
    )
