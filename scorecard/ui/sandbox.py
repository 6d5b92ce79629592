"""The reader's own settings on the page Robustness: weights, what is varied, and the ranks that come of it."""

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scorecard import numbers, queries, words
from scorecard.pictures import robustness as pictures
from scorecard.pictures.robustness import SOURCES, STAMP
from scorecard.ui import blocks, cited, controls, html, robustness

MOST_WEIGHT, USUAL_WEIGHT = 10, 5
MOST_CLOSE, USUAL_CLOSE = 50, 10
MISSING = {"zero": "counts nothing (as published)", "left_out": "is left out", "random": "is 0, ½ or 1 at random"}
MEANS = {"arithmetic": "weighted mean (as published)", "geometric": "geometric mean", "weakest": "weakest ask alone"}
RESAMPLE = {"0": "drawn with replacement", "1": "one of each ask left out", "2": "two of each ask left out"}


def draw(top: DeltaGenerator, tables: queries.Tables) -> None:
    """Draw the controls and the ranks under the settings chosen."""
    scope = robustness.choose_scope(tables)
    settings = _choose(tables)
    controls.draw_address_note()
    if not any(settings.weights):
        _draw_nothing(top, "Give at least one ask a weight above 0: without weights there is no score.")
        return
    rows = queries.sandbox_ranges(tables, scope, settings)
    if rows.empty:
        _draw_nothing(
            top, "No company of this group has a score under these weights. Give another ask a weight above 0."
        )
        return
    with top:
        blocks.draw_title(_finding(tables, scope, settings), f"{STAMP} {words.NOT_SIGNED_THE_CALL}")
    cited.offer(queries.Citable("Ranks under a reader’s own settings, not the published ranking"))
    picture = pictures.sandbox(tables, scope, settings)
    blocks.draw_heading("Ranks under your settings", "ranges", picture.reading)
    blocks.draw_chart(tables, picture, "sandbox-chart")
    blocks.draw_twin(_twin(tables, scope, settings))


def _draw_nothing(top: DeltaGenerator, remedy: str) -> None:
    with top:
        blocks.draw_title("No ranks under these settings", STAMP)
    blocks.draw_notes([remedy])


def _choose(tables: queries.Tables) -> queries.Sandbox:
    titles = queries.commitment_titles(tables)
    blocks.draw_heading("Weights", "weights", f"From 0 (left out) to {MOST_WEIGHT}; only their proportions count.")
    weights = []
    columns = st.columns(max(len(titles), 1))
    for column, (commitment_id, title) in zip(columns, titles.items(), strict=False):
        with column:
            weights.append(controls.choose_number(title, f"w_{commitment_id}", 0, MOST_WEIGHT, USUAL_WEIGHT))
    concentration = controls.choose_number(
        "How close drawn weights stay to these (with equal ones, 1 is any weights at all)",
        "close",
        1,
        MOST_CLOSE,
        USUAL_CLOSE,
    )
    sources = controls.choose_switches("What is varied", SOURCES, "vary")
    missing = controls.choose_switches("Missing evidence, where varied,", MISSING, "missing")
    means = controls.choose_switches("Asks, where that is varied, make one score by", MEANS, "mean")
    resample = controls.choose_tab("Indicators, where varied, are", RESAMPLE, "resample", "0")
    return queries.Sandbox(
        weights=tuple(weights),
        sources=tuple(sources),
        missing=tuple(missing) or tuple(MISSING),
        aggregations=tuple(means) or tuple(MEANS),
        left_out_count=int(resample),
        concentration=concentration,
    )


@queries.kept
def _finding(tables: queries.Tables, scope: str, settings: queries.Sandbox) -> str:
    rows = queries.sandbox_ranges(tables, scope, settings)
    differs = int(((rows["published_rank"] < rows["rank_low"]) | (rows["published_rank"] > rows["rank_high"])).sum())
    companies = numbers.counted(len(rows), "company", "companies")
    if not differs:
        return f"Under your settings the published rank of each of {companies} stays within its range"
    return f"Under your settings the published rank of {differs} of {companies} is outside its range"


@queries.kept
def _twin(tables: queries.Tables, scope: str, settings: queries.Sandbox) -> html.Fragment:
    rows = queries.sandbox_ranges(tables, scope, settings)
    twin = pd.DataFrame(
        {
            "Company": rows["name"],
            "Median": rows["rank_median"],
            "5th percentile": rows["rank_low"],
            "95th percentile": rows["rank_high"],
            "Published rank": rows["published_rank"].astype(int),
        }
    )
    return blocks.table(twin, f"Ranks over {queries.SANDBOX_DRAWS:,} draws. {STAMP}")
