"""The states of a section, a report and a fact, as tables. What is not in a table cannot be done.

A step that changes a section must be allowed by two tables: the report's and the section's (`section_step`).

What the tables decide:
- A machine never writes over what a person wrote or reviewed; it may propose.
- An edit of a reviewed section makes it "edited": it must be reviewed again.
- An approved section is changed by no action. Reopening it (the approver, with a reason) makes it "edited".
- Returning a report (with a reason) leaves every section in its state: what is approved stays locked until it is
  reopened by name.
- While departments co-sign, and from "final" on, no text and no fact changes.
"""

from __future__ import annotations

from typing import Final

from assistant.review.machine import Machine, Refusal, Row, Step, every, row, stay, to
from assistant.review.permissions import Action as A

# --------------------------------------------------------------------------- section

SECTION_NAMES: Final = {
    "empty": "空",
    "drafted": "机器起草",
    "failed": "起草未成",
    "edited": "人工修改",
    "reviewed": "已审核",
    "approved": "已批准",
}
_LOCKED = Refusal("这一节已经批准并锁定", "请签发人先解锁并写明理由")
_NO_TEXT = Refusal("这一节还没有文字", "请先起草或填写")
_FAILED = Refusal("这一节没有起草成功，只有占位文字", "请重新起草或由人填写")
_BY_HAND = Refusal("这一节已有人工修改，不能再由机器重写", "可以让它提出修改建议，由人决定是否采纳")
_REVIEWED = Refusal("这一节已经审核，不能再由机器重写", "可以让它提出修改建议，由人决定是否采纳")
_UNREVIEWED = Refusal("这一节还没有审核", "请审核人先审核")
_APPROVED = Refusal("这一节已经批准", "不需要再办")
_OPEN = Refusal("这一节没有锁定", "直接修改即可")

_EDIT: Final = row(to("edited", "empty failed drafted edited reviewed"), {"approved": _LOCKED})
_TO_TEXT: Final = row(
    to("edited", "drafted failed edited reviewed"), {"empty": _NO_TEXT, "approved": _LOCKED}
)  # fmt: skip
SECTION: Final = Machine(
    "章节",
    SECTION_NAMES,
    {
        A.SECTION_DRAFT: row(
            to("drafted", "empty failed drafted"), {"edited": _BY_HAND, "reviewed": _REVIEWED, "approved": _LOCKED}
        ),
        # what is there already is not harmed by a failure
        A.SECTION_DRAFT_FAILED: row(
            to("failed", "empty failed") | stay("drafted"),
            {"edited": _BY_HAND, "reviewed": _REVIEWED, "approved": _LOCKED},
        ),
        A.SECTION_EDIT: _EDIT,
        A.SECTION_RESTORE: _TO_TEXT,
        A.PROPOSAL_MAKE: row(stay("drafted failed edited reviewed"), {"empty": _NO_TEXT, "approved": _LOCKED}),
        A.PROPOSAL_ACCEPT: _TO_TEXT,
        A.PROPOSAL_REJECT: row(stay("empty failed drafted edited reviewed approved"), {}),
        A.SECTION_REVIEW: row(
            to("reviewed", "drafted edited reviewed"), {"empty": _NO_TEXT, "failed": _FAILED, "approved": _APPROVED}
        ),
        A.SECTION_APPROVE: row(
            to("approved", "reviewed"),
            {"empty": _NO_TEXT, "failed": _FAILED, "approved": _APPROVED} | every("drafted edited", _UNREVIEWED),
        ),
        A.SECTION_REOPEN: row(
            {"approved": Step("edited", reason=True)}, every("empty drafted failed edited reviewed", _OPEN)
        ),
        A.REPORT_RETURN: row(stay("empty failed drafted edited reviewed approved"), {}),
    },
)
SECTION_TEXT_ACTIONS: Final = frozenset(
    {A.SECTION_DRAFT, A.SECTION_DRAFT_FAILED, A.SECTION_EDIT, A.SECTION_RESTORE, A.PROPOSAL_ACCEPT}
)

# --------------------------------------------------------------------------- report

