"""The role of a number: target, standard, incentive, condition or fact (角色). Rules in order, each with a name."""

from __future__ import annotations

import re

from extractors.statements.case import Case
from extractors.statements.deadlines import is_past
from extractors.statements.kinds import TIME
from extractors.statements.lexicon import Lexicon, lexicon
from extractors.statements.selecting import (
    TARGET_KINDS,
    condition,
    criterion,
    dimension,
    eligible,
    embedded_in_name,
    has,
    incentive,
    score,
    selected,
    standard,
    step,
)
from schemas import Role, SectionKind

# 较上年下降10% compares with the year before and tells nothing of it.
_COMPARED = re.compile("(?:比|较|高于|低于|在|与|同)(?:去年|上年度?)(?:的?(?:同期|基础上?|水平|基数)|相比)?")
_FEW = 10  # up to ten a spelled number mostly sums up a list or is an article


def role_of(case: Case) -> tuple[Role, str]:
    """Return the role and the name of the rule that gave it."""
    for rule in _RULES:
        role = rule(case, lexicon())
        if role is not None:
            return role, rule.__name__.lstrip("_")
    return Role.FACT, "nothing_promised"


def _word_as_name(case: Case, lex: Lexicon) -> Role | None:
    """全覆盖 and 翻番 count only where somebody is to bring them about; 倍增计划 is a name."""
    if not case.bare_word:
        return None
    after = case.clause[case.clause.find(case.bare_word) + len(case.bare_word) :]
    named = after.startswith(lex.words["naming"])
    return Role.FACT if named and not (case.bare_word == "全覆盖" and after.startswith("的")) else None


def _bare_number(case: Case, lex: Lexicon) -> Role | None:
    """A number without a unit is a name or a figure, unless a predicate gives it to something measured."""
    if case.quantity.unit:
        return None
    bounded = case.quantity.comparator not in ("=", "~") and case.before.noun.endswith(lex.words["indices"])
    given = (case.before.predicate in lex.words["unitless"] or bounded) and case.before.noun and not case.in_brackets
    if lex.standard.search(case.clause) and not (given and case.due):
        return Role.STANDARD
    return None if given else Role.FACT


def _article(case: Case, lex: Lexicon) -> Role | None:
    """一个平台: one as an article, not as a count; 至少一个 counts, and so does 每个…一个."""
    q = case.quantity
    if not (q.spelled and q.value == 1 and q.classifier and q.comparator == "=") or case.bare_word:
        return None
    each = "每" in case.lead or "各" in case.lead[-6:]
    given = case.before.verbs.startswith(lex.words["giving"]) or has(case.lead, lex.words["giving"])
    return None if each and given else Role.FACT


def _established(case: Case, lex: Lexicon) -> Role | None:
    """设立100亿元的基金 is a target even where the fund is for subsidies."""
    fund = has(case.behind.head + case.before.noun, lex.words["fund_nouns"])
    if dimension(case) == "money" and fund and not case.past and lex.established.search(case.sentence):
        return Role.TARGET
    return None


def _listed_sum(case: Case, lex: Lexicon) -> Role | None:
    """等4种方式, 等五大任务, （共36个）: how many things a list has."""
    lead = case.clause[: case.clause.find(case.lead) + len(case.lead)] if case.lead else ""
    if case.quantity.spelled and case.behind.head.startswith(lex.words["list_heads"]):
        return Role.FACT
    announced = case.written.endswith("大") and case.behind.head in lex.words["programmes"]
    if announced or case.before.noun in ("类", "大类"):
        return Role.FACT
    if case.quantity.classifier and has(lead, lex.words["spanning"]):
        return Role.FACT
    if not case.quantity.classifier or not lead.endswith(lex.words["summing"]):
        return None
    deed = (case.before.verbs or case.run_verbs) and not case.in_brackets
    if lead.endswith("共") and deed:
        return None
    if not lead.endswith("等") or case.quantity.unit in ("种", "类"):
        return Role.FACT
    return None if deed and not case.behind.head.startswith(lex.words["list_heads"]) else Role.FACT


def _apposition(case: Case, lex: Lexicon) -> Role | None:
    """人工智能六大产业, 甲、乙、丙三个园区: the number sums up what was listed."""
    q = case.quantity
    if "每" in case.lead or q.comparator != "=" or not (q.spelled and q.classifier and case.behind.head):
        return None
    return Role.FACT if case.before.noun and ("、" in case.before.noun or not case.before.predicate) else None


def _part_of_name(case: Case, lex: Lexicon) -> Role | None:
    """60万吨赖氨酸项目, 总投资10亿元的工程: the size of a named project is no target of its own."""
    q = case.quantity
    if q.classifier or q.comparator != "=" or dimension(case) in ("share", "length", "area", "multiple", ""):
        return None
    named = case.behind.head.endswith(lex.words["works"]) or "项目" in case.behind.head
    return Role.FACT if named and "基金" not in case.behind.head else None


