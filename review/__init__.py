"""The review page: an analyst checks what was extracted, and signs it (复核)."""
