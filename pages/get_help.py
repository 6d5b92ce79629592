"""Get help: where people who are affected find help and can report."""

from scorecard.ui import frame, get_help

frame.enter()
get_help.draw(frame.tables_or_stop())
