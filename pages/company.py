"""Company: the report card, from the score down to each piece of evidence."""

from scorecard.ui import blocks, company, company_reports, controls, frame

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
company_id = company.choose(tables)
controls.draw_address_note()
frame.name_tab(company.name(tables, company_id))
with top:
    blocks.draw_title(company.finding(tables, company_id))
company.offer_citation(tables, company_id)
company.draw_head(tables, company_id)
company.draw_profile(tables, company_id)
company.draw_sentences(tables, company_id)
company.draw_improvements(tables, company_id)
company.draw_report_card(tables, company_id)
company_reports.draw(tables, company_id)
company.draw_reply(tables, company_id)
