"""Layout profiles: what an official document looks like, as data.

Lengths are twentieths of a point (twips; 1 mm = 56.69), font sizes half-points, as Word stores them.
GB/T 9704-2012 gives the values of `GBT9704`. A local notice that asks for something else is another profile,
never a change of this one.
"""

from __future__ import annotations

from dataclasses import dataclass

TWIPS_PER_POINT = 20


@dataclass(frozen=True, slots=True)
class Face:
    """A font by name and the name to fall back to. Fonts are named in the document, never shipped."""

    name: str
    substitute: str
    half_points: int

    @property
    def full_width(self) -> int:
        """Width of one Chinese character in twips."""
        return self.half_points * TWIPS_PER_POINT // 2


@dataclass(frozen=True, slots=True)
class LayoutProfile:
    """One layout.

    tracking: what is added to every character's width (negative: tighter). GB/T 9704 wants 28 characters of
    16 pt in 156 mm, which is 15.79 pt each: without it only 27 fit.
    footer: from the lower edge of the page to the lower edge of the page number's line.
    """

    id: str
    name: str
    width: int = 11906
    height: int = 16838
    top: int = 2098  # 37 mm
    left: int = 1587  # 28 mm
    right: int = 1474  # 26 mm
    bottom: int = 1984  # 35 mm
    footer: int = 1429  # the dash of — 1 — then stands 7 mm under the text block
    line: int = 579  # 28.95 pt, exact: 22 lines in 225 mm
    tracking: int = -5
    indent_characters: int = 2
    title: Face = Face("方正小标宋简体", "华文中宋", 44)  # 2号
    body: Face = Face("仿宋_GB2312", "仿宋", 32)  # 3号
    level_one: Face = Face("黑体", "SimHei", 32)
    level_two: Face = Face("楷体_GB2312", "楷体", 32)
    page_number: Face = Face("宋体", "SimSun", 28)  # 4号

    @property
    def text_width(self) -> int:
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        return self.height - self.top - self.bottom

    @property
    def characters_per_line(self) -> int:
        return self.text_width // (self.body.full_width + self.tracking)

    @property
    def lines_per_page(self) -> int:
        return self.text_height // self.line

    @property
    def title_characters(self) -> int:
        """How many characters of the title fit into a line."""
        return self.text_width // self.title.full_width

    @property
    def faces(self) -> tuple[Face, ...]:
        return (self.title, self.body, self.level_one, self.level_two, self.page_number)


GBT9704 = LayoutProfile("gbt9704", "党政机关公文格式 GB/T 9704—2012")
LOCAL_28PT = LayoutProfile("local-28pt", "固定行距28磅（部分地方通知的要求）", line=560)
PROFILES = {profile.id: profile for profile in (GBT9704, LOCAL_28PT)}
