"""What the command line shows: tables and report cards on standard output, progress and messages on standard error."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd
from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scorecard import queries
from scorecard.console import say
from scorecard.errors import Problem
from scorecard.numbers import NONE, one_decimal
from scorecard.vocabulary import Level

GAP = 2  # columns of a terminal between two columns of a table
UNBOUNDED = 100_000  # columns of output that does not go to a terminal: nothing is wrapped or cut


def print_problems(problems: Sequence[Problem]) -> None:
    """Write problems to standard output, one a line, in the form ``file:line: place: message [rule]. remedy``."""
    for problem in problems:
        print(problem)


def print_table(frame: pd.DataFrame) -> None:
    """Write a frame to standard output as an aligned table; numbers to one decimal, missing as a dash.

    On a terminal that is too narrow the last columns are left out, and named on standard error.
    """
    console = _console()
    cells = {str(name): [_shown(value) for value in frame[name]] for name in frame.columns}
    fitting = _fitting(cells, console.width)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in fitting:
        is_number = pd.api.types.is_numeric_dtype(frame[name]) and not pd.api.types.is_bool_dtype(frame[name])
        table.add_column(Text(name), justify="right" if is_number else "left", overflow="fold")
    for row in zip(*(cells[name] for name in fitting), strict=True):
        table.add_row(*map(Text, row))
    console.print(table)
    if left_out := [name for name in cells if name not in fitting]:
        say(f"No room here for: {', '.join(left_out)}. Widen the window, or use --format csv.")


def _fitting(cells: dict[str, list[str]], width: int) -> list[str]:
    """Return the first columns that fit side by side, at least one."""
    fitting: list[str] = []
    used = -GAP
    for name, texts in cells.items():
        used += GAP + max(cell_len(text) for text in [name, *texts])
        if fitting and used > width:
            break
        fitting.append(name)
    return fitting


def print_report_card(tables: queries.Tables, company_id: str) -> None:
    """Write one company's report card to standard output."""
    company = queries.company(tables, company_id)
    console = _console()
    console.print(Text(f"{company['name']} ({company['peer_group']})", style="bold"))
    console.print(Text(_standing(company)))
    evidence = queries.rows_of(queries.evidence_of(tables, company_id))
    card = queries.rows_of(queries.report_card(tables, company_id))
    for scores in queries.rows_of(queries.peer_comparison(tables, company_id)):
        console.print(Text(f"\n{scores['title']}: {_commitment_score(scores)}", style="bold"))
        for row in (row for row in card if row["commitment_id"] == scores["commitment_id"]):
            found = [item for item in evidence if item["indicator_id"] == row["indicator_id"]]
            console.print(Text("\n".join(_assessment_lines(row, found))))


def _assessment_lines(row: dict[str, Any], evidence: list[dict[str, Any]]) -> Iterator[str]:
    confidence = f" ({row['confidence']} confidence)" if row["confidence"] else ""
    yield f"  {row['indicator_id']}  {Level(row['level']).label}{confidence}  {row['title']}"
    if row["rationale"]:
        yield f"        {row['rationale']}"
    for item in evidence:
        yield f"        - {item['stance']}: {item['finding']}"
        yield f"          {item['publisher']}, {item['published'] or 'undated'}, {item['tier']}: {item['url']}"
        if item["clause_said"]:
            yield f"          {item['clause_said']}"


def _standing(company: pd.Series) -> str:
    if company["is_withheld"]:
        return f"Score withheld: {company['assessed_count']} of {company['applicable_count']} indicators were assessed."
    rank = f"rank {company['peer_rank']} of {company['scored_peer_count']} in its group"
    if pd.notna(company["rank"]):
        rank += f", {company['rank']} among all"
    band = f"; {company['band']}" if pd.notna(company["band"]) else ""
    low, high = _shown(company["score_low"]), _shown(company["score_high"])
    return f"Score {_shown(company['score'])} of 100 (bounds {low} to {high}); {rank}{band}"


def _commitment_score(scores: dict[str, Any]) -> str:
    if scores["applicable_count"] == 0:
        return "no indicator applies"
    counted = f"{scores['assessed_count']} of {scores['applicable_count']} applicable indicators assessed"
    return f"withheld, {counted}" if scores["is_withheld"] else f"{_shown(scores['score'])}, {counted}"


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if pd.isna(value):
        return NONE
    return one_decimal(value) if isinstance(value, float) else str(value)


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=UNBOUNDED)