REPORT_NAMES: Final = {
    "draft": "草稿",
    "self_checked": "自检通过",
    "in_review": "审核中",
    "co_signing": "会签中",
    "final": "已定稿",
    "submitted": "已报送",
    "returned": "退回补正",
    "archived": "已归档",
}
_OPEN_STATES = "draft self_checked in_review returned"
_SIGNING = Refusal("报告正在会签，文字和数据不能改", "请先撤回会签，改完再发起")
_FINAL = Refusal("报告已经定稿并锁定", "请签发人先退回并写明理由")
_SUBMITTED = Refusal("报告已经报送", "需要补正时请先退回并写明理由")
_ARCHIVED = Refusal("报告已经归档，只能查阅", "请导出后另建一份报告")
_CLOSED: Final = {"co_signing": _SIGNING, "final": _FINAL, "submitted": _SUBMITTED, "archived": _ARCHIVED}
_NOT_CHECKED = Refusal("报告还没有自检", "请起草人先自检")
_UNDER_REVIEW = Refusal("报告正在审核", "需要收回时请先撤回送审")
_NOT_SENT = Refusal("报告还没有送审", "请起草人先自检、送审")
_CHECKED = Refusal("报告还没有送审", "请起草人先送审")
_NOT_FINAL = Refusal("报告还没有定稿", "请签发人先定稿")
_RETURNED = Refusal("报告已经退回，正在补正", "补正后请重新自检、送审")
_NOTHING_TO_RECALL = Refusal("报告没有送出，不需要撤回", "直接修改即可")
_NOT_SIGNING = Refusal("报告没有发起会签", "请先发起会签")

# text or facts change: a passed self-check says nothing of them any more
_CONTENT: Final = row(to("draft", "draft self_checked") | stay("in_review returned"), _CLOSED)
# judged, not changed
_JUDGED: Final = row(stay(_OPEN_STATES), _CLOSED)
# said of a report, also while others sign it
_SAID: Final = row(
    stay(f"{_OPEN_STATES} co_signing"), {"final": _FINAL, "submitted": _SUBMITTED, "archived": _ARCHIVED}
)  # fmt: skip
_ALWAYS: Final = row(stay(" ".join(REPORT_NAMES)), {})

_CONTENT_ACTIONS: Final = (
    A.SECTION_DRAFT, A.SECTION_DRAFT_FAILED, A.SECTION_EDIT, A.SECTION_RESTORE, A.PROPOSAL_ACCEPT, A.SECTION_REOPEN,
    A.OUTLINE_EDIT, A.NOTES_ADD, A.NOTES_REMOVE,
    A.FACT_ADD, A.FACT_EDIT, A.FACT_MERGE, A.FACT_RESOLVE,
)  # fmt: skip
_JUDGING_ACTIONS: Final = (
    A.SECTION_REVIEW, A.SECTION_APPROVE, A.PROPOSAL_MAKE, A.PROPOSAL_REJECT, A.ROUND_NAME,
    A.FACT_CONFIRM, A.FACT_EVIDENCE, A.FACT_WITHDRAW_EVIDENCE, A.FACT_EXPIRE,
)  # fmt: skip
_SAYING_ACTIONS: Final = (A.COMMENT_WRITE, A.COMMENT_ANSWER, A.COMMENT_SETTLE, A.GATE_SIGN, A.FACT_DISPUTE, A.CHAT_ASK)
_ALWAYS_ACTIONS: Final = (
    A.REPORT_READ, A.REPORT_EXPORT, A.REPORT_MEMBERS, A.REPORT_HAND_OVER, A.AUDIT_READ,
)  # fmt: skip


def _rows() -> dict[A, Row]:
    groups = (
        (_CONTENT_ACTIONS, _CONTENT), (_JUDGING_ACTIONS, _JUDGED),
        (_SAYING_ACTIONS, _SAID), (_ALWAYS_ACTIONS, _ALWAYS),
    )  # fmt: skip
    return {action: steps for actions, steps in groups for action in actions}


