"""The ruled lines of a scanned page, found by their shape (线条)."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extractors.readers.scans.seals import Gray

LEAST_LENGTH = 14.0  # points: longer than a stroke of body type, shorter than a table row is high
TOUCH = 3.5  # points: rules this near to each other meet
_GAP, _IN_LINE = 4.0, 1.2  # points: a rule may be broken for so long, and go on so far aside
_NO_STROKE = 40.0  # points: longer than the strokes of the largest type, which stand in line as well
_LONG = 60.0  # points: a rule this long may belong to a table though it meets but one other
_MOST_THICK = 5.0  # points: thicker is a bar or a shaded cell, not a rule


@dataclass(slots=True)
class Rule:
    """A straight rule in pixels: `at` is its y (horizontal) or x (vertical), from `start` to `end` along it."""

    at: float
    start: float
    end: float
    horizontal: bool
    labels: tuple[int, ...]  # of its connected patches in the mask

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(slots=True)
class Rules:
    """All rules of a page and the pixels they are made of."""

    horizontal: list[Rule]
    vertical: list[Rule]
    horizontal_labels: np.ndarray
    vertical_labels: np.ndarray


def find_rules(gray: Gray, scale: float) -> Rules:
    """Return the horizontal and vertical rules of a straightened page; hairlines of one pixel count."""
    block = round(12 * scale) | 1
    dark = cv2.adaptiveThreshold(gray, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 12)
    across, across_labels = _rules_of(dark, scale, horizontal=True)
    down, down_labels = _rules_of(dark, scale, horizontal=False)
    return Rules(across, down, across_labels, down_labels)


def _rules_of(dark: np.ndarray, scale: float, horizontal: bool) -> tuple[list[Rule], np.ndarray]:
    length = max(9, round(LEAST_LENGTH * scale))
    along, thicken = ((length, 1), (1, 3)) if horizontal else ((1, length), (3, 1))
    # one pixel thicker, so that a rule that climbs a pixel on its way is not broken there
    thick = cv2.dilate(dark, cv2.getStructuringElement(cv2.MORPH_RECT, thicken))
    mask = cv2.morphologyEx(thick, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8, ltype=cv2.CV_32S)
    rules: list[Rule] = []
    for label in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[label])
        size, thickness = (width, height) if horizontal else (height, width)
        if area / size > _MOST_THICK * scale or thickness > max(_MOST_THICK * scale, 0.05 * size):
            continue
        at, start = (y + height / 2, x) if horizontal else (x + width / 2, y)
        rules.append(Rule(at, start, start + size, horizontal, (label,)))
    return _mended(rules, scale), labels


def _mended(rules: list[Rule], scale: float) -> list[Rule]:
    """Return the rules with those joined that go on from each other over a small gap: a speck, a worn place."""
    mended: list[Rule] = []
    for rule in sorted(rules, key=lambda rule: rule.start):
        before = next(
            (
                other
                for other in mended
                if abs(other.at - rule.at) <= _IN_LINE * scale
                and 0 <= rule.start - other.end <= _GAP * scale
                and max(other.length, rule.length) >= _NO_STROKE * scale
            ),
            None,
        )
        if before is None:
            mended.append(rule)
            continue
        before.at = (before.at * before.length + rule.at * rule.length) / (before.length + rule.length)
        before.end = rule.end
        before.labels += rule.labels
    return mended


def families(rules: Rules, scale: float) -> list[list[Rule]]:
    """Return the groups of rules that meet each other, each with rules of both directions.

    A rule of a table meets two others at least, or is long; strokes of large type and the rims of seals do neither.
    """
    touch = TOUCH * scale
    across, down = rules.horizontal, rules.vertical
    for _ in range(2):  # what met only strokes stands alone once they are gone
        across, down = (
            [rule for rule in across if rule.length >= _LONG * scale or _meetings(rule, down, touch) >= 2],
            [rule for rule in down if rule.length >= _LONG * scale or _meetings(rule, across, touch) >= 2],
        )
    every = across + down
    parent = list(range(len(every)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, one in enumerate(across):
        for j, other in enumerate(down, len(across)):
            if _meet(one, other, touch):
                parent[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for i, rule in enumerate(every):
        groups.setdefault(root(i), []).append(rule)
    return [group for group in groups.values() if len({rule.horizontal for rule in group}) == 2]


def _meet(one: Rule, other: Rule, touch: float) -> bool:
    """Say whether two rules of different directions touch or cross."""
    return other.start - touch <= one.at <= other.end + touch and one.start - touch <= other.at <= one.end + touch


def _meetings(rule: Rule, others: list[Rule], touch: float) -> int:
    return sum(_meet(rule, other, touch) for other in others)


def erased(gray: Gray, rules: Rules, drawn: list[Rule], scale: float) -> Gray:
    """Return the picture without the rules in `drawn`: their pixels take the colour of the paper beside them."""
    across = np.isin(rules.horizontal_labels, [label for rule in drawn if rule.horizontal for label in rule.labels])
    down = np.isin(rules.vertical_labels, [label for rule in drawn if not rule.horizontal for label in rule.labels])
    mask = cv2.dilate((across | down).astype(np.uint8), np.ones((3, 3), np.uint8)).astype(bool)
    size = round(3 * scale) | 1
    paper = cv2.dilate(gray, np.ones((size, size), np.uint8))
    out = gray.copy()
    out[mask] = paper[mask]
    return out
