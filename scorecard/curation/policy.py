"""Records of what is watched in public archives of policy texts: collections, and the documents that matter."""

from functools import cached_property

from pydantic import Field

from scorecard.curation.fields import Address, Line, Record, Slug, Text

CollectionName = Text  # owner and name of a public repository: ``OpenTermsArchive/pga-versions``


class WatchedCollection(Record):
    """A public collection of archived texts.

    Attributes:
        id: owner and name of its public repository.
        name: what its makers call it.
        home: where it can be fetched from.
        licence: under which its texts and dates may be used.
        credit: whom to name.
    """

    id: CollectionName = Field(pattern=r"^\w[\w.-]*/\w[\w.-]*$")
    name: Line
    home: Address
    licence: Line
    credit: Line


class WatchedService(Record):
    """A service whose rules are followed.

    Attributes:
        company: id of the company of ours that runs it.
        service: its name.
        folders: under which the collections keep it, where that is not its name; older names too.
        documents: which of its documents are followed beside those followed everywhere.
    """

    company: Slug
    service: Line
    folders: tuple[Line, ...] = ()
    documents: tuple[Line, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Return the folders that hold its documents."""
        return self.folders or (self.service,)


class Watchlist(Record):
    """What is watched, as in ``data/policy_history/watchlist.yaml``.

    Attributes:
        collections: the archives.
        documents: kinds of documents that are followed for every service: those that hold rules.
        services: the services.
    """

    collections: tuple[WatchedCollection, ...] = Field(min_length=1)
    documents: tuple[Line, ...] = Field(min_length=1)
    services: tuple[WatchedService, ...] = Field(min_length=1)

    @cached_property
    def service_by_folder(self) -> dict[str, WatchedService]:
        """Return the services by the folders that hold their documents."""
        return {folder: service for service in self.services for folder in service.names}

    def service_of(self, path: str) -> WatchedService | None:
        """Return whose document a path of a collection is, ``Service/Document.md``; None where it is not followed."""
        folder, _, file = path.partition("/")
        service = self.service_by_folder.get(folder)
        name = document_name(path)
        is_followed = service is not None and file.endswith(".md") and name in {*self.documents, *service.documents}
        return service if is_followed else None


def document_name(path: str) -> str:
    """Return the kind of document in a path of a collection: ``Community Guidelines``."""
    return path.rpartition("/")[2].removesuffix(".md")
