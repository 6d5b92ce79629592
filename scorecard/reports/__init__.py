"""Published transparency reports: the EU template as a contract, reading, conformance rules, measures (pure)."""
