"""The role of a number: target, standard, incentive, condition or fact (角色). Rules in order, each with a name."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.language.periods import Calendar
from extractors.statements.deadlines import Due, is_past
from extractors.statements.kinds import TIME, dimension_of
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.phrase import Before, Behind
from schemas import Quantity, Role, SectionKind

_TARGET_KINDS = (SectionKind.TASKS, SectionKind.GOALS)
_WORKS = ("项目", "工程", "装置", "机组", "生产线", "项目建设", "工程建设", "一期", "二期")
_TIME_NOUNS = ("时间", "时限", "周期", "期限", "时长", "时效", "环节", "次数")
_TIME_VERBS = ("压缩", "压减", "缩短", "缩减", "控制", "减少", "限时", "不超过", "提速", "精简")


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules look at."""

    quantity: Quantity
    clause: str
    sentence: str
    lead: str
    before: Before
    behind: Behind
    due: Due | None
    past: bool
    section: SectionKind
    calendar: Calendar
    embedded: bool
    after_count: bool
    in_brackets: bool
    bare_word: str
    inherited: bool
    outer: str = ""
    run_verbs: str = ""
    run_role: Role | None = None
    run_unit: str = ""
    titled: bool = False


def role_of(case: Case) -> tuple[Role, str]:
    """Return the role and the name of the rule that gave it."""
    for rule in _RULES:
        role = rule(case, lexicon())
        if role is not None:
            return role, rule.__name__.lstrip("_")
    return Role.FACT, "nothing_promised"


def _embedded_in_name(case: Case, lex: Lexicon) -> Role | None:
    """主营业务收入超100亿元企业4家: the first number says which enterprises are meant."""
    return Role.CONDITION if case.embedded else None


def _word_without_deed(case: Case, lex: Lexicon) -> Role | None:
    """全覆盖 and 翻番 count only where somebody is to bring them about; 倍增计划 is a name."""
    if not case.bare_word:
        return None
    after = case.clause[case.clause.find(case.bare_word) + len(case.bare_word) :][:4]
    if any(after.startswith(word) for word in ("计划", "行动", "工程", "式", "的", "、", "要求", "改革", "监管", "检查", "机制")) and (
        case.bare_word != "全覆盖" or not after.startswith("的")
    ):
        return Role.FACT
    return None


def _bare_number(case: Case, lex: Lexicon) -> Role | None:
    """A number without a unit is a name or a figure, unless a predicate gives it to something measured."""
    q = case.quantity
    if q.unit:
        return None
    if lex.standard.search(case.clause):
        return Role.STANDARD
    if case.before.predicate in ("达到", "达", "提高到", "控制在", "突破", "超过", "降至", "下降到") and case.before.noun and not case.in_brackets:
        return None
    return Role.FACT


def _article(case: Case, lex: Lexicon) -> Role | None:
    """一个平台: one as an article, not as a count; 至少一个 counts."""
    q = case.quantity
    if q.spelled and q.value == 1 and q.classifier and q.comparator == "=" and not case.bare_word:
        each = "每" in case.lead or "各" in case.lead[-6:]
        deed = case.before.verbs or case.behind.head
        return None if each and deed else Role.FACT
    return None


def _listed_sum(case: Case, lex: Lexicon) -> Role | None:
    """等4种方式, 等五大任务, （共36个）: how many things a list has."""
    lead = case.clause[: case.clause.find(case.lead) + len(case.lead)] if case.lead else ""
    if case.quantity.classifier and lead.endswith(("等", "这", "这些", "上述", "以上", "前", "共", "“", "那", "其他", "其余", "其它")):
        if lead.endswith("等") and case.quantity.unit in ("种", "类"):
            return Role.FACT
        named = case.behind.head.startswith(("方面", "方式", "环节", "领域", "部门", "原则", "要素", "地区", "方向", "机制"))
        deed = (case.before.verbs or case.run_verbs) and not case.in_brackets
        if lead.endswith("共") and deed:
            return None
        return None if lead.endswith("等") and deed and not named and case.quantity.unit != "种" else Role.FACT
    return None


