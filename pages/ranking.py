"""Ranking: who meets the asks, who does not, and how far the gaps could move it."""

from scorecard.ui import blocks, controls, frame, ranking

frame.enter()
tables = frame.tables_or_stop()
top = ranking.make_room_for_title()
group, role, order = ranking.choose_view(tables)
controls.draw_address_note()
rows = ranking.companies(tables, group, role, order)

if rows.empty:
    ranking.draw_nobody(top, tables, group, role)
else:
    with top:
        blocks.draw_title(ranking.finding(tables, rows), ranking.basis(tables, rows))
    ranking.draw_chart(rows)
    ranking.draw_table(tables, rows)
