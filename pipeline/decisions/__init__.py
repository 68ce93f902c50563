"""Reviewers' decisions: kept for ever, found again in later readings, applied to what is published (复核决定)."""
