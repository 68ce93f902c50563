"""Extraction against what spaCy with jieba alone takes on the same text, in the same process.

    python benchmarks/extraction.py PATH... [--rounds N]

Prints the median of each and their ratio, with the commit they came from. Reading the files is not part of it.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import spacy

from extractors.extraction import extract
from extractors.readers import read
from schemas import Document


def commit() -> str:
    """Return the commit that is measured, with a + where the tree has changes."""
    run = subprocess.run(["git", "describe", "--always", "--dirty=+"], capture_output=True, text=True, check=False)
    return run.stdout.strip() or "unknown"


def median_seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of `rounds` runs, after one that is not counted."""
    work()
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def documents(paths: Sequence[Path]) -> list[Document]:
    """Read every text file of the paths."""
    files = [f for path in paths for f in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    return [read(file) for file in files]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    found = documents(options.paths)
    characters = sum(len(document.text) for document in found)
    peer = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    alone = median_seconds(lambda: [peer(document.text) for document in found], options.rounds)
    ours = median_seconds(lambda: [extract(document) for document in found], options.rounds)
    print(f"commit {commit()}: {len(found)} documents, {characters} characters, median of {options.rounds} rounds")
    print(f"spaCy blank zh with jieba  {alone:8.2f} s")
    print(f"extract                    {ours:8.2f} s")
    print(f"ratio                      {ours / alone:8.2f}")


if __name__ == "__main__":
    main()
