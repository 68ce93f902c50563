"""The recogniser: RapidOCR, one engine a process, built when the first scanned page is met (文字识别)."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from extractors.readers.scans.seals import Gray

Quad = NDArray[np.float32]  # four corners in pixels: top left, top right, bottom right, bottom left


_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # glibc's numbers for mallopt
_LARGE_BLOCK = 4 << 20  # bytes


class EngineMissing(RuntimeError):
    """RapidOCR or onnxruntime is not installed, or its weights cannot be loaded."""


@dataclass(slots=True)
class Reading:
    """What the engine read on one picture of a line."""

    text: str
    confidence: float  # mean over the letters, digits and characters (marks count where there is nothing else), 0 to 1
    centres: tuple[float, ...]  # middle of every character, as a share of the picture's width; blanks included
    certainties: tuple[float, ...]  # 0 to 1, one a character


def settings() -> dict[str, Any]:
    """Return what RapidOCR is told: pictures at the size they have, no per-line classification.

    Its detector would shrink whole pages (to 2000 pixels) and blow up low ones (to 736).

    The number of threads follows OMP_NUM_THREADS where it is set (onnxruntime itself does not look at it).
    """
    threads = int(os.environ.get("OMP_NUM_THREADS") or -1)
    return {
        "Global.use_cls": False,
        "Global.max_side_len": 10_000,
        "Det.limit_side_len": 64,
        "Global.return_word_box": True,
        "Global.log_level": "critical",
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1 if threads == 1 else -1,
    }


@lru_cache(maxsize=1)
def engine() -> Any:
    """Return the engine of this process.

    Raises EngineMissing, with what to do, where it cannot be built.
    """
    try:
        from rapidocr import RapidOCR

        _keep_memory_flat()
        return RapidOCR(params=settings())
    except Exception as cause:  # a missing wheel, a missing system library, unreadable weights: all end here
        raise EngineMissing(
            "the text recogniser could not be started, so scanned pages cannot be read; "
            f"install it with: pip install rapidocr onnxruntime ({type(cause).__name__}: {cause})"
        ) from cause


def _keep_memory_flat() -> None:
    """Have glibc give every large block back at once: by default it learns to keep them, 300 MB after some pages."""
    if sys.platform != "linux":
        return
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return  # another C library: nothing to set
    for setting in (_MMAP_THRESHOLD, _TRIM_THRESHOLD):
        mallopt(setting, _LARGE_BLOCK)


def find_lines(gray: Gray, shrink: float) -> list[Quad]:
    """Return the places of printed lines on a picture, in its pixels, top to bottom.

    `shrink` (at most 1) is the size at which the detector looks: it needs less detail than the reader of the lines.
    """
    height, width = gray.shape
    small = gray if shrink >= 1 else cv2.resize(gray, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    found = engine()(cv2.cvtColor(small, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=False, use_rec=False)
    if found.boxes is None:
        return []
    ratio = np.array([width / small.shape[1], height / small.shape[0]], dtype=np.float32)
    return [np.asarray(box, dtype=np.float32) * ratio for box in found.boxes]


def read_lines(crops: list[Gray]) -> list[Reading]:
    """Read pictures of single lines; an unreadable one gives an empty text with confidence 0."""
    if not crops:
        return []
    result = engine().recognize_txt([cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops])
    return [_reading(text, info) for text, info in zip(result.txts, result.word_results, strict=True)]


def _reading(text: str, info: Any) -> Reading:
    if not text.strip() or info is None or not info.line_txt_len or len(info.confs) != len(text):
        return Reading("", 0.0, (), ())
    places = [min(1.0, (column + 0.5) / info.line_txt_len) for word in info.word_cols for column in word]
    certain = tuple(float(value) for value in info.confs)
    counted = [value for char, value in zip(text, certain, strict=True) if char.isalnum()] or list(certain)
    return Reading(text, sum(counted) / len(counted), _with_blanks(text, places), certain)


def _with_blanks(text: str, places: list[float]) -> tuple[float, ...]:
    """Give blanks, for which the engine tells no place, the middle between their neighbours."""
    if sum(not char.isspace() for char in text) != len(places):
        return ()
    out: list[float] = []
    k = 0
    for char in text:
        if not char.isspace():
            out.append(places[k])
            k += 1
        else:
            before = places[k - 1] if k else 0.0
            after = places[k] if k < len(places) else 1.0
            out.append((before + after) / 2)
    return tuple(out)
