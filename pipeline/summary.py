"""The end of a run in a table: documents, pages, measures, statements by role, failures with reasons (小结)."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from pipeline.report import RunReport
from schemas import Role, Status

_FAILURES_SHOWN = 20


def _documents(report: RunReport) -> str:
    ends = [f"{report.documents[end]} {end}" for end in Status if report.documents.get(end)]
    return f"{sum(report.documents.values())} ({', '.join(ends)})"


def _issues(report: RunReport) -> str:
    counts = [f"{report.issues[name]} {name}" for name in ("error", "warning", "info") if report.issues.get(name)]
    return ", ".join(counts) or "none"


def print_summary(report: RunReport, seconds: float, console: Console) -> None:
    """Print the summary of a run that took `seconds`. File names and reasons are printed as text, never as markup."""
    table = Table(title="Mubiao", show_header=False, title_justify="left")
    table.add_column(style="bold")
    table.add_column()
    table.add_row("documents", _documents(report))
    table.add_row("pages", str(report.pages))
    table.add_row("measures", str(report.measures))
    for role in Role:
        table.add_row(f"statements: {role}", str(report.statements.get(role, 0)))
    table.add_row("reconciled targets", str(report.targets))
    table.add_row("issues", _issues(report))
    table.add_row("time", f"{seconds:.1f} s")
    table.add_row("outputs", Text(str(report.out)))
    console.print(table)
    if report.failures:
        failures = Table(title=f"Not read: {report.failed}", title_justify="left")
        failures.add_column("file", overflow="fold")
        failures.add_column("reason", overflow="fold")
        for name, reason in report.failures[:_FAILURES_SHOWN]:
            failures.add_row(Text(name), Text(reason))
        console.print(failures)
        if report.failed > _FAILURES_SHOWN:
            console.print(f"… and {report.failed - _FAILURES_SHOWN} more: see documents.csv", markup=False)
