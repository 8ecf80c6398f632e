"""Places by suffix: 霁川市禾浦县竹篱镇, 三道沟村, 临港新区. The dictionary says where the stem begins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.library import name_words as words
from assistant.library.segments import Word, frequency

_LENIENT: Final = "街道|社区|苏木|嘎查|居委会|县|旗|镇|乡|村|屯"
_STRICT: Final = (
    "自治州|自治县|自治旗|自治区|省|市|区|州|盟|(?:经济技术|经济|高新技术产业|高新技术|现代农业|综合|循环经济|工业|产业|科技)?"
    "(?:开发区|新区|高新区|经开区|园区|保税区|产业园|工业园|示范区|试验区|度假区|风景区)"
)
_SUFFIX: Final = re.compile(f"{_STRICT}|{_LENIENT}")
_HANZI: Final = re.compile(r"[\u3400-\u9fff]+")
# 三道沟村, 八里桥社区, 二龙山镇: numbers that belong to the name
_NUMBERED: Final = re.compile(
    r"[二三四五六七八九十](?:里|道|岔|家|棵|间|星|龙|眼|台|座|仙|元|公|官|河|门)[\u3400-\u9fff]?$"
)

_STEM_TAGS: Final = ("n", "s", "z", "j", "g", "x")
_FREQUENT: Final = 1200  # times the dictionary counted a word
_RARE: Final = 400
_NO_PART_TAGS: Final = ("u", "p", "c", "r", "q", "d", "y", "m")
# single characters before a suffix that are verbs rather than parts of a name (普法进社区)
_VERBS: Final = frozenset("进入住送访帮建管护创促评联包挂抓做办去来走下出回设立有是让使为给跨驻派选兴强富立惠活治")
_GREAT: Final = frozenset("在占主老大新小各全多好旧原现本中高低")
# 长坡区司法局, 石台市第一人民医院: what follows says that it is a place
_BODY: Final = re.compile(
    r"(?:第?[一二三四五六七八九十]?[\u3400-\u9fff]{0,7}?)(?:局|委员会|人民政府|政府|法院|检察院|医院|中学|小学|学校|支队|大队|联合会|总工会|"
    r"殡仪馆|图书馆|文化馆|档案馆|福利院|救助站|管理站|登记处)"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A chain of places, outermost first. atoms: (start, end) of each."""

    start: int
    end: int
    atoms: tuple[tuple[int, int], ...]


def places(text: str, cut: Sequence[Word]) -> tuple[Place, ...]:
    """Chains of places: 霁川市禾浦县竹篱镇 is one."""
    chains: list[list[tuple[int, int]]] = []
    for atom in _atoms(text, cut):
        if chains and chains[-1][-1][1] == atom[0]:
            chains[-1].append(atom)
        else:
            chains.append([atom])
    return tuple(Place(chain[0][0], chain[-1][1], tuple(chain)) for chain in chains)


def bare(atom: str) -> str:
    """The name without its suffix (禾浦县 -> 禾浦), "" where it is too short or too common to be looked for alone."""
    stem = re.sub(rf"(?:{_SUFFIX.pattern})$", "", atom)
    return (
        ""
        if len(stem) < 2 or stem in words.GENERAL_STEMS or stem in words.LUCKY_STEMS or stem in words.COMMON_STEMS
        else stem
    )


def _atoms(text: str, cut: Sequence[Word]) -> Iterator[tuple[int, int]]:
    at_place = [0] * (len(text) + 1)
    for number, word in enumerate(cut):
        at_place[word.start : word.end] = [number] * (word.end - word.start)
    last = 0
    for found in _SUFFIX.finditer(text):
        within = found.end() < len(text) and cut[at_place[found.end()]].start != found.end()
        if found.start() < last or (within and text[found.end()] in words.NO_SUFFIX_BEFORE):
            continue
        if text.startswith("乡村", found.start()):
            continue
        start = _stem_start(found, cut, at_place[found.start()], last)
        if start < found.start() and _is_stem(text[start : found.start()], found[0]):
            yield start, found.end()
            last = found.end()


