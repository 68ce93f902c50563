"""Numbers that promise nothing because they select, limit or reward: condition, standard, incentive (条件、标准、激励).

Each rule looks at one number with its surroundings and returns a role, or None where it has nothing to say.
"""

from __future__ import annotations

from extractors.statements.case import Case
from extractors.statements.kinds import TIME, dimension_of
from extractors.statements.lexicon import Lexicon
from schemas import Role, SectionKind

TARGET_KINDS = (SectionKind.TASKS, SectionKind.GOALS)


def has(text: str, words: tuple[str, ...]) -> bool:
    """Say whether the text holds one of the words."""
    return any(word in text for word in words)


def dimension(case: Case) -> str:
    """Return what the number's unit measures."""
    return dimension_of(case.quantity.unit)


def embedded_in_name(case: Case, lex: Lexicon) -> Role | None:
    """主营业务收入超100亿元企业4家: the first number says which enterprises are meant."""
    level = case.quantity.spelled and case.written.endswith("级") and case.behind.head.startswith(("企业", "项目"))
    return Role.CONDITION if case.embedded or level else None


def selected(case: Case, lex: Lexicon) -> Role | None:
    """担保费率低于1%的机构: the value picks out who is meant."""
    bounded = case.quantity.comparator not in ("=", "~")
    picked = case.behind.modifies and case.behind.head.startswith(lex.words["picked"])
    if dimension(case) == "share" and not case.before.noun:
        return None
    opening = case.lead == case.written or not case.before.noun
    counted = case.quantity.classifier and not opening
    return Role.CONDITION if bounded and picked and not counted and not case.before.verbs else None


def eligible(case: Case, lex: Lexicon) -> Role | None:
    """申请补贴前有不少于1名员工: who may have it."""
    q = case.quantity
    counted = case.before.noun.endswith(lex.words["measures"])
    asked = lex.incentive.search(case.near) and not counted and q.classifier and q.comparator not in ("=", "~")
    return Role.CONDITION if asked and not case.own_due and not case.before.verbs else None


def incentive(case: Case, lex: Lexicon) -> Role | None:
    """给予最高1亿元奖励, 按投资额的10%资助."""
    if dimension(case) not in ("money", "share", "calendar_time", "multiple"):
        return None
    raised = case.before.predicate in lex.words["reaching"] and case.measure.endswith(("标准", "水平"))
    rated = dimension(case) == "share" and case.before.noun.endswith("率")
    if rated and not case.before.noun.endswith(lex.words["price_rates"]):
        return None
    if lex.incentive.search(case.clause) and not raised:
        return Role.INCENTIVE
    if dimension(case) == "multiple" or not lex.incentive.search(case.sentence):
        return None
    measured = case.before.noun.endswith(lex.words["shares"]) or case.before.noun.endswith("速")
    reached = case.before.noun and (case.before.predicate in lex.words["reaching"] or measured)
    done = case.before.verbs and case.due
    return None if raised or reached or done else Role.INCENTIVE


def standard(case: Case, lex: Lexicon) -> Role | None:
    """容积率不低于1.5; 允许不超过五分之一…: a limit laid on somebody else."""
    if lex.incentive.search(case.clause):
        return None
    allowed = case.clause.startswith(lex.words["allowing"])
    if "不得" in case.clause and not case.own_due and case.section not in TARGET_KINDS:
        return Role.STANDARD
    if _usual(case, lex):
        return Role.STANDARD
    if case.clause.startswith("以") and case.clause.endswith(lex.words["making"]):
        return Role.FACT
    if case.due and not case.titled and case.before.predicate in lex.words["reaching"]:
        return None
    return Role.STANDARD if allowed or lex.standard.search(case.clause) else None


def _usual(case: Case, lex: Lexicon) -> bool:
    """按每百户20平方米配建, 一般不少于30名: a size or a number that is the rule for each of many."""
    if case.own_due or case.every:
        return False
    each = has(case.clause, lex.words["per_each"])
    bounded = case.quantity.comparator in (">=", "<=", "range") and has(case.clause, lex.words["usually"])
    sized = dimension(case) in ("area", "length", "speed", "count") and not case.before.verbs
    return bool(each or (bounded and sized))


def criterion(case: Case, lex: Lexicon) -> Role | None:
    """申报单位应符合以下条件：…: who may apply."""
    place = max((case.sentence.find(word) for word in lex.words["criteria"]), default=-1)
    behind = place >= 0 and case.sentence.find(case.clause) > place
    return Role.CONDITION if behind and not case.own_due else None


def step(case: Case, lex: Lexicon) -> Role | None:
    """选定1套房屋, 4年内申请: one of a thing or a span of time in a procedure is a step of it."""
    single = case.quantity.value == 1 and case.quantity.classifier
    return Role.FACT if case.procedure and not case.every and (single or dimension(case) in TIME) else None


def condition(case: Case, lex: Lexicon) -> Role | None:
    """固定资产投资低于3000万元的项目; 5亿元以上项目由市级跟踪推进; 对投资额5000万元以上的…"""
    q = case.quantity
    picking = case.clause.startswith(lex.words["picking"])
    if dimension(case) in ("share", "percentage_points") and not picking:
        return Role.CONDITION if case.outer.endswith("的") else None
    if case.after_count or case.outer.endswith("的") or (case.clause.endswith("的") and picking):
        return Role.CONDITION
    if dimension(case) in TIME or q.classifier:
        return None
    bounded = q.comparator not in ("=", "~") or case.before.predicate
    if bounded and case.behind.modifies and case.behind.head and not _sized(case, lex):
        return Role.CONDITION
    if case.before.verbs:
        return None
    if bounded and case.behind.head.startswith(lex.condition_heads):
        return Role.CONDITION
    worded = lex.condition_words.match(case.clause.lstrip("（“ "))
    return Role.CONDITION if worded and (case.behind.modifies or "的" in case.clause[-3:]) else None


def _sized(case: Case, lex: Lexicon) -> bool:
    """打造年产值80亿元的园区: what is set up has a size; a deed stands before it and no count."""
    ahead = case.clause[: case.clause.find(case.lead) + len(case.lead)]
    if case.after_count or not has(ahead, lex.words["setting_up"]):
        return False
    if dimension(case) == "money":
        return bool(lex.funds.search(case.behind.head)) or "集团" in case.behind.head
    return not case.behind.head.startswith(("项目", "企业", "以上"))


def score(case: Case, lex: Lexicon) -> Role | None:
    """分值10分, 总分80分以上为良好."""
    return Role.STANDARD if dimension(case) == "score" else None
