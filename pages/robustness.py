"""Robustness: how sure each rank is, what moves it, and what it would be under the reader's own settings."""

from scorecard.ui import blocks, controls, frame, influence, robustness, sandbox

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()

if not robustness.has_any(tables):
    controls.draw_address_note()
    robustness.draw_none(top)
elif robustness.choose_view() == robustness.PUBLISHED:
    scope = robustness.choose_scope(tables)
    controls.draw_address_note()
    robustness.draw_title(top, tables, scope)
    robustness.draw_ranges(tables, scope)
    robustness.draw_pairs(tables, scope)
    robustness.draw_claims(tables, scope)
    robustness.draw_acceptability(tables, scope)
    robustness.draw_bands(tables, scope)
    influence.draw_influence(tables, scope)
    influence.draw_left_out(tables, scope)
    influence.draw_importances(tables)
    influence.draw_method(tables)
else:
    sandbox.draw(top, tables)
