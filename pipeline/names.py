"""Names that the command line needs before anything else is loaded."""

from __future__ import annotations

from enum import StrEnum


class RunnerName(StrEnum):
    """Where documents are read; the results are the same, byte for byte."""

    PROCESS = "process"
    LOCAL = "local"
    DASK = "dask"
