"""The arrows of the house: what is downstream never reaches back up."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# A room and the rooms it may import from.
MAY_IMPORT = {
    "schemas": {"schemas"},
    "extractors": {"extractors", "schemas"},
    "pipeline": {"pipeline", "extractors", "schemas"},
    "review": {"review", "pipeline", "schemas"},
    "mubiao": {"mubiao", "review", "pipeline", "extractors", "schemas"},
}
READERS_MAY_NOT = {"extractors.language", "extractors.outline", "extractors.statements", "extractors.measures"}
MODULES = [path for room in MAY_IMPORT for path in sorted((ROOT / room).rglob("*.py"))]
TOOLS = [path for room in ("tests", "benchmarks") for path in sorted((ROOT / room).rglob("*.py"))]


def imports_of(path: Path) -> set[str]:
    """Return the dotted names a module imports, wherever in it the import stands."""
    names: set[str] = set()
    package = path.relative_to(ROOT).parent.as_posix().replace("/", ".")
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package if node.level else ""
            module = f"{base}.{node.module or ''}".strip(".") if node.level else node.module or ""
            names.add(module)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_flow_one_way(path: Path) -> None:
    room = path.relative_to(ROOT).parts[0]
    ours = {name for name in imports_of(path) if name.partition(".")[0] in MAY_IMPORT}
    wrong = {name for name in ours if name.partition(".")[0] not in MAY_IMPORT[room]}
    assert not wrong, f"{room} may not import {sorted(wrong)}"


def test_readers_know_nothing_of_language() -> None:
    for path in sorted((ROOT / "extractors" / "readers").rglob("*.py")):
        wrong = {name for name in imports_of(path) if any(name.startswith(room) for room in READERS_MAY_NOT)}
        assert not wrong, f"{path.name} imports {sorted(wrong)}"


def test_the_core_runs_without_prefect() -> None:
    with_prefect = {
        path.relative_to(ROOT).as_posix()
        for path in MODULES
        if any(name.partition(".")[0] == "prefect" for name in imports_of(path))
    }
    assert with_prefect == {"pipeline/flows.py"}


def _pins(*files: str) -> set[str]:
    lines = [line for name in files for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()]
    return {line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line}


@pytest.mark.parametrize(
    ("modules", "files"),
    [(MODULES, ("runtime.txt", "cluster.txt")), (TOOLS, ("runtime.txt", "cluster.txt", "test.txt"))],
    ids=["what runs", "tests and benchmarks"],
)
def test_every_library_is_pinned_where_it_is_used(modules: list[Path], files: tuple[str, ...]) -> None:
    own = set(MAY_IMPORT) | {"tests", "benchmarks"} | {path.stem for path in TOOLS}
    owners = packages_distributions()
    used = {name.partition(".")[0] for path in modules for name in imports_of(path)}
    outside = used - own - set(sys.stdlib_module_names)
    missing = {
        name
        for name in outside
        if not {owner.lower().replace("_", "-") for owner in owners.get(name, [])} & _pins(*files)
    }
    assert not missing, f"not in requirements/{files[-1]}: {sorted(missing)}"


def test_pins_hold_no_addresses_and_no_hashes() -> None:
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            assert line.startswith("#") or not line or re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line), line


def _kept_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a git clone")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def test_no_kept_file_names_a_place_on_one_machine() -> None:
    local = re.compile(rb"(?<![\w.])/(?:home|root|Users|work|opt)/\w|/tmp/\w")
    found = [path.relative_to(ROOT).as_posix() for path in _kept_files() if local.search(path.read_bytes())]
    assert not set(found) - {"tests/test_architecture.py"}
