"""A hand-made ledger of a bureau that does not exist, and ways to check one passage of a draft against it."""

from __future__ import annotations

from datetime import date

from assistant import figures
from assistant.checking import ExemplarText, check_section
from assistant.model import Brief, Fact, FactType, Finding, Ledger, Report, Section, Source, Statement, WriterName

Named = tuple[FactType, str] | tuple[FactType, str, str]


class _Notes:
    """Collects note lines; facts get their ids in order of place."""

    def __init__(self) -> None:
        self.facts: list[Fact] = []
        self.statements: list[Statement] = []

    def line(self, heading: str, text: str, *subjects: str, names: tuple[Named, ...] = ()) -> None:
        """One note line. subjects: what its figures are about, "" for no fact; names: (type, words[, level])."""
        number = len(self.statements) + 1
        identity, source = f"L{number:03d}", Source("要点.md", line=number)
        first = len(self.facts)
        for figure, subject in zip(figures.find(text), subjects, strict=True):
            if not subject:
                continue
            self._add(
                "metric", text, subject, source, identity, figure.start, figure.end, figure.text,
                figure.low, figure.unit, figure.approximation,
            )  # fmt: skip
        for kind, words, *level in names:
            at = text.index(words)
            self._add(kind, text, words, source, identity, at, at + len(words), words, level=(level or [""])[0])
        if len(self.facts) == first:
            self._add("action", text, text, source, identity, 0, len(text), text)
        ids = tuple(fact.id for fact in self.facts[first:])
        self.statements.append(Statement(identity, text, (heading,), source, ids))

    def _add(
        self, kind: FactType, text: str, subject: str, source: Source, statement: str, start: int, end: int,
        rendering: str, value: float | None = None, unit: str = "", approximation: str = "", level: str = "",
    ) -> None:  # fmt: skip
        self.facts.append(
            Fact(
                f"F{len(self.facts) + 1:03d}", kind, text, subject, source, statement, value=value, unit=unit,
                approximation=approximation, rendering=rendering, start=start, end=end, level=level,
            )
        )  # fmt: skip


