"""Policy watch: since when archived rules name what, what changed lately, and whether citations still hold."""

from scorecard.ui import blocks, frame, policy_details, policy_watch

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
view = policy_watch.choose_view()

if view == policy_watch.CITATIONS:
    policy_details.draw_citations(top, tables)
elif not policy_watch.has_any(tables):
    policy_watch.draw_none(top)
elif view == policy_watch.TIMELINE:
    policy_watch.draw_timeline(top, tables)
elif view == policy_watch.MATRIX:
    policy_watch.draw_matrix(top, tables)
elif view == policy_watch.RECENT:
    policy_details.draw_recent(top, tables)
else:
    policy_details.draw_document(top, tables)
