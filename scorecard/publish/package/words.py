"""The files of a release that people read: what is in it, under which licence, and how to cite it."""

from collections.abc import Mapping, Sequence

import jinja2
import yaml

from scorecard.numbers import counted
from scorecard.publish.cited_work import AUTHOR
from scorecard.publish.package.descriptor import OTHERS, File, ReleaseFacts

# Markdown made from our own definitions and ids only: nothing in it comes from data, so nothing is escaped.
_MADE = jinja2.Environment(  # noqa: S701
    loader=jinja2.PackageLoader("scorecard.publish.package"),
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    keep_trailing_newline=True,
)


def description_of(facts: ReleaseFacts, counts: dict[str, int]) -> str:
    """Return what a release holds, in two sentences."""
    return (
        f"Scores of {counted(counts['company'], 'company', 'companies')} on "
        f"{counted(counts['indicator'], 'indicator')} by method {facts.methodology_version}, with the evidence behind "
        f"every level, ranges of ranks, published transparency reports and checks of cited clauses. The companies have "
        f"not signed the call: a low score means that a company does not meet the ask."
    )


def citation_file(facts: ReleaseFacts, title: str, description: str) -> bytes:
    """Return ``CITATION.cff`` of a release."""
    cited = {
        "cff-version": "1.2.0",
        "message": "Please cite the release that you used.",
        "title": title,
        "type": "dataset",
        "authors": [{"name": AUTHOR}],
        "version": facts.release_id,
        "date-released": facts.released_on.isoformat(),
        "commit": facts.commit,
        "identifiers": [
            {"type": "other", "value": f"sha256:{facts.content_hash}", "description": "content hash of the release"}
        ],
        "license": ["CC-BY-4.0"],
        "abstract": description,
    }
    return yaml.safe_dump(cited, sort_keys=False, allow_unicode=True, width=110).encode()


def licence_file(files: Sequence[File]) -> bytes:
    """Return ``LICENSE.md`` of a release with some files."""
    others: dict[str, list[str]] = {}
    for table in (file.table for file in files if file.table):
        if table.name in OTHERS:
            others.setdefault(OTHERS[table.name]["name"], []).append(table.plural)
    return _MADE.get_template("LICENSE.md").render(others=others).encode()


def readme(
    facts: ReleaseFacts, title: str, description: str, files: Sequence[File], rows: Mapping[str, int], whole: str
) -> bytes:
    """Return ``README.md`` of a release: how to load, check and cite it, and its data dictionary.

    Args:
        facts: what names the release.
        title: its title.
        description: what it holds, in words.
        files: its files.
        rows: number of rows of each table, by its name.
        whole: name of the file that holds all tables.
    """
    text = _MADE.get_template("README.md").render(
        title=title,
        facts=facts,
        description=description,
        tabular=[file for file in files if file.table],
        others=[file for file in files if not file.table],
        rows=rows,
        whole=whole,
    )
    return text.encode()
