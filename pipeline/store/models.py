"""What the store holds, as SQLAlchemy models: documents, files, extractions, runs (数据仓).

What is gone is marked with the run that found it gone. Only readings, which can be made again, are ever deleted
(`pruning`).
"""

from __future__ import annotations

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, LargeBinary, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """The base of the store's tables."""


class StoredDocument(Base):
    """A document by the hash of its bytes, whatever its files are called."""

    __tablename__ = "documents"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int] = mapped_column(BigInteger, doc="bytes")
    first_run: Mapped[str] = mapped_column(String(40), doc="the run that met it first")


class Sighting(Base):
    """A file of a dataset with the document it held, from one run to another.

    A replaced file has a row for each version; a moved one has a row for each name, of the same document.
    """

    __tablename__ = "sightings"
    __table_args__ = (Index("sightings_by_dataset", "dataset", "last_run"), Index("sightings_by_sha", "sha256"))

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    dataset: Mapped[str] = mapped_column(Text, doc="the folder of the published dataset")
    name: Mapped[str] = mapped_column(Text, doc="path as given, with / as separator")
    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("documents.sha256"))
    first_run: Mapped[str] = mapped_column(String(40))
    last_run: Mapped[str | None] = mapped_column(String(40), doc="the run that found it replaced, moved or gone")
    end: Mapped[str | None] = mapped_column(String(10), doc="replaced, moved or gone; empty while it is there")


class StoredExtraction(Base):
    """How reading a document ended under one state of the extractor and its vocabulary."""

    __tablename__ = "extractions"

    sha256: Mapped[str] = mapped_column(String(64), ForeignKey("documents.sha256"), primary_key=True)
    extractor: Mapped[str] = mapped_column(String(16), primary_key=True)
    vocabulary: Mapped[str] = mapped_column(String(16), primary_key=True)
    limits: Mapped[str] = mapped_column(String(16), doc="the limits it was read under; they matter to a failure only")
    attempts: Mapped[int] = mapped_column(Integer, doc="how often it was begun and came to an end")
    died: Mapped[bool] = mapped_column(doc="whether the last attempt took its worker with it")
    code: Mapped[str | None] = mapped_column(String(60), doc="of the failure; empty where it was read")
    message: Mapped[str | None] = mapped_column(Text, doc="of the failure")
    packed: Mapped[bytes | None] = mapped_column(LargeBinary, doc="the Extraction as compressed JSON")
    run: Mapped[str] = mapped_column(String(40), doc="the run that read it")


class StoredRun(Base):
    """A run: when, what it found, how it ended."""

    __tablename__ = "runs"
    __table_args__ = (Index("runs_by_dataset", "dataset", "started_at"),)

    run: Mapped[str] = mapped_column(String(40), primary_key=True)
    dataset: Mapped[str] = mapped_column(Text)
    started_at: Mapped[str] = mapped_column(String(40), doc="ISO, UTC")
    ended_at: Mapped[str | None] = mapped_column(String(40))
    status: Mapped[str] = mapped_column(String(10), doc="running, done, failed or killed")
    inputs: Mapped[str | None] = mapped_column(String(64), doc="hash of all that the dataset depends on")
    package: Mapped[str | None] = mapped_column(String(64), doc="sha256 of the published datapackage.json")
    report: Mapped[str | None] = mapped_column(Text, doc="the run report, as JSON")


class StoredFetch(Base):
    """Where a fetched file came from, and what to ask the server with next time."""

    __tablename__ = "fetches"

    source: Mapped[str] = mapped_column(String(100), primary_key=True)
    url_hash: Mapped[str] = mapped_column(String(16), primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    final_url: Mapped[str] = mapped_column(Text, doc="after redirects")
    fetched_at: Mapped[str] = mapped_column(String(40), doc="ISO, UTC")
    status: Mapped[int] = mapped_column(Integer, doc="HTTP status of the last answer; 0 where there was none")
    etag: Mapped[str | None] = mapped_column(Text)
    last_modified: Mapped[str | None] = mapped_column(Text)
    headers: Mapped[str] = mapped_column(Text, doc="of the answer that gave the file, as JSON")
    sha256: Mapped[str | None] = mapped_column(String(64))
    file: Mapped[str | None] = mapped_column(Text, doc="path of the kept file, relative to the source's folder")
    error: Mapped[str | None] = mapped_column(Text, doc="why the last attempt gave nothing")


class StoredDecision(Base):
    """A row of the reviewers' history. Rows are added, never changed."""

    __tablename__ = "decisions"
    __table_args__ = (
        Index("decisions_by_key", "key", "turn", unique=True),
        Index("decisions_by_document", "document_id"),
        Index("decisions_by_file", "source_file"),
    )

    sequence: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    key: Mapped[str] = mapped_column(String(16), doc="statement_id as it was then")
    turn: Mapped[int] = mapped_column(Integer, doc="the how-manieth entry on this key")
    document_id: Mapped[str] = mapped_column(String(16))
    source_file: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(String(10))
    reviewer: Mapped[str] = mapped_column(Text)
    decided_at: Mapped[str] = mapped_column(String(40), doc="ISO, UTC")
    body: Mapped[str] = mapped_column(Text, doc="the schemas.Decision as JSON, but for its sequence")
