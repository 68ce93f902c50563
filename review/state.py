"""What all pages share: the dataset, the door to its decisions, the queue (共享状态)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.decisions.desk import Desk
    from review.index import Queue


@dataclass(frozen=True, slots=True)
class AppState:
    """One server works on one dataset: `out` is its folder."""

    out: Path
    settings: Settings
    desk: Desk
    queue: Queue
