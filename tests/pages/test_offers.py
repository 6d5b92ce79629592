"""The offer under every chart: there, closed, and empty until somebody opens it."""

from collections.abc import Callable

import pytest

from scorecard import queries
from scorecard.pictures import origin, ranking
from scorecard.publish.picture import Sheet
from tests.pages.conftest import Page


@pytest.mark.parametrize(
    ("path", "charts"),
    [("ranking", 1), ("company", 1), ("commitment", 1), ("compare", 1), ("robustness", 4), ("reports", 1),
     ("policy_watch", 1), ("evidence", 1), ("call", 1)],
)  # fmt: skip
def test_every_chart_has_an_offer_that_draws_nothing_while_it_is_closed(
    open_page: Callable[..., Page], path: str, charts: int
) -> None:
    page = open_page(path)
    assert len(page.app.get("plotly_chart")) == charts
    offers = [block for block in page.app.get("popover") if block.proto.popover.label == "Download this chart"]
    assert len(offers) == charts
    assert not [button for button in page.app.get("download_button") if button.label in ("PNG", "SVG", "PDF")]
    assert "pw-offer-heading" not in page.html


def test_a_stamp_names_the_release_and_links_to_the_view(tables: queries.Tables) -> None:
    sheet = ranking.scores(tables, ranking.View(group="payments")).sheet
    stamp = origin.stamp(tables, sheet, "https://pledgewatch.example.org")
    assert stamp.address == "https://pledgewatch.example.org/?group=payments&chart=scores&release=working"
    assert stamp.release.startswith("Working data, coded up to ")
    other = Sheet("a", "A", sheet.data, {}, "", "robustness")
    assert origin.stamp(tables, other, "https://x.example.org", "").address.endswith("/robustness?release=working")
    assert origin.stamp(tables, other, "").address == ""
