"""One module a file format; each writes the tables of `schemas.published` and knows nothing of where rows come from."""
