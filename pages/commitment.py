"""Asks and indicators: what the call asks, how far companies meet it, and on what finding each stands."""

from scorecard.ui import blocks, commitment, controls, frame

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
commitment_id, indicator_id = commitment.choose(tables)
controls.draw_address_note()
if indicator_id == commitment.ALL:
    commitment.draw_commitment(top, tables, commitment_id)
else:
    commitment.draw_indicator(top, tables, commitment_id, indicator_id)
