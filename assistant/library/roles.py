"""Which part a section plays in a report, guessed from its heading, then from its words."""

from __future__ import annotations

from assistant.model import SectionRole

# role -> words; the roles are those that kinds give their sections, words in a heading count most
_WORDS: tuple[tuple[SectionRole, tuple[str, ...]], ...] = tuple(
    (role, tuple(words.split()))
    for role, words in (
        ("shortcomings", "不足 存在问题 差距 短板 薄弱环节"),
        ("plan", "下一步 今后 打算 下步 工作思路 工作安排 努力方向 展望"),
        (
            "organisation",
            "组织领导 组织体系 统领 根基 领导小组 工作机制 责任 统筹 组织机制 压实 机构 高位推动 立规矩 保障",
        ),
        ("education", "教育 学习 宣传 宣教 理论 思想 铸魂 讲堂 素质 培训 普法 核心价值观"),
        ("activity", "活动 志愿 实践 新风 文明风尚 创建之举 我们的节日 共建"),
        ("service", "行风 作风 窗口 便民 政务 效能 服务质效 为民 形象 满意"),
        ("integrity", "廉 诚信 法治 依法 纪律 规范管理 从严 监督"),
        ("safety", "安全 平安 稳定 应急 消防 防范 隐患 信访"),
        ("innovation", "创新 改革 探索 特色 数字化 试点"),
        ("livelihood", "民生 养老 救助 就业 医疗 社保 住房"),
        ("ecology", "生态 环境 绿 污染 节能"),
        ("construction", "项目建设 基础设施 城市建设 乡村 道路 工程"),
        ("economy", "经济 产业 投资 增长 财政 招商 工业"),
        ("results", "成果 成效 业绩 效益 主责主业 中心工作 业务 结出 实绩"),
        ("overview", "基本情况 概况 简介 总体"),
    )
)


def words_of(role: SectionRole) -> str:
    """The words that give a role away, spaces between them; "" for a role that is not known."""
    return next((" ".join(words) for name, words in _WORDS if name == role), "")


def guess_role(heading: str, text: str) -> SectionRole:
    """The role whose words the heading has most of; failing that, the text. "lead" without a heading, "" if unclear."""
    if not heading:
        return "lead"
    by_heading = [(sum(word in heading for word in words), -place) for place, (_, words) in enumerate(_WORDS)]
    best = max(by_heading)
    if best[0] == 0:
        best = max((sum(text.count(word) for word in words), -place) for place, (_, words) in enumerate(_WORDS))
        if best[0] < 3:
            return ""
    return _WORDS[-best[1]][0]
