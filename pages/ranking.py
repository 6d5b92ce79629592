"""Ranking: who meets the asks, who does not, and how far the gaps could move it."""

from scorecard.ui import blocks, controls, frame, ranking

frame.enter()
tables = frame.tables_or_stop()
top = ranking.make_room_for_title()
view = ranking.choose_view(tables)
rows = ranking.companies(tables, view)

if rows.empty:
    controls.draw_address_note()
    ranking.draw_nobody(top, tables, view)
else:
    with top:
        blocks.draw_title(ranking.finding(tables, rows), ranking.basis(tables, rows))
    ranking.draw_asks(tables, rows)
    ranking.draw_chart(tables, rows, view)
    controls.draw_address_note()
    ranking.draw_table(tables, rows, view)
