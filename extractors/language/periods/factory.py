"""The spaCy component `mubiao_periods`: fills `Doc._.periods` and `Doc.spans["periods"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.language.periods.logic import Calendar, find_periods
from extractors.language.spans import mark, text_of

DEFAULTS = {"spans_key": "periods"}

if not Doc.has_extension("periods"):
    Doc.set_extension("periods", default=())
if not Doc.has_extension("calendar"):
    Doc.set_extension("calendar", default=None)


@Language.factory("mubiao_periods", default_config=DEFAULTS)
def create_periods(nlp: Language, name: str, spans_key: str) -> PeriodsComponent:
    """Return the component. `Doc._.calendar` says what relative dates are counted from."""
    return PeriodsComponent(spans_key)


class PeriodsComponent:
    """Finds points and stretches of time (时间)."""

    def __init__(self, spans_key: str) -> None:
        self.spans_key = spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Fill the document's periods."""
        calendar: Calendar | None = doc._.calendar
        doc._.periods = tuple(find_periods(text_of(doc), calendar))
        mark(doc, self.spans_key, doc._.periods)
        return doc
