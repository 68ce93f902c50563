"""The spaCy component `mubiao_quantities`: fills `Doc._.quantities` and `Doc.spans["quantities"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.language.quantities.logic import find_quantities, name_spans
from extractors.language.spans import mark, text_of

DEFAULTS = {"spans_key": "quantities"}

for _extension in ("quantities", "names"):
    if not Doc.has_extension(_extension):
        Doc.set_extension(_extension, default=())


@Language.factory("mubiao_quantities", default_config=DEFAULTS, requires=["doc._.periods"])
def create_quantities(nlp: Language, name: str, spans_key: str) -> QuantitiesComponent:
    """Return the component. It wants the periods first, so that a year is not read as a number."""
    return QuantitiesComponent(spans_key)


class QuantitiesComponent:
    """Finds numbers with their units and comparators (数量)."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Fill the document's quantities and the spans of numbers that are names."""
        text = text_of(doc)
        names = name_spans(text)
        masked = [*names, *((period.start, period.end) for period in doc._.periods)]
        doc._.names = tuple(names)
        doc._.quantities = tuple(find_quantities(text, masked))
        mark(doc, self.spans_key, doc._.quantities)
        return doc
