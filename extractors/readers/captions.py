"""The words above and below a table: its caption (表题), unit line (单位：亿元) and notes (注：…)."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.readers import lines as look
from schemas import Block, BlockKind, Table

_CAPTION = 60


def words_above(text: str, blocks: Sequence[Block]) -> tuple[str, str]:
    """Return the caption and the unit line of a table that stands directly below the given blocks."""
    unit_note = ""
    for block in reversed(blocks[-3:]):
        words = text[block.start : block.end]
        if block.kind is BlockKind.NOTE and look.is_unit_note(words) and not unit_note:
            unit_note = words
            continue
        if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING) and is_caption(words):
            return look.tidy(words), unit_note
        break
    return "", unit_note


def is_caption(words: str) -> bool:
    """Tell a table's caption from a paragraph that happens to stand above a table."""
    if len(words) > _CAPTION or look.ends_sentence(words) or words[-1] in "：:，,、":
        return False
    return not look.stands_alone(words) and (not look.starts_item(words) or look.is_table_mark(words))


def give_notes(text: str, blocks: Sequence[Block], tables: list[Table]) -> None:
    """Give every table the notes that stand directly below it."""
    for place, block in enumerate(blocks[:-1]):
        below = blocks[place + 1]
        words = text[below.start : below.end]
        if block.table is not None and below.kind is BlockKind.NOTE and look.is_note(words):
            tables[block.table] = tables[block.table].model_copy(update={"notes": words})
