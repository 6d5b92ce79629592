"""Small archives of made-up policy texts: bare git repositories, written commit by commit as the archive does."""

from datetime import UTC, datetime
from pathlib import Path

import pygit2

COLLECTION = "example/policies"
_SOMEBODY = "Archive Bot"


class Archive:
    """A collection that is being written."""

    def __init__(self, folder: Path, collection: str = COLLECTION) -> None:
        self.folder, self.collection = folder, collection
        self.path = folder / f"{collection}.git"
        self.repository = pygit2.init_repository(str(self.path), bare=True)
        self.repository.set_head("refs/heads/main")
        self._files: dict[bytes, pygit2.Oid] = {}

    def record(self, day: str, message: str, **changed: bytes | str | None) -> str:
        """Commit documents by path, None to remove one, and return the commit's id.

        Keywords name paths with ``__`` for the slash and ``_`` for a space: ``North__House_Rules``.
        """
        return self.commit(
            day, message, {f"{name.replace('__', '/').replace('_', ' ')}.md": text for name, text in changed.items()}
        )

    def commit(self, day: str, message: str, changed: dict[str | bytes, bytes | str | None]) -> str:
        """Commit files by path, None to remove one, and return the commit's id."""
        for path, text in changed.items():
            key = path if isinstance(path, bytes) else path.encode()
            if text is None:
                del self._files[key]
            else:
                self._files[key] = self.repository.create_blob(text if isinstance(text, bytes) else text.encode())
        seconds = int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp())
        who = pygit2.Signature(_SOMEBODY, "bot@example.org", seconds, 0)
        head = self.repository.references.get("refs/heads/main")
        parents = [head.target] if head else []
        commit = self.repository.create_commit("refs/heads/main", who, who, message, self._tree(), parents)
        return str(commit)

    def blob(self, path: str) -> Path:
        """Return the loose object that holds a file, for tests that damage it."""
        name = str(self._files[path.encode()])
        return self.path / "objects" / name[:2] / name[2:]

    def _tree(self) -> pygit2.Oid:
        index = pygit2.Index()
        for path, blob in self._files.items():
            index.add(pygit2.IndexEntry(path.decode("utf-8", "surrogateescape"), blob, pygit2.enums.FileMode.BLOB))
        return index.write_tree(self.repository)
