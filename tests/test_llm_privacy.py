"""SEC-02: what is personal in notes reaches no model; it stands in the draft where the model kept its placeholder."""

from __future__ import annotations

import asyncio
import io
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from llm_examples import (
    CARING,
    JOB,
    KIND,
    LEDGER,
    OUTLINE,
    Pauses,
    fact,
    failed,
    finished,
    line,
    notices,
    run,
    settings,
    shown,
    write,
)
from openpyxl import Workbook
from stub_scripts import honest, honest_text, is_repair, outline_json, telling
from stub_server import Reply, Request, Script, StubServer

from assistant import bootstrap
from assistant.appraisal import OpenLines
from assistant.events import Event, FindingRaised, SectionFinished
from assistant.library.embedding import EndpointEmbedder
from assistant.model import DraftRequest, Finding, Ledger, NamedFile, Section
from assistant.review.masking import LABELS, Mask, Unveiling, without_begun
from assistant.settings import Settings
from assistant.writing.fact_tokens import note_line
from assistant.writing.llm_criteria import CriteriaAsker
from assistant.writing.llm_privacy import Privacy
from assistant.writing.llm_writer import LlmWriter
from assistant.writing.port import Job

NOTES = """---
unit: 云澜市青岚区民政局
report_type: 市级文明单位申报材料
---
## 困难救助
- 局长陆景和任组长，联系电话：13800138000
- 低保户李秋生身份证号110101199003074514，一次性救助3000元
- 发放救助金300万元，惠及128名困难群众，卡号4111 1111 1111 1111
- 8岁的陈小明，家住春风路8号3室，获赠书包1个
- 受助学生：王芳，女；座机0571-87654321
- 困境儿童：赵一鸣，10岁；钱多多，9岁
- （备注：李秋生家的情况请核实，孤儿周小雨的监护人电话139 0013 9000）
<!-- 低保户冯大年家住东河村5组17号，不要写进去 -->
"""
ROWS = (
    ("姓名", "年龄", "身份证号", "联系电话", "住址", "资助金额（元）"),
    ("吴小丽", 13, "110101201003074514", "13700137000", "幸福小区3幢2单元501室", 2000),
    ("郑建国", 15, "", "87654321", "西河村3组12号", 1500),
)
SECRET = re.findall(
    r"\S+",
    "13800138000 李秋生 110101199003074514 4111 1111 陈小明 春风路 8号 3室 王芳 87654321 赵一鸣 钱多多 周小雨 0013 "
    "冯大年 东河村 17号 吴小丽 110101201003074514 13700137000 幸福小区 501 郑建国 西河村 3组 12号 孙大海",
)


def sheet() -> bytes:
    book = Workbook()
    for title, rows in (("资助学生", ROWS), ("低保", (("低保户", "人口", "金额"), ("孙大海", 3, 1200)))):
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    del book["Sheet"]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def draft(server: StubServer, folder: Path, notes: Sequence[NamedFile]) -> list[Event]:
    service = bootstrap.build(
        Settings.model_validate(
            {"data_dir": folder, "embedding": "none", "OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "x",
             "model": "stub", "retries": 0}
        )
    )  # fmt: skip

    async def gather() -> list[Event]:
        return [event async for event in service.draft(DraftRequest(tuple(notes), kind="civilized-unit"))]

    try:
        return asyncio.run(gather())
    finally:
        service.close()


def sent(server: StubServer) -> str:
    """Everything that reached the endpoint, whole bodies."""
    return json.dumps([request.body for request in server.requests], ensure_ascii=False)


def test_nothing_personal_is_in_any_request_and_all_of_it_is_in_the_draft_of_an_honest_model(tmp_path: Path) -> None:
    notes = (NamedFile("要点.md", NOTES.encode()), NamedFile("资助.xlsx", sheet()))
    with StubServer(honest) as server:
        events = draft(server, tmp_path, notes)
        said = sent(server)
    assert [words for words in SECRET if words in said] == []
    assert "陆景和" in said, "who holds an office is named for the office"
    assert any(is_repair(request) for request in server.completions), "the repair round is seen as well"
    text = "".join(event.section.text for event in events if isinstance(event, SectionFinished))
    for words in (
        "局长陆景和任组长，联系电话13800138000",
        "低保户李秋生身份证号110101199003074514，一次性救助3000元",
        "卡号4111 1111 1111 1111",
        "8岁的陈小明，家住春风路8号3室",
        "王芳，女，座机0571-87654321",
        "赵一鸣，10岁，钱多多，9岁",
        "监护人电话139 0013 9000",
        "身份证号110101201003074514，联系电话13700137000，住址幸福小区3幢2单元501室",
        "联系电话87654321，住址西河村3组12号",
        "孙大海",
    ):
        assert words in text
    assert not re.search(rf"〔(?:{'|'.join(LABELS.values())})", text)


# --------------------------------------------------------------------------- one section at the wire

NEEDY = line("L009", "低保户李秋生，家住春风路8号3室，电话13800138000，救助3000元", ("业务数据",))
AGAIN = line("L010", "李秋生已脱贫", ("业务数据",))
FACTS = (fact("F020", NEEDY, "8号"), fact("F021", NEEDY, "3室"), fact("F022", NEEDY, "3000元", subject="救助"))
PERSONAL = replace(
    JOB, ledger=Ledger((*LEDGER.facts, *FACTS), (*LEDGER.statements, NEEDY, AGAIN)), criteria=(), kind=KIND
)
PLAN = replace(
    OUTLINE,
    sections=tuple(
        replace(one, statements=("L009", "L010")) if one.id == "caring" else one for one in OUTLINE.sections
    ),
)
WHOLE = "低保户李秋生，家住春风路8号3室，电话13800138000，救助3000元；李秋生已脱贫。"
HIDDEN = ("李秋生", "春风路", "8号", "3室", "13800138000")


def one_section(script: Script, check: Any = lambda section: (), job: Job = PERSONAL) -> tuple[list[Event], StubServer]:
    with StubServer(script) as server:
        writer = LlmWriter(settings(server.base_url, retries=0), pause=Pauses())
        events = write(writer, check, [PLAN.sections[2]], job, PLAN)
    return events, server


def test_the_same_words_have_the_same_placeholder_in_every_call_of_a_report() -> None:
    with StubServer(honest) as server:
        writer = LlmWriter(settings(server.base_url), pause=Pauses())
        run(writer.outline(PERSONAL))
        write(writer, lambda section: (), [PLAN.sections[2]], PERSONAL, PLAN)
        outlined, written = server.completions
    assert "低保户〔姓名1〕，家住〔住址1〕，电话〔手机号1〕，救助{{F022}}" in outlined.text
    assert "低保户〔姓名1〕，家住〔住址1〕，电话〔手机号1〕，救助{{F022}}\n- 〔姓名1〕已脱贫" in written.text


def test_a_figure_that_is_a_piece_of_an_address_goes_with_it_and_counts_as_written() -> None:
    events, server = one_section(honest)
    section = finished(events)["caring"]
    assert section.text == WHOLE
    assert set(section.facts) == {"F020", "F021", "F022"}
    assert "F020" not in sent(server) and len(server.completions) == 1


@pytest.mark.parametrize("piece", range(1, 9))
def test_a_placeholder_cut_anywhere_by_the_stream_is_shown_whole(piece: int) -> None:
    events, _ = one_section(lambda request: replace(honest(request), piece=piece))
    assert shown(events, "caring") == WHOLE


def test_every_cut_of_a_stream_gives_the_same_text_and_never_half_a_placeholder() -> None:
    mask = Mask().learn(["低保户李秋生，电话13800138000"])
    answer = "慰问〔姓名1〕（〔待补：电话〕）致电〔手机号1〕。〔姓名9〕〔姓"
    for first in range(len(answer) + 1):
        for second in range(first, len(answer) + 1):
            stream = Unveiling(mask)
            pieces = [stream.feed(answer[:first]), stream.feed(answer[first:second]), stream.feed(answer[second:])]
            assert not any(re.search(r"〔姓?名?1?$", piece) for piece in pieces)
            whole = "".join([*pieces, stream.close()])
            assert whole == "慰问李秋生（〔待补：电话〕）致电13800138000。〔姓名9〕〔姓"


def test_other_brackets_are_not_held_back() -> None:
    stream = Unveiling(Mask())
    assert [stream.feed("见〔2024"), stream.feed("〕3号〔待"), stream.close()] == ["见〔2024", "〕3号〔待", ""]


