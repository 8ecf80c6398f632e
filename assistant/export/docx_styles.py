"""The styles, fonts, settings and page numbers of the Word file, as WordprocessingML made from a layout profile."""

from __future__ import annotations

from assistant.export.layout import Face, LayoutProfile

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACE = f'xmlns:w="{_MAIN}"'


def fonts(face: Face) -> str:
    """All four scripts name the same font, and nothing refers to a theme: WPS and Word otherwise choose differently."""
    name = face.name
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}" w:hint="eastAsia"/>'


def styles(profile: LayoutProfile) -> str:
    """word/styles.xml."""
    indent = _indent(profile)
    body = _run(profile.body, profile.tracking)
    parts = [
        f"<w:docDefaults><w:rPrDefault><w:rPr>{body}{_LANGUAGE}</w:rPr></w:rPrDefault>"
        f"<w:pPrDefault><w:pPr>{_spacing(profile)}</w:pPr></w:pPrDefault></w:docDefaults>",
        _paragraph_style("Normal", "Normal", _spacing(profile), body, default=True),
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        _paragraph_style("BodyText", "Body Text", f'{_spacing(profile)}{indent}<w:jc w:val="both"/>', body),
        _paragraph_style(
            "Title",
            "Title",
            f'{_spacing(profile, _OFF_GRID)}<w:jc w:val="center"/>',
            _run(profile.title, 0),
            "BodyText",
        ),
    ]
    faces = (profile.level_one, profile.level_two, profile.body, profile.body)
    for level, face in enumerate(faces, start=1):
        properties = _heading_properties(profile, indent, level - 1)
        parts.append(
            _paragraph_style(
                f"Heading{level}", f"heading {level}", properties, _run(face, profile.tracking), "BodyText"
            )
        )
    parts += [
        _paragraph_style(
            "Signature", "Signature", f'{_spacing(profile, _UNSPACED_DIGITS)}<w:jc w:val="right"/>', body, "Date"
        ),
        _paragraph_style("Date", "Date", f'{_spacing(profile, _UNSPACED_DIGITS)}<w:jc w:val="right"/>', body),
        _paragraph_style("Footer", "footer", _FOOTER_SPACING, _run(profile.page_number, 0)),
        _paragraph_style("CommentText", "annotation text", _COMMENT_SPACING, _run(_comment_face(profile), 0)),
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/>'
        '<w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>',
    ]
    return f"<w:styles {NAMESPACE}>{''.join(parts)}</w:styles>"


def font_table(profile: LayoutProfile) -> str:
    """word/fontTable.xml: every font named, each with what to take where it is not installed."""
    faces = {face.name: face for face in profile.faces}
    listed = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{face.substitute}"/><w:charset w:val="86"/>'
        f'<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
        for face in faces.values()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {NAMESPACE}>{listed}</w:fonts>'


def settings() -> str:
    """word/settings.xml: odd and even pages differ, Chinese line breaking, layout of Word 2013 and later."""
    return (
        f'<w:settings {NAMESPACE}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/>'
        "<w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:adjustLineHeightInTable/>"
        '<w:useFELayout/><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat></w:settings>'
    )


def page_number(profile: LayoutProfile, even: bool) -> str:
    """The paragraph of a footer: — 1 —, odd pages right and one character in, even pages left and one in."""
    side = "left" if even else "right"
    run = f"<w:rPr>{_run(profile.page_number, 0)}</w:rPr>"
    field = "".join(
        f"<w:r>{run}{inner}</w:r>"
        for inner in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    indent = f'<w:ind w:{side}Chars="100" w:{side}="{profile.page_number.full_width}"/>'
    return f'<w:p {NAMESPACE}><w:pPr><w:pStyle w:val="Footer"/>{indent}<w:jc w:val="{side}"/></w:pPr>{field}</w:p>'


_LANGUAGE = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
# a 22 pt title would otherwise take two lines of the grid, and a page number a line of 28.95 pt
_OFF_GRID = '<w:snapToGrid w:val="0"/>'
# Word adds a quarter of a character between digits and Chinese: the date's place is counted without it
_UNSPACED_DIGITS = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
_FOOTER_SPACING = f'{_OFF_GRID}<w:spacing w:before="0" w:after="0" w:line="320" w:lineRule="exact"/>'
_COMMENT_SPACING = f'{_OFF_GRID}<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'


def _comment_face(profile: LayoutProfile) -> Face:
    return Face(profile.page_number.name, profile.page_number.substitute, 21)


def _spacing(profile: LayoutProfile, before: str = "") -> str:
    return (
        f'<w:widowControl w:val="0"/>{before}'
        f'<w:spacing w:before="0" w:after="0" w:line="{profile.line}" w:lineRule="exact"/>'
    )


def _indent(profile: LayoutProfile) -> str:
    width = profile.indent_characters * profile.body.full_width
    return f'<w:ind w:firstLineChars="{profile.indent_characters * 100}" w:firstLine="{width}"/>'


def _heading_properties(profile: LayoutProfile, indent: str, outline: int) -> str:
    return f'<w:keepNext/>{_spacing(profile)}{indent}<w:jc w:val="both"/><w:outlineLvl w:val="{outline}"/>'


def _run(face: Face, tracking: int) -> str:
    spacing = f'<w:spacing w:val="{tracking}"/>' if tracking else '<w:spacing w:val="0"/>'
    size = face.half_points
    return (
        f'{fonts(face)}<w:b w:val="0"/><w:i w:val="0"/><w:color w:val="000000"/>{spacing}<w:kern w:val="0"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def _paragraph_style(
    identity: str, name: str, paragraph: str, run: str, following: str = "", default: bool = False
) -> str:
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following_style = f'<w:next w:val="{following}"/>' if following else ""
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{marked} w:styleId="{identity}"><w:name w:val="{name}"/>{based}{following_style}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )
