"""Alembic migrations of the store; `pipeline.store.migrate` applies them."""