_BEFORE_REVIEW: Final = {"draft": _NOT_SENT, "self_checked": _CHECKED, "returned": _RETURNED}
_AFTER: Final = {"final": _FINAL, "submitted": _SUBMITTED, "archived": _ARCHIVED}
REPORT: Final = Machine(
    "报告",
    REPORT_NAMES,
    _rows()
    | {
        A.REPORT_SELF_CHECK: row(
            to("self_checked", "draft self_checked returned"),
            {"in_review": _UNDER_REVIEW, "co_signing": _SIGNING} | _AFTER,
        ),
        A.REPORT_SEND: row(
            to("in_review", "self_checked"),
            every("draft returned", _NOT_CHECKED) | {"in_review": _UNDER_REVIEW, "co_signing": _SIGNING} | _AFTER,
        ),
        A.REPORT_CO_SIGNING: row(to("co_signing", "in_review"), _BEFORE_REVIEW | {"co_signing": _SIGNING} | _AFTER),
        A.REPORT_CO_SIGN: row(
            stay("co_signing"), every("draft self_checked in_review returned", _NOT_SIGNING) | _AFTER
        ),
        A.REPORT_RECALL: row(
            {"in_review": "draft", "co_signing": "in_review"},
            every("draft self_checked returned", _NOTHING_TO_RECALL) | _AFTER,
        ),
        A.REPORT_FINALISE: row(to("final", "in_review co_signing"), _BEFORE_REVIEW | _AFTER),
        A.REPORT_SUBMIT: row(
            to("submitted", "final"),
            every("draft self_checked in_review co_signing returned", _NOT_FINAL)
            | {"submitted": _SUBMITTED, "archived": _ARCHIVED},
        ),
        A.REPORT_RETURN: row(
            dict.fromkeys(["in_review", "co_signing", "final", "submitted"], Step("returned", reason=True)),
            _BEFORE_REVIEW | {"archived": _ARCHIVED},
        ),
        A.REPORT_ARCHIVE: row(
            {"submitted": "archived"} | dict.fromkeys(("draft", "returned"), Step("archived", reason=True)),
            every("self_checked in_review co_signing", Refusal("报告正在办理", "请先撤回或退回"))
            | {"final": Refusal("报告已经定稿，还没有登记报送", "请先登记报送"), "archived": _ARCHIVED},
        ),
        # deleting is deleting: also what is archived, by who may, with a reason
        A.REPORT_DELETE: row(
            {"draft": "draft"}
            | {state: Step(state, reason=True) for state in ("self_checked", "in_review", "returned", "archived")},
            {"co_signing": _SIGNING, "final": _FINAL, "submitted": _SUBMITTED},
        ),
    },
)

# --------------------------------------------------------------------------- fact

FACT_NAMES: Final = {
    "reported": "已报",
    "confirmed": "已核",
    "evidenced": "已佐证",
    "disputed": "有争议",
    "expired": "过期",
}
_IN_DISPUTE = Refusal("这个数有争议", "请先裁定")
_EXPIRED = Refusal("这个数已经过期", "请填报新的数值")
_UNCONFIRMED = Refusal("这个数还没有核定", "请责任科室以外的人先核定")
FACT: Final = Machine(
    "事实",
    FACT_NAMES,
    {
        # a new value begins anew: nobody has confirmed it yet
        A.FACT_EDIT: row(
            {"reported": "reported", "expired": "reported"}
            | dict.fromkeys(("confirmed", "evidenced"), Step("reported", reason=True)),
            {"disputed": _IN_DISPUTE},
        ),
        A.FACT_CONFIRM: row(
            to("confirmed", "reported confirmed") | stay("evidenced"), {"disputed": _IN_DISPUTE, "expired": _EXPIRED}
        ),
        A.FACT_EVIDENCE: row(
            to("evidenced", "confirmed evidenced"),
            {"reported": _UNCONFIRMED, "disputed": _IN_DISPUTE, "expired": _EXPIRED},
        ),
        A.FACT_WITHDRAW_EVIDENCE: row(
            to("confirmed", "evidenced"),
            every("reported confirmed disputed expired", Refusal("这个数没有佐证材料", "不需要撤下")),
        ),
        A.FACT_DISPUTE: row(
            dict.fromkeys(("reported", "confirmed", "evidenced"), Step("disputed", reason=True)),
            {"disputed": Refusal("这个数已经有争议", "请在意见中补充"), "expired": _EXPIRED},
        ),
        A.FACT_RESOLVE: row(
            {"disputed": Step("reported", reason=True)},
            every("reported confirmed evidenced expired", Refusal("这个数没有争议", "不需要裁定")),
        ),
        A.FACT_EXPIRE: row(
            to("expired", "reported confirmed evidenced disputed"),
            {"expired": Refusal("这个数已经标记过期", "不需要再办")},
        ),
        A.FACT_MERGE: row(stay("reported confirmed evidenced"), {"disputed": _IN_DISPUTE, "expired": _EXPIRED}),
    },
)


def section_step(report: str, section: str, action: A, reason: str = "") -> tuple[str, str]:
    """(state of the report, state of the section) after an action on one section.

    Raises WrongState if either table refuses, NotAcceptable if a reason is wanting.
    """
    return REPORT.take(report, action, reason), SECTION.take(section, action, reason)


def fact_step(report: str, fact: str, action: A, reason: str = "") -> tuple[str, str]:
    """(state of the report, state of the fact) after an action on one fact. Raises as `section_step`."""
    return REPORT.take(report, action, reason), FACT.take(fact, action, reason)
