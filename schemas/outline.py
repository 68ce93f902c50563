"""The outline of a document: headings, items and the prose below them (提纲)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from schemas.base import Record


class SectionKind(StrEnum):
    """What a section is about, read from its heading and those above it."""

    TASKS = "tasks"  # 主要任务, 行动计划, 措施, 办法, 保障措施
    GOALS = "goals"  # 发展目标, 主要目标
    GENERAL = "general"  # 指导思想, 基本原则, 总体要求
    SITUATION = "situation"  # 现状, 回顾, 区位范围, 发展基础
    ASSESSMENT = "assessment"  # 考核, 评分, 考评办法
    SUPPORT = "support"  # 扶持, 奖励, 补贴
    OTHER = "other"


class Section(Record):
    """A heading or numbered item with its place in the tree.

    An item whose title runs into its paragraph (一、加强领导。…) has `heading_end` before the paragraph's end.
    """

    index: int
    parent: int | None
    level: int = Field(description="depth in the outline, from 1")
    number: str = Field(description="as printed, without the separator: 一, (一), 1, 第三条; empty for a run-in title")
    heading: str = Field(description="title words, exact, without number and closing full stop")
    heading_start: int
    heading_end: int
    kind: SectionKind = SectionKind.OTHER
    page: int = 1
    start: int = Field(default=0, description="offset of the first character, the number included")
    style: str = Field(default="", description="how it is numbered: cn_dot, cn_paren, ar_dot, run_in, annex, title …")


class Passage(Record):
    """A slice of prose that belongs to one section (None: before the first heading)."""

    start: int
    end: int
    section: int | None
    block: int = Field(description="index into Document.blocks")


class Outline(Record):
    """The tree of sections and the prose of each, in reading order."""

    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]

    def ancestors(self, section: int | None) -> tuple[Section, ...]:
        """Return the section itself and those above it, innermost first."""
        found: list[Section] = []
        while section is not None:
            found.append(self.sections[section])
            section = self.sections[section].parent
        return tuple(found)
