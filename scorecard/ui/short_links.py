"""Short links that stay: ``/r/2026.11/meta`` leads to a company's page in a release."""

from collections.abc import Iterable

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from scorecard import settings
from scorecard.charts import theme
from scorecard.queries import api
from scorecard.ui import html, navigation
from scorecard.ui.api_responses import NOT_KEPT, SHORTLY, in_thread
from scorecard.vocabulary.release import is_release_id

_FORM = "A short link names a release and a company, such as /r/2026.11/meta."


async def company_link(request: Request) -> Response:
    """Lead to a company's page in the release named, the newest where none is; say what there is where it is not."""
    release_id, company = request.path_params.get("release", api.LATEST), request.path_params["company"]
    if is_release_id(company):
        return await link_without_company(request, company)
    try:
        known = await in_thread(lambda: api.companies_of(settings.releases_dir(), release_id))
    except api.NotFoundError as error:
        return _no_release(error)
    found = next((one for one in known.names if one.casefold() == company.casefold()), None)
    if found is None:
        return _not_found(f"Release {known.release_id} has no company “{company}”.", _links(known))
    kept = SHORTLY if release_id == known.release_id else NOT_KEPT
    page = navigation.href("company", company=found, release=known.release_id)
    return RedirectResponse(page, 302, headers={"Cache-Control": kept})


async def link_without_company(request: Request, release_id: str = api.LATEST) -> Response:
    """Say what a short link names, with one for each company of a release."""
    try:
        known = await in_thread(lambda: api.companies_of(settings.releases_dir(), release_id))
    except api.NotFoundError as error:
        return _no_release(error)
    return _not_found(_FORM, _links(known))


def _no_release(error: api.NotFoundError) -> Response:
    return _not_found(f"{error} {_FORM}", [(f"/r/{one}", f"Release {one}") for one in error.there_is["releases"]])


def _links(known: api.Companies) -> list[tuple[str, str]]:
    return [(f"/r/{known.release_id}/{company}", name) for company, name in known.names.items()]


def _not_found(said: str, links: Iterable[tuple[str, str]]) -> Response:
    page = html.render(
        "not_found",
        said=said,
        links=list(links),
        ranking_href=navigation.href("ranking"),
        help_href=navigation.href("get_help"),
        light=theme.LIGHT,
        dark=theme.DARK,
    )
    return HTMLResponse(page, 404, headers={"Cache-Control": NOT_KEPT})
