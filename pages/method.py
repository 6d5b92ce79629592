"""Method: what is scored, how a level is earned, how levels become scores, and what the scores do not say."""

from scorecard.ui import agreement, frame, method, worked_example

frame.enter()
tables = frame.tables_or_stop()
method.draw_title(tables)
method.draw_limits(tables)
method.draw_interests(tables)
method.draw_levels(tables)
method.draw_scoring(tables)
worked_example.draw(tables)
method.draw_indicators(tables)
method.draw_applicability(tables)
method.draw_evidence_rules(tables)
agreement.draw(tables)
method.draw_corrections(tables)
