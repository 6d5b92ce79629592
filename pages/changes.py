"""What changed: scores, ranks and levels since another release, each with its cause."""

from scorecard.ui import blocks, changes, frame

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
since = changes.choose_before(tables)

if since is None:
    changes.draw_first(top, tables)
else:
    changes.draw_title(top, since, tables)
    changes.draw_moves(since, tables)
    changes.draw_levels(since, tables)
    changes.draw_scores(since, tables)
    changes.draw_method(since, tables)
