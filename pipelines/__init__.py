"""Reading what others publish, and writing it down in the project's own form, with where it came from."""
