"""Makes knowledge/demo/metrics.xlsx and last_year.docx. The files are committed; run this only to change them.

Usage: python benchmarks/make_demo.py [FOLDER]
Every unit, person, honour and figure is fictional.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

UNIT = "云澜市青岚区民政局"
MADE = datetime(2026, 3, 9, 10, 0, 0)

# (category, indicator, unit, 2024, 2025, remark); a row that starts with 其中 is a part of the row above it
INDICATORS: tuple[tuple[str, str, str, float, float, str], ...] = (
    ("社会救助", "最低生活保障对象", "人", 5218, 5086, "年末数"),
    ("社会救助", "其中：城市低保对象", "人", 1342, 1265, ""),
    ("社会救助", "其中：农村低保对象", "人", 3876, 3821, ""),
    ("社会救助", "特困供养人员", "人", 612, 598, "年末数"),
    ("社会救助", "临时救助", "人次", 1846, 2073, ""),
    ("社会救助", "低收入人口动态监测覆盖率", "%", 92.6, 98.4, ""),
    ("养老服务", "特殊困难老年人家庭适老化改造", "户", 320, 410, ""),
    ("养老服务", "养老机构", "家", 17, 19, "年末数"),
    ("养老服务", "护理型床位占比", "%", 61.5, 68.3, "年末数"),
    ("养老服务", "家庭养老床位", "张", 260, 455, "累计数"),
    ("儿童福利", "孤儿和事实无人抚养儿童", "人", 143, 138, "年末数"),
    ("儿童福利", "未成年人保护工作站", "个", 9, 12, "年末数"),
    ("社会事务", "婚姻登记", "对", 3127, 3462, "含跨省通办"),
    ("社会事务", "婚姻登记合格率", "%", 100, 100, ""),
    ("社会事务", "惠民殡葬减免", "例", 1208, 1254, ""),
    ("社会组织", "登记社会组织", "家", 286, 301, "年末数"),
    ("社会组织", "社会组织年检率", "%", 94.4, 97, ""),
    ("区划地名", "设置乡村地名标志", "块", 180, 265, ""),
)

# (item, 2024, 2025) in 万元
SPENDING: tuple[tuple[str, float, float], ...] = (
    ("最低生活保障金", 3128.6, 3241.5),
    ("其中：农村低保金", 2107.4, 2189.2),
    ("特困人员供养金", 894.2, 921.7),
    ("临时救助金", 412.5, 468.3),
    ("孤儿和事实无人抚养儿童基本生活费", 256.8, 251.4),
    ("残疾人两项补贴", 1376.4, 1418.9),
    ("养老服务补贴", 685.0, 842.6),
    ("慈善资助支出", 318.5, 367.2),
)

LAST_YEAR_TITLE = "云澜市青岚区民政局申报2023—2024年度区级文明单位材料"
# heading -> paragraphs; the lead stands under ""
LAST_YEAR: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "",
        (
            "云澜市青岚区民政局承担全区社会救助、养老服务、儿童福利、社会事务等职能，现有干部职工83人，其中党员49人。"
            "2023年以来，在区委、区政府领导下，局党组坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大"
            "和二十届二中、三中全会精神，把文明创建贯穿民政工作全过程，队伍面貌和服务水平同步提高，先后获得"
            "“全区目标考核先进单位”“全区平安建设先进集体”等区级荣誉6项。现将创建情况报告如下。",
        ),
    ),
    (
        "一、坚持统筹谋划，压实创建责任",
        (
            "一是建强组织。成立由主要负责人任组长的创建领导小组，班子成员分片包干，9个科室各明确1名联络员，"
            "党组会专题研究创建工作7次。二是细化任务。制定年度创建方案，将任务分解为28项，逐项明确责任科室和完成时限。"
            "三是严格考核。创建工作占科室年度考核分值的10%，每季度通报一次进展，确保事事有人抓、件件有回音。",
        ),
    ),
    (
        "二、坚持铸魂育人，筑牢思想根基",
        (
            "严格落实“第一议题”制度，组织中心组学习21次、专题党课12次。2023年扎实开展学习贯彻习近平新时代中国特色"
            "社会主义思想主题教育，2024年认真开展党纪学习教育，班子成员查摆问题17个，全部整改到位。开设“周五夜校”，"
            "业务骨干轮流授课，两年讲课34场；举办道德讲堂6期，评选“服务之星”10名，先进典型事迹在区级媒体刊发15篇。",
            "坚持把学习成果转化为履职本领。选派干部参加市级以上业务培训58人次，组织岗位练兵4次，19人取得社会工作者职业资格；"
            "开展宪法、民法典和慈善法宣传11场，发放宣传资料9600余份，干部职工参加网上学法考试合格率为100%。",
        ),
    ),
    (
        "三、坚持知行合一，培育文明新风",
        (
            "学雷锋志愿服务队注册志愿者71人，围绕助老、助残、助困开展活动93场，服务时长3600余小时。"
            "在春节、清明、端午、重阳等节日组织主题活动14场，清明期间引导群众以鲜花代替纸钱，送出鲜花2800多束。"
            "与双井社区结对共建，帮助解决楼道照明、飞线充电等难题11件；组织无偿献血29人次，慈善捐款7.9万元。",
            "把节俭风尚融入日常管理。推行无纸化办公，2024年机关用电量比2022年下降8.7%，公务用车运行费用下降6.2%；"
            "倡导文明用餐、绿色出行，每月组织1次环境清洁行动，办公区垃圾分类准确率保持在95%以上。",
        ),
    ),
    (
        "四、坚持为民尽责，提升服务质效",
        (
            "社会救助更加精准。推行“一户一策”帮扶，两年走访困难家庭5700余户次，救助审核时限由原来的22个工作日缩短到20个工作日，"
            "群众对救助工作满意率为94.1%。养老服务更有温度。两年新建社区老年助餐点31个，完成适老化改造503户，居家养老服务覆盖面"
            "由2022年的36.8%提高到2024年的54.6%。儿童关爱更加细致。为672名留守儿童建立档案，儿童主任持证率达到92.4%。",
            "社会事务更加便民。办理婚姻登记6014对，登记合格率100%；实施惠民殡葬减免2266例。社会组织更有活力。"
            "登记社会组织286家，其中3A级以上社会组织51家，引导21家社会组织参与乡村振兴，落实帮扶资金380余万元。",
            "急难事项更加高效。2024年1月寒潮期间，救助站工作人员连续9个夜晚上街巡查，劝导入站41人，送出棉衣、食品等御寒物资230余份；"
            "对7名突发重病的困难群众当天受理、当天拨付临时救助金，避免了因程序等待延误治疗。",
        ),
    ),
    (
        "五、坚持从严治局，树立清廉形象",
        (
            "深入推进清廉民政建设，开展低保、临时救助资金自查3轮，发现并整改问题14个；梳理廉政风险点46个，"
            "制定防控措施52条。推行窗口服务首问负责、一次告知、限时办结，设置“办不成事”反映窗口，受理诉求83件，"
            "全部办结；办理政务服务便民热线工单874件，满意率为96.7%。连续两年无违纪违法案件和安全责任事故。",
        ),
    ),
    (
        "六、存在不足和下一步打算",
        (
            "对照标准，仍有不足：一是农村养老设施布局不够均衡，7个村尚无助餐服务；二是志愿服务项目品牌不够响，"
            "长期坚持的项目只有4个；三是救助数据共享程度不高，部分信息仍靠人工比对。下一步，将建设低收入人口数据库，"
            "新增助餐点10个以上，培育养老服务品牌1个，以实实在在的变化回应群众期待，力争早日创成市级文明单位。",
        ),
    ),
)


Row = Sequence[str | float]


def _write(sheet: Worksheet, row: int, column: int, values: Row) -> None:
    """Values from one cell to the right; "" leaves a cell empty."""
    for offset, value in enumerate(values):
        if value != "":
            sheet.cell(row, column + offset).value = value


def _header(sheet: Worksheet, title: str, note: str, last_column: str) -> None:
    sheet["A1"] = title
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.merge_cells(f"A1:{last_column}1")
    sheet["A2"] = note
    sheet.merge_cells(f"A2:{last_column}2")


def _indicators(sheet: Worksheet) -> None:
    sheet.title = "业务指标"
    _header(sheet, f"{UNIT}2024—2025年主要业务指标", "填报：规划财务科　截至2025年12月31日", "F")
    for column, words in zip("ABCF", ("类别", "指标", "单位", "备注"), strict=True):
        sheet[f"{column}3"] = words
        sheet.merge_cells(f"{column}3:{column}4")
    sheet["D3"] = "数值"
    sheet.merge_cells("D3:E3")
    sheet["D4"], sheet["E4"] = "2024年", "2025年"
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    for row, indicator in enumerate(INDICATORS, start=5):
        category = indicator[0]
        first.setdefault(category, row)
        last[category] = row
        if first[category] == row:
            sheet.cell(row, 1, category)
        _write(sheet, row, 2, indicator[1:])
    for category, row in first.items():
        if last[category] > row:
            sheet.merge_cells(f"A{row}:A{last[category]}")


def _spending(sheet: Worksheet) -> None:
    _header(sheet, f"{UNIT}2024—2025年民生资金支出", "资金来源含上级补助、本级财政和慈善资金", "D")
    sheet["A3"] = "项目"
    sheet.merge_cells("A3:A4")
    sheet["B3"] = "金额（万元）"
    sheet.merge_cells("B3:D3")
    sheet["B4"], sheet["C4"], sheet["D4"] = "2024年", "2025年", "两年合计"
    years = [(a, b, a + b) for item, a, b in SPENDING if not item.startswith("其中")]
    sums = [round(sum(column), 1) for column in zip(*years, strict=True)]
    rows: list[Row] = [(item, a, b, round(a + b, 1)) for item, a, b in SPENDING]
    for row, cells in enumerate([*rows, ("合计", *sums)], start=5):
        _write(sheet, row, 1, cells)
        for column in range(2, 5):
            sheet.cell(row, column).number_format = "#,##0.0"


def make_metrics(path: Path) -> None:
    """Two sheets: indicators by year, spending in 万元 with a total row."""
    book = Workbook()
    book.properties.creator, book.properties.created = UNIT, MADE
    _indicators(book.worksheets[0])
    _spending(book.create_sheet("资金支出"))
    for sheet in book.worksheets:
        for column, width in zip("ABCDEF", (34, 32, 12, 12, 12, 14), strict=True):
            sheet.column_dimensions[column].width = width
    book.save(path)


def make_last_year(path: Path) -> None:
    """Title, headings with heading styles, paragraphs, signature and date."""
    document = Document()
    properties = document.core_properties
    properties.author, properties.title, properties.comments = UNIT, LAST_YEAR_TITLE, ""
    properties.created = properties.modified = MADE
    document.add_heading(LAST_YEAR_TITLE, level=0)
    for heading, paragraphs in LAST_YEAR:
        if heading:
            document.add_heading(heading, level=1)
        for text in paragraphs:
            document.add_paragraph(text)
    for text in (UNIT, "2025年2月24日"):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.save(str(path))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent.parent / "knowledge" / "demo"
    make_metrics(folder / "metrics.xlsx")
    make_last_year(folder / "last_year.docx")


if __name__ == "__main__":
    main()