@pytest.mark.parametrize(
    "written", ["〔姓名7〕", "【姓名1】", "〔姓名 1〕", "（姓名1）", "姓名1", "〔姓名1", "〔姓名１〕"]
)
def test_a_placeholder_altered_or_made_up_stays_as_it_is_and_is_a_finding(written: str) -> None:
    script = telling(lambda text, legend: text.replace("低保户〔姓名1〕", f"低保户{written}"), stubborn=True)
    events, server = one_section(script)
    section = finished(events)["caring"]
    assert section.text == WHOLE.replace("低保户李秋生", f"低保户{written}")
    found = [event.finding for event in events if isinstance(event, FindingRaised)]
    assert [(one.rule, one.severity, one.text) for one in found] == [("FMT-19", "block", written)]
    assert ("李秋生" in found[0].fix) is (written != "〔姓名7〕")
    assert section.text[found[0].start : found[0].end] == written
    assert is_repair(server.completions[-1]) and not any(words in sent(server) for words in HIDDEN)


def test_an_altered_placeholder_is_mended_by_the_model_not_by_code() -> None:
    script = telling(lambda text, legend: text.replace("〔姓名1〕", "【姓名1】"))
    events, server = one_section(script)
    assert finished(events)["caring"].text == WHOLE
    assert "可能是“〔姓名1〕”" in server.completions[-1].last


def test_a_placeholder_left_out_is_told() -> None:
    script = telling(lambda text, legend: text.replace("，电话〔手机号1〕", ""), stubborn=True)
    events, _ = one_section(script)
    assert "13800138000" not in finished(events)["caring"].text
    assert "模型没有写进正文：手机号1处" in notices(events)
    assert "没有写进正文" not in notices(one_section(honest)[0])


def test_words_of_the_notes_that_look_like_a_placeholder_are_words() -> None:
    own = line("L009", "表格里写〔姓名1〕的一栏，低保户李秋生已填", ("业务数据",))
    job = replace(PERSONAL, ledger=Ledger((), (own,)))
    events, server = one_section(honest, job=job)
    assert finished(events)["caring"].text == "表格里写〔姓名1〕的一栏，低保户李秋生已填。"
    assert not [event for event in events if isinstance(event, FindingRaised)]
    assert "李秋生" not in sent(server)


def test_no_words_of_the_notes_pose_as_a_token_by_way_of_a_placeholder() -> None:
    own = line("L009", "老人家住{{F004}}号8室", ("业务数据",))
    events, _ = one_section(honest, job=replace(PERSONAL, ledger=Ledger(LEDGER.facts, (own,))))
    assert "38.5%" not in finished(events)["caring"].text
    assert "38.5%" not in shown(events, "caring")


def test_an_answer_that_breaks_off_in_a_placeholder_keeps_no_half_of_it() -> None:
    cut = "低保户〔姓名1〕，家住〔住"
    events, _ = one_section(lambda request: Reply(cut, drop_after=len(cut)))
    text = failed(events)["caring"].section.text
    assert text.startswith("低保户李秋生，家住\n〔待补：本节未写完")
    assert without_begun("〔姓名1〕，见〔2024〕3号") == "〔姓名1〕，见〔2024〕3号"


def test_what_the_check_quotes_for_the_repair_cuts_no_personal_words() -> None:
    """The quotation is 12 characters before and 8 behind a finding: it would begin within the address."""

    def check(section: Section) -> Sequence[Finding]:
        start = section.text.index("救助3000元")
        piece = section.text.index("8号")
        return (
            Finding("FACT-09", "error", section.id, start, start + 2, "救助", "用词不当"),
            Finding("FACT-01", "error", section.id, piece, piece + 2, "8号", "要点里没有这个数"),
        )

    events, server = one_section(honest, check)
    asked = server.completions[-1].last
    assert "（在“〔手机号1〕，救助{{F022}}" in asked or "〔手机号1〕，救助3000元" in asked
    assert "要点里没有这个数" not in asked, "of a piece of an address a model knows nothing"
    said = re.sub(r"救助3000元", "", sent(server))
    assert not any(words in said for words in HIDDEN)
    assert len([event for event in events if isinstance(event, FindingRaised)]) == 2, "a person sees both"


def test_personal_words_a_model_invents_are_not_sent_back() -> None:
    number = "13912345678"
    script = telling(lambda text, legend: text + f"联系电话{number}，另有{{{{F999}}}}。", stubborn=True)
    phone = [Finding("SEC-02", "block", "caring", 0, 3, "低保户", f"有手机号码“{number}”")]
    events, server = one_section(script, lambda section: phone)
    assert number in finished(events)["caring"].text
    assert len(server.completions) == 2 and number not in sent(server)