def _ledger() -> Ledger:
    notes = _Notes()
    line = notes.line
    line("荣誉", "全省民政工作先进集体（2024年）", names=(("honour", "全省民政工作先进集体", "省级"),))
    line("荣誉", "“全市养老服务先进单位”（2025年）", names=(("honour", "全市养老服务先进单位", "市级"),))
    line("荣誉", "青禾社区获评省级示范社区", names=(("honour", "省级示范社区", "省级"),))
    line("荣誉", "林秋禾同志获“区级岗位标兵”称号", names=(("person", "林秋禾"), ("honour", "区级岗位标兵", "县级")))
    line("组织领导", "成立创建工作领导小组，下设办公室，任务分解到科室，纳入年度考核")
    line("组织领导", "制定《青岚区民政局文明创建实施方案》，修订制度12项", "修订制度",
         names=(("document", "《青岚区民政局文明创建实施方案》"),))  # fmt: skip
    line("组织领导", "每月召开一次推进会，全年召开12次", "推进会每月", "推进会")
    line("组织领导", "“三联三促”机制：联社区、联村组、联家庭")
    line("社会救助", "城市低保6195户，12533人", "城市低保", "城市低保")
    line("社会救助", "农村低保3201户，5874人", "农村低保", "农村低保")
    line("社会救助", "受理救助申请12.6万余件，办结率99.2%", "受理救助申请", "救助申请办结率")
    line("社会救助", "发放临时救助金近300万元，慰问困难群众1280人次", "发放临时救助金", "慰问困难群众")
    line("社会救助", "残疾人两项补贴460万元，孤儿基本生活费86.4万元", "残疾人两项补贴", "孤儿基本生活费")
    line("社会救助", "成立区级慈善基金会，全市首个", names=(("honour", "全市首个", "市级"),))
    line("养老服务", "居家养老服务覆盖面38.5%", "居家养老服务覆盖面")
    line("养老服务", "养老机构18家，床位2460张，其中护理型床位1480张", "养老机构", "床位", "护理型床位")
    line("养老服务", "60周岁以上老人4.2万名", "老人年龄", "60周岁以上老人")
    line("养老服务", "新建社区食堂9个、日间照料中心21个", "社区食堂", "日间照料中心")
    line("养老服务", "老人满意率95%以上，培训护理员50余名", "老人满意率", "培训护理员")
    line("养老服务", "助餐补贴由每餐3元提高到5元", "助餐补贴每餐", "助餐补贴每餐")
    line("基层治理", "社区75个、村38个换届选举一次成功", "社区换届选举", "村换届选举")
    line("基层治理", "示范社区16、星级社区34", "示范社区", "星级社区")
    line("基层治理", "村务公开率100%，居务公开率100%", "村务公开率", "居务公开率")
    line("基层治理", "社区办公用房平均1150平方米", "社区办公用房平均")
    line("专项事务", "2025年婚姻登记4312对，2024年婚姻登记4586对", "婚姻登记", "婚姻登记")
    line("专项事务", "收养登记45件，合格率100%", "收养登记", "收养登记合格率")
    line("专项事务", "信访量同比下降12.3%，社会组织数量增长8.1%", "信访量", "社会组织数量")
    line("专项事务", "社会组织412家，其中社会团体168家，民办非企业单位241家，基金会3家",
         "社会组织", "社会团体", "民办非企业单位", "基金会")  # fmt: skip
    line("活动", "2025年3月12日召开动员大会，参加320人", "动员大会参加")
    line(
        "活动",
        "舞蹈《秋水长》获全省第20个敬老日文艺汇演一等奖",
        names=(("document", "《秋水长》"), ("honour", "一等奖")),
    )
    line("活动", "举办第五届邻里节，设分会场23处", "邻里节分会场")
    line("活动", "志愿者注册9200人，人均服务3.2次，服务时长2.1万小时", "志愿者注册", "志愿者人均服务", "志愿服务时长")
    line("活动", "联合青岚区总工会开展结对帮扶，结对困难家庭43户", "结对困难家庭")
    line("投入", "财政投入1.2亿元，改造敬老院6所", "财政投入", "改造敬老院")
    brief = Brief(
        kind="civilized-unit", unit="青岚区民政局", target="市级文明单位", period="2024—2025年", date=date(2026, 4, 26)
    )
    return Ledger(tuple(notes.facts), tuple(notes.statements), (), brief)


LEDGER = _ledger()

EXEMPLAR = ExemplarText(
    "ref1",
    "溪桥县民政局创建材料",
    "溪桥县民政局以创建省级文明单位为抓手，先后获得“全国敬老文明号”“全省殡葬改革先进集体”等荣誉称号。"
    "全县建成居家养老服务站87个，发放高龄津贴1635万元，郑砚田同志被评为先进个人。"
    "坚持把创建工作摆上重要议事日程，做到有机构管事、有专人办事、有经费做事，形成了上下联动、齐抓共管的良好格局。",
    ("溪桥县民政局", "溪桥县", "溪桥", "郑砚田", "全国敬老文明号"),
)

FACT_RULES = ("FACT-01", "FACT-02", "FACT-04")


def findings(text: str, heading: str = "", exemplars: tuple[ExemplarText, ...] = ()) -> tuple[Finding, ...]:
    """What the checker says of one section with this text."""
    return check_section(Section("s1", heading, text), LEDGER, exemplars, as_of=date(2026, 4, 26))


def report(*texts: str, unused: tuple[str, ...] = ()) -> Report:
    """A report whose sections have these texts."""
    sections = tuple(Section(f"s{number}", "", text) for number, text in enumerate(texts, 1))
    return Report(
        "青岚区民政局创建市级文明单位申报材料", "civilized-unit", "青岚区民政局", date(2026, 4, 26), sections,
        WriterName("test", "by hand"), unused_facts=unused,
    )  # fmt: skip


def fact_id(subject: str, surface: str) -> str:
    """Id of the fact with this subject and these words."""
    return next(fact.id for fact in LEDGER.facts if fact.subject == subject and fact.rendering == surface)
