"""Entry of the app: `streamlit run dashboard.py`, or, with compression and security headers, `make run`."""

from scorecard.ui import frame, navigation

frame.configure()
page = navigation.navigate()
frame.start_view(page.url_path)
frame.name_tab(page.title)
frame.draw_top()
tables = frame.tables_or_stop()
frame.choose_release(tables)
frame.draw_help_lines(tables)
page.run()
frame.draw_footer(tables)
