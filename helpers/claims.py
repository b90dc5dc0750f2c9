"""Comparisons in sentences, and what vouches for each: a condition on the figures, or a reading by hand."""

import re
from collections.abc import Iterable

import numpy as np

# Words that say one thing is more than, most or all of another, or that it changed. Reviewed by hand.
PART = r"(?:third|quarter|fifth|tenth|half)"
COMPARES = re.compile(
    r"\b(?:rose|rises|rising|fell|falls|falling|grew|grows|growing|grown|shrank|shrinks|shrinking|climbed|declined?"
    r"|increas(?:ed?|ing)|decreas(?:ed?|ing)|doubled?|tripled?|halved|twice|exceed(?:s|ed)?|outnumber(?:s|ed)?"
    r"|more|most|mostly|fewer|fewest|less|least|majority|minority|half"
    r"|(?:larg|small|high|low|great|bigg|long|short|old|fast|slow)(?:er|est)|earliest"
    rf"|(?:a|one|two|three|four|nine) {PART}s?(?! part(?:y|ies)\b)"
    r"|(?:over|under|above|below|almost|nearly|roughly|about|up to)"
    rf"(?= (?:[0-9]|one\b|two\b|three\b|ten\b|twenty\b|fifty\b|a {PART}\b)(?! minutes))"
    r"|(?<!-)only|none|never|always|every|nobody|mainly|largely)\b",
    re.IGNORECASE,
)
# Names of sections and sources in links, text set as code, limits of a class and set phrases compare nothing.
NO_CLAIM = re.compile(
    r"\[[^\]]*\]\([^)]*\)|`[^`]*`|\b(?:or|and) (?:more|fewer|less)\b|\blower bounds?\b|\bno longer\b", re.IGNORECASE
)
# A sentence is the same one with curly quotation marks.
STRAIGHT = str.maketrans("‘’“”", "''\"\"")
ASSERTED: set[str] = set()


class ClaimError(AssertionError):
    """A sentence or title says what the figures do not say."""


def holds(condition: bool | np.bool, sentence: str) -> str:
    """The sentence, if its condition is true. Raises ClaimError otherwise, so that no false headline is ever shown."""
    if not condition:
        raise ClaimError(f'not true for the figures at hand: "{sentence}"')
    return stated(sentence)


def stated(sentence: str) -> str:
    """A sentence that compares and that no figure here could contradict: a definition, a method, a source's statement."""
    ASSERTED.add(sentence)
    return sentence


def vouch(text: str) -> str:
    """Take a comparison that a formatter put into words, such as "under 0.1%", or quoted, as vouched for."""
    if COMPARES.search(text):
        ASSERTED.add(text)
    return text


def without(text: str, vouched: Iterable[str]) -> str:
    """A text, with straight quotation marks, without the parts that are vouched for."""
    text = text.translate(STRAIGHT)
    for part in sorted(vouched, key=len, reverse=True):
        text = text.replace(part.translate(STRAIGHT), " ")
    return text


def unasserted(text: str, vouched: Iterable[str] | None = None) -> list[tuple[str, str]]:
    """Words of a text that compare, each with its sentence, and that nothing vouches for (or nothing in `vouched`)."""
    text = NO_CLAIM.sub(" ", without(text, ASSERTED if vouched is None else vouched))
    return [(word, part.strip()) for part in re.split(r"(?<=[.?!:;]) |\n", text) for word in COMPARES.findall(part)]
