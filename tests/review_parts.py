"""What the tests of review share: people, times, texts as bureaus write them."""

from __future__ import annotations

import datetime

from hypothesis import strategies as st

from assistant.review.people import Actor, Role
from assistant.review.versions import History, Write, first, follow

NOON = datetime.datetime(2026, 3, 2, 12, 0, tzinfo=datetime.UTC)
DRAFTER = Actor("u1", "周明", frozenset({Role.DRAFTER}), "办公室")
CLERK = Actor("u2", "何静", frozenset({Role.DEPARTMENT}), "养老服务科")
REVIEWER = Actor("u3", "钱立", frozenset({Role.REVIEWER}), "办公室")
LEADER = Actor("u4", "沈岳", frozenset({Role.APPROVER}))
ADMINISTRATOR = Actor("u5", "唐一", frozenset({Role.ADMINISTRATOR}))
READER = Actor("u6", "吕平", frozenset({Role.READER}))
EVERYBODY = (DRAFTER, CLERK, REVIEWER, LEADER, ADMINISTRATOR, READER)


def at(minute: int = 0) -> datetime.datetime:
    return NOON + datetime.timedelta(minutes=minute)


def write(text: str, author: str = "u1", minute: int = 0, heading: str = "一、加强领导", **said: str) -> Write:
    return Write(heading, text, author, at(minute), said.pop("origin", "person"), **said)  # type: ignore[arg-type]


def history(*texts: str | tuple[str, str]) -> History:
    """The versions of one section, each a text or (author, text), a minute apart."""
    versions: list = []
    for minute, one in enumerate(texts):
        author, text = one if isinstance(one, tuple) else ("u1", one)
        said = write(text, author, minute)
        versions.append(follow(versions[-1], versions[-1].id, said) if versions else first("r1", "s1", said))
    return History(tuple(versions))


_PIECES = (
    "扎实推进", "养老服务", "工作", "的", "，", "。", "；", "\n", "全年", "救助", "300人次", "12.6万元", "96.4%", "近",
    "不", "“全国文明单位”", "2025年3月", "第20个", "增长", "下降", "ABC", " ", "十", "两", "7", "万", "人", "首个",
    "以上",
)  # fmt: skip
report_texts = st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)
any_texts = st.text(max_size=60)
