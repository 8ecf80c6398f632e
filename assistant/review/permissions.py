"""Who may do what: one table, action by role, for members of a report and for others.

Every call of the service names one action of this table. What else must hold (the state a section is in, what blocks
a final report) is told by `states` and `signing`; nothing there gives a right that is not here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from assistant.errors import NotPermitted
from assistant.review.people import Actor, Role, names_of


class Action(StrEnum):
    REPORT_CREATE = "report.create"
    REPORT_LIST = "report.list"
    REPORT_READ = "report.read"
    REPORT_EXPORT = "report.export"
    REPORT_DELETE = "report.delete"
    REPORT_MEMBERS = "report.members"
    REPORT_HAND_OVER = "report.hand_over"
    REPORT_SELF_CHECK = "report.self_check"
    REPORT_SEND = "report.send"
    REPORT_CO_SIGNING = "report.co_signing"
    REPORT_CO_SIGN = "report.co_sign"
    REPORT_RECALL = "report.recall"
    REPORT_FINALISE = "report.finalise"
    REPORT_SUBMIT = "report.submit"
    REPORT_RETURN = "report.return"
    REPORT_ARCHIVE = "report.archive"
    ROUND_NAME = "round.name"
    GATE_SIGN = "gate.sign"
    NOTES_ADD = "notes.add"
    NOTES_REMOVE = "notes.remove"
    OUTLINE_EDIT = "outline.edit"
    SECTION_DRAFT = "section.draft"
    SECTION_DRAFT_FAILED = "section.draft_failed"
    SECTION_EDIT = "section.edit"
    SECTION_RESTORE = "section.restore"
    SECTION_REVIEW = "section.review"
    SECTION_APPROVE = "section.approve"
    SECTION_REOPEN = "section.reopen"
    PROPOSAL_MAKE = "proposal.make"
    PROPOSAL_ACCEPT = "proposal.accept"
    PROPOSAL_REJECT = "proposal.reject"
    COMMENT_WRITE = "comment.write"
    COMMENT_ANSWER = "comment.answer"
    COMMENT_SETTLE = "comment.settle"
    FACT_ADD = "fact.add"
    FACT_EDIT = "fact.edit"
    FACT_CONFIRM = "fact.confirm"
    FACT_EVIDENCE = "fact.evidence"
    FACT_WITHDRAW_EVIDENCE = "fact.withdraw_evidence"
    FACT_DISPUTE = "fact.dispute"
    FACT_RESOLVE = "fact.resolve"
    FACT_EXPIRE = "fact.expire"
    FACT_MERGE = "fact.merge"
    CHAT_ASK = "chat.ask"
    LIBRARY_READ = "library.read"
    LIBRARY_CHANGE = "library.change"
    ACCOUNT_USE = "account.use"
    PEOPLE_MANAGE = "people.manage"
    AUDIT_READ = "audit.read"
    AUDIT_VERIFY = "audit.verify"
    SYSTEM_KEEP = "system.keep"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row. label: what is done, in Chinese. members: roles that may when they belong to the report; others: roles
    that may without belonging to it, or with no report at all.

    own: why nobody may do this to what is their own, "" where they may; `switchable`: the single-person switch
    lifts that.
    """

    label: str
    members: frozenset[Role]
    others: frozenset[Role]
    own: str = ""
    switchable: bool = True


@dataclass(frozen=True, slots=True)
class Policy:
    """What an installation decides. own_text: the same person may write and approve, for one person alone."""

    own_text: bool = False
    two_person_facts: bool = False  # a fact needs two people's confirmation


@dataclass(frozen=True, slots=True)
class Decision:
    """why, fix: Chinese, "" when allowed."""

    allowed: bool
    why: str = ""
    fix: str = ""


_ROLES: Final = MappingProxyType(
    {
        "d": Role.DRAFTER,
        "p": Role.DEPARTMENT,
        "r": Role.REVIEWER,
        "a": Role.APPROVER,
        "m": Role.ADMINISTRATOR,
        "o": Role.READER,
    }
)
_OWN_TEXT: Final = "这里有自己写的文字，不能由自己审核或批准"
_OWN_VALUE: Final = "这个数是自己报的，不能由自己核定"
_OWN_ANSWER: Final = "这条意见是自己答复的，不能由自己认可"
_OWN_HANDING: Final = "不能把别人的报告交给自己"


def _rule(label: str, members: str, others: str, own: str = "", switchable: bool = True) -> Rule:
    return Rule(label, _read(members), _read(others), own, switchable)


def _read(letters: str) -> frozenset[Role]:
    return frozenset(_ROLES[letter] for letter in letters if letter != ".")