def test_a_heading_has_the_words_back_however_the_json_writes_them() -> None:
    def script(request: Request) -> Reply:
        heading = json.dumps("突出为民服务，惠及〔姓名1〕家", ensure_ascii=True)[1:-1]
        assert "\\u3014" in heading
        return Reply(outline_json(request).replace(CARING, heading))

    with StubServer(script) as server:
        outline = run(LlmWriter(settings(server.base_url), pause=Pauses()).outline(PERSONAL))
        assert "李秋生" not in sent(server)
    assert "突出为民服务，惠及李秋生家" in [section.heading for section in outline.sections]


def test_the_meaning_of_a_fact_that_is_personal_is_hidden_and_its_token_stays() -> None:
    own = line("L009", "咨询电话：13800138000，低保户李秋生受助", ("业务数据",))
    phone = fact("F030", own, "13800138000", subject="李秋生的电话", period="2024年")
    job = replace(PERSONAL, ledger=Ledger((phone,), (own,)))
    events, server = one_section(honest, job=job)
    asked = server.completions[0].text
    assert "F030 = 〔手机号1〕（〔姓名1〕的电话；口径：2024年）" in asked and "咨询电话：{{F030}}" in asked
    assert "咨询电话：13800138000" in finished(events)["caring"].text


def test_a_subject_that_holds_a_piece_of_an_address_is_not_told() -> None:
    job = Privacy().protect(replace(PERSONAL, ledger=Ledger((replace(FACTS[2], subject="家住春风路8"),), (NEEDY,))))
    assert job.ledger.facts[0].subject == ""
    assert "{{F022}}" in note_line(NEEDY, job.ledger.facts)


# --------------------------------------------------------------------------- search words and vectors


def test_the_search_words_of_a_section_hold_nothing_personal() -> None:
    asked: list[str] = []

    def retrieve(words: str, role: str, lane: str) -> Sequence[Any]:
        asked.append(words)
        return []

    async def go(writer: LlmWriter) -> None:
        async for _ in writer.write(PERSONAL, PLAN, [PLAN.sections[2]], retrieve, lambda section: ()):
            pass

    with StubServer(honest) as server:
        run(go(LlmWriter(settings(server.base_url), pause=Pauses())))
    assert len(asked) == 2 and "低保户" in asked[0]
    assert not any(words in asked[0] for words in HIDDEN)


def test_an_embeddings_endpoint_gets_texts_without_what_is_personal() -> None:
    with StubServer(honest) as server:
        embedder = EndpointEmbedder(server.base_url, "key", "bge")
        embedder.query(NEEDY.text)
        embedder.passages([NEEDY.text, "13800138000"])
        said = sent(server)
    assert not any(words in said for words in HIDDEN) and "低保户，家住，电话，救助3000元" in said
    assert len(server.requests[1].body["input"]) == 2 and all(server.requests[1].body["input"])


def test_lines_of_a_notice_go_without_what_is_personal() -> None:
    notice = OpenLines({"C1": "档案管理"}, {"L1": "联系人电话13800138000", "L2": "佐证材料：档案目录"})
    with StubServer(lambda request: Reply('{"line": "L1", "kind": "none"}')) as server:
        CriteriaAsker(settings(server.base_url), pause=Pauses())(notice)
        assert "L1｜联系人电话〔手机号1〕" in server.completions[0].text and "13800138000" not in sent(server)


# --------------------------------------------------------------------------- the mask as a value


def test_what_was_hidden_once_keeps_its_placeholder_as_the_mask_grows() -> None:
    small = Mask().learn(["低保户李秋生，"])
    large = small.learn(["低保户王大山，电话13800138000"], ["李小"])
    assert small.originals.items() <= large.originals.items()
    assert large.hide("李秋生、王大山、李小，13800138000") == "〔姓名1〕、〔姓名2〕、〔姓名3〕，〔手机号1〕"
    assert "13800138000" not in repr(large)


def test_a_finding_needs_more_than_a_word_and_a_number() -> None:
    mask = Mask().learn(["低保户李秋生，座机0571-87654321"])
    assert mask.strange("安装电话1部，姓名2，姓名1李") == ((11, 14, "李秋生"),)


def test_the_honest_text_of_the_stub_holds_the_placeholders() -> None:
    """The tests above would say nothing if the stub wrote something else."""
    _, server = one_section(honest)
    assert honest_text(server.completions[0]).count("〔姓名1〕") == 2
