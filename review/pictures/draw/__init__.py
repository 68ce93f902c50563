"""Pictures and tables as trees of HTML and SVG, made from the records of `review.pictures.data` and nothing else."""