# d drafter, p department, r reviewer, a approver, m administrator, o reader
TABLE: Final[Mapping[Action, Rule]] = MappingProxyType(
    {
        #                                               label             members   others
        Action.REPORT_CREATE: _rule("新建报告", "dpra..", "dpra.."),
        Action.REPORT_LIST: _rule("查看自己的报告列表", "dpramo", "dpramo"),
        Action.REPORT_READ: _rule("阅读报告", "dpra.o", "......"),
        Action.REPORT_EXPORT: _rule("导出报告", "d.ra..", "......"),
        Action.REPORT_DELETE: _rule("删除报告", "d..a..", "......"),
        Action.REPORT_MEMBERS: _rule("增减报告成员", "d.ra..", "......"),
        Action.REPORT_HAND_OVER: _rule("为无人负责的报告指定起草人", "....m.", "....m.", _OWN_HANDING, False),
        Action.REPORT_SELF_CHECK: _rule("自检", "d.....", "......"),
        Action.REPORT_SEND: _rule("送审", "d.....", "......"),
        Action.REPORT_CO_SIGNING: _rule("发起会签", "d.ra..", "......"),
        Action.REPORT_CO_SIGN: _rule("会签", ".pra..", "......"),
        Action.REPORT_RECALL: _rule("撤回送审", "d.ra..", "......"),
        Action.REPORT_FINALISE: _rule("定稿", "...a..", "......", _OWN_TEXT),
        Action.REPORT_SUBMIT: _rule("登记报送", "d..a..", "......"),
        Action.REPORT_RETURN: _rule("退回", "..ra..", "......"),
        Action.REPORT_ARCHIVE: _rule("归档", "d..a..", "......"),
        Action.ROUND_NAME: _rule("定一稿、二稿", "d.ra..", "......"),
        Action.GATE_SIGN: _rule("签署核查事项", ".pra..", "......"),
        Action.NOTES_ADD: _rule("添加要点和材料", "dpra..", "......"),
        Action.NOTES_REMOVE: _rule("移除要点和材料", "d.....", "......"),
        Action.OUTLINE_EDIT: _rule("修改提纲", "d.ra..", "......"),
        Action.SECTION_DRAFT: _rule("起草章节", "d.....", "......"),
        Action.SECTION_DRAFT_FAILED: _rule("记下起草没有成功", "d.....", "......"),
        Action.SECTION_EDIT: _rule("修改章节", "d.ra..", "......"),
        Action.SECTION_RESTORE: _rule("恢复旧版本", "d.ra..", "......"),
        Action.SECTION_REVIEW: _rule("审核章节", "..ra..", "......", _OWN_TEXT),
        Action.SECTION_APPROVE: _rule("批准章节", "...a..", "......", _OWN_TEXT),
        Action.SECTION_REOPEN: _rule("解锁已批准的章节", "...a..", "......"),
        Action.PROPOSAL_MAKE: _rule("提出修改建议", "dpra..", "......"),
        Action.PROPOSAL_ACCEPT: _rule("采纳修改建议", "d.ra..", "......"),
        Action.PROPOSAL_REJECT: _rule("不采纳修改建议", "d.ra..", "......"),
        Action.COMMENT_WRITE: _rule("写意见", "dpra.o", "......"),
        Action.COMMENT_ANSWER: _rule("答复意见", "dpra..", "......"),
        Action.COMMENT_SETTLE: _rule("认可对意见的答复", "dpra.o", "......", _OWN_ANSWER),
        Action.FACT_ADD: _rule("填报事实", "dp....", "......"),
        Action.FACT_EDIT: _rule("修改事实", "dp....", "......"),
        Action.FACT_CONFIRM: _rule("核定事实", ".pra..", "......", _OWN_VALUE),
        Action.FACT_EVIDENCE: _rule("附佐证材料", "dp....", "......"),
        Action.FACT_WITHDRAW_EVIDENCE: _rule("撤下佐证材料", "dp....", "......"),
        Action.FACT_DISPUTE: _rule("对事实提出异议", "dpra..", "......"),
        Action.FACT_RESOLVE: _rule("裁定有争议的事实", ".pra..", "......", _OWN_VALUE),
        Action.FACT_EXPIRE: _rule("标记事实过期", "dpra..", "......"),
        Action.FACT_MERGE: _rule("合并重复的事实", "dp....", "......"),
        Action.CHAT_ASK: _rule("对话", "dpra..", "......"),
        Action.LIBRARY_READ: _rule("查阅参考库", "dpramo", "dpramo"),
        Action.LIBRARY_CHANGE: _rule("管理参考库", "....m.", "....m."),
        Action.ACCOUNT_USE: _rule("登录和管理自己的账号", "dpramo", "dpramo"),
        Action.PEOPLE_MANAGE: _rule("管理人员", "....m.", "....m."),
        Action.AUDIT_READ: _rule("查看本报告的操作记录", "d.ra..", "......"),
        Action.AUDIT_VERIFY: _rule("核验和导出全部操作记录", "....m.", "....m."),
        Action.SYSTEM_KEEP: _rule("备份、恢复和保存期限", "....m.", "....m."),
    }
)


def decide(action: Action, actor: Actor, *, member: bool, own: bool = False, policy: Policy | None = None) -> Decision:
    """May this person do this?

    member: the actor belongs to the report in question (False where there is none). own: what is acted on is the
    actor's own: text they wrote a part of (`versions.authors`), a value they reported, an answer they gave, a report
    to be handed to themselves.
    """
    rule = TABLE[action]
    allowed = rule.others | (rule.members if member else frozenset())
    if not actor.roles & allowed:
        return _refusal(rule, actor, member)
    if own and rule.own and not (rule.switchable and policy is not None and policy.own_text):
        return Decision(False, rule.own, "请由另一位有此权限的人办理")
    return Decision(True)


def require(action: Action, actor: Actor, *, member: bool, own: bool = False, policy: Policy | None = None) -> None:
    """Raises NotPermitted where `decide` says no."""
    decision = decide(action, actor, member=member, own=own, policy=policy)
    if not decision.allowed:
        raise NotPermitted(decision.why, decision.fix)


def _refusal(rule: Rule, actor: Actor, member: bool) -> Decision:
    if not member and actor.roles & rule.members:
        return Decision(False, f"{actor.name}不是这份报告的成员，不能{rule.label}", "请报告的起草人把您加为成员")
    may = names_of(rule.members | rule.others)
    return Decision(False, f"{names_of(actor.roles) or '没有角色的人'}不能{rule.label}", f"请由{may}办理")
