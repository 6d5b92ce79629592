"""The pages of a static site, drawn from the same parts as the app's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from scorecard import dates, numbers, queries, settings, words
from scorecard.pictures.ranking import View
from scorecard.queries import published
from scorecard.site.links import commitment_path, company_path, indicator_path
from scorecard.ui import (
    agreement,
    call,
    claims,
    commitment,
    company,
    company_reports,
    corrections,
    frame,
    html,
    method,
    ranking,
)


class Around(NamedTuple):
    """The releases around the one that is shown.

    `before` are the tables of the one before it, None for the first; `newest` those of the newest, which knows of all
    corrections; `opened` gives those of any by its id.
    """

    before: queries.Tables | None
    newest: queries.Tables
    opened: Callable[[str], queries.Tables | None]


@dataclass(frozen=True)
class Section:
    """A heading with what stands below it; without a heading where that is empty."""

    heading: str
    anchor: str
    body: str


@dataclass(frozen=True)
class StaticPage:
    """One page.

    Attributes:
        path: its path on the site.
        title: the finding.
        lead: what it rests on.
        sections: what stands on it, as HTML.
        picture: name of the chart that stands for it, as the press kit has it; empty for none.
        about: what it says, in one or two sentences, for search engines and previews of links.
    """

    path: str
    title: str
    lead: str
    sections: tuple[Section, ...]
    picture: str = ""
    about: str = field(default="")


def pages(tables: queries.Tables, today: date, around: Around) -> Iterator[StaticPage]:
    """Yield every page of a release but that of its files.

    Args:
        tables: tables of the release.
        today: the day by which ages of evidence are told.
        around: the releases around it.
    """
    yield _ranking(tables, today)
    for company_id in queries.in_name_order(tables):
        yield _company(tables, company_id, today, around.before)
    for commitment_id in queries.commitment_titles(tables):
        yield _commitment(tables, commitment_id)
    for indicator_id in queries.in_order(tables, "indicator")["indicator_id"]:
        yield _indicator(tables, indicator_id, today)
    yield _method(tables)
    yield _corrections(tables, around)
    if not tables["call"].empty:
        yield _call(tables)
        yield _help(tables)


def _ranking(tables: queries.Tables, today: date) -> StaticPage:
    view = View()
    shown = ranking.companies(tables, view)
    said = claims.carried(tables, ranking.scope(view), tuple(shown["company_id"]))
    return StaticPage(
        "index.html",
        ranking.finding(tables, view),
        ranking.basis(tables, view),
        _sections(
            (ranking.asks_finding(tables, view), "asks", ranking.ask_figures(tables, view)),
            ("Scores, ranks and asks", "table", ranking.table(tables, view, today)),
            ("What this ranking carries, and what it does not", "claims", said),
        ),
        picture="ranking-scores",
        about=words.NOT_SIGNED_THE_CALL,
    )


def _company(tables: queries.Tables, company_id: str, today: date, before: queries.Tables | None) -> StaticPage:
    first, more, _ = company.improvements(tables, company_id)
    has_sentences = bool(queries.safe_sentences(tables, company_id))
    return StaticPage(
        company_path(company_id),
        company.finding(tables, company_id),
        "",
        _sections(
            ("", "", company.head(tables, company_id, today)),
            ("Beside its peer group", "profile", company.profile_twin(tables, company_id)),
            ("How sure the rank is", "print", company.sentences(tables, company_id) if has_sentences else ""),
            ("What would raise this score", "improve", f"{first}{more}"),
            ("", "", company.report_card(tables, company_id, today)),
            ("What its transparency reports say", "reports", _reports(tables, company_id)),
            ("The company’s reply, and changes", "reply", company.reply(tables, company_id)),
            ("", "", company.changed(before, tables, company_id) if before else ""),
        ),
        picture=f"card-{company_id}",
        about=f"{queries.company_sentence(tables, company_id)} {words.NOT_SIGNED_THE_CALL}",
    )


def _reports(tables: queries.Tables, company_id: str) -> str:
    return company_reports.reports(tables, company_id) if published.company_reports(tables, company_id) else ""


def _commitment(tables: queries.Tables, commitment_id: str) -> StaticPage:
    return StaticPage(
        commitment_path(commitment_id),
        queries.commitment_finding(tables, commitment_id),
        words.NOT_SIGNED_THE_CALL,
        _sections(
            ("", "", commitment.ask(tables, commitment_id)),
            ("Every company on every indicator of this ask", "companies", commitment.matrix(tables, commitment_id)),
            ("The indicators", "indicators", commitment.indicator_list(tables, commitment_id)),
        ),
        picture=f"levels-{commitment_id.replace('_', '-')}",
    )


def _indicator(tables: queries.Tables, indicator_id: str, today: date) -> StaticPage:
    return StaticPage(
        indicator_path(indicator_id),
        queries.indicator_finding(tables, indicator_id),
        str(queries.indicator(tables, indicator_id)["question"]),
        _sections(
            ("What it asks", "rubric", commitment.rubric(tables, indicator_id)),
            ("Every company by its level", "companies", commitment.standings(tables, indicator_id, today)),
        ),
        about=words.NOT_SIGNED_THE_CALL,
    )


def _method(tables: queries.Tables) -> StaticPage:
    said = tables["methodology"].iloc[0]
    indicators = numbers.counted(len(tables["indicator"]), "indicator")
    asks = numbers.counted(len(tables["commitment"]), "commitment")
    agreed = queries.agreement_finding(queries.coder_agreement(tables))
    return StaticPage(
        "method.html",
        f"How {indicators} under {asks} become a score",
        f"{said['title']}, version {said['version']}.",
        _sections(
            ("What the scores do not say", "limits", method.limits(tables) if len(tables["limit"]) else ""),
            ("Levels: how far an indicator is met", "levels", method.levels(tables)),
            ("From levels to scores, ranks and bands", "scoring", method.scoring(tables)),
            ("Commitments and indicators", "indicators", method.indicators(tables)),
            ("Which indicator applies to whom", "applicability", method.applicability(tables)),
            ("Evidence: what counts and how sure it is", "evidence", method.evidence_rules(tables)),
            *([] if tables["coding"].empty else [(agreed, "agreement", agreement.compared(tables))]),
        ),
    )


def _corrections(tables: queries.Tables, around: Around) -> StaticPage:
    contact = html.render("corrections", contact=settings.contact(), example=_first_indicator(tables))
    return StaticPage(
        "corrections.html",
        queries.corrections_finding(around.newest),
        corrections.PROMISE,
        _sections(
            ("All corrections, newest first", "list", corrections.listed(around.newest, around.opened)),
            ("How to ask for one", "how", contact),
        ),
    )


def _call(tables: queries.Tables) -> StaticPage:
    return StaticPage(
        "call.html",
        queries.call_finding(tables),
        "",
        _sections(
            ("Help and reporting", "help", frame.help_lines(tables, True)),
            ("What it asks of companies", "asks", call.asks(tables)),
        ),
    )


def _help(tables: queries.Tables) -> StaticPage:
    told = tables["call"].iloc[0]
    source = f"The addresses are from the call “{told['title']}” of {dates.day(told['published_on'])}."
    body = frame.help_lines(tables, True)
    return StaticPage("help.html", words.HELP_TITLE, f"{words.HELP_RIGHTS} {source}", _sections(("", "", body)))


def _sections(*parts: tuple[str, str, str]) -> tuple[Section, ...]:
    """Return sections, without those that have nothing."""
    return tuple(Section(*part) for part in parts if part[2])


def _first_indicator(tables: queries.Tables) -> str:
    return str(next(iter(queries.in_order(tables, "indicator")["indicator_id"]), ""))
