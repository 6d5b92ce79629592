"""Archived policy texts: what they name, since when, and whether a cited clause is still there. Pure."""
