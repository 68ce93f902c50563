"""The spaCy pipeline: blank Chinese with jieba, a user dictionary from the vocabulary, and our components.

jieba is used for word boundaries (建成区 is not 建成 + 区). It splits agency names and numbers, so these come from
patterns and the vocabulary, never from segmentation.
"""

from __future__ import annotations

import logging
import sys
from functools import lru_cache

import jieba
import spacy
from spacy.language import Language

from extractors.language.periods import factory as _periods  # noqa: F401
from extractors.language.quantities import factory as _quantities  # noqa: F401
from extractors.vocabulary import terms

COMPONENTS = ("mubiao_periods", "mubiao_quantities")


def _user_dictionary() -> None:
    """Tell jieba the words that the rules must find whole, and those that they must not."""
    for word in terms("words.toml")["keep_whole"]:
        jieba.add_word(word, freq=100_000)
    for word in terms("words.toml")["part"]:
        jieba.del_word(word)


@lru_cache(maxsize=1)
def pipeline() -> Language:
    """Return the pipeline, built once a process (about a second, most of it jieba's dictionary)."""
    jieba.setLogLevel(logging.ERROR)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    # spaCy's bound on a text's length is for its parser, which is not used; ours is on the document (readers.limits).
    nlp.max_length = sys.maxsize
    _user_dictionary()
    for name in COMPONENTS:
        nlp.add_pipe(name)
    return nlp
