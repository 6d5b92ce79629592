"""Evidence: every finding with its source, to search, to filter, to read and to take away."""

from scorecard.ui import blocks, controls, evidence, frame

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()

if evidence.has_any(tables):
    choice, order = evidence.choose(tables)
    note = blocks.make_room()
    places = evidence.find(tables, choice, order)
    if len(places):
        with top:
            evidence.draw_title(tables, choice)
        evidence.draw_choice(tables, choice)
        evidence.draw_chart(tables, choice)
        page = evidence.choose_page(choice, places, order)
        evidence.draw_list(tables, choice, order, page)
        evidence.draw_downloads(tables, places)
    else:
        evidence.draw_no_match(top, tables, choice)
    with note:
        controls.draw_address_note()
else:
    evidence.draw_none_recorded(top)
