"""Prompts are files: `prompts/<name>.md` with a YAML head, a system part and a user part.

    ---
    name: section
    version: v1
    purpose: one line on what it is for
    values: [context, notes]        # exactly the values the body uses
    ---
    ---system---                    # may be left out by a prompt that continues a conversation
    Jinja, StrictUndefined, sandboxed
    ---user---
    {{ notes | fenced("素材") }}

What is put in is data: it is never parsed as a template, and `fenced` encloses it so that it cannot close its fence.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml
from jinja2 import StrictUndefined, TemplateError, meta
from jinja2.sandbox import ImmutableSandboxedEnvironment

from assistant.errors import FileMissing, UnreadableFile

_PARTS = re.compile(
    r"\A---\n(?P<head>.*?)\n---\n(?:\s*---system---\n(?P<system>.*?)\n)?\s*---user---\n(?P<user>.*)\Z", re.DOTALL
)


def fenced(text: str, label: str) -> str:
    """`text` between two marker lines that it does not contain; prompts say that it is no instruction."""
    width = 3
    while "<" * width + label in text or label + ">" * width in text:
        width += 1
    return f"{'<' * width}{label}\n{text}\n{label}{'>' * width}"


def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["fenced"] = fenced
    return environment


@dataclass(frozen=True, slots=True)
class Prompt:
    """One prompt. sha256: of the whole file, in hex; recorded with every call."""

    name: str
    version: str
    purpose: str
    values: tuple[str, ...]
    sha256: str
    file: str
    system: str
    user: str

    def render(self, **values: object) -> tuple[str, str]:
        """The system text and the user text. `values` are exactly those the head declares, else TypeError."""
        if set(values) != set(self.values):
            missing, extra = set(self.values) - set(values), set(values) - set(self.values)
            raise TypeError(f"prompt {self.name}.{self.version}: missing {sorted(missing)}, unknown {sorted(extra)}")
        environment = _environment()
        try:
            system = environment.from_string(self.system).render(**values)
            user = environment.from_string(self.user).render(**values)
        except TemplateError as error:
            raise UnreadableFile(f"提示词文件 {self.file} 无法套用：{error}", "请恢复随程序附带的提示词文件") from error
        return system.strip(), user.strip()


def load(folder: Path, name: str) -> Prompt:
    """The prompt `name` ("section.v1") of `folder`.

    Raises FileMissing, or UnreadableFile if the file is no prompt: head incomplete, name or version not those of the
    file name, a template error, or a body that uses other values than it declares.
    """
    path = folder / f"{name}.md"
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise FileMissing(f"找不到提示词文件 {path}", "请检查 NIGAO_PROMPTS_DIR，或恢复随程序附带的提示词") from error
    try:
        return _parse(path.name, raw)
    except (ValueError, yaml.YAMLError, TemplateError) as error:
        raise UnreadableFile(f"提示词文件 {path.name} 不合格式：{error}", "请对照 prompts/README.md 改正") from error


def _parse(file: str, raw: bytes) -> Prompt:
    found = _PARTS.match(raw.decode("utf-8").replace("\r\n", "\n"))
    if found is None:
        raise ValueError("应有 YAML 头和 ---user--- 部分（---system--- 部分可省）")
    head = yaml.safe_load(found["head"])
    if not isinstance(head, Mapping) or set(head) != {"name", "version", "purpose", "values"}:
        raise ValueError("YAML 头应恰有 name、version、purpose、values 四项")
    declared = head["values"]
    if not isinstance(declared, list) or not all(isinstance(value, str) for value in declared):
        raise ValueError("values 应是名称的列表")
    if file != f"{head['name']}.{head['version']}.md":
        raise ValueError(f"头部写的是 {head['name']}.{head['version']}，与文件名不符")
    environment = _environment()
    used: set[str] = set()
    for part in ("system", "user"):
        used |= meta.find_undeclared_variables(environment.parse(found[part] or ""))
    if used != set(declared):
        raise ValueError(f"values 声明 {sorted(declared)}，正文用到 {sorted(used)}")
    return Prompt(
        name=str(head["name"]),
        version=str(head["version"]),
        purpose=str(head["purpose"]),
        values=tuple(declared),
        sha256=hashlib.sha256(raw).hexdigest(),
        file=file,
        system=found["system"] or "",
        user=found["user"],
    )
