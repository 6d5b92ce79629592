"""Ranking: who meets the asks, who does not, and how far the gaps could move it."""

from scorecard.ui import blocks, controls, frame, ranking

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
view = ranking.choose_view(tables)
rows = ranking.companies(tables, view)

if rows.empty:
    controls.draw_address_note()
    ranking.draw_nobody(top, tables, view)
else:
    with top:
        blocks.draw_title(ranking.finding(tables, view), ranking.basis(tables, view))
    ranking.draw_asks(tables, view)
    ranking.draw_chart(tables, view)
    controls.draw_address_note()
    ranking.draw_table(tables, view)
    ranking.draw_claims(tables, view)
    ranking.offer_citation(tables, view)
