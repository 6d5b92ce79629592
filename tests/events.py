"""A few made-up events around the libraries."""

from pathlib import Path

EVENTS = """\
events:
  - id: lending-act
    date: 2021-12
    kind: law
    title: A law lets everybody borrow
    summary: It asks all libraries to lend.
    companies: []
    jurisdiction: "NO"
    source:
      publisher: The Paper
      title: "Everybody may borrow (from paper.example)"
      url: https://paper.example/borrow
      published: null
    seen: secondary
  - id: north-opens
    date: 2024-05-06
    kind: company
    title: North Library opens on Sundays
    summary: The rules on north.example now name seven days.
    companies: [north, south]
    jurisdiction: null
    source:
      publisher: North Library
      title: House rules
      url: https://north.example/rules
      published: 2024-05
    seen: primary
  - id: reading-year
    date: 2025
    kind: programme
    title: Libraries begin a year of reading
    summary: They take it up together.
    companies:
      - south
    jurisdiction: EU
    source:
      publisher: Readers
      title: A year of reading
      url: https://readers.example/year
      published: 2025-01-02
    seen: primary
"""


def with_events(data_dir: Path) -> Path:
    """Add events to the libraries, and return their folder."""
    (data_dir / "events.yaml").write_text(EVENTS, "utf-8")
    return data_dir
