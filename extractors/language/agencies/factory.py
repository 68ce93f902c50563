"""The spaCy component `mubiao_agencies`: fills `Doc._.agencies` and `Doc.spans["agencies"]`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from extractors.language.agencies.logic import find_agencies
from extractors.language.spans import mark

DEFAULTS = {"spans_key": "agencies", "first_is_lead": False}

if not Doc.has_extension("agencies"):
    Doc.set_extension("agencies", default=())


@Language.factory("mubiao_agencies", default_config=DEFAULTS)
def create_agencies(nlp: Language, name: str, spans_key: str, first_is_lead: bool) -> AgenciesComponent:
    """Return the component. `first_is_lead` is for documents in which the first of every list leads."""
    return AgenciesComponent(spans_key, first_is_lead)


class AgenciesComponent:
    """Finds agencies with their roles (责任机构), names written out in full.

    Example: （市商务局牵头，各区负责） gives 市商务局 as lead and 各区 as responsible.
    """

    def __init__(self, spans_key: str, first_is_lead: bool) -> None:
        self.spans_key = spans_key
        self.first_is_lead = first_is_lead

    def __call__(self, doc: Doc) -> Doc:
        """Fill the document's agencies."""
        doc._.agencies = tuple(find_agencies(doc.text, self.first_is_lead))
        mark(doc, self.spans_key, doc._.agencies)
        return doc
