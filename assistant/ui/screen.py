"""The components of the page, each under its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import gradio as gr

from assistant.model import Kind, WriterName
from assistant.ui import panels, render
from assistant.ui.downloads import discard
from assistant.ui.markup import element, escape
from assistant.ui.session import Session
from assistant.ui.view import View
from assistant.ui.words import CHINESE, ENGLISH

NOTE_TYPES = [".md", ".txt", ".docx", ".doc", ".pdf", ".xlsx", ".xls", ".csv"]
SECONDS_KEPT = 24 * 3600  # a tab's exports, counted from its last use
TRANSLATIONS = gr.I18n(**{"zh": CHINESE, "zh-CN": CHINESE, "en": ENGLISH})


@dataclass(frozen=True, slots=True, eq=False)
class Screen:
    """Everything that a handler reads or changes."""

    session: gr.State
    kind: gr.Dropdown
    unit: gr.Textbox
    day: gr.Textbox
    pasted: gr.Textbox
    notes: gr.File
    references: gr.File
    start: gr.Button
    cancel: gr.Button
    facts: gr.Button
    demo: gr.Button
    status: gr.HTML
    notices: gr.HTML
    tabs: gr.Tabs
    page: gr.HTML
    ledger: gr.HTML
    findings: gr.HTML
    questions: gr.HTML
    unused: gr.HTML
    downloads: tuple[gr.DownloadButton, gr.DownloadButton, gr.DownloadButton]  # in the order of downloads.FORMATS


def make_screen(kinds: Sequence[Kind], writer: WriterName) -> Screen:
    """Inside a gr.Blocks: material on the left, the page in the middle, what needs attention on the right."""
    t = TRANSLATIONS
    session = gr.State(Session(), time_to_live=SECONDS_KEPT, delete_callback=_forget)
    gr.HTML(_header(writer))
    view = View()
    with gr.Row(elem_classes="nigao-columns"):
        with gr.Column(scale=30, min_width=300, elem_classes="nigao-material"):
            choices = [(CHINESE["kind_auto"], ""), *((kind.name, kind.id) for kind in kinds)]
            kind = gr.Dropdown(choices, value="", label=t("kind"), elem_id="nigao-kind")
            with gr.Row():
                unit = gr.Textbox(label=t("unit"), placeholder=t("unit_hint"), min_width=130, elem_id="nigao-unit")
                day = gr.Textbox(label=t("day"), placeholder=t("day_hint"), min_width=110, elem_id="nigao-day")
            pasted = gr.Textbox(
                label=t("pasted"), placeholder=t("pasted_hint"), lines=5, max_lines=5, elem_id="nigao-notes"
            )
            notes = _files("notes")
            references = _files("references")
            with gr.Row(elem_classes="nigao-buttons"):
                start = gr.Button(t("start"), variant="primary", min_width=90, elem_id="nigao-start")
                cancel = gr.Button(t("cancel"), interactive=False, min_width=80, elem_id="nigao-cancel")
            with gr.Row(elem_classes="nigao-buttons"):
                facts = gr.Button(t("facts"), size="sm", min_width=90, elem_id="nigao-facts")
                demo = gr.Button(t("demo"), size="sm", min_width=90, elem_id="nigao-demo")
        with gr.Column(scale=48, min_width=460, elem_classes="nigao-middle"):
            status = gr.HTML(render.status(view), elem_id="nigao-status")
            with gr.Tabs(selected="page") as tabs:
                with gr.Tab(t("tab_page"), id="page"):
                    page = gr.HTML(render.page(view), elem_id="nigao-page")
                with gr.Tab(t("tab_ledger"), id="ledger"):
                    ledger = gr.HTML(panels.ledger_table(None), elem_id="nigao-ledger")
        with gr.Column(scale=30, min_width=290, elem_classes="nigao-attention"):
            with gr.Row(elem_classes="nigao-downloads"):
                downloads = (
                    gr.DownloadButton(str(t("word")), interactive=False, size="md", min_width=90, variant="primary"),
                    gr.DownloadButton(str(t("markdown")), interactive=False, size="md", min_width=90),
                    gr.DownloadButton(str(t("json")), interactive=False, size="md", min_width=70),
                )
            with gr.Tabs():
                with gr.Tab(t("tab_findings")):
                    findings = gr.HTML(panels.findings(view), elem_id="nigao-findings")
                with gr.Tab(t("tab_questions")):
                    questions = gr.HTML(panels.questions(view), elem_id="nigao-questions")
                with gr.Tab(t("tab_unused")):
                    unused = gr.HTML(panels.unused(view), elem_id="nigao-unused")
            notices = gr.HTML("", elem_id="nigao-notices")  # last, so that nothing moves when one comes
    return Screen(
        session, kind, unit, day, pasted, notes, references, start, cancel, facts, demo, status, notices, tabs, page,
        ledger, findings, questions, unused, downloads,
    )  # fmt: skip


def _files(label: str) -> gr.File:
    return gr.File(
        label=TRANSLATIONS(label), file_count="multiple", file_types=NOTE_TYPES, height=84, elem_classes="nigao-files"
    )


def _header(writer: WriterName) -> str:
    by = "离线编排，不用模型" if writer.provider == "composer" else f"模型：{writer.model}"
    name = element("strong", escape("拟稿")) + element("span", escape("要点进，申报材料出；每个数字都有出处"))
    return element("div", name + element("em", escape(by)), "nigao-header")


def _forget(session: Session) -> None:
    discard(session.folder)
