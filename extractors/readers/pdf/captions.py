"""What belongs to a table outside its frame: caption, unit, notes (表题、单位、表注)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.readers.breaking import ends_sentence
from extractors.readers.joining.words import bare, pattern
from extractors.readers.pdf.flow import BODY, FOOTNOTE
from extractors.readers.pdf.paragraphs import Paragraph, TablePart, is_centred

LONGEST = 80  # characters of a caption
NEAR = 4.5  # in type sizes: a caption stands no farther above its table
HEADING = 30  # characters: a heading over a table without a caption


@dataclass(slots=True)
class Around:
    """What stands around a table; `follows` says that it goes on from the piece before."""

    title: str = ""
    unit_note: str = ""
    notes: tuple[int, ...] = ()  # indices of the paragraphs below that are notes
    continued: tuple[int, ...] = ()  # indices of the lines above that only say that the table goes on
    follows: bool = False


def words(part: Paragraph) -> str:
    """Return the words of a paragraph, its lines put together."""
    return "".join(item.line.text for item in part.lines).strip()


def around(parts: Sequence[Paragraph | TablePart], index: int) -> Around:
    """Return caption, unit and notes of the table at `index`."""
    table = parts[index]
    assert isinstance(table, TablePart)
    found = Around()
    place = index - 1
    near = table.table.box.top
    continued: list[int] = []
    while place >= 0 and index - place <= 4:
        part = parts[place]
        if not isinstance(part, Paragraph) or part.kind == FOOTNOTE:
            break
        last = part.lines[-1]
        if last.page != table.page or part.kind != BODY or near - last.line.box.bottom > NEAR * last.em:
            break
        text = bare(words(part))
        if pattern("continued").fullmatch(text):
            continued.append(place)
        elif pattern("unit_note").fullmatch(text) and not found.unit_note:
            found.unit_note = words(part)
            continued.append(place)
        else:
            found.title = _title(part, text)
            break
        near = part.lines[0].line.box.top
        place -= 1
    found.follows = _follows(parts, index, set(continued), found.title)
    found.continued = tuple(continued) if found.follows else ()
    found.notes = _notes(parts, index)
    return found


def _title(part: Paragraph, text: str) -> str:
    """Return the paragraph's words where they are a caption, else an empty text."""
    if len(text) > LONGEST or len(part.lines) > 3:
        return ""
    if not text or ends_sentence(text):
        return ""
    if pattern("caption").match(text):
        return words(part)
    if part.title or all(is_centred(item) for item in part.lines):
        return words(part)
    return words(part) if len(part.lines) == 1 and len(text) <= HEADING else ""


def _follows(parts: Sequence[Paragraph | TablePart], index: int, passed: set[int], title: str) -> bool:
    """Say whether nothing but footnotes and 续表 stands between this table and the one on the page before."""
    table = parts[index]
    for place in range(index - 1, -1, -1):
        part = parts[place]
        if isinstance(part, TablePart):
            return part.page == table.page - 1
        if place in passed or part.kind == FOOTNOTE:
            continue
        if title and words(part) == title and _same_title_before(parts, place, title):
            continue
        return False
    return False


def _same_title_before(parts: Sequence[Paragraph | TablePart], place: int, title: str) -> bool:
    """Say whether the caption was printed already above the piece before (repeated on every page)."""
    for earlier in range(place - 1, max(place - 6, -1), -1):
        part = parts[earlier]
        if isinstance(part, Paragraph) and bare(words(part)) == bare(title):
            return True
    return False


def _notes(parts: Sequence[Paragraph | TablePart], index: int) -> tuple[int, ...]:
    """Return the indices of the notes right below a table."""
    found: list[int] = []
    for place in range(index + 1, min(index + 8, len(parts))):
        part = parts[place]
        if not isinstance(part, Paragraph) or part.kind == FOOTNOTE:
            break
        text = bare(words(part))
        first = part.lines[0]
        starts = pattern("note").match(text) is not None
        smaller = first.em < 0.95 * first.body_size
        if found and not (smaller and (starts or pattern("later_item").match(text))):
            break
        if not found and not starts:
            break
        found.append(place)
    return tuple(found)
