"""Corrections: what of ours was wrong in a release, what is right, why, and what that does to scores and ranks."""

from scorecard.ui import controls, corrections, frame

frame.enter()
tables = frame.tables_or_stop()
corrections.draw_title(tables)
controls.draw_address_note()
corrections.draw_list(tables)
corrections.draw_how(tables)
