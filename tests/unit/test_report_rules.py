"""Every conformance rule: a planted fault that it alone finds, and faultless reports in which none finds anything."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from scorecard.reports import categories
from scorecard.reports.categories import CHILD_ABUSE, DEEPFAKE, INTIMATE, SUBJECT_PARENTS, TOTAL
from scorecard.reports.flags import Flag
from scorecard.reports.model import Period
from scorecard.reports.rules import RULES, flags_in
from scorecard.reports.template import OWN_INITIATIVE, TOTAL_NUMBER, ServiceKind
from scorecard.vocabulary import HowObtained
from tests.report_draft import NAM, TRUSTED, Draft

ANIMALS, SPEECH, MINORS = (
    "STATEMENT_CATEGORY_ANIMAL_WELFARE",
    "STATEMENT_CATEGORY_ILLEGAL_OR_HARMFUL_SPEECH",
    SUBJECT_PARENTS[2],
)
ANIMAL_HARM, ANIMAL_SALE = "KEYWORD_ANIMAL_HARM", "KEYWORD_UNLAWFUL_SALE_ANIMALS"
HATE, BULLYING, STALKING = "KEYWORD_HATE_SPEECH", "KEYWORD_CYBER_BULLYING_INTIMIDATION", "KEYWORD_CYBER_STALKING"
PHISHING, NUDITY, SUICIDE = "KEYWORD_PHISHING", "KEYWORD_NUDITY", "KEYWORD_SUICIDE"
OTHER = categories.OTHER
MANY = {"notice_count": 200, "notice_item_count": 200}


def only_share(draft: Draft, text: str) -> None:
    """Leave one share in the report."""
    draft.blank(8, "accuracy_share", "precision_share", "recall_share")
    draft.say(8, OWN_INITIATIVE, accuracy_share=text)


def whole_without_rows(draft: Draft) -> None:
    draft.put(4, ANIMAL_HARM, **MANY)
    for code in (ANIMAL_HARM, ANIMAL_SALE):
        draft.set(4, code, **draft._cells(4, {}, False))


def category_of_orders(draft: Draft, text: str) -> None:
    draft.set(3, ANIMALS, order_count=text, order_receipt_hours="", order_effect_hours="")
    draft.set(3, TOTAL, order_count=draft.number(3, TOTAL, "order_count") - 4)


def total_alone(draft: Draft) -> None:
    draft.all_of(4, trusted_terms_action_count="")
    draft.set(4, TOTAL, trusted_terms_action_count=20)


def no_items(draft: Draft) -> None:
    none = dict.fromkeys(
        ("notice_item_count", "trusted_item_count", "trusted_notice_count", "trusted_law_action_count"), 0
    )
    draft.put(4, STALKING, trusted_action_hours="", **none)


def fewer_items(draft: Draft) -> None:
    draft.set(4, SPEECH, notice_item_count=11)
    draft.set(4, TOTAL, notice_item_count=draft.number(4, TOTAL, "notice_item_count") - 1)


def two_restrictions(draft: Draft) -> None:
    draft.put(6, INTIMATE[0], account_ended_count=2)


def unlike_category(draft: Draft) -> None:
    draft.set(4, ANIMALS, terms_action_count=1)
    draft.set(4, TOTAL, terms_action_count=draft.number(4, TOTAL, "terms_action_count") - 1)


def wrong_part(draft: Draft) -> None:
    draft.put(5, "STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", removed_count=1, measure_count=1)


def without_description(draft: Draft) -> None:
    draft.put(5, OTHER, ANIMALS, measure_count=1, removed_count=1)


def without_automated_notices(draft: Draft) -> None:
    draft.say(8, TRUSTED, automated_notice_count=0, recall_share=0)


def time_of_items(draft: Draft) -> None:
    draft.put(4, HATE, notice_item_count=250, action_hours=250)


def blank_deepfake(draft: Draft) -> None:
    draft.put(6, DEEPFAKE[0], **dict.fromkeys(draft._cells(6, {}, False), ""))


def own_code(draft: Draft) -> None:
    draft.clear(6, NUDITY)
    figures = {"measure_count": 3, "automated_count": 2, "removed_count": 3}
    draft.put(6, "KEYWORD_OTHER_SPAM", "STATEMENT_CATEGORY_OTHER_VIOLATION_TC", **figures)


def three_times(draft: Draft) -> None:
    for code in (HATE, PHISHING, SUICIDE):
        draft.set(6, code, measure_count=5_000, removed_count=5_000)
    draft.add_up()


def two_described_alike(draft: Draft) -> None:
    for which in (0, 1):
        draft.put(5, OTHER, ANIMALS, "Cock fights", which, measure_count=7, removed_count=7)


def under_other(draft: Draft) -> None:
    draft.put(6, OTHER, MINORS, "Child safety policy", measure_count=121_219, removed_count=121_219)
    draft.clear(6, *CHILD_ABUSE)


def intimate_empty(draft: Draft) -> None:
    draft.clear(6, INTIMATE[0])
    draft.put(6, BULLYING, measure_count=5_000, removed_count=5_000)


def abuse_empty(draft: Draft) -> None:
    draft.clear(5, *CHILD_ABUSE)
    draft.clear(6, *CHILD_ABUSE)
    draft.put(6, "KEYWORD_UNSAFE_CHALLENGES", measure_count=5_000, removed_count=5_000)


def abuse_only(draft: Draft) -> None:
    draft.clear(4, *(entry.code for entry in categories.categories() if entry.parent == MINORS and entry.code != OTHER))
    draft.put(4, *CHILD_ABUSE, notice_count=2_000, notice_item_count=2_000)


def unlike_automated(draft: Draft) -> None:
    draft.say(8, TOTAL_NUMBER, automated_measure_count=999_999)
    draft.say(8, OWN_INITIATIVE, automated_measure_count=888_888)


def many_shares(draft: Draft) -> None:
    draft.say(8, OWN_INITIATIVE, 1, accuracy_share="0.5")


def other_period(draft: Draft) -> None:
    draft.period = Period(date(2026, 2, 1), date(2026, 6, 30))


def below_zero(draft: Draft) -> None:
    draft.say(10, "AT", monthly_recipient_count="-5")


def repeated_restriction(draft: Draft) -> None:
    draft.put(6, HATE, measure_count=4_000, removed_count=2_000, disabled_count=2_000)


# rule, what is planted, what the message names
CASES: list[tuple[str, Callable[[Draft], object], tuple[str, ...]]] = [
    ("unreadable-figure", lambda draft: draft.set(4, TOTAL, action_hours="6:1"), ("6:1",)),
    ("negative-figure", below_zero, ("-5",)),
    ("fractional-count", lambda draft: draft.say(10, "AT", monthly_recipient_count="12.5"), ("12.5",)),
    ("share-scale", lambda draft: only_share(draft, "99.25"), ("99.25", "0.9925")),
    ("share-impossible", lambda draft: only_share(draft, "120"), ("120",)),
    ("share-mixed", lambda draft: draft.say(8, TRUSTED, recall_share="95 %"), ("95 %", "0.95")),
    ("share-of-nothing", without_automated_notices, ("Recall", "0 notices")),
    ("share-zero", lambda draft: draft.say(8, TRUSTED, recall_share=0), ("Recall", "5 notices")),
    ("automated-above-measures", lambda draft: draft.put(6, INTIMATE[0], automated_count=5), ("5 ", "all 3 measures")),
    ("restriction-above-measures", lambda draft: draft.put(6, INTIMATE[0], removed_count=5), ("5 ", "all 3 measures")),
    ("restrictions-above-measures", two_restrictions, ("3 (removed)", "add up to 5", "3 measures")),
    ("restrictions-below-measures", lambda draft: draft.put(6, HATE, measure_count=1_005), ("less", "1,")),
    ("restriction-repeated", repeated_restriction, ("2,000", "4,000 measures")),
    ("figure-repeated", three_times, ("5,000 measures", "3 unlike rows")),
    ("keywords-unlike-category", unlike_category, ("2 actions", "has 1")),
    ("items-counted-once", fewer_items, ("12 items", "11")),
    ("keywords-empty", whole_without_rows, ("203 notices",)),
    ("category-zero", lambda draft: category_of_orders(draft, "0"), ("0 orders to act", "(2)")),
    ("category-blank", lambda draft: category_of_orders(draft, ""), ("4 orders to act",)),
    ("total-unlike-categories", lambda draft: draft.set(3, TOTAL, order_count=9_999), ("9,999",)),
    ("total-alone", total_alone, ("20 actions by the terms",)),
    ("total-blank", lambda draft: draft.set(3, TOTAL, order_count=""), ("total of orders to act", "has")),
    ("trusted-above-all", lambda draft: draft.put(4, *CHILD_ABUSE, trusted_law_action_count=9), ("9 ", "2 in all")),
    ("notices-without-items", no_items, ("3 notices", "0")),
    ("items-below-notices", lambda draft: draft.put(4, HATE, notice_item_count=2), ("2 items", "3 notices")),
    ("actions-above-items", lambda draft: draft.put(4, HATE, law_action_count=2_000), ("2,122", "248 items")),
    ("time-is-count", time_of_items, ("250 hours", "Items in notices")),
    ("time-beyond-two-years", lambda draft: draft.set(4, HATE, action_hours="20,000.5"), ("20,000.5 hours", "17,520")),
    ("time-beyond-period", lambda draft: draft.set(4, HATE, action_hours=5000), ("5,000 hours", "4,344")),
    ("time-unlike-others", lambda draft: draft.put(4, HATE, action_hours=2000, **MANY), ("2,000", "24 hours")),
    ("time-of-nothing", lambda draft: draft.put(4, HATE, trusted_law_action_count=0), ("12 hours", "0 actions by law")),
    ("unknown-category", own_code, ("KEYWORD_OTHER_SPAM",)),
    ("category-in-wrong-part", wrong_part, ("Part 5", "public authority")),
    ("other-without-description", without_description, ("1 row", "Animal welfare")),
    ("other-described-alike", two_described_alike, ("2 rows", "Cock fights")),
    ("row-repeated", lambda draft: draft.say(9, TOTAL_NUMBER, 1, external_moderator_count=25), ("20", "25")),
    ("share-repeated", many_shares, ("0.95", "0.5")),
    ("part-missing", lambda draft: draft.drop(7), ("Part 7",)),
    ("part-blank", lambda draft: draft.blank(9), ("part 9", "3 figures")),
    ("row-missing", lambda draft: draft.drop(5, OTHER, ANIMALS), ("Part 5", "Other under Animal welfare")),
    ("period-not-prescribed", other_period, ("2026-02-01", "2026-06-30")),
    ("row-period-missing", lambda draft: draft.periods.update({9: ""}), ("3 of 3 rows of part 9",)),
    ("row-period-placeholder", lambda draft: draft.periods.update({9: "YYYY-MM-DD/YYYY-MM-DD"}), ("YYYY-MM-DD",)),
    ("row-period-impossible", lambda draft: draft.periods.update({9: "2026-01-01/2026-06-31"}), ("2026-06-31",)),
    ("row-period-other", lambda draft: draft.periods.update({9: "2025-07-01/2025-12-31"}), ("2025-12-31",)),
    ("subject-under-other", under_other, ("121,219 measures", "Child sexual abuse material")),
    ("deepfake-blank", blank_deepfake, ("15 measures",)),
    ("intimate-empty", intimate_empty, ("5,012 measures",)),
    ("child-abuse-empty", abuse_empty, ("5,009 measures",)),
    ("child-abuse-is-all", abuse_only, ("2,000 notices",)),
    ("automated-unlike-own-initiative", unlike_automated, ("888,888",)),
    ("notices-unlike-automated", lambda draft: draft.say(8, NAM, other_notice_count=5_000), ("5,040",)),
    ("own-above-total", lambda draft: draft.say(8, TOTAL_NUMBER, other_measure_count=80), ("90", "80")),
    ("restated", lambda draft: draft.restate(9, TOTAL_NUMBER, external_moderator_count=25), ("20 to 25",)),
]  # fmt: skip


def planted(plant: Callable[[Draft], object], how: HowObtained = HowObtained.FILES) -> list[Flag]:
    draft = Draft()
    plant(draft)
    return flags_in(draft.report(how))


@pytest.mark.parametrize(("rule", "plant", "figures"), CASES, ids=[case[0] for case in CASES])
def test_a_planted_fault_breaks_its_rule_and_no_other(
    rule: str, plant: Callable[[Draft], object], figures: tuple[str, ...]
) -> None:
    flags = planted(plant)
    assert {flag.rule.id for flag in flags} == {rule}, [flag.message for flag in flags]
    said = " ".join(flag.message for flag in flags)
    for figure in figures:
        assert figure in said, said
    for flag in flags:
        assert flag.cells and flag.message and not flag.message.endswith(".")


def test_every_rule_has_a_planted_fault() -> None:
    assert [case[0] for case in CASES] == list(dict.fromkeys(case[0] for case in CASES))
    assert {case[0] for case in CASES} == set(RULES)


@pytest.mark.parametrize("how", HowObtained)
@pytest.mark.parametrize("kind", [*ServiceKind, None])
def test_a_report_as_the_template_asks_has_no_flag(how: HowObtained, kind: ServiceKind | None) -> None:
    report = Draft(kind).report(how)
    if kind not in (ServiceKind.VLOP, ServiceKind.VLOSE, None):
        year = Period(date(2026, 1, 1), date(2026, 12, 31))
        stated = report.cells.assign(period="2026-01-01/2026-12-31")
        report = replace(report, period=year, cells=stated)
    assert [flag.message for flag in flags_in(report)] == []


@pytest.mark.parametrize(("rule", "plant", "figures"), CASES, ids=[case[0] for case in CASES])
def test_what_needs_the_whole_report_is_judged_of_files_only(
    rule: str, plant: Callable[[Draft], object], figures: tuple[str, ...]
) -> None:
    draft = Draft()
    plant(draft)
    report = draft.report()
    for how in (HowObtained.CELLS, HowObtained.COMPILED, HowObtained.SAMPLE):
        found = {flag.rule.id for flag in flags_in(replace(report, how=how))}
        assert found <= {rule}
        assert not (RULES[rule].needs_whole and found)


def test_rules_are_written_for_readers() -> None:
    for rule in RULES.values():
        assert rule.title[0].isupper() and not rule.title.endswith(".")
        assert rule.asks.endswith(".") and rule.clause
