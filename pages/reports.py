"""Transparency reports: what services publish on the subject, side by side, and where it does not add up."""

from scorecard.ui import blocks, controls, cybertips, frame, report_check, report_details, reports

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
view = reports.choose_view()

if view == reports.CHECK:
    report_check.draw(top)
elif view == reports.CYBERTIPS:
    cybertips.draw(top, tables)
elif not reports.has_any(tables):
    controls.draw_address_note()
    reports.draw_none(top)
elif view == reports.SIDE_BY_SIDE:
    reports.draw_side_by_side(top, tables)
elif view == reports.SERVICE:
    report_details.draw_service(top, tables)
elif view == reports.COVERAGE:
    report_details.draw_coverage(top, tables)
else:
    report_details.draw_flags(top, tables)
