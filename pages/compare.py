"""Compare: up to five companies side by side, or one beside its peer group."""

from scorecard.ui import blocks, compare, controls, frame

frame.enter()
tables = frame.tables_or_stop()
top = blocks.make_room()
chosen = compare.choose_companies(tables)
only_differences, has_groups = compare.choose_view(len(chosen))
controls.draw_address_note()

if not chosen:
    compare.draw_nobody(top)
else:
    comparison = compare.of(tables, chosen)
    compare.draw_title(top, tables, comparison)
    compare.draw_profiles(tables, comparison, has_groups)
    compare.draw_head(tables, comparison, has_groups)
    compare.draw_indicators(tables, comparison, only_differences, has_groups)
