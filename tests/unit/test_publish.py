"""Files that spreadsheets and scripts open without surprises, and sentences that the data carry."""

import io
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorecard.publish.findings import (
    band_cap_reason,
    bounds_finding,
    company_finding,
    profile_finding,
    ranking_finding,
)
from scorecard.tabular import rows_of, to_csv, to_json

BANDS = pd.DataFrame(
    {"band_id": ["most", "many", "few"], "label": ["meets most asks", "meets many asks", "meets few asks"]}
)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_text_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    written = to_csv(pd.DataFrame({"name": [text]}))
    assert pd.read_csv(io.StringIO(written))["name"].iloc[0].startswith("'")


def test_numbers_below_zero_stay_numbers() -> None:
    assert to_csv(pd.DataFrame({"change": [-1.5]})) == "change\n-1.5\n"


def test_json_has_null_for_what_is_missing_and_plain_numbers() -> None:
    frame = pd.DataFrame(
        {
            "rank": pd.Series([1, None], dtype="Int64"),
            "score": [np.nan, 0.1],
            "name": pd.Series(["a", None], dtype="str"),
            "day": [date(2026, 1, 2), None],
            "flag": [True, False],
            "roles": [["x"], []],
        }
    )
    assert json.loads(to_json(frame)) == [
        {"rank": 1, "score": None, "name": "a", "day": "2026-01-02", "flag": True, "roles": ["x"]},
        {"rank": None, "score": 0.1, "name": None, "day": None, "flag": False, "roles": []},
    ]


@given(st.lists(st.tuples(st.text(), st.floats(allow_infinity=False) | st.none()), max_size=5))
def test_json_gives_back_what_went_in(rows: list[tuple[str, float | None]]) -> None:
    frame = pd.DataFrame({"text": [text for text, _ in rows], "number": pd.Series([n for _, n in rows], dtype=float)})
    expected = [
        {"text": text, "number": None if number is None or number != number else number} for text, number in rows
    ]
    assert json.loads(to_json(frame)) == rows_of(frame) == expected


def ranked(*bands: str | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "band_id": list(bands),
            "is_withheld": [band is None for band in bands],
            "score": [50.0] * len(bands),
            "name": ["Acme"] * len(bands),
        }
    )


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (["most", "most", "few"], "2 of 3 companies meet most asks"),
        (["most", "few"], "1 of 2 companies meets most asks"),
        (["many", "few", "few"], "None of 3 companies meets most asks; 1 meets many asks"),
        (["many", "many", "few"], "None of 3 companies meets most asks; 2 meet many asks"),
        (["few", None], "None of 2 companies meets most asks; 1 meets few asks; 1 withheld"),
        (["many", "many"], "All 2 companies meet many asks"),
        ([None, None], "The score of all 2 companies is withheld"),
        ([None], "The score of this company is withheld"),
        (["few"], "Acme meets few asks"),
        (["most"], "Acme meets most asks"),
    ],
)
def test_the_finding_of_a_ranking(bands: list[str | None], expected: str) -> None:
    assert ranking_finding(ranked(*bands), BANDS) == expected


def test_the_finding_of_a_ranking_without_bands() -> None:
    assert ranking_finding(ranked("x", "y"), BANDS.iloc[:0]) == "2 companies: scores from 50.0 to 50.0 of 100"


def company(**changes: object) -> pd.Series:
    row = {
        "name": "Acme",
        "score": 61.25,
        "band": "meets many asks",
        "is_withheld": False,
        "is_band_capped": False,
        "uncapped_band": "meets most asks",
        "score_weakest": 10.0,
        "assessed_count": 3,
        "applicable_count": 9,
    }
    return pd.Series(row | changes)


def test_the_finding_of_a_company() -> None:
    assert company_finding(company()) == "Acme scores 61.3 of 100 and meets many asks"
    withheld = company(is_withheld=True, score=None, band=None)
    assert company_finding(withheld) == "Acme: score withheld, 3 of 9 applicable indicators were assessed"


def test_a_capped_band_is_explained_and_another_is_not() -> None:
    reason = band_cap_reason(company(is_band_capped=True), "Detection")
    assert reason.startswith(
        "By its score alone the company would meet most asks. Its weakest commitment, detection at"
    )
    assert band_cap_reason(company(), "Detection") == ""


def test_the_finding_of_a_profile() -> None:
    rows = pd.DataFrame({"title": ["One", "Two", "Three"], "score": [10.0, 90.0, None]})
    assert profile_finding(rows) == "Highest under two, lowest under one"
    tied = rows.assign(score=[10.0, 90.0, 90.0])
    assert profile_finding(tied) == "Highest under two and three, lowest under one"
    assert profile_finding(rows.assign(score=[50.0, 50.0, 50.0])) == "50.0 under every commitment that applies"
    assert profile_finding(rows.assign(score=None)) == "No commitment has a score"


def test_the_finding_of_the_bounds() -> None:
    rows = pd.DataFrame({"name": ["A", "B"], "score_low": [10.0, 50.0], "score_high": [15.5, 80.0]})
    assert bounds_finding(rows) == "Missing evidence could move scores by up to 30.0 points: B, from 50.0 to 80.0"
    assert bounds_finding(rows.head(1)) == "Missing evidence could move the score by 5.5 points, from 10.0 to 15.5"
    assert bounds_finding(rows.assign(score_high=rows["score_low"])) == "No evidence is missing: no score could move"
