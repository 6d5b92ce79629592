"""What the made-up libraries watch in a made-up archive, and what is looked for there."""

from pathlib import Path

from pipelines.policy_citations import verify_citations
from pipelines.policy_history import write_history
from pipelines.policy_watched import Watched, read_watched
from tests.archives import Archive

FOLDER = "policy_history"
WATCHLIST_FILE, LEXICON_FILE = f"{FOLDER}/watchlist.yaml", f"{FOLDER}/lexicon.yaml"
CITED = "0123456789abcdef0123456789abcdef01234567"  # the commit that the libraries cite before a test writes one

WATCHLIST = """\
collections:
  - id: example/policies
    name: Policies
    home: https://example.org/policies
    licence: ODC-By 1.0
    credit: Example contributors
documents:
  - House Rules
  - Terms
services:
  - company: north
    service: North Reader
    folders: [North]
  - company: south
    service: South
"""
LEXICON = """\
words:
  book: [books?]
terms:
  - id: late_books
    label: Late books
    meaning: Books that come back late.
    patterns:
      - find: late {book}
    positive: [Late books cost a fee.]
    negative: [Books are kept.]
  - id: lost_books
    label: Lost books
    meaning: Books that do not come back.
    patterns:
      - find: lost {book}
    positive: [Who pays for lost books?]
    negative: [The key was lost.]
"""
RULES = "Lending is free. We are closed on Sundays."
KIND = " Be kind to books and to each other." * 20  # so that a sentence more or less is a small part of a text


def silent(_step: str) -> None:
    """Tell nobody how far the work is."""


def watching(data_dir: Path, commit: str | None = None) -> Path:
    """Let the libraries watch the archive, and cite their clauses from one of its commits; return their folder."""
    (data_dir / FOLDER).mkdir(exist_ok=True)
    (data_dir / WATCHLIST_FILE).write_text(WATCHLIST, "utf-8")
    (data_dir / LEXICON_FILE).write_text(LEXICON, "utf-8")
    if commit is not None:
        change(data_dir, "companies/north.yaml", CITED, commit)
    return data_dir


def change(data_dir: Path, file: str, old: str, new: str) -> None:
    """Change a text in a file that has it."""
    path = data_dir / file
    text = path.read_text("utf-8")
    assert old in text, f"{old!r} is not in {file}"
    path.write_text(text.replace(old, new), "utf-8")


def watched(folder: Path) -> Watched:
    """Return what the libraries watch, without any company."""
    return read_watched(watching(folder))


def years(folder: Path) -> Archive:
    """Return an archive of some years: clauses that were there, came, went, came back, and a document that went.

    The newest version of the other document is just as old before the end as one that tells what is named today may be.
    """
    made = Archive(folder)
    rules, terms = RULES + KIND, f"Be kind.{KIND}"
    made.record("2023-01-01", "First record of North House Rules", North__House_Rules=f"{rules} Late books cost.")
    made.record("2023-02-01", "First record of South Terms", South__Terms=terms)
    made.record("2023-03-01", "Record new changes of North House Rules", North__House_Rules=rules)
    made.record("2024-01-01", "Record new changes of South Terms", South__Terms=f"{terms} Pay for lost books.")
    later = f"{rules} Late books cost again. Who pays for lost books?"
    made.record("2025-05-01", "Record new changes of North House Rules", North__House_Rules=later)
    technical = "Apply technical or declaration upgrade on South Terms"
    made.record("2025-06-01", technical, South__Terms=f"{terms} Pay for lost books. No late books.")
    made.record("2026-01-01", "Remove South Terms", South__Terms=None)
    made.record("2026-05-01", "First record of North Secret", North__Secret="Late books.")
    return made


def with_history(data_dir: Path, archive: Archive, cited: str | None = None) -> Path:
    """Write the clause history and the verified citations of an archive into the libraries; return their folder.

    Clauses are cited from the first version of the archive, or from another commit.
    """
    newest = archive.repository.references["refs/heads/main"].target
    first = [str(commit.id) for commit in archive.repository.walk(newest)][-1]
    watching(data_dir, cited or first)
    write_history(archive.folder, data_dir, silent)
    verify_citations(archive.folder, data_dir, silent)
    return data_dir
