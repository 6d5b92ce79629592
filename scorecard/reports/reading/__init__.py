"""Reading published reports: bytes in, reports out. Nothing is written, executed or fetched."""
