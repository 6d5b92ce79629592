"""Pledgewatch: scores companies against the asks of a public call, from dated and cited evidence."""
