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

    It finds notes in brackets （…牵头，…配合）, labelled lists (牵头单位：…；责任单位：…), marks behind a name
    (市商务局（牵头）) and, where there is no note, running text (由…牵头制定, …会同…, 相关部门负责…). A prefix
    carries over a list (市发展改革委、教育局), 等有关部门 names nobody, and the first of a list leads where the
    document says so.
    How well it does is measured with the measures it finds; see the accuracy table of the README.
    """

    def __init__(self, spans_key: str, first_is_lead: bool) -> None:
        self.spans_key = spans_key
        self.first_is_lead = first_is_lead

    def __call__(self, doc: Doc) -> Doc:
        """Fill the document's agencies."""
        doc._.agencies = tuple(find_agencies(doc.text, self.first_is_lead))
        mark(doc, self.spans_key, doc._.agencies)
        return doc
