"""A run against what careful readers found: gold is written from reviewed documents and read for scoring (评测)."""
