"""Lists with search and paging as plain forms and links: they work by keyboard and can be kept as bookmarks (列表)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from review.pictures.data.published import Slice
from review.pictures.data.rollups import RollupLine
from review.pictures.data.series import SeriesLine
from review.pictures.draw.markup import Node, Say, address, link, node, row, table
from review.pictures.numbers import grouped, percent


def search(
    path: str, words: str | None, say: Say, choices: Mapping[str, tuple[str, Mapping[str, str]]] | None = None,
    hint: str = "",
) -> Node:  # fmt: skip
    """Return a search form. `choices` are select fields: name → (chosen value, value → words); no field for None."""
    fields: list[Node] = []
    if words is not None:
        fields.append(
            node(
                "input", type="search", value=words, maxlength=100, placeholder=hint or say("pictures.search_hint"),
                aria_label=say("pictures.search"), **{"name": "q"},
            )
        )  # fmt: skip
    for name, (chosen, options) in (choices or {}).items():
        made = [node("option", shown, value=value, selected=value == chosen) for value, shown in options.items()]
        fields.append(node("select", *made, aria_label=say(f"pictures.choose_{name}"), **{"name": name}))
    button = node("button", say("pictures.search"), type="submit")
    return node("form", *fields, button, action=path, method="get", class_="search no-print", role="search")


def folder_form(beside: Sequence[str], chosen: str, anywhere: bool, say: Say) -> Node:
    """Return the form that asks which dataset to compare with; a path of one's own only where any may be read."""
    fields: list[Node] = []
    if beside:
        made = [node("option", name, value=name, selected=name == chosen) for name in beside]
        fields.append(node("select", *made, aria_label=say("pictures.beside"), **{"name": "old"}))
    if anywhere:
        words = say("pictures.other_folder")
        kept = "" if chosen in beside else chosen
        fields.append(
            node("input", value=kept, maxlength=1000, placeholder=words, aria_label=words, **{"name": "other"})
        )
    if not fields:
        return node("p", say("pictures.none_beside"), class_="soft")
    button = node("button", say("pictures.compare"), type="submit")
    return node("form", *fields, button, action="/differences", method="get", class_="search no-print")


def pager(found: Slice[object], path: str, say: Say, **values: object) -> Node:
    """Return where in a long list one is, with links to the pages before and after."""
    first = (found.page - 1) * found.size + 1 if found.total else 0
    last = min(found.page * found.size, found.total)
    parts: list[Node] = [node("span", say("pictures.rows", first=first, last=last, total=f"{found.total:,}"))]
    steps = {"first": 1, "back": found.page - 1, "on": found.page + 1, "last": found.pages}
    for key, page in steps.items():
        if 1 <= page <= found.pages and page != found.page:
            to = address(path, **values, page=page if page > 1 else None)
            parts.append(link(say(f"pictures.page_{key}"), to, rel={"back": "prev", "on": "next"}.get(key)))
    return node("nav", *parts, class_="paging", aria_label=say("pictures.paging"))


def series_list(lines: Sequence[SeriesLine], say: Say) -> Node:
    """Return the list of series."""
    placed = any(line.place for line in lines)
    keys = ["indicator", "scope", *(["place"] if placed else []), "unit", "targets", "years", "status"]
    rows = (_series_row(line, placed, say) for line in lines)
    return table([say(f"pictures.{key}") for key in keys], rows, numbers=[keys.index("targets")], class_="list")


def _series_row(line: SeriesLine, placed: bool, say: Say) -> Node:
    first, last = line.first[:4], line.last[:4]
    years = f"{first}–{last}" if first != last else first
    notes = [
        say(f"pictures.count_{kind}", count=count)
        for kind, count in (("conflicting", line.conflicting), ("superseded", line.superseded))
        if count
    ]
    return row(
        link(line.indicator, address("/series", line.series_id)), line.scope, *([line.place] if placed else []),
        line.unit, node("td", str(line.targets), class_="number"), years or say("pictures.undated"), " · ".join(notes),
    )  # fmt: skip


def rollup_list(lines: Sequence[RollupLine], say: Say) -> Node:
    """Return the list of roll-ups, each with a small bar of its coverage."""
    keys = ("indicator", "scope", "period", "total", "covered", "coverage", "parts", "over")
    rows = (_rollup_row(line, say) for line in lines)
    return table([say(f"pictures.{key}") for key in keys], rows, numbers=[3, 4, 6], class_="list")


def _rollup_row(line: RollupLine, say: Say) -> Node:
    return row(
        link(line.indicator, address("/rollups", line.rollup_id)), line.scope, line.period,
        node("td", line.total.words(), class_="number"),
        node("td", f"{grouped(line.covered)} {line.total.unit}", class_="number"),
        node("td", meter(float(line.coverage)), " ", percent(line.coverage), class_="coverage"),
        node("td", str(line.parts), class_="number"), say(f"pictures.over_{line.over}"),
    )  # fmt: skip


def meter(share: float) -> Node:
    """Return a small bar: the covered share of a whole, with a mark where more than the whole is covered."""
    width = round(min(1.0, max(0.0, share)) * 80, 1)
    bars = [node("rect", width=80, height=12, class_="bar missing"), node("rect", width=width, height=12, class_="bar")]
    if share > 1:
        bars.append(node("path", d="M70 1l6 5l-6 5", class_="beyond"))
    return node("svg", *bars, viewBox="0 0 80 12", class_="meter", aria_hidden="true")
