"""Entry of the app: `streamlit run dashboard.py`, or, with compression and security headers, `make run`."""

from scorecard.ui import frame, navigation

frame.configure()
page = navigation.navigate()
frame.name_tab(page.title)
frame.draw_top()
tables = frame.tables_or_stop()
frame.draw_help_lines(tables)
page.run()
frame.draw_footer(tables)