def _apposition(case: Case, lex: Lexicon) -> Role | None:
    """人工智能六大产业, 甲、乙、丙三个园区: the number sums up what was listed."""
    q = case.quantity
    if "每" in case.lead:
        return None
    listed = "、" in case.before.noun and q.spelled
    summed = q.spelled and case.before.noun and q.classifier and case.behind.head and not case.before.predicate
    return Role.FACT if q.classifier and (listed or summed) and case.behind.head else None


def _part_of_name(case: Case, lex: Lexicon) -> Role | None:
    """60万吨赖氨酸项目, 总投资10亿元的工程: the size of a named project is no target of its own."""
    q = case.quantity
    if q.classifier or q.comparator != "=" or dimension_of(q.unit) in ("share", "length", "area", "multiple", ""):
        return None
    named = case.behind.head.endswith(_WORKS) or any(word in case.behind.head for word in ("等项目", "项目建设"))
    return Role.FACT if named and "基金" not in case.behind.head else None


def _score(case: Case, lex: Lexicon) -> Role | None:
    """分值10分, 总分80分以上为良好."""
    return Role.STANDARD if dimension_of(case.quantity.unit) == "score" else None


def _standard(case: Case, lex: Lexicon) -> Role | None:
    if lex.standard.search(case.clause) and not lex.incentive.search(case.clause):
        return Role.STANDARD
    return None


def _established(case: Case, lex: Lexicon) -> Role | None:
    """设立100亿元的基金 is a target even where the fund is for subsidies."""
    money = dimension_of(case.quantity.unit) == "money"
    fund = "基金" in case.behind.head or "债券" in case.before.noun or "授信" in case.behind.head or "基金" in case.before.noun
    if money and fund and not case.past and lex.established.search(case.sentence):
        return Role.TARGET
    return None


def _incentive(case: Case, lex: Lexicon) -> Role | None:
    q = case.quantity
    if dimension_of(q.unit) not in ("money", "share", "calendar_time", "multiple"):
        return None
    if lex.incentive.search(case.clause):
        return Role.INCENTIVE
    offered = lex.incentive.search(case.sentence) and dimension_of(q.unit) in ("money", "share")
    deed = case.before.predicate in ("达到", "增长到", "提高到", "突破", "超过", "稳定在") and case.before.noun
    done = case.before.verbs and case.due
    return Role.INCENTIVE if offered and not deed and not done else None


def _condition(case: Case, lex: Lexicon) -> Role | None:
    """固定资产投资低于3000万元的项目; 5亿元以上项目由市级跟踪推进; 对投资额5000万元以上的…"""
    q = case.quantity
    dimension = dimension_of(q.unit)
    if case.outer.endswith("的") or (case.clause.endswith("的") and case.clause.startswith(("对", "凡", "其"))):
        return Role.CONDITION
    selects = case.behind.modifies and case.behind.head
    if dimension in ("share", "percentage_points") and not case.clause.startswith(("对", "凡", "符合")):
        return None
    bounded = q.comparator not in ("=", "~") or case.before.predicate
    if case.after_count:
        return Role.CONDITION
    if dimension in TIME:
        return None
    if selects and bounded and not q.classifier and not _sized(case, lex):
        return Role.CONDITION
    if bounded and case.behind.head.startswith(lex.condition_heads) and not q.classifier and not case.before.verbs:
        return Role.CONDITION
    if lex.condition_words.match(case.clause.lstrip("（“ ")) and (case.behind.modifies or "的" in case.clause[-3:]) and not case.before.verbs:
        return Role.CONDITION
    return None


def _sized(case: Case, lex: Lexicon) -> bool:
    """打造年产值80亿元的园区: what is set up has a size; a deed stands before it and no count."""
    deed = any(verb in case.clause[: case.clause.find(case.lead) + len(case.lead)] for verb in ("打造", "建成", "形成", "设立", "建设", "组建", "培育", "成立", "创建"))
    if not deed or case.after_count:
        return False
    if dimension_of(case.quantity.unit) == "money":
        return bool(lex.funds.search(case.behind.head)) or "集团" in case.behind.head
    return not case.behind.head.startswith(("项目", "企业", "以上"))


