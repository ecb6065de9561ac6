"""The figures that a plan's text states, each with what it is of (số liệu trong lời văn). Pure.

What the words do not say is left open: a figure without a subject is compared with nothing.
"""

from plans.phrases import counts, criteria, lists, money
from plans.phrases.found import Kind, Phrase
from plans.phrases.words import Number, Vocabulary, sentences

__all__ = ["Kind", "Number", "Phrase", "Vocabulary", "read"]


def read(text: str, vocabulary: Vocabulary, criterion: str = "") -> list[Phrase]:
    """criterion: number of the criterion that the whole text is about, if it is about one."""
    return [
        phrase
        for sentence in sentences(text, vocabulary, criterion)
        for phrases in (
            counts.read(sentence, vocabulary),
            criteria.read(sentence, vocabulary),
            lists.read(sentence, vocabulary),
            money.read(sentence),
        )
        for phrase in phrases
    ]
