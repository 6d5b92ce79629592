"""What an address shows, in words, before anything is drawn: for previews of links, and while the app loads.

Only what is true of the very view counts: where an address narrows a page in a way that is not looked at here, the
page is named instead of its finding.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from scorecard import queries, words
from scorecard.queries import published, watched
from scorecard.ui.address import Many, One

DESCRIPTION = (
    "How far technology companies meet the five asks of the call “No to Nudify”: scores, ranks and bounds, "
    "each level with its cited evidence."
)
_CHANGES_NO_FINDING = {"release", "chart", "sort", "mark", "show", "page", "example"}

Given = Mapping[str, Sequence[str]]  # what the address says: the values of each parameter


class Preview(NamedTuple):
    """What a view shows: a sentence or a few words, and what it rests on."""

    title: str
    description: str = DESCRIPTION


def preview(tables: queries.Tables, path: str, given: Given) -> Preview | None:
    """Return what the page at a path shows for the parameters of an address; None where nothing can be said of it."""
    known = _KNOWN.get(path)
    if known is None or not known.parameters >= set(given) - _CHANGES_NO_FINDING:
        return None
    return known.say(tables, given)


def _ranking(tables: queries.Tables, given: Given) -> Preview | None:
    group = _one(given, "group", ["each", "all", *queries.peer_group_labels(tables)])
    rows = queries.select_companies(queries.ranking(tables), None if group in (None, "each", "all") else group)
    return None if rows.empty else Preview(queries.ranking_finding(tables, rows))


def _company(tables: queries.Tables, given: Given) -> Preview | None:
    company_id = _one(given, "company", queries.in_name_order(tables))
    if company_id is None:
        return None
    said = f"{queries.company_sentence(tables, company_id)} {words.NOT_SIGNED_THE_CALL}"
    return Preview(queries.company_finding(tables, company_id), said)


def _commitment(tables: queries.Tables, given: Given) -> Preview | None:
    indicator_id = _one(given, "indicator", queries.commitment_of_indicators(tables))
    if indicator_id:
        return Preview(queries.indicator_finding(tables, indicator_id), words.NOT_SIGNED_THE_CALL)
    commitment_id = _one(given, "commitment", queries.commitment_titles(tables))
    if commitment_id:
        return Preview(queries.commitment_finding(tables, commitment_id), words.NOT_SIGNED_THE_CALL)
    return None


def _compare(tables: queries.Tables, given: Given) -> Preview | None:
    companies = Many(queries.in_name_order(tables), at_most=queries.MOST_COMPARED)
    company_ids = companies.read(given["company"]).value if "company" in given else ()
    if not company_ids:
        return None
    return Preview(queries.comparison_finding(queries.compare(tables, company_ids)), words.NOT_SIGNED_THE_CALL)


def _robustness(tables: queries.Tables, given: Given) -> Preview | None:
    if not queries.has_robustness(tables):
        return None
    scopes = queries.scopes(tables)
    scope = _one(given, "group", scopes) or next(iter(scopes))
    return Preview(queries.robustness_finding(tables, scope), words.NOT_SIGNED_THE_CALL)


def _reports(tables: queries.Tables, given: Given) -> Preview | None:
    if not published.has_reports(tables):
        return None
    options = published.report_options()
    option_id = _one(given, "measure", list(options)) or published.usual_option()
    category = _one(given, "category", published.report_categories()) or published.usual_category()
    period = _one(given, "period", published.report_periods(tables)) or published.usual_period(tables)
    rows = published.side_by_side(tables, period, category, option_id)
    return Preview(published.side_finding(rows, category, options[option_id]), options[option_id].caveat)


def _policy_watch(tables: queries.Tables, given: Given) -> Preview | None:
    if not watched.has_history(tables):
        return None
    terms = watched.policy_terms(tables)
    term_id = _one(given, "term", terms) or next(iter(terms))
    company_id = _one(given, "company", watched.watched_companies(tables))
    return Preview(watched.timeline_finding(tables, term_id, company_id), watched.DATES_MEAN)


def _call(tables: queries.Tables, _given: Given) -> Preview | None:
    return None if tables["call"].empty else Preview(queries.call_finding(tables))


def _help(tables: queries.Tables, _given: Given) -> Preview | None:
    return None if tables["call"].empty else Preview(words.HELP_TITLE, words.HELP_RIGHTS)


def _one(given: Given, key: str, options: Sequence[str] | Mapping[str, str]) -> str | None:
    return One(options, "").read(given[key]).value or None if key in given else None


class _Known(NamedTuple):
    """How a page is put into words, and the parameters that are looked at for it."""

    say: Callable[[queries.Tables, Given], Preview | None]
    parameters: frozenset[str]


_KNOWN = {
    "ranking": _Known(_ranking, frozenset({"group"})),
    "company": _Known(_company, frozenset({"company"})),
    "commitment": _Known(_commitment, frozenset({"commitment", "indicator"})),
    "compare": _Known(_compare, frozenset({"company", "group"})),
    "robustness": _Known(_robustness, frozenset({"group"})),
    "reports": _Known(_reports, frozenset({"category", "measure", "period"})),
    "policy_watch": _Known(_policy_watch, frozenset({"term", "company"})),
    "call": _Known(_call, frozenset({"q", "kind"})),
    "get_help": _Known(_help, frozenset()),
}