def _length_of_time(case: Case, lex: Lexicon) -> Role | None:
    """A span of time is a target only where a time is to be shortened or kept."""
    q = case.quantity
    if dimension_of(q.unit) not in TIME:
        return None
    if q.unit in ("周年", "岁", "周岁", "学年", "学时", "课时"):
        return Role.FACT
    words = case.before.noun + case.before.verbs + case.before.predicate
    shortened = any(word in words for word in _TIME_NOUNS) or any(word in case.clause for word in _TIME_VERBS)
    if shortened or (case.inherited and q.unit not in ("年", "岁", "周岁")):
        return None
    if q.comparator == "<=" and "实现" in case.clause and q.unit in ("分钟", "小时", "个小时"):
        return Role.FACT if "圈" in case.clause else None
    return Role.CONDITION if case.behind.modifies else Role.FACT


def _happened(case: Case, lex: Lexicon) -> Role | None:
    """五年来增长到…, 去年完成…, 已建成…: what was achieved is a fact."""
    if case.before.from_ or case.past:
        return Role.FACT
    if is_past(case.due, case.calendar):
        return Role.FACT
    committed = any(word in case.clause for word in ("力争", "确保", "争取", "努力", "不低于", "目标"))
    return Role.FACT if lex.achieved.search(case.clause) and not case.due and not committed else None


def _situation(case: Case, lex: Lexicon) -> Role | None:
    if case.section == SectionKind.SITUATION:
        return Role.FACT
    promised = case.before.verbs or case.due
    return Role.FACT if lex.describing.search(case.clause) and not promised else None


def _assessment(case: Case, lex: Lexicon) -> Role | None:
    if case.section == SectionKind.ASSESSMENT and not case.due:
        return Role.STANDARD
    return None


def _measured(case: Case, lex: Lexicon) -> Role | None:
    """到2025年，绿地率达到20%: something measured and a predicate, where something is promised."""
    if case.before.predicate == "是" and case.quantity.classifier:
        return Role.FACT
    has = case.before.noun or case.inherited or case.before.scope
    if not (case.before.predicate and has):
        return None
    return Role.TARGET if _promised(case, lex) else None


def _promised(case: Case, lex: Lexicon) -> bool:
    """Say whether the sentence, its period or its section makes a promise of it."""
    due = case.due is not None and not case.titled
    return bool(due or lex.commitment.search(case.sentence) or case.section in _TARGET_KINDS)


def _deed(case: Case, lex: Lexicon) -> Role | None:
    """引进14名专家, 规划停车位5503个: a deed and a thing counted."""
    thing = case.before.noun or case.behind.head or case.inherited
    if not thing:
        return None
    sized = case.run_verbs and case.before.noun in lex.attributes
    deed = case.before.verbs or sized or (case.quantity.classifier and (case.inherited or case.run_verbs))
    return Role.TARGET if deed and _promised(case, lex) else None


def _bare_value(case: Case, lex: Lexicon) -> Role | None:
    """城镇调查失业率5.5%左右: a noun and a value in a sentence that promises."""
    q = case.quantity
    noun = case.before.noun or case.inherited or case.behind.head
    if case.in_brackets and case.run_role == Role.TARGET and case.before.noun and q.unit == case.run_unit:
        return Role.TARGET
    if not noun or case.in_brackets:
        return None
    free = q.comparator == "=" and case.behind.head and not q.classifier
    if free and (case.before.noun or not case.clause.startswith(case.lead)):
        return None
    due = case.due is not None and not case.titled
    promised = due or (case.section in _TARGET_KINDS and lex.commitment.search(case.sentence))
    measured = not q.classifier or not q.spelled
    return Role.TARGET if promised and measured else None


_RULES = (
    _embedded_in_name,
    _word_without_deed,
    _bare_number,
    _article,
    _score,
    _established,
    _incentive,
    _listed_sum,
    _apposition,
    _part_of_name,
    _standard,
    _condition,
    _length_of_time,
    _happened,
    _situation,
    _assessment,
    _measured,
    _deed,
    _bare_value,
)
