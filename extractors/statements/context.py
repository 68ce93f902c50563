"""What a passage inherits: heading path, region, the period and scope that its section opened with (上下文)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from extractors.language.periods import Calendar, find_periods
from extractors.statements.calendars import calendar_of
from extractors.statements.deadlines import Due, of_document, of_heading
from extractors.statements.lexicon import lexicon
from extractors.view import view_of
from schemas import Document, Kind, Outline, Section, SectionKind

_NOT_A_NAME = re.compile(
    r"^(?:重点|主要|建设|推进|打造|优化|完善|加强|加快|提升|促进|推动|深化|强化|支持|发展|构建|建立|实施|创新|全面|统筹|扩大|培育|大力|积极|规范|健全|坚持|做强|做大|着力|深入|持续|创建|壮大|引导|改造|落实|明确|设立|实现|现有|其他|关于|具体|提高|整合|突出|聚焦|高标准|高水平|做优|稳步|有序|探索|开展|组织|启动|编制|拓展|搭建|增强|规划|争取|盘活|保障|合理)"
)
_ISSUER = re.compile(r"(省|市|县|区|州|旗)(?:人民)?政府")
_NAMES = re.compile(r"《[^》]*》")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the last target before said: a sentence that names no thing of its own goes on with it."""

    indicator: str
    unit: str
    kind: Kind


@dataclass(slots=True)
class Carry:
    """What later passages of a section inherit from its opening, and what the passage said last."""

    due: Due | None = None
    scope: str = ""
    said: Earlier | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a passage is read with. procedure: the document says how one applies for something."""

    calendar: Calendar
    region: str
    section: SectionKind
    heading_due: Due | None
    heading_scope: str
    lead_due: Due | None
    lead_scope: str
    earlier: Earlier | None = None
    procedure: bool = False


@dataclass(slots=True)
class Inheritance:
    """Headings' own periods and names, and what each section opened with. One for a document."""

    document: Document
    outline: Outline
    calendar: Calendar
    carried: dict[int | None, Carry] = field(default_factory=dict)
    said: dict[int | None, Earlier] = field(default_factory=dict)
    _root: int | None = None
    _default: list[Due | None] = field(default_factory=list)
    _dues: dict[int, Due | None] = field(default_factory=dict)

    def enter(self, section: int | None) -> None:
        """Turn to a passage of `section`; an annex with a plan of its own brings its own calendar."""
        chain = self.outline.ancestors(section)
        root = chain[-1].index if chain else None
        if root != self._root:
            self._root = root
            title = view_of(self.outline.sections[root].heading).text if root is not None else ""
            self.calendar = calendar_of(self.document, title)

    def context(self, section: int | None) -> Context:
        """Return what a passage of `section` is read with."""
        chain = self.outline.ancestors(section)
        due = next((found for found in (self._heading_due(s) for s in chain) if found), None)
        scope = next((found for found in (heading_scope(s) for s in chain) if found), "")
        lead = Carry()
        for above in chain:
            carry = self.carried.get(above.index)
            if carry:
                lead = Carry(lead.due or carry.due, lead.scope or carry.scope)
        return Context(
            calendar=self.calendar,
            region=region_words(self.document),
            section=self._kind(chain),
            heading_due=due or self._document_due(),
            heading_scope=scope,
            lead_due=lead.due,
            lead_scope=lead.scope,
            earlier=self.said.get(self._group(section)),
            procedure=any(word in self.document.facts.title for word in lexicon().words["procedures"]),
        )

    def remember(self, section: int | None, said: Earlier | None) -> None:
        """Keep what a passage said last for the passages beside it, under the same heading."""
        if said is not None:
            self.said[self._group(section)] = said

    def _group(self, section: int | None) -> int | None:
        return self.outline.sections[section].parent if section is not None else None

    def _kind(self, chain: tuple[Section, ...]) -> SectionKind:
        """Return what a section is about; in a plan a numbered one that does not say is about what is to be done."""
        kind = section_kind(chain)
        numbered = any(section.number for section in chain)
        planned = numbered and kind is SectionKind.OTHER and is_plan(self.document.facts.title)
        return SectionKind.TASKS if planned else kind

    def _document_due(self) -> Due | None:
        if not self._default:
            self._default.append(of_document(view_of(self.document.text).text, self.calendar))
        return self._default[0]

    def _heading_due(self, section: Section) -> Due | None:
        if section.index not in self._dues:
            text = _NAMES.sub("", view_of(section.heading).text)
            due = None if len(text) > 40 else of_heading(find_periods(text, self.calendar), text)
            if due and section.parent is None and not section.number:
                due = replace(due, kind="title")
            self._dues[section.index] = due
        return self._dues[section.index]


def is_plan(title: str) -> bool:
    """Say whether a document of this title sets out what is to be done: a 方案, 计划, 规划, 任务分解 and no 办法."""
    words = lexicon().words
    return any(word in title for word in words["plans"]) and not any(word in title for word in words["rules"])


def section_kind(chain: tuple[Section, ...]) -> SectionKind:
    """Return the first kind that a section or one above it states."""
    for section in chain:
        if section.kind != SectionKind.OTHER:
            return section.kind
    return SectionKind.OTHER


def heading_scope(section: Section) -> str:
    """Return the heading where it is the name of a place or park: 新疆基地; empty for 建设重点园区."""
    text = view_of(section.heading).text
    if not 3 <= len(text) <= 24 or _NOT_A_NAME.match(text) or any(char in text for char in "，、；："):
        return ""
    return text if lexicon().place_end.search(text) else ""


@lru_cache(maxsize=8)
def _own_words(text: str) -> str:
    """Return 全市, 全县 or the like, whichever a document without a known region says most often; empty for none."""
    counts = [(text.count(f"全{level}") + text.count(f"我{level}"), f"全{level}") for level in "省市县区州国"]
    most, words = max(counts, key=lambda pair: pair[0])
    return words if most else ""


def region_words(document: Document) -> str:
    """Return the words a document has for its whole region: 全市, 全省, or 全国 for a national document."""
    name = document.facts.region_name or ""
    if document.facts.region == "000000":
        return "全国"
    if not name:
        body = _ISSUER.search(document.facts.issuer or document.facts.title)
        return f"全{body[1]}" if body else _own_words(document.text)
    for ending in ("省", "市", "县", "州", "盟", "旗", "区"):
        if name.endswith(ending):
            return "全区" if name.endswith("自治区") else f"全{ending}"
    return name
