"""Which release a page shows: the newest frozen one, unless the address asks for another; and what to know of it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from scorecard import queries, settings
from scorecard.dates import day
from scorecard.errors import ReleaseError
from scorecard.ui import cache, controls, html, navigation
from scorecard.ui.address import One

WORKING = queries.WORKING_RELEASE
WORKING_LABEL = "Working data, not frozen"
CORRECTIONS_SHOWN = 5
_SHOWN = "release_shown"


def choose(*, is_drawn: bool = True) -> None:
    """Draw the choice of release in the sidebar, and let the page and all its links stay within the chosen one.

    Where it is not drawn, as in somebody else's page, only the address counts.

    A folder of releases that cannot be read is told by `frame.tables_or_stop`, which reads it again.
    """
    try:
        options = _options(cache.releases(settings.releases_dir()))
    except ReleaseError:
        options = {WORKING: WORKING_LABEL}
    usual_id = next(iter(options))
    if not is_drawn:
        given = st.query_params.get_all("release")
        understood = One(options, usual_id).read(given) if given else None
        st.session_state[_SHOWN] = understood.value if understood else usual_id
        if understood and not understood.is_whole:
            controls.refuse("release")
        return
    with st.sidebar:
        chosen = controls.choose_for_all(
            "Release", options, "release", usual_id, hint="Each release stays as it was frozen; see the page Data."
        )
    st.session_state[_SHOWN] = chosen
    navigation.stay_within("" if chosen == usual_id else chosen)


def shown() -> str:
    """Return the id of the release that this run of a page shows."""
    return str(st.session_state.get(_SHOWN, WORKING))


def usual() -> str:
    """Return the id of the release that the app shows by itself."""
    return next(iter(_options(cache.releases(settings.releases_dir()))))


def asked_for(given: Mapping[str, Sequence[str]]) -> str:
    """Return the release that an address asks for, and let all links that are made from here on stay within it."""
    options = _options(cache.releases(settings.releases_dir()))
    usual = next(iter(options))
    chosen = One(options, usual).read(given["release"]).value if "release" in given else usual
    navigation.stay_within("" if chosen == usual else chosen)
    return chosen


def tables_of(release_id: str) -> queries.Tables | None:
    """Return the tables of a frozen release; None for working data, which the database has.

    Raises:
        ReleaseError: the release, or the folder of releases, cannot be read.
    """
    folder = settings.releases_dir()
    known = cache.releases(folder)
    if release_id == WORKING:
        return None
    content = {facts.release_id: facts.content_hash for facts in known}.get(release_id, "")
    return cache.release_tables(folder, release_id, content, release_id == known[0].release_id)


def earlier(tables: queries.Tables) -> list[str]:
    """Return the ids of the frozen releases that came before the one that is shown, newest first."""
    shown_id = str(queries.release(tables)["release_id"])
    known = [facts.release_id for facts in cache.releases(settings.releases_dir())]
    return known[known.index(shown_id) + 1 :] if shown_id in known else known


def newest_tables(tables: queries.Tables) -> queries.Tables:
    """Return the tables of the newest frozen release, which know of all corrections; else those that are shown."""
    known = cache.releases(settings.releases_dir())
    return (tables_of(known[0].release_id) if known else None) or tables


def draw_note(tables: queries.Tables) -> None:
    """Say above the page if it shows another release than the newest, and what of it was corrected since."""
    known = cache.releases(settings.releases_dir())
    release = queries.release(tables).to_dict()
    if not known or release["release_id"] == known[0].release_id:
        return
    corrected = queries.corrections_of(newest_tables(tables), release["release_id"]) if release["is_frozen"] else []
    companies = {None, *st.query_params.get_all("company")}
    own = [one for one in corrected if len(companies) == 1 or one["company_id"] in companies]
    st.html(
        html.render(
            "release_note",
            release=release,
            newest=known[0],
            newest_href=f"?{controls.query_without('release')}",
            corrected=own[:CORRECTIONS_SHOWN],
            more=len(own) - len(own[:CORRECTIONS_SHOWN]),
            others=len(corrected) - len(own),
            corrections_href=navigation.href("corrections"),
        )
    )


def _options(known: Sequence[queries.ReleaseFacts]) -> dict[str, str]:
    """Return the label of each release by its id, the usual one first."""
    frozen = {facts.release_id: f"{facts.release_id}, {day(facts.released_on)}" for facts in known}
    return frozen | {WORKING: WORKING_LABEL}
