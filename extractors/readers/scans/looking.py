"""Strips of a page read by the engine; those that read badly are looked at again (识读与复读)."""

from __future__ import annotations

import numpy as np

from extractors.readers.scans import ocr
from extractors.readers.scans.assign import Strip, usual_height
from extractors.readers.scans.compose import Read
from extractors.readers.scans.crops import crop_of, recut
from extractors.readers.scans.render import PageImage
from extractors.readers.scans.seals import Gray

SECOND_LOOK = 0.8  # a strip that reads worse is cut anew and read again
_MOST_LOOKS = 12  # strips a page that are looked at again: a page of scribble is not worth more
_STAMPED_LOOK = 0.999  # a strip under a seal that reads worse is read with the seal taken off in other ways too
_CLEARLY = 0.05  # another reading must be surer by that much


def read_strips(image: PageImage, ink: np.ndarray, strips: list[Strip]) -> list[Read]:
    """Read all strips of a page at once, then look again at the few that read badly."""
    usual = usual_height([strip for strip in strips if not strip.missed])
    if image.seals:  # what the detector passed over at a seal is the rest of the seal
        strips = [s for s in strips if not (s.missed and _differs(image.clean, image.gray, s))]
    reads = _read_once(image.soft, strips, usual)
    if image.seals:
        reads = _under_seals(image, reads, usual)
    for read in [read for read in reads if read.reading.confidence < SECOND_LOOK][:_MOST_LOOKS]:
        better = _second_look(image.soft, ink, read, usual)
        if better is not None:
            place = reads.index(read)
            reads[place : place + 1] = better
    return [read for read in reads if read.reading.text.strip()]


def confidence_of(reads: list[Read]) -> float:
    """Return the mean confidence over the characters, 0 where nothing was read."""
    count = sum(len(read.reading.text) for read in reads)
    return sum(read.reading.confidence * len(read.reading.text) for read in reads) / count if count else 0.0


def _read_once(gray: Gray, strips: list[Strip], usual: float) -> list[Read]:
    crops = [crop_of(gray, strip, usual) for strip in strips]
    readings = ocr.read_lines([crop for crop, _ in crops])
    return [Read(strip, reading, stacked) for strip, reading, (_, stacked) in zip(strips, readings, crops, strict=True)]


def _under_seals(image: PageImage, reads: list[Read], usual: float) -> list[Read]:
    """Read strips under a seal from every picture of the page and keep the surest reading."""
    places = [
        i
        for i, read in enumerate(reads)
        if read.reading.confidence < _STAMPED_LOOK and _differs(image.clean, image.soft, read.strip)
    ]
    strips = [reads[i].strip for i in places]
    others = [_read_once(picture, strips, usual) for picture in (image.gray, image.clean)]
    out = list(reads)
    for k, i in enumerate(places):
        out[i] = max((reads[i], *(tried[k] for tried in others)), key=lambda read: read.reading.confidence)
    return out


def _differs(one: Gray, other: Gray, strip: Strip) -> bool:
    rows = slice(max(0, int(strip.top)), int(strip.bottom) + 1)
    columns = slice(max(0, int(strip.x0)), int(strip.x1) + 1)
    return not np.array_equal(one[rows, columns], other[rows, columns])


def _second_look(gray: Gray, ink: np.ndarray, read: Read, usual: float) -> list[Read] | None:
    """Return a surer reading of a strip, cut closer to its print or into its lines; None where there is none."""
    tries = [_read_once(gray, strips, usual) for strips in recut(read.strip, ink, usual)]
    best = max(tries, key=confidence_of, default=[])
    return best if confidence_of(best) > read.reading.confidence + _CLEARLY else None
