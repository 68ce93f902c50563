"""The first tables: documents, sightings, extractions, runs, fetches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "documents",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("first_run", sa.String(40), nullable=False),
    )
    op.create_table(
        "sightings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), sa.ForeignKey("documents.sha256"), nullable=False),
        sa.Column("first_run", sa.String(40), nullable=False),
        sa.Column("last_run", sa.String(40)),
        sa.Column("end", sa.String(10)),
    )
    op.create_index("sightings_by_dataset", "sightings", ["dataset", "last_run"])
    op.create_index("sightings_by_sha", "sightings", ["sha256"])
    op.create_table(
        "extractions",
        sa.Column("sha256", sa.String(64), sa.ForeignKey("documents.sha256"), primary_key=True),
        sa.Column("extractor", sa.String(16), primary_key=True),
        sa.Column("vocabulary", sa.String(16), primary_key=True),
        sa.Column("limits", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("died", sa.Boolean, nullable=False),
        sa.Column("code", sa.String(60)),
        sa.Column("message", sa.Text),
        sa.Column("packed", sa.LargeBinary),
        sa.Column("run", sa.String(40), nullable=False),
    )
    op.create_table(
        "runs",
        sa.Column("run", sa.String(40), primary_key=True),
        sa.Column("dataset", sa.Text, nullable=False),
        sa.Column("started_at", sa.String(40), nullable=False),
        sa.Column("ended_at", sa.String(40)),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("inputs", sa.String(64)),
        sa.Column("package", sa.String(64)),
        sa.Column("report", sa.Text),
    )
    op.create_index("runs_by_dataset", "runs", ["dataset", "started_at"])
    op.create_table(
        "fetches",
        sa.Column("source", sa.String(100), primary_key=True),
        sa.Column("url_hash", sa.String(16), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("final_url", sa.Text, nullable=False),
        sa.Column("fetched_at", sa.String(40), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("file", sa.Text),
        sa.Column("error", sa.Text),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("fetches", "runs", "extractions", "sightings", "documents"):
        op.drop_table(table)
