"""Pictures that ask much of a layout: the longest names and titles, many rows."""

from dataclasses import replace

import pandas as pd
import plotly.graph_objects as go

from scorecard.charts.ranking import ranking_figure
from scorecard.charts.theme import Scheme
from scorecard.publish.picture import Picture, Sheet, Stamp

LONG_NAME = "Gesellschaft für außerordentlich verantwortungsvolle Bildverarbeitung & <b>Söhne</b> (Holding) N.V."
LONG_TITLE = (
    "Of twenty-nine companies that were asked to keep tools for undressing people without their consent off their "
    "services, none meets every ask in full, eleven meet many of them, and four meet almost none at all"
)
STAMP = Stamp("Release 2026.11", "https://pledgewatch.example.org/?group=all&sort=score&chart=scores&release=2026.11")


def long_picture(rows: int = 29, name: str = LONG_NAME, title: str = LONG_TITLE) -> Picture:
    """Return a ranking of companies with long names."""
    frame = pd.DataFrame(
        {
            "company_id": [f"c{number}" for number in range(rows)],
            "name": [f"{name} {number}" if number % 3 == 0 else f"Firm {number}" for number in range(rows)],
            "peer_group": ["Some (all)"] * rows,
            "score": [100 * number / max(rows - 1, 1) for number in range(rows)],
            "score_low": [90 * number / max(rows - 1, 1) for number in range(rows)],
            "score_high": [100.0] * rows,
        }
    )

    def draw(scheme: Scheme, marked: str | None) -> go.Figure:
        return ranking_figure(frame, scheme, False, marked)

    sheet = Sheet("ranking", title, frame, {"score": "score, 0–100"}, "Source: made up. " * 8, "")
    return Picture(
        sheet, f"{rows} companies, coded up to 22 November 2026", "Dots are scores. Lines are bounds. " * 3,
        "Scores of companies <with> “bounds” & more.", draw, dict(zip(frame["company_id"], frame["name"], strict=True)),
    )  # fmt: skip


def plain_picture() -> Picture:
    """Return a ranking of three companies with short names."""
    picture = long_picture(3, "Firm", "Short title")
    return replace(picture, sheet=replace(picture.sheet, source="Source: made up."))
