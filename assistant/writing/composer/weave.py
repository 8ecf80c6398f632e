"""Phrases -> sentences -> paragraphs: topic lines, 一是/二是/三是, no two neighbours built alike."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.writing.composer.clause import Phrase, Shape, joined
from assistant.writing.composer.words import Words

_OWN_TOPIC = re.compile(r"[^，。；]{1,8}方面，")
_NO_WORK = re.compile(r"效益|成效|成果|项目|问题|特色|亮点|投入|资金|现状")  # no 效益工作
_SENTENCE = 90  # characters after which a sentence ends at the next phrase (rule LEX-07 wants at most 100)
_PARAGRAPH = 320  # characters; longer ones are parted if they can be
_ENUMERATORS = ("一是", "二是", "三是", "四是", "五是")


@dataclass(frozen=True, slots=True)
class Group:
    """Phrases that stood under one heading of the notes."""

    topic: str  # "" if the lines stood under no heading of their own
    phrases: tuple[Phrase, ...]
    labels: tuple[str, ...] = ()  # the label of each line ("方法：…"), "" where it has none


def weave(groups: Sequence[Group], opener: str, words: Words) -> str:
    """The section's text: one paragraph a group, each under its topic line where there are several."""
    if len(groups) == 1:
        return opener + (_enumerate(groups[0], words) or _paragraphs(groups[0]))
    paragraphs: list[str] = []
    turn = 0
    for group in groups:
        text = _enumerate(group, words) or _paragraphs(group)
        if group.topic and not text.startswith(group.topic[:2]):
            topic = group.topic if len(group.topic) > 3 or _NO_WORK.search(group.topic) else f"{group.topic}工作"
            # "…方面，…方面，" stumbles: a line that opens with its own topic gets another frame before it
            frames = (
                [one for one in words.topics if "方面" not in one] if _OWN_TOPIC.match(text) else list(words.topics)
            )
            text = frames[turn % len(frames)].format(topic=topic) + text
            turn += 1
        paragraphs.append(text)
    paragraphs[0] = opener + paragraphs[0]
    return "\n".join(paragraphs)


def _paragraphs(group: Group) -> str:
    """One paragraph; a long one is parted where a line opens a topic of its own."""
    if sum(len(phrase.text) for phrase in group.phrases) <= _PARAGRAPH:
        return _flow(group.phrases)
    parts: list[list[Phrase]] = [[]]
    rest = sum(len(phrase.text) for phrase in group.phrases)
    labels = group.labels or ("",) * len(group.phrases)
    for phrase, label in zip(group.phrases, labels, strict=True):
        so_far = sum(len(one.text) for one in parts[-1])
        opens = bool(label) and not phrase.text.startswith("其中")
        if opens and so_far > _PARAGRAPH / 2 and rest > _PARAGRAPH / 4:
            parts.append([])
        parts[-1].append(phrase)
        rest -= len(phrase.text)
    return "\n".join(_flow(part) for part in parts)


def _flow(phrases: Sequence[Phrase]) -> str:
    """Sentences of at most some ninety characters, phrases parted by ；, shapes alternating."""
    chosen: list[Phrase] = []
    for phrase in phrases:
        shapes: tuple[Shape, ...] = tuple(one.shape for one in chosen[-2:])
        chosen.append(phrase.choose(shapes))
    chosen = _joined_sparingly(chosen)
    text, length = "", 0
    for index, phrase in enumerate(chosen):
        length += len(phrase.text)
        last = index == len(chosen) - 1
        following = 0 if last else len(chosen[index + 1].text)
        if last or length + following > _SENTENCE:
            text, length = text + phrase.text + "。", 0
        else:
            text += phrase.text + "；"
    return text


def _joined_sparingly(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Two or three neighbours with the same verb share it; a fourth starts anew."""
    out: list[Phrase] = []
    run: list[Phrase] = []
    for phrase in phrases:
        if run and (phrase.head != run[-1].head or not phrase.head or len(run) == 3):
            out += joined(run)
            run = []
        run.append(phrase)
    return out + joined(run)


def _enumerate(group: Group, words: Words) -> str:
    """一是明确目标。… where the lines fall under two to five four-character leads; "" otherwise."""
    phrases = group.phrases
    if len(phrases) < 3 or sum(any(char.isdigit() for char in phrase.text) for phrase in phrases) * 2 > len(phrases):
        return ""
    clusters: dict[str, list[Phrase]] = {}
    before: list[Phrase] = []
    for phrase, label in zip(phrases, group.labels or ("",) * len(phrases), strict=True):
        lead = _lead(label, words) or _lead(phrase.text, words)
        if lead:
            clusters.setdefault(lead, []).append(phrase)
        else:
            before.append(phrase)
    least = 3 if before else 2
    if not least <= len(clusters) <= len(_ENUMERATORS) or len(before) * 3 > len(phrases):
        return ""
    text = _flow(before) if before else ""
    for mark, (lead, members) in zip(_ENUMERATORS, clusters.items(), strict=False):
        text += f"{mark}{lead}。{_flow(members)}"
    return text


def _lead(text: str, words: Words) -> str:
    """The lead whose key word stands earliest in the text (the first words say what a measure is about)."""
    best, place = "", len(text)
    for lead, keys in words.leads:
        for key in keys:
            found = text.find(key)
            if 0 <= found < place:
                best, place = lead, found
    return best
