"""The reviewers' decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "decisions",
        sa.Column("sequence", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String(16), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("document_id", sa.String(16), nullable=False),
        sa.Column("source_file", sa.Text, nullable=False),
        sa.Column("action", sa.String(10), nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("decided_at", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
    )
    # Two reviewers who saw the same state of a statement cannot both decide on it.
    op.create_index("decisions_by_key", "decisions", ["key", "turn"], unique=True)
    op.create_index("decisions_by_document", "decisions", ["document_id"])
    op.create_index("decisions_by_file", "decisions", ["source_file"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("decisions")
