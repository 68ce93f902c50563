"""Runs the code of docs/notebook.md; `python tests/notebook.py` also writes what it prints below each piece."""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "notebook.md"
_CODE = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def worked(page: str, folder: Path) -> str:
    """Return the page with what each piece of code prints below it; the pieces run in `folder`, one after the other.

    An exception of the code is raised as it is.
    """
    names: dict[str, object] = {}

    def run(match: re.Match[str]) -> str:
        printed = io.StringIO()
        with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
            exec(compile(match["code"], PAGE.name, "exec"), names)
        shown = "\n".join(line.rstrip() for line in printed.getvalue().splitlines())
        return f"```python\n{match['code']}```\n" + (f"\n```text\n{shown}\n```\n" if shown else "")

    return _CODE.sub(run, page)


if __name__ == "__main__":
    os.environ["COLUMNS"] = "120"
    PAGE.write_text(worked(PAGE.read_text(encoding="utf-8"), ROOT), encoding="utf-8")
