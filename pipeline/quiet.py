"""Prefect without telemetry unless the user turns it on. Call `stay_quiet` before prefect is imported."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

_SWITCH = "PREFECT_SERVER_ANALYTICS_ENABLED"
_DEFAULTS = {
    # A run is watched through our own progress; Prefect's own lines would tear the bar.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}


def _chosen_in_profile() -> bool:
    """Say whether the active Prefect profile holds a choice about analytics."""
    place = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser() / "profiles.toml"
    try:
        profiles = tomllib.loads(place.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    active = os.environ.get("PREFECT_PROFILE") or profiles.get("active", "")
    return _SWITCH in profiles.get("profiles", {}).get(active, {})


def stay_quiet() -> None:
    """Turn Prefect's telemetry off where the user has not chosen, in the environment or in a Prefect profile."""
    if not (os.environ.keys() & {_SWITCH, "DO_NOT_TRACK"} or _chosen_in_profile()):
        os.environ[_SWITCH] = "false"
        os.environ["DO_NOT_TRACK"] = "1"
    for name, value in _DEFAULTS.items():
        os.environ.setdefault(name, value)
