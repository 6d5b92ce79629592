"""Hand-written data: strict YAML and CSV, typed records, and the checks that they must pass."""
