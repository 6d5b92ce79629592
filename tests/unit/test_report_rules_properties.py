"""Conformance rules: what they must not flag, what they say of reports known in part, and what holds for any report."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scorecard.reports import categories
from scorecard.reports.categories import CHILD_ABUSE, INTIMATE, SUBJECT_PARENTS, TOTAL
from scorecard.reports.corrections import CORRECTED
from scorecard.reports.flags import Flag
from scorecard.reports.model import Report
from scorecard.reports.rules import RULES, flags_in
from scorecard.reports.template import OWN_INITIATIVE
from scorecard.vocabulary import HowObtained
from tests.report_draft import Draft
from tests.unit.test_report_rules import CASES

ANIMALS, ANIMAL_HARM, ANIMAL_SALE = (
    "STATEMENT_CATEGORY_ANIMAL_WELFARE",
    "KEYWORD_ANIMAL_HARM",
    "KEYWORD_UNLAWFUL_SALE_ANIMALS",
)
HATE, BULLYING, SUICIDE = "KEYWORD_HATE_SPEECH", "KEYWORD_CYBER_BULLYING_INTIMIDATION", "KEYWORD_SUICIDE"
KEYWORDS = [entry.code for entry in categories.categories() if entry.is_keyword and entry.code != categories.OTHER]
OF_TERMS = [code for code in KEYWORDS if categories.by_code()[code].stands_in(6)]
OF_NOTICES = [code for code in KEYWORDS if categories.by_code()[code].stands_in(4)]
SLOW = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def without(report: Report, part: int, *codes: str) -> Report:
    """Return a report without some rows by category."""
    gone = (report.cells["part"] == part) & report.cells["category"].isin(codes)
    return replace(report, cells=report.cells[~gone])


def only(report: Report, part: int, *codes: str) -> Report:
    """Return a report with some rows of one part by category, and nothing else."""
    kept = (report.cells["part"] == part) & report.cells["category"].isin(codes)
    return replace(report, cells=report.cells[kept], how=HowObtained.SAMPLE)


def ids(flags: list[Flag]) -> list[str]:
    return [flag.rule.id for flag in flags]


# --- what is not worth a reader's time -------------------------------------------------------------------------------

NEAR_MISSES: list[tuple[str, Callable[[Draft], object]]] = [
    ("a time of 0 where nothing was received", lambda draft: (
        draft.clear(4, HATE),
        draft.put(4, HATE, action_hours=0))),
    ("restrictions that a service does not use", lambda draft: draft.blank(6, "labelled_count", "demoted_count")),
    ("a category with one filled row has its figure", lambda draft: draft.clear(6, ANIMAL_SALE)),
    ("full-time equivalents have decimals", lambda draft: draft.say(9, "de", linguistic_moderator_count="0.25")),
    ("decimals of a time", lambda draft: draft.set(4, HATE, action_hours="24.00")),
    ("a small time that happens to be a count", lambda draft: draft.put(4, HATE, notice_item_count=24)),
    ("one slow answer to few notices", lambda draft: draft.put(4, HATE, action_hours=3_000)),
    ("few cases under Other", lambda draft: (
        draft.put(6, categories.OTHER, SUBJECT_PARENTS[2], "Sextortion", measure_count=40, removed_count=40),
        draft.clear(6, *CHILD_ABUSE))),
    ("child abuse is all of little", lambda draft: draft.clear(4, *(
        code for code in OF_NOTICES if categories.parent_of(code) == SUBJECT_PARENTS[2] and code not in CHILD_ABUSE))),
    ("the same large figure in two unlike rows", lambda draft: [
        draft.put(6, code, measure_count=5_000, removed_count=5_000) for code in (HATE, SUICIDE)]),
    ("an additional Other row with a description of its own", lambda draft: [
        draft.put(5, categories.OTHER, ANIMALS, text, measure_count=7, removed_count=7) for text in ("Cocks", "Dogs")]),
    ("parts drawn up on different days", lambda draft: draft.say(
        8, OWN_INITIATIVE, automated_measure_count=draft.number(5, TOTAL, "automated_count")
        + draft.number(6, TOTAL, "automated_count") - 1)),
    ("a share of 1", lambda draft: draft.say(8, OWN_INITIATIVE, accuracy_share="1.00")),
]  # fmt: skip


@pytest.mark.parametrize("plant", [case[1] for case in NEAR_MISSES], ids=[case[0] for case in NEAR_MISSES])
def test_what_is_right_or_too_little_has_no_flag(plant: Callable[[Draft], object]) -> None:
    draft = Draft()
    plant(draft)
    assert [flag.message for flag in flags_in(draft.report())] == []


# --- reports that are known in part ----------------------------------------------------------------------------------


def test_a_sum_of_some_rows_can_be_too_high_never_too_low() -> None:
    draft = Draft()
    draft.set(6, ANIMALS, measure_count=4, automated_count=4, removed_count=4)
    assert ids(flags_in(only(draft.report(), 6, TOTAL, ANIMALS, ANIMAL_HARM))) == []
    flags = flags_in(only(draft.report(), 6, TOTAL, ANIMALS, ANIMAL_HARM, ANIMAL_SALE))
    assert ids(flags) == ["keywords-unlike-category"]
    assert flags[0].message.startswith("The known rows under Animal welfare have 6 measures together")


def test_in_a_compiled_report_a_category_without_its_row_has_no_figure() -> None:
    report = replace(without(Draft().report(), 4, SUBJECT_PARENTS[0]), how=HowObtained.COMPILED)
    flags = [flag for flag in flags_in(report) if flag.rule.id == "category-blank"]
    assert [flag.message for flag in flags] == [
        "1 category has no figure while rows under them have: Cyber violence (18 notices in its rows)"
    ]
    assert "keywords-unlike-category" not in ids(flags_in(report))


def test_in_a_compiled_report_an_other_row_after_a_missing_category_is_not_held_against_the_one_before() -> None:
    draft = Draft()
    draft.put(4, categories.OTHER, ANIMALS, notice_count=9, notice_item_count=9)
    for code in (ANIMALS, TOTAL):
        for measure in ("notice_count", "notice_item_count"):
            draft.set(4, code, **{measure: draft.number(4, code, measure) - 9})
    assert "keywords-unlike-category" in ids(flags_in(draft.report()))
    assert "keywords-unlike-category" not in ids(flags_in(draft.report(HowObtained.COMPILED)))


def test_long_times_are_not_judged_where_a_decimal_comma_may_have_been_lost() -> None:
    draft = Draft()
    draft.set(4, HATE, action_hours=50_573)
    assert ids(flags_in(draft.report(HowObtained.CELLS))) == ["time-beyond-two-years"]
    assert ids(flags_in(draft.report(HowObtained.COMPILED))) == []


def test_a_repaired_figure_is_not_held_against_those_of_another_version() -> None:
    draft = Draft()
    draft.set(6, TOTAL, measure_count=999)
    report = draft.report(HowObtained.COMPILED)
    changed = (
        (report.cells["part"] == 6) & (report.cells["category"] == TOTAL) & (report.cells["measure"] == "measure_count")
    )
    repaired = replace(
        report, cells=report.cells.assign(**{CORRECTED: changed.map({True: "later version", False: ""})})
    )
    assert ids(flags_in(report)) == ["restrictions-below-measures", "total-unlike-categories"]
    assert ids(flags_in(repaired)) == []


# --- how flags are put together --------------------------------------------------------------------------------------


def test_rows_on_the_subject_have_flags_of_their_own_and_others_share_one() -> None:
    draft = Draft()
    for code in (*INTIMATE[:1], HATE, SUICIDE):
        draft.put(6, code, measure_count=30, removed_count=30, automated_count=31)
    flags = flags_in(draft.report())
    assert set(ids(flags)) == {"automated-above-measures"}
    assert {flag.cells[0].category for flag in flags} >= {INTIMATE[0], HATE}
    assert [flag.message for flag in flags if flag.cells[0].category in (HATE, SUICIDE)] == [
        "31 measures after automated detection are more than all 30 measures "
        "(Illegal incitement to violence and hatred based on protected cha …); likewise in 1 other row"
    ]


def test_surfaces_are_tables_of_their_own() -> None:
    report = Draft().report(HowObtained.CELLS)
    six = report.cells[report.cells["part"] == 6]
    ads = six.assign(surface="Ads", file="ads")
    assert ids(flags_in(replace(report, cells=six))) == []
    assert ids(flags_in(replace(report, cells=pd.concat([six, ads])))) == []


def test_orders_of_one_member_state_are_part_of_those_of_all() -> None:
    draft = Draft()
    draft.put(3, categories.OTHER, ANIMALS, "Cock fights", order_count=7, order_item_count=7)
    report = draft.report()
    one = report.cells[(report.cells["part"] == 3) & (report.cells["description"] == "Cock fights")]
    state = one.assign(scope="AT", row=one["row"] + 10_000)
    assert ids(flags_in(replace(report, cells=pd.concat([report.cells, state])))) == []


def test_flags_come_in_the_order_of_the_template() -> None:
    draft = Draft()
    draft.put(6, HATE, automated_count=9)
    draft.put(6, BULLYING, automated_count=9)
    draft.put(4, *CHILD_ABUSE, trusted_law_action_count=9)
    draft.say(10, "AT", monthly_recipient_count="-5")
    flags = flags_in(draft.report())
    places = [(flag.cells[0].part, list(RULES).index(flag.rule.id)) for flag in flags]
    assert [place[0] for place in places] == sorted(place[0] for place in places)
    assert len({place[0] for place in places}) == 3


def test_an_empty_report_has_only_missing_parts() -> None:
    report = Draft().report()
    flags = flags_in(replace(report, cells=report.cells[:0]))
    assert set(ids(flags)) == {"part-missing"} and len(flags[0].cells) == 8


# --- whatever the figures --------------------------------------------------------------------------------------------

counts = st.integers(min_value=0, max_value=50_000_000)


@st.composite
def consistent_drafts(draw: st.DrawFn) -> Draft:
    """Return a report whose figures agree, with random figures in random rows."""
    draft = Draft()
    for code in draw(st.lists(st.sampled_from(OF_TERMS), max_size=12, unique=True)):
        removed, ended = draw(counts), draw(counts)
        automated = draw(st.integers(0, removed + ended))
        draft.set(6, code, measure_count=removed + ended, automated_count=automated, removed_count=removed,
                  account_ended_count=ended)  # fmt: skip
    for code in draw(st.lists(st.sampled_from(OF_NOTICES), max_size=12, unique=True)):
        trusted, others = draw(counts), draw(counts)
        more = draw(counts) if trusted + others else 0
        items = trusted + others + more
        draft.set(4, code, notice_count=trusted + others, trusted_notice_count=trusted, notice_item_count=items,
                  trusted_item_count=trusted, law_action_count=items, trusted_law_action_count=trusted,
                  terms_action_count=0, action_hours=24 if items else "",
                  trusted_action_hours=12 if trusted else "")  # fmt: skip
    draft.add_up()
    return draft


# Questions that random figures may well raise.
OPEN = {
    "subject-under-other",
    "intimate-empty",
    "child-abuse-empty",
    "child-abuse-is-all",
    "restriction-repeated",
    "figure-repeated",
}


@SLOW
@given(consistent_drafts())
def test_figures_that_agree_break_no_rule(draft: Draft) -> None:
    report = draft.report()
    for how in HowObtained:
        flags = [flag for flag in flags_in(replace(report, how=how)) if flag.rule.id not in OPEN]
        assert [flag.message for flag in flags] == []


@SLOW
@given(consistent_drafts(), st.sampled_from(CASES), st.integers(0, 10_000))
def test_flags_do_not_hang_on_the_order_of_rows(
    draft: Draft, case: tuple[str, Callable[[Draft], object], object], seed: int
) -> None:
    case[1](draft)
    flags = flags_in(draft.report())
    assert flags == flags_in(draft.report(seed=seed))
    assert flags == flags_in(draft.report())


@SLOW
@given(consistent_drafts(), st.sampled_from(OF_TERMS), st.integers(1, 1_000))
def test_a_total_that_is_off_by_anything_is_found(draft: Draft, code: str, off: int) -> None:
    parent = categories.parent_of(code)
    draft.set(6, parent, disabled_count=draft.number(6, parent, "disabled_count") + off)
    assert {"keywords-unlike-category", "total-unlike-categories"} <= set(ids(flags_in(draft.report())))
