"""What pictures say of where they come from: source, day, release, link."""

from urllib.parse import urlencode

from scorecard import dates, queries
from scorecard.numbers import counted
from scorecard.publish.picture import Sheet, Stamp

SCORE = "score, 0–100"
RANK = "rank, 1 is the highest score"
SHARE = "share, 0–1"
COUNT = "number"


def as_of(tables: queries.Tables) -> str:
    """Return up to when the data were coded, as the end of a sentence."""
    return f"coded up to {dates.day(queries.release(tables)['coded_on'])}"


def basis(tables: queries.Tables, companies: int) -> str:
    """Return how many companies a picture shows, and when they were coded."""
    return f"{counted(companies, 'company', 'companies')}, {as_of(tables)}"


def source(tables: queries.Tables) -> str:
    """Return where scores come from, in a sentence."""
    version = queries.release(tables)["methodology_version"]
    where = "the evidence stands on each company’s page"
    return f"Source: Pledgewatch, method {version}, coded from public documents; {where}."


def stamp(tables: queries.Tables, sheet: Sheet, address: str, query: str | None = None, superseded: str = "") -> Stamp:
    """Return what a file says of its state.

    Args:
        tables: all tables.
        sheet: what the file shows.
        address: where readers find this copy, without a slash at its end; empty where that is not known.
        query: of the view that is shown; that of the sheet where it is not given.
        superseded: in which releases it was corrected, see `queries.superseded`; empty where it was not.
    """
    release = queries.release(tables)
    said = sheet.query if query is None else query
    parts = "&".join(filter(None, [said, urlencode({"release": release["release_id"]})]))
    link = f"{address}/{sheet.path}?{parts}" if address else ""
    if release["is_frozen"]:
        return Stamp(". ".join(filter(None, [f"Release {release['release_id']}", superseded])), link)
    return Stamp(f"Working data, {as_of(tables)}, content {release['content_hash'][:10]}", link)


def commitment_units(tables: queries.Tables) -> dict[str, str]:
    """Return the unit of each column that is named after a commitment."""
    return {key: f"{title}: {SCORE}" for key, title in queries.commitment_titles(tables).items()}
