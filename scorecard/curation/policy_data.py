"""What a data folder holds on archived policies: by hand what is watched and looked for, by machine what was found."""

from dataclasses import dataclass, field
from pathlib import Path

from scorecard.curation.files import Rows, Sourced, is_there, read_file, read_rows
from scorecard.curation.lexicon import Lexicon
from scorecard.curation.policy import Watchlist
from scorecard.curation.policy_rows import ArchiveHead, CitationCheck, ClauseSpell, DocumentVersion, FollowedDocument
from scorecard.curation.provenance import Made, read_made
from scorecard.errors import Problem

FOLDER = "policy_history"
WATCHLIST, LEXICON = "watchlist.yaml", "lexicon.yaml"
HEADS, DOCUMENTS, VERSIONS, CLAUSES, CITATIONS = (
    "collections.csv", "documents.csv", "versions.csv", "clauses.csv", "citations.csv",
)  # fmt: skip
FEED = "changes.atom"


@dataclass(frozen=True)
class PolicyData:
    """Everything on archived policies.

    Attributes:
        watchlist: what is watched; None where the folder does not have the file.
        lexicon: what is looked for; None where the folder does not have the file.
        heads, documents, versions, clauses, citations: what was found.
        made: the machine-written files and what they were made of.
    """

    watchlist: Sourced[Watchlist] | None = None
    lexicon: Sourced[Lexicon] | None = None
    heads: Rows[ArchiveHead] = field(default_factory=lambda: Rows(f"{FOLDER}/{HEADS}"))
    documents: Rows[FollowedDocument] = field(default_factory=lambda: Rows(f"{FOLDER}/{DOCUMENTS}"))
    versions: Rows[DocumentVersion] = field(default_factory=lambda: Rows(f"{FOLDER}/{VERSIONS}"))
    clauses: Rows[ClauseSpell] = field(default_factory=lambda: Rows(f"{FOLDER}/{CLAUSES}"))
    citations: Rows[CitationCheck] = field(default_factory=lambda: Rows(f"{FOLDER}/{CITATIONS}"))
    made: tuple[Made, ...] = ()


def read_policy_data(data_dir: Path, problems: list[Problem]) -> PolicyData:
    """Return what a data folder holds on archived policies; what is wrong is added to the problems."""
    folder = data_dir / FOLDER
    watchlist, lexicon = folder / WATCHLIST, folder / LEXICON
    heads = read_rows(folder / HEADS, data_dir, ArchiveHead, problems)
    documents = read_rows(folder / DOCUMENTS, data_dir, FollowedDocument, problems)
    versions = read_rows(folder / VERSIONS, data_dir, DocumentVersion, problems)
    clauses = read_rows(folder / CLAUSES, data_dir, ClauseSpell, problems)
    citations = read_rows(folder / CITATIONS, data_dir, CitationCheck, problems)
    files = [rows.file for rows in (heads, documents, versions, clauses, citations)]
    feed = f"{Path(heads.file).parent}/{FEED}"
    made = (read_made(folder / Path(file).name, file) for file in [*files, feed])
    return PolicyData(
        watchlist=read_file(watchlist, data_dir, Watchlist, problems) if is_there(watchlist) else None,
        lexicon=read_file(lexicon, data_dir, Lexicon, problems) if is_there(lexicon) else None,
        heads=heads,
        documents=documents,
        versions=versions,
        clauses=clauses,
        citations=citations,
        made=tuple(entry for entry in made if entry is not None),
    )
