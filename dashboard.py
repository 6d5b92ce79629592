"""Entry of the app: `streamlit run dashboard.py`, or, with compression and security headers, `make run`."""

from scorecard.ui import frame, navigation, releases

frame.configure()
page = navigation.navigate()
frame.start_view(page)
frame.name_tab(page.title)
frame.draw_top()
releases.choose()
tables = frame.tables_or_stop()
frame.draw_help_lines(tables)
releases.draw_note(tables)
page.run()
frame.draw_footer(tables)
