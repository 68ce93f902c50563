"""Sentences written from values and read back: how many come back as they were written, by template and by style.

    python -m benchmarks.round_trip [--sentences 10000] [--seed 1] [--show 3]

A sentence counts as right where every target came back with its role, value, unit, comparator and period, and nothing
else was read as a target. The indicator is counted apart: a careful reader may word it otherwise.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from benchmarks.extraction import commit

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from reading_back import differences
from written_sentences import TEMPLATES, Sentence, sentences

_AT_ONCE = 25


def written(count: int, start: int) -> list[Sentence]:
    """Draw `count` different sentences, as many of each template; the same seed gives the same sentences."""
    found: list[Sentence] = []
    for number, template in enumerate(TEMPLATES):
        wanted = count // len(TEMPLATES) + (number < count % len(TEMPLATES))
        drawn: dict[str, Sentence] = {}
        for again in range(10 * wanted):
            if len(drawn) < wanted:  # a few at a time: what is drawn in one go resembles itself
                _draw(sentences(template), drawn, _AT_ONCE, start * 1_000_003 + again)
        found += list(drawn.values())[:wanted]
    return found


def _draw(strategy: object, drawn: dict[str, Sentence], wanted: int, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=wanted, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(strategy)  # type: ignore[call-overload,untyped-decorator]
    def take(sentence: Sentence) -> None:
        drawn.setdefault(sentence.text, sentence)

    take()


def main() -> None:
    """Write, read back and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sentences", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="how many failures to show of each template")
    options = parser.parse_args()
    state = commit()
    drawn = written(options.sentences, options.seed)
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    fields: Counter[str] = Counter()
    wordings: Counter[str] = Counter()
    indicators = targets = 0
    for sentence in drawn:
        wrong = differences(sentence)
        wordings.update(line for line in wrong if line.startswith("indicator"))
        indicators += sum(line.startswith("indicator") for line in wrong)
        targets += sum(bool(one.indicator) for one in sentence.targets)
        wrong = [line for line in wrong if not line.startswith("indicator")]
        fields.update({line.split(":")[0] for line in wrong})
        for group in ("all", f"template {sentence.template}", f"style {sentence.style}"):
            total[group] += 1
            right[group] += not wrong
        if wrong and shown[sentence.template] < options.show:
            shown[sentence.template] += 1
            print(f"  {sentence.template} [{sentence.style}] {sentence.text!r}\n      {'; '.join(wrong)}")
    print(f"commit {state}, seed {options.seed}: {len(drawn)} different sentences")
    for group in sorted(total):
        print(f"{group:32} {right[group]:6} of {total[group]:6}  {right[group] / total[group]:.4f}")
    print(f"indicator worded otherwise: {indicators} of {targets} targets that name one")
    for line, count in wordings.most_common(options.show):
        print(f"  {count:4} {line}")
    print("what differed:", ", ".join(f"{field} {count}" for field, count in fields.most_common()))


if __name__ == "__main__":
    main()
