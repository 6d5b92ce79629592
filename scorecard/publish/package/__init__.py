"""Frozen releases as data packages: rows in, files out, and files in, rows out. Bytes only; nothing here opens a file.

- `cells`: a value as text, and back.
- `tables`: a table as CSV, as JSON, as Parquet, and back.
- `descriptor`: ``datapackage.json``, by the Data Package standard.
- `words`: the files for people: what is in the package, its licence, how to cite it.
- `assembly`: all files of a release.
- `reading`: the rows of a release from its files, with every way in which they do not hold together.
"""
