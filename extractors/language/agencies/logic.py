"""Finding agencies and their roles (责任机构): lead (牵头), support (配合, 参与, 会同), responsible (负责, 责任单位).

They stand in notes （市商务局牵头，各区负责）, in labelled lists (责任单位：…) and in running text (由X牵头制定).
All offsets are into the text of the view that was searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.language.agencies.names import Expander, Name, names_in
from extractors.language.agencies.patterns import patterns
from schemas import AgencyMention, AgencyRole

_INNER = re.compile(r"（[^（）]*）")
_CLAUSE_STOPS = "。；：！？\n"
_LONGEST_LIST = 160
# Blanks are gone in a view, so that 到位 责任单位：… is 到位责任单位：…, but 各责任单位：is a salutation.
_CLEAR_LABELS = ("单位", "部门")
_NOT_BEFORE_LABEL = "各关个项按由向是为请的"
# In running text these say what is done, not who answers for it.
_NOT_IN_TEXT = ("落实", "实施", "组织实施", "承担", "承办", "主办", "参加", "协同")


def states_first_leads(text: str) -> bool:
    """Say whether the text declares that the first of every list leads (列第一位者为牵头单位，下同)."""
    return patterns().first_leads.search(text) is not None


def find_agencies(text: str, first_is_lead: bool = False) -> list[AgencyMention]:
    """Return the agencies named with a role, in reading order, each name written out in full.

    `text` is the text of a view. Running text is read only where there is no note, since a note says it all. With
    `first_is_lead` (or where the text itself declares it) the first name of a bare list leads; 各地区 never does.
    """
    return noted_agencies(text, first_is_lead) or running_agencies(text)


def noted_agencies(text: str, first_is_lead: bool = False) -> list[AgencyMention]:
    """Return the agencies of notes in brackets and of labelled lists: （市商务局牵头，各区负责）, 责任单位：…"""
    first = first_is_lead or states_first_leads(text)
    found: list[AgencyMention] = []
    masked = text
    for start, end in _brackets(text):
        note = _note(text[start + 1 : end - 1], start + 1, first, bare=_stands_alone(text, start, end))
        if note:
            found += note
            masked = masked[:start] + "\x00" * (end - start) + masked[end:]
    found += _labelled(_without_asides(masked), first)
    return _ordered(found)


def ends_with_label(text: str) -> bool:
    """Say whether the text breaks off behind a label (责任单位：), its names in the next paragraph."""
    return any(match.end() == len(text) for match in patterns().labels.finditer(text))


def has_note(text: str) -> bool:
    """Say whether the text has a note on responsibility, in brackets or with a label."""
    return bool(noted_agencies(text))


def running_agencies(text: str) -> list[AgencyMention]:
    """Return the agencies of running text: 由X、Y牵头制定, X要会同Y, 相关部门负责…"""
    return _ordered(_running(text))


def _ordered(mentions: list[AgencyMention]) -> list[AgencyMention]:
    return sorted(_unique(mentions), key=lambda mention: (mention.start, mention.end, mention.role.value))


def _unique(mentions: list[AgencyMention]) -> list[AgencyMention]:
    seen: dict[tuple[str, AgencyRole, int], AgencyMention] = {}
    for mention in mentions:
        seen.setdefault((mention.name, mention.role, mention.start), mention)
    return list(seen.values())


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Yield the outermost brackets."""
    depth, start = 0, 0
    for place, char in enumerate(text):
        if char in "（［〔【":
            if depth == 0:
                start = place
            depth += 1
        elif char in "）］〕】" and depth:
            depth -= 1
            if depth == 0:
                yield start, place + 1


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether a bracket stands behind a finished sentence, where a note may be a bare list of names."""
    rest = text[end:].lstrip(" 。；")
    return (start == 0 or text[start - 1] in "。；！") and (not rest or text[end - 1 : end + 1][-1] != "，")


def _mentions(names: list[Name], role: AgencyRole) -> list[AgencyMention]:
    return [AgencyMention(name=name.text, role=name.role or role, start=name.start, end=name.end) for name in names]


def _note(note: str, base: int, first_leads: bool, bare: bool) -> list[AgencyMention]:
    """Read the words of a note in brackets; an empty list where it is no note on responsibility."""
    known = patterns()
    words = _without_asides(note)
    if known.labels.search(words):
        return _labels(words, base, first_leads)
    if known.verbs.search(_flat(words)):
        return _verbs(words, base, first_leads)
    marked = any(known.label_roles.get(mark.group(0)[1:-1]) for mark in _INNER.finditer(words))
    if (bare or marked) and not re.search(r"[。\d《]", words):
        names = names_in(words, base, Expander(), strict=True)
        return _with_first(_mentions(names, AgencyRole.RESPONSIBLE), first_leads)
    return []


def _without_asides(note: str) -> str:
    """Blank out what a note says about its lists: 列第一位者为牵头单位，下同."""
    hide = patterns().first_leads.sub(lambda match: "\x00" * len(match.group(0)), note)
    for match in _INNER.finditer(note):
        if "\x00" in hide[match.start() : match.end()]:
            hide = hide[: match.start()] + "\x00" * (match.end() - match.start()) + hide[match.end() :]
    return hide


def _flat(words: str) -> str:
    """Blank out inner brackets: in 市商务局（牵头）、市财政局 the mark belongs to one name and is no verb."""
    return _INNER.sub(lambda match: "\x00" * len(match.group(0)), words)


def _with_first(mentions: list[AgencyMention], first_leads: bool) -> list[AgencyMention]:
    """Let the first of a bare list lead where the document says so; 各地区 never leads."""
    if not first_leads or not mentions or mentions[0].name.startswith("各"):
        return mentions
    if any(mention.role is not AgencyRole.RESPONSIBLE for mention in mentions):
        return mentions
    return [mentions[0].model_copy(update={"role": AgencyRole.LEAD}), *mentions[1:]]


def _labels(words: str, base: int, first_leads: bool) -> list[AgencyMention]:
    """Read 牵头单位：…；配合单位：…; what stands before the first label is read by its verbs."""
    known = patterns()
    found: list[AgencyMention] = []
    expander = Expander()
    matches = list(known.labels.finditer(words))
    if matches[0].start() > 2:
        found += _verbs(words[: matches[0].start()], base, False, expander)
    for match, following in zip(matches, [*matches[1:], None], strict=True):
        label = match.group(1)
        role = known.label_roles.get(label)
        stop = following.start() if following else len(words)
        value = words[match.end() : stop].split("。")[0]
        if label in known.open_labels or (role is AgencyRole.RESPONSIBLE and known.verbs.search(_flat(value))):
            found += _verbs(value, base + match.end(), first_leads, expander, rest=AgencyRole.RESPONSIBLE)
        elif role is not None:
            names = names_in(value, base + match.end(), expander, strict=False)
            found += _with_first(_mentions(names, role), first_leads and role is AgencyRole.RESPONSIBLE)
    return found


def _verbs(
    words: str, base: int, first_leads: bool, expander: Expander | None = None, rest: AgencyRole | None = None
) -> list[AgencyMention]:
    """Read X牵头，Y配合，Z按职责分工负责: the names before each verb; those behind the last have the role `rest`."""
    known = patterns()
    found: list[AgencyMention] = []
    carry = expander or Expander()
    start = 0
    joined: AgencyRole | None = None
    for match in known.verbs.finditer(_flat(words)):
        role = known.verb_roles[match.group(1)]
        segment = words[start : match.start()]
        stop = max((segment.rfind(char) for char in _CLAUSE_STOPS), default=-1) + 1
        names = names_in(segment[stop:], base + start + stop, carry, strict=False)
        if match.group(1).startswith("会同"):
            # X会同Y负责: X leads, those behind 会同 support
            found += _mentions(names, AgencyRole.LEAD)
            joined = AgencyRole.SUPPORT
        else:
            found += _mentions(names, joined or role)
            joined = None
        start = match.end()
    last = joined or rest
    if last:
        found += _mentions(names_in(words[start:], base + start, carry, strict=False), last)
    return _with_first(found, first_leads)


def _labelled(text: str, first_leads: bool) -> list[AgencyMention]:
    """Read labelled lists outside brackets (责任单位：…), each up to the end of its sentence."""
    found: list[AgencyMention] = []
    done = 0
    for match in patterns().labels.finditer(text):
        before = text[match.start() - 1] if match.start() else "。"
        clear = match.group(1).endswith(_CLEAR_LABELS) and before not in _NOT_BEFORE_LABEL
        if match.start() < done or text[match.end() - 1] == "为" or not (clear or before in "。；，\x00 【】）"):
            continue
        done = next((i for i in range(match.end(), len(text)) if text[i] in "。\n"), len(text))
        found += _labels(text[match.start() : done], match.start(), first_leads)
    return found


def _running(text: str) -> list[AgencyMention]:
    known = patterns()
    found: list[AgencyMention] = []
    expander = Expander()
    floor = 0
    for match in known.verbs.finditer(text):
        verb = match.group(1)
        if verb in _NOT_IN_TEXT or match.start() < floor:
            continue
        names = _subject(text, floor, match.start(), expander)
        floor = match.end()
        if not names:
            continue
        if verb.startswith("会同"):
            objects = _objects(text, match.end(), expander)
            found += _mentions(names, AgencyRole.LEAD) + _mentions(objects, AgencyRole.SUPPORT)
            floor = objects[-1].end if objects else floor
        else:
            found += _mentions(names, known.verb_roles[verb])
    return found


def _subject(text: str, floor: int, verb: int, expander: Expander) -> list[Name]:
    """Return the agencies that stand directly before a verb, back to the beginning of their clause."""
    floor = max(floor, verb - _LONGEST_LIST)
    sentence = max(max((text.rfind(char, floor, verb) for char in _CLAUSE_STOPS), default=-1) + 1, floor)
    openers = [match.end() for match in patterns().before.finditer(text, sentence, verb)]
    clause = max(text.rfind("，", sentence, verb) + 1, sentence)
    for start in dict.fromkeys([*reversed(openers), clause, sentence]):
        names = names_in(text[start:verb], start, expander, strict=True)
        if names:
            return names
    return []


def _objects(text: str, start: int, expander: Expander) -> list[Name]:
    """Return the agencies behind 会同, up to the next verb of a role or the end of the clause."""
    limit = min(len(text), start + _LONGEST_LIST)
    stop = next((i for i in range(start, limit) if text[i] in "，。；：\n"), limit)
    following = patterns().verbs.search(text, start, stop)
    stop = following.start() if following else stop
    names = names_in(text[start:stop], start, expander, strict=False)
    return [name for name in names if not patterns().nobody.match(name.text)]
