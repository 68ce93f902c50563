"""One file a format: `read(path)` gives a Document."""
