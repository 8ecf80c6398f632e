"""The title and the words a report calls its own unit by."""

from __future__ import annotations

import re

from assistant.writing.port import Job

MISSING_UNIT = "〔待补：单位名称〕"
MISSING_PERSON = "〔待补：姓名〕"
# endings of unit names, longer ones before the shorter they end with
_SELF = {
    "民政局": "我局",
    "社区": "我社区",
    "街道": "我街道",
    "委员会": "我委",
    "公司": "我公司",
    "集团": "我集团",
    "医院": "我院",
    "法院": "我院",
    "检察院": "我院",
    "学院": "我院",
    "大学": "我校",
    "学校": "我校",
    "小学": "我校",
    "中学": "我校",
    "中心": "我中心",
    "协会": "我会",
    "联合会": "我会",
    "总工会": "我会",
    "支队": "我支队",
    "大队": "我大队",
    "分局": "我分局",
    "局": "我局",
    "厅": "我厅",
    "处": "我处",
    "科": "我科",
    "办": "我办",
    "委": "我委",
    "部": "我部",
    "馆": "我馆",
    "站": "我站",
    "所": "我所",
    "村": "我村",
    "镇": "我镇",
    "乡": "我乡",
    "区": "我区",
    "县": "我县",
    "旗": "我旗",
    "市": "我市",
    "省": "我省",
}


def self_name(unit: str, person: bool = False) -> str:
    """我局, 我区, 我社区 …: how a unit speaks of itself; 该同志 where the report is about a person."""
    if person:
        return "该同志"
    if unit.endswith("人民政府"):
        return self_name(unit.removesuffix("人民政府"))
    for ending, name in _SELF.items():
        if unit.endswith(ending):
            return name
    return "我单位"


def make_title(job: Job) -> str:
    """The title asked for, or the kind's pattern filled; a missing unit is a placeholder."""
    if job.title:
        return job.title
    period = re.sub(r"（[^（）]*）|\([^()]*\)", "", job.period).strip()
    title = job.kind.title.format(
        unit=job.unit or MISSING_UNIT,
        person=job.person or MISSING_PERSON,
        target=job.target,
        name=job.kind.name,
        period=period,
        level="",
    )
    return title.replace("创建申报材料", "申报材料")
