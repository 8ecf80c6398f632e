"""How the time of the text rules grows with the text: sizes doubling, the ratio of times; 2 is linear, 4 quadratic.

    python benchmarks/growth.py [--from 25000] [--doublings 3] [--whole 2000000]

Texts are made of one seed over and over, which is what makes a pattern backtrack. --whole: one run over prose of this
many characters. Nothing is judged here; tests/test_checking_text_whole.py counts steps.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from itertools import pairwise

from assistant.checking.residue import residue_findings
from assistant.checking.text import Part, text_findings
from assistant.knowledge import load_wording
from assistant.settings import shipped

PROSE = (
    "2025年，我局聚焦群众反映的问题，走访困难家庭186户，发放慰问金18.6万元。应办件240件，按期办结228件，办结率95%。"
    "一是开展志愿服务，组织活动36场；二是完善机制，由12个环节压减到3个。先后获得“先进集体”“文明窗口”称号。\n"
)
SEEDS = {
    "prose": PROSE,
    "digits": "1234567890",
    "one digit": "7",
    "one character": "由",
    "control characters": "\x00\x01\x02\x7f\u202e\u200f",
    "emoji": "\U0001f600\U0001f1e8\U0001f1f3",
    "spaces": " \u3000",
    "line breaks": "\n",
    "opening marks": "“《（〔",
    "closing marks": "”》）〕",
    "commas": "，、,",
    "growth": "由1人增加到2人，",
    "shares": "10个，其中5个，占",
    "parts": "共10项，其中4项、5项、",
    "ordered": "一是甲；二是乙。",
    "numbered": "一、甲\n（一）乙\n",
    "cited": "《通知》（国发〔2020〕1号）",
    "quoted": "总书记强调：“甲乙丙丁戊己",
    "years": "2020年、2021年、",
    "through": "通过甲，乙，",
    "repeated": "我局把方便群众办事作为工作的出发点和落脚点，窗口实行延时服务。",
    "names": "南长、惠山和",
    "masks": "#",
    "capital X": "X",
    "stars": "*",
    "underlines": "_",
    "zeros": "〇",
    "four and four": "甲甲甲甲、",
    "thousands": "1,111",
    "half-width": "甲,乙(丙);",
    "tokens": "{{ F",
    "bars": "|甲",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--from", dest="first", type=int, default=25_000)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--whole", type=int, default=0)
    given = parser.parse_args()
    wording = load_wording(shipped("knowledge") / "wording")

    def seconds(text: str) -> float:
        started = time.perf_counter()
        text_findings([Part("", text)], wording, date(2026, 4, 26))
        list(residue_findings("", text))
        return time.perf_counter() - started

    print(f"{'seed':20} seconds of {given.first} characters, and the ratio of each doubling")
    for name, seed in SEEDS.items():
        times = [
            seconds((seed * (size // len(seed) + 1))[:size])
            for size in (given.first * 2**step for step in range(given.doublings + 1))
        ]
        ratios = " ".join(f"{after / before:5.2f}" for before, after in pairwise(times))
        print(f"{name:20} {times[0]:8.3f}  {ratios}", flush=True)
    if given.whole:
        whole = (PROSE * (given.whole // len(PROSE) + 1))[: given.whole]
        print(f"prose of {given.whole} characters: {seconds(whole):.1f} s")


if __name__ == "__main__":
    main()
