"""The database: its tables, and reading and writing them whole. SQLAlchemy only; knows rows, not scores."""