def _people(case: Case, lex: Lexicon) -> Role | None:
    """14亿多中国人."""
    return Role.FACT if case.behind.head.startswith(lex.words["people"]) else None


def _length_of_time(case: Case, lex: Lexicon) -> Role | None:
    """A span of time is a target only where a time is to be shortened or kept."""
    q = case.quantity
    if dimension(case) not in TIME:
        return None
    if q.unit in lex.words["ages"]:
        return None if case.before.noun.endswith(("寿命", "年龄")) else Role.FACT
    words = case.before.noun + case.before.verbs + case.before.predicate
    shortened = has(words, lex.words["time_nouns"]) or has(case.clause, lex.words["time_verbs"])
    if shortened or (case.inherited and q.unit != "年"):
        return None
    if q.comparator == "<=" and "实现" in case.clause and dimension(case) == "duration":
        return Role.FACT if "圈" in case.clause else None
    return Role.CONDITION if case.behind.modifies else Role.FACT


def _happened(case: Case, lex: Lexicon) -> Role | None:
    """五年来增长到…, 去年完成…, 已建成…: what was achieved is a fact."""
    if case.before.from_ or case.past or is_past(case.due, case.calendar):
        return Role.FACT
    if not case.own_due and has(case.clause, lex.words["shortfall"]):
        return Role.FACT
    achieved = lex.achieved.search(_COMPARED.sub("", case.clause)) and not case.due
    return Role.FACT if achieved and not has(case.clause, lex.words["bound"]) else None


def _situation(case: Case, lex: Lexicon) -> Role | None:
    """占地面积约3平方公里: what is described is a fact."""
    if case.section == SectionKind.SITUATION:
        return Role.FACT
    reached = case.before.predicate in lex.words["reached_to"] and case.section in TARGET_KINDS
    promised = case.before.verbs or case.own_due or reached
    return Role.FACT if lex.describing.search(case.clause) and not promised else None


def _assessment(case: Case, lex: Lexicon) -> Role | None:
    """In 考核办法 a number without a date is what is asked of those assessed."""
    return Role.STANDARD if case.section == SectionKind.ASSESSMENT and not case.due else None


def _promised(case: Case, lex: Lexicon) -> bool:
    """Say whether the sentence, its period or its section makes a promise of it."""
    due = (case.due is not None and not case.titled) or case.run_role == Role.TARGET
    return bool(due or lex.commitment.search(case.sentence) or case.section in TARGET_KINDS)


def _measured(case: Case, lex: Lexicon) -> Role | None:
    """到2025年，绿地率达到20%: something measured and a predicate, where something is promised."""
    if not case.before.predicate or not (case.before.noun or case.inherited or case.before.scope):
        return None
    if case.before.predicate == "是" and case.quantity.classifier:
        return Role.FACT
    return Role.TARGET if _promised(case, lex) else None


def _deed(case: Case, lex: Lexicon) -> Role | None:
    """引进14名专家, 规划停车位5503个: a deed and a thing counted."""
    nominal = case.before.verbs in lex.words["nominal"]
    if not (case.before.noun or case.behind.head or case.inherited or nominal):
        return None
    if case.every and case.quantity.unit in lex.words["occasions"] and _promised(case, lex):
        return Role.TARGET
    sized = case.run_verbs and case.before.noun in lex.attributes
    counted = case.quantity.classifier and (case.inherited or case.run_verbs)
    return Role.TARGET if (case.before.verbs or sized or counted) and _promised(case, lex) else None


def _bare_value(case: Case, lex: Lexicon) -> Role | None:
    """城镇调查失业率5.5%左右: a noun and a value in a sentence that promises."""
    q = case.quantity
    if case.in_brackets:
        shared = case.run_role == Role.TARGET and case.before.noun and q.unit == case.run_unit
        return Role.TARGET if shared else None
    if not (case.before.noun or case.inherited or case.behind.head) or (q.classifier and q.spelled and q.value <= _FEW):
        return None
    doing = dimension(case) == "share" and case.behind.head.startswith(lex.words["sharing"])
    modified = q.comparator == "=" and case.behind.head and not q.classifier and not doing
    if modified and (case.before.noun or not case.clause.startswith(case.lead)):
        return None
    due = (case.due is not None and not case.titled) or case.run_role == Role.TARGET
    bounded = q.comparator not in ("=", "range")
    plain = q.classifier and (not q.spelled or q.value > _FEW) and not case.behind.head and case.ends
    spoken = bounded or plain or doing or lex.commitment.search(case.sentence)
    promised = due or (case.section in TARGET_KINDS and spoken)
    return Role.TARGET if promised else None


_RULES = (
    embedded_in_name,
    _word_as_name,
    _bare_number,
    _article,
    score,
    _established,
    selected,
    eligible,
    incentive,
    _listed_sum,
    _apposition,
    _part_of_name,
    _people,
    criterion,
    step,
    standard,
    condition,
    _length_of_time,
    _happened,
    _situation,
    _assessment,
    _measured,
    _deed,
    _bare_value,
)