def _stem_start(found: re.Match[str], cut: Sequence[Word], number: int, floor: int) -> int:
    """Where the stem before a suffix begins; the suffix's own place if there is none."""
    word, end = cut[number], found.start()
    lenient = re.fullmatch(_LENIENT, found[0]) is not None or _BODY.match(found.string, found.end()) is not None
    lenient = lenient or (floor > 0 and floor == end - 2)  # 霁川市|长坡区
    if word.start == end:
        return _joined(cut, number - 1, end, floor, lenient)
    if word.is_ordinary:  # the suffix is the end of a word, or inside one: 超市, 农村; but 石|港区
        if number == 0 or len(word.text) != 2 or word.end != found.end():
            return end
        before, body = cut[number - 1], _BODY.match(found.string, found.end()) is not None
        rare = frequency(before.text) < _RARE  # 芷|城镇: a character that begins nothing else
        split = (rare or frequency(word.text) < _FREQUENT or body) and _is_odd(before, floor, body)
        return max(floor, before.start) if split else end
    start = max(word.start, floor)
    if end - start == 1 and word.text[start - word.start] in _VERBS:
        return end
    start += end - start - len(_without(word.text[start - word.start : end - word.start]))
    return _joined(cut, number - 1, end, floor, lenient, start)


def _joined(cut: Sequence[Word], number: int, end: int, floor: int, lenient: bool, start: int = -1) -> int:
    """The stem's start with the words before it that belong to it: single characters, names, one common noun."""
    start = end if start < 0 else start
    while number >= 0 and end - start < 2 and cut[number].end == start and start > floor:
        word = cut[number]
        if word.start < floor:  # a word over the edge of the place before: 竹篱镇|上坪
            start = floor
        elif len(word.text) == 1:
            if not _is_part(word):
                break
        elif not _HANZI.fullmatch(word.text) or (word.is_ordinary and not (lenient and _may_name(word))):
            break
        elif not word.known:
            return max(floor, word.start) + len(word.text) - len(_without(word.text))
        start, number = max(word.start, floor), number - 1
    before = cut[number] if number >= 0 else None
    if before and lenient and end - start == 2 and before.end == start > floor and len(before.text) == 1:
        return before.start if _is_part(before) and before.tag.startswith(("n", "a")) else start
    return start


def _is_part(word: Word) -> bool:
    """Whether a single character may be part of a stem."""
    if not _HANZI.fullmatch(word.text) or word.text in words.NO_STEM or word.text in _VERBS:
        return False
    return not word.tag.startswith(_NO_PART_TAGS)


def _is_odd(word: Word, floor: int, body: bool) -> bool:
    """A lone character that is hardly a word of the sentence, before what looks like one (石|港区, 盘|州市)."""
    left = word.text[max(0, floor - word.start) :]  # 霁川市竹|滩区: the word before may begin with a suffix
    if len(left) != 1 or left in _GREAT or left in words.NO_STEM or not _HANZI.fullmatch(left):
        return False
    if len(word.text) > 1 or word.tag.startswith("q") or frequency(left) < _RARE:
        return True
    return _is_part(word) and (body or word.tag.startswith(("n", "j", "v")))


def _may_name(word: Word) -> bool:
    """Whether an ordinary word may be a stem: 牛角冲, 竹篱镇; the frequent ones are not (主要街道)."""
    if len(word.text) > 3 or word.text in words.GENERAL_STEMS or word.text in words.LEADING_WORDS:
        return False
    return word.text in words.LUCKY_STEMS or (word.tag.startswith(_STEM_TAGS) and frequency(word.text) < _FREQUENT)


def _without(guessed: str) -> str:
    """A guessed word may have swallowed the word before the name (赴瑞台); 三道沟 keeps its number."""
    while guessed and guessed[0] in words.NO_STEM and not _NUMBERED.match(guessed):
        guessed = guessed[1:]
    return guessed


def _is_stem(stem: str, suffix: str) -> bool:
    if len(stem) < 2 or stem in words.GENERAL_STEMS or stem.endswith(words.GENERAL_STEMS):
        return False
    return stem[-1] not in words.GENERAL_ENDINGS
