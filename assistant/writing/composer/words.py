"""The wording files the composer's rules read, as typed values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import InputError
from assistant.knowledge import Wording

# roles of sections that tell what is to be done
UNDONE = frozenset({"budget", "content", "schedule", "benefit", "plan", "necessity"})


@dataclass(frozen=True, slots=True)
class Words:
    expand: tuple[tuple[str, str], ...]  # shorthand, official form; longest first
    expand_when: tuple[tuple[str, str, str], ...]  # shorthand, official form, only beside this word
    spoken: tuple[tuple[str, str], ...]  # colloquial, official; longest first
    verbs: tuple[str, ...]  # longest first
    money: Mapping[str, str]  # noun suffix -> verb
    count: Mapping[str, str]
    nouns: Mapping[str, str]
    topic_unit: tuple[tuple[str, tuple[str, ...], str], ...]
    good_rates: tuple[str, ...]
    fewer: tuple[str, ...]
    slogans: tuple[str, ...]
    entities: tuple[str, ...]
    frames: tuple[tuple[str, str], ...]  # label suffix, frame; longest first
    pairs: tuple[tuple[str, str], ...]
    roles: tuple[str, ...]
    leads: tuple[tuple[str, tuple[str, ...]], ...]
    topics: tuple[str, ...]  # frames of topic lines, used in turn

    def without_verbs(self) -> Words:
        """For what is planned, not done: no verb of completion is put in front of a figure."""
        return replace(self, money={}, count={}, nouns={}, topic_unit=())

    def verb_for(self, noun: str, table: Mapping[str, str]) -> str:
        """The verb of the longest suffix of `noun` in the table, "" if there is none; a closing ” does not count."""
        noun = noun.rstrip("”")
        for start in range(len(noun)):
            if noun[start:] in table:
                return table[noun[start:]]
        return ""

    def starts_with_verb(self, text: str) -> bool:
        return text.startswith(self.verbs)


def words_of(wording: Wording) -> Words:
    """Typed words from the raw tables. Raises InputError naming the file and key that is missing or malformed."""
    verbs, labels = _table(wording, "verbs"), _table(wording, "labels")
    short, connect = _table(wording, "abbreviations"), _table(wording, "connectives")
    return Words(
        expand=_longest(_mapping(short, "abbreviations", "expand")),
        expand_when=tuple(
            (str(entry["short"]), str(entry["full"]), str(entry["with"]))
            for entry in _list(short, "abbreviations", "expand_when")
        ),
        spoken=_longest(_mapping(short, "abbreviations", "replace")),
        verbs=tuple(sorted((str(verb) for verb in _list(verbs, "verbs", "verbs")), key=len, reverse=True)),
        money=_mapping(verbs, "verbs", "money"),
        count=_mapping(verbs, "verbs", "count"),
        nouns=_mapping(verbs, "verbs", "nouns"),
        topic_unit=tuple(
            (str(entry["topic"]), tuple(map(str, entry["units"])), str(entry["verb"]))
            for entry in _list(verbs, "verbs", "topic_unit")
        ),
        good_rates=tuple(map(str, _list(verbs, "verbs", "good_rates"))),
        fewer=tuple(map(str, _list(verbs, "verbs", "fewer"))),
        slogans=tuple(map(str, _list(verbs, "verbs", "slogans"))),
        entities=tuple(map(str, _list(verbs, "verbs", "entities"))),
        frames=_longest(_mapping(labels, "labels", "frames")),
        pairs=_longest(_mapping(labels, "labels", "pairs")),
        roles=tuple(map(str, _list(labels, "labels", "roles"))),
        leads=tuple((str(lead), tuple(map(str, keys))) for lead, keys in _mapping_of_lists(labels, "leads").items()),
        topics=tuple(map(str, _list(connect, "connectives", "topics"))),
    )  # fmt: skip


def _table(wording: Wording, name: str) -> Mapping[str, object]:
    table = wording.tables.get(name)
    if not isinstance(table, Mapping):
        raise InputError(f"用语文件 wording/{name}.yaml 缺失或不是键值表", "请恢复该文件")
    return table


def _list(table: Mapping[str, object], file: str, key: str) -> list[Any]:
    value = table.get(key)
    if not isinstance(value, list):
        raise InputError(f"用语文件 wording/{file}.yaml 的 {key} 应为列表", "请按文档改正")
    return value


def _mapping(table: Mapping[str, object], file: str, key: str) -> dict[str, str]:
    value = table.get(key)
    if not isinstance(value, Mapping):
        raise InputError(f"用语文件 wording/{file}.yaml 的 {key} 应为键值表", "请按文档改正")
    return {str(name): str(entry) for name, entry in value.items()}


def _mapping_of_lists(table: Mapping[str, object], key: str) -> dict[str, list[object]]:
    value = table.get(key)
    if not isinstance(value, Mapping) or not all(isinstance(entry, list) for entry in value.values()):
        raise InputError(f"用语文件 wording/labels.yaml 的 {key} 应为“名称: 列表”", "请按文档改正")
    return {str(name): list(entry) for name, entry in value.items()}


def _longest(table: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(table.items(), key=lambda item: len(item[0]), reverse=True))
