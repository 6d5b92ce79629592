"""Entry of the app: `streamlit run dashboard.py`, or, with compression and security headers, `make run`."""

from scorecard.ui import embed, frame, navigation, releases

frame.configure()
page = navigation.navigate()
frame.start_view(page)
frame.name_tab(page.title)
chart = embed.wanted()
frame.draw_top(with_sidebar=chart is None)
releases.choose(is_drawn=chart is None)
tables = frame.tables_or_stop()
if chart is not None:
    embed.draw(tables, chart)
else:
    frame.draw_help_lines(tables)
    releases.draw_note(tables)
    page.run()
    frame.draw_footer(tables)
