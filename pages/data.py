"""Data: the release that is shown, as files: every table with its columns, and how to load, check and cite it."""

from scorecard.ui import frame, release_data

frame.enter()
tables = frame.tables_or_stop()
release_data.draw_title(tables)
release_data.draw_release(tables)
release_data.draw_table(tables)
release_data.draw_use(tables)
release_data.draw_releases()
