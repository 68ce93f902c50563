"""Opening the store: an SQLite file beside the dataset, or any database by URL; migrated when it is older (打开)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.exc import SQLAlchemyError

NEWEST = "0002"
FOLDER = ".mubiao"
_FILE = "store.sqlite"
_BUSY_SECONDS = 60
_MIGRATION_LOCK = 727_066_001  # any number of our own, for PostgreSQL's advisory lock


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


def store_url(out: Path, configured: str | None) -> str:
    """Return the URL of the store: the configured one, or the file `.mubiao/store.sqlite` in the dataset's folder."""
    if not configured:
        return f"sqlite:///{out.absolute() / FOLDER / _FILE}"
    scheme, colon, rest = configured.partition("://")
    # psycopg 3 is the driver we pin; SQLAlchemy would look for another.
    return f"postgresql+psycopg://{rest}" if colon and scheme in ("postgres", "postgresql") else configured


def _on_connect(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found else None


def migrate(engine: Engine) -> None:
    """Bring the tables to the newest version; two processes that try at once do it once."""
    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})"))
        version = _version(connection)
        if version == NEWEST:
            return
        if version is not None and version > NEWEST:
            raise StoreError(f"The store was made by a newer Mubiao (version {version}); update this one.")
        # Imported where it is needed: once in a store's life.
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(Path(__file__).with_name("migrations")))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def open_engine(url: str) -> Engine:
    """Return an engine on a migrated store. Raises StoreError where it cannot be opened."""
    sqlite = url.startswith("sqlite")
    options: dict[str, Any] = {"connect_args": {"timeout": _BUSY_SECONDS}} if sqlite else {"pool_pre_ping": True}
    shown = make_url(url).render_as_string(hide_password=True) if "://" in url else url
    try:
        engine = create_engine(url, **options)
        if sqlite:
            if engine.url.database:
                Path(engine.url.database).parent.mkdir(parents=True, exist_ok=True)
            event.listen(engine, "connect", _on_connect)
        migrate(engine)
    except (SQLAlchemyError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise StoreError(f"The store {shown} cannot be opened: {reason}. See MUBIAO_STORE.") from error
    return engine
