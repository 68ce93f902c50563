"""The page on settings: docs/settings.md, made from `pipeline.settings`. `make docs` writes it."""

from __future__ import annotations

from pipeline.settings import Settings

_HEAD = """# Settings

Made from `pipeline/settings.py` by `make docs`; do not edit it here.

Environment variables, each with a default and no limit without an end: `MUBIAO_MAX_FILES=100 mubiao run …`.

| variable | default | meaning |
| --- | --- | --- |
"""


def settings_page() -> str:
    """Return the page as Markdown."""
    lines = [
        f"| `MUBIAO_{name.upper()}` | {'–' if field.default is None else field.default} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return _HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(settings_page(), end="")
