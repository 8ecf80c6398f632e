"""What a model wraps around its text is taken off where it is unambiguous, and told; the rest stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llm_examples import LEADING

from assistant.writing import llm_findings
from assistant.writing.llm_text import Preview, clean

BODY = "我局把创建工作纳入考核。\n任务分解到科室。"


@pytest.mark.parametrize(
    ("raw", "taken"),
    [
        (BODY, ()),
        (f"<think>先想想{{{{F001}}}}</think>\n\n{BODY}", ("思考过程",)),
        (f"先想想\n</think>\n{BODY}", ("思考过程",)),
        (f"```\n{BODY}\n```", ("代码围栏",)),
        (f"```markdown\n{BODY}\n```\n", ("代码围栏",)),
        (f"好的，以下是本节正文：\n\n{BODY}", ("开头的应答话",)),
        (f"以下是根据要点撰写的正文：\n{BODY}", ("开头的应答话",)),
        (f"好的。\n{BODY}", ("开头的应答话",)),
        (f"好的，以下是修改后的正文：\n```\n{BODY}\n```\n如需调整，请告诉我。",
         ("开头的应答话", "代码围栏", "结尾的客套话")),
        (f"{BODY}\n\n希望以上内容对您有帮助！", ("结尾的客套话",)),
        (f"一、{LEADING}\n{BODY}", ("重复的标题",)),
        (f"## 一、{LEADING}\n\n{BODY}", ("重复的标题",)),
        (f"**{LEADING}**\n{BODY}", ("重复的标题",)),
        (BODY.replace("我局", "**我局**"), ("Markdown 记号",)),
        (f"### {BODY}", ("Markdown 记号",)),
    ],
)  # fmt: skip
def test_wrapping_is_taken_off_and_told(raw: str, taken: tuple[str, ...]) -> None:
    assert clean(raw, LEADING) == (clean(BODY).__class__(BODY, taken))


@pytest.mark.parametrize(
    "text",
    [
        "好的作风要靠好的制度。\n以下三项措施：一是明责。",
        "以下是三项措施：一是明责；二是督查；三是考核。",
        "以下是全局的主要做法：\n一是明责。",
        "可以说，创建工作人人有责。",
        "下面是全区各街道的服务中心名单：\n甲街道。",
        "我局已建立“四有”机制：\n工作有目标。",
        "希望更多群众得到帮助。",
        "群众如有困难，可随时告知网格员。",
        "对照</div>标签",
        "思考过程：<think>没有在开头",
    ],
)
def test_what_may_be_text_is_left_alone(text: str) -> None:
    assert clean(text, LEADING).text == text
    assert clean(text, LEADING).taken == ()


@pytest.mark.parametrize(
    "raw", ["", " \n ", "<think>只想不写", "<think>想</think>\n", "```\n```", "好的，以下是正文："]
)
def test_nothing_but_wrapping_gives_nothing(raw: str) -> None:
    assert clean(raw).text == ""


def test_indents_and_blank_lines_are_layout() -> None:
    assert clean("　　第一段。\n\n\n  第二段。 \r\n").text == "第一段。\n第二段。"


def stream(raw: str, size: int) -> str:
    preview = Preview({"F001": "38.5%"}, LEADING)
    return "".join(preview.feed(raw[at : at + size]) for at in range(0, len(raw), size)) + preview.close()


@pytest.mark.parametrize("size", [1, 3, 8, 500])
@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("覆盖面{{F001}}。", "覆盖面38.5%。"),
        ("<think>算一下{{F001}}</think>覆盖面{{F001}}。", "覆盖面38.5%。"),
        ("好的，以下是本节正文：\n\n覆盖面{{F001}}。", "覆盖面38.5%。"),
        ("```text\n覆盖面{{F001}}。", "覆盖面38.5%。"),
        (f"一、{LEADING}\n覆盖面{{{{F001}}}}。", "覆盖面38.5%。"),
        ("好的作风。", "好的作风。"),
        ("<think>没有想完", ""),
        ("<", "<"),
    ],
)
def test_the_screen_shows_text_only(raw: str, shown: str, size: int) -> None:
    assert stream(raw, size) == shown


def test_text_shows_at_once_when_it_can_be_nothing_else() -> None:
    preview = Preview({}, LEADING)
    assert preview.feed("各社区") == "各社区"


@given(st.text(alphabet="好的以下是正文：<think>/`\n#一、加强。{}F012", max_size=60), st.integers(1, 9))
def test_the_preview_never_depends_on_where_the_stream_is_cut(raw: str, size: int) -> None:
    assert stream(raw, size) == stream(raw, max(1, len(raw)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("惠及{数}人次", ["{数}"]),
        ("由{单位}牵头", ["{单位}"]),
        ("多出一个}括号", ["}"]),
        ("见F012和F013", ["F012", "F013"]),
        ("〔未知事实F999〕", []),  # the checker's
        ("A3纸、PF0123号", []),
        ("发放近300万元", []),
    ],
)
def test_residue_of_tokens_and_masks_is_found(text: str, found: list[str]) -> None:
    findings = llm_findings.residue("s", text)
    assert [finding.text for finding in findings] == found
    assert all(text[finding.start : finding.end] == finding.text for finding in findings)


@pytest.mark.parametrize(
    ("raw", "text", "found"),
    [
        ("发放{{F1}}万元", "发放近300万元万元", ["近300万元万元"]),
        ("发放{{F1}}。", "发放近300万元。", []),
        ("达到{{F2}}%", "达到38.5%%", ["38.5%%"]),
        ("{{F3}}名志愿者", "128名名志愿者", ["128名名"]),
        ("{{F3}}志愿者", "128名志愿者", []),
    ],
)
def test_a_unit_typed_twice_is_found(raw: str, text: str, found: list[str]) -> None:
    words = {"F1": "近300万元", "F2": "38.5%", "F3": "128名"}
    assert [finding.text for finding in llm_findings.doubled_units("s", raw, text, words)] == found
