"""What is in the press kit: the charts, the cards, the tables."""

from scorecard import queries
from scorecard.pictures import asks, companies, origin, ranking, reports, robustness
from scorecard.publish.picture import Picture, Sheet
from scorecard.queries import published, watched


def kit_pictures(tables: queries.Tables) -> list[Picture]:
    """Return the charts, in the order in which they are listed."""
    return [*_rankings(tables), *_ranks(tables), *_levels(tables), *_reports(tables), *_rules(tables)]


def kit_cards(tables: queries.Tables) -> list[Picture]:
    """Return a card for each company to which any ask applies, by name."""
    every = queries.in_name_order(tables)
    return [companies.card(tables, one) for one in every if not companies.comparison_of(tables, one).empty]


def kit_tables(tables: queries.Tables) -> list[Sheet]:
    """Return the tables that belong to no chart."""
    source = origin.source(tables)
    level = {"level": "level of the indicator", "value": "worth of the level, 0–1", "confidence": "of the coding"}
    scored = {"score": origin.SCORE, "coverage": "share of the applicable indicators that were assessed, 0–1",
              "score_low": "lower bound of the score", "score_high": "upper bound of the score"}  # fmt: skip
    sheets = [
        Sheet("scores-by-company", "Scores and ranks of companies", queries.scores_by_company(tables),
              scored | origin.commitment_units(tables), source, ""),
        Sheet("scores-by-ask", "Scores of companies under each ask", queries.scores_by_commitment(tables), scored,
              source, ""),
        Sheet("levels-by-indicator", "Levels of companies on each indicator", queries.scores_by_indicator(tables),
              level, source, "commitment"),
    ]  # fmt: skip
    if published.has_reports(tables):
        sheets.append(
            Sheet("report-figures", "Every figure of every transparency report", published.figures_file(tables), {},
                  published.source_in_words(tables, published.usual_period(tables)), "reports")
        )  # fmt: skip
    if watched.has_history(tables):
        sheets.append(
            Sheet("policy-first-namings", "Since when archived rules name each term", watched.first_namings(tables),
                  {}, watched.archive_in_words(tables), "policy_watch")
        )  # fmt: skip
    return sheets


def _rankings(tables: queries.Tables) -> list[Picture]:
    every = ranking.View()
    groups = [ranking.View(group=group) for group in queries.peer_group_labels(tables)]
    shown = [view for view in groups if not ranking.companies(tables, view).empty]
    return [
        ranking.scores(tables, every),
        *(ranking.scores(tables, view) for view in shown),
        ranking.spread(tables, every),
        ranking.heat_map(tables, every),
    ]


def _ranks(tables: queries.Tables) -> list[Picture]:
    if not queries.has_robustness(tables):
        return []
    scopes = list(queries.scopes(tables))
    first = scopes[0]
    shown = [robustness.ranges(tables, scope) for scope in scopes]
    if queries.has_pairs(tables, first):
        shown.append(robustness.pairs(tables, first))
    shown.append(robustness.acceptability(tables, first))
    if queries.source_influence(tables, first)["total"].notna().any():
        shown.append(robustness.influence(tables, first))
    return shown


def _levels(tables: queries.Tables) -> list[Picture]:
    shown = [asks.levels(tables, commitment_id, asks.ALL) for commitment_id in queries.commitment_titles(tables)]
    if queries.evidence_count(tables):
        shown.append(asks.evidence_years(tables, queries.EvidenceChoice("", {})))
    if len(tables["endorser"]):
        shown.append(asks.endorsers(tables))
    return shown


def _reports(tables: queries.Tables) -> list[Picture]:
    shown = []
    if published.has_reports(tables):
        period, category = published.usual_period(tables), published.usual_category()
        shown.append(reports.side_by_side(tables, period, category, published.usual_option()))
    if published.has_cybertips(tables):
        providers = published.usual_cybertip_providers(tables)
        shown += [reports.cybertips(tables, providers)] if providers else []
    return shown


def _rules(tables: queries.Tables) -> list[Picture]:
    if not watched.has_history(tables):
        return []
    terms = [term for term in watched.policy_terms(tables) if watched.timeline(tables, term)]
    return [reports.timeline(tables, term, None) for term in terms]
