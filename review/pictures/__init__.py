"""Pictures of a published dataset: series, roll-ups, agencies by year, conflicts, runs and differences (图表).

`data/` asks the published SQLite file and gives plain records; `draw/` makes HTML and SVG of them as trees, so that a
document's words are always text; `pages.py` puts both on the review page. Nothing here changes the dataset.
"""
