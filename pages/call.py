"""About the call: where to find help, what the call asks, and who endorses it."""

from scorecard.ui import call, frame

frame.enter()
tables = frame.tables_or_stop()
if tables["call"].empty:
    call.draw_nothing()
else:
    call.draw_title(tables)
    call.draw_help(tables)
    call.draw_asks(tables)
    call.draw_endorsers(tables)
