"""What a chapter says is computed: no number is typed, and a title or heading that claims something is asserted.

The sources of the notebooks are read, not run.
"""

import ast
import json
import re
from collections.abc import Iterator

import pytest

from helpers.paths import NOTEBOOKS

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NAMES = re.compile(
    r"\[[^\]]*\]\([^)]*#source-[^)]*\)"  # the name of a source
    r"|\]\([^)]*\)"  # where a link leads
    r"|(?:#|<a id=)\S+"
    rf"|(?:[0-9]{{1,2}} )?(?:{MONTHS})(?: (?:19|20)[0-9]{{2}})?"
    r"|FY(?:19|20)[0-9]{2}(?: Q[1-4])?"
    r"|(?i:\b(?:in|of|since|until|from|to|by|and|before|after|between|during|through|early|mid|late|year|or|than))[ -](?:19|20)[0-9]{2}\b(?! [a-z]{3,}s\b)"
    r"|\b(?:19|20)[0-9]{2}(?=[.,;:)’']|$)"
    r"|(?m:^[0-9]\. )|\bpages? [0-9]+"
    r"|§§? ?[0-9A-Za-z().,-]+|[0-9]+ (?:U\.S\.C?\.|C\.F\.R\.|I&N)(?: Dec\.)?(?: §?§? ?[0-9A-Za-z().-]+)?"
    r"|Title [0-9]+|M49|ISO 3166(?:-1)?|CRS [A-Z]+[0-9]+|GAO-[0-9-]+|I-[0-9]{3}|[Cc]hapters? [0-9]|EO [0-9]+"
)
PROPORTION = re.compile(
    r"\b(?:half|thirds?(?! (?:countr|priorit))|quarters?|fifths?|tenths?|twice|doubled|tripled|majority|most people|nearly all)\b",
    re.IGNORECASE,
)
COMPARISON = re.compile(
    r"\b(?:fewer|higher|lower|larger|smaller|largest|smallest|rose|rises?|fell|grew|grows|growing|doubled|tripled|twice)\b",
    re.IGNORECASE,
)
TEXTS = {"say": ["words"], "table": ["id", "frame", "caption"], "figure": ["id", "draw", "frame", "title", "caption"]}
SAID = {"words", "title", "caption", "subtitle", "note", "alt"}


def cells() -> Iterator[tuple[str, dict, dict | None]]:
    """Every cell with where it stands, and the cell after it."""
    for file in sorted(NOTEBOOKS.glob("*.ipynb")):
        found = json.loads(file.read_text(encoding="utf-8"))["cells"]
        for number, cell in enumerate(found):
            place = (
                f"cell [{cell['execution_count']}]"
                if cell["cell_type"] == "code"
                else f'"{"".join(cell["source"])[:40]}"'
            )
            yield f"{file.name}, {place}", cell, found[number + 1] if number + 1 < len(found) else None


def typed(text: str) -> list[str]:
    """Numbers in a text that are no names: of years, dates, fiscal years, laws."""
    return re.findall(r"[0-9][0-9,.]*", NAMES.sub(" ", text))


def faults(source: str) -> list[str]:
    """What a code cell types or claims without computing it."""
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = call.func.id if isinstance(call.func, ast.Name) else ""
        named = dict(zip(TEXTS.get(name, []), call.args, strict=False))
        named |= {str(word.arg): word.value for word in call.keywords} if name in TEXTS else {}
        for argument in SAID & named.keys():
            found += [f"{number} is typed in {argument}" for number in _literals(named[argument])]
        if name == "figure" and "holds" not in named and not _fields(named["title"]):
            found.append("the title computes nothing and has no holds=")
        if name == "say" and "holds" not in named and (words := COMPARISON.findall(_text(named["words"]))):
            found.append(f"{', '.join(words)}: a comparison, and it has no holds=")
    return found


def _text(argument: ast.AST) -> str:
    """The literal text of an argument, without what is cited."""
    texts = [n.value for n in ast.walk(argument) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    return NAMES.sub(" ", " ".join(texts))


def _fields(argument: ast.AST) -> list[ast.FormattedValue]:
    return [node for node in ast.walk(argument) if isinstance(node, ast.FormattedValue)]


def _literals(argument: ast.AST) -> list[str]:
    """Numbers in the literal text of an argument, and constants in the fields of its f-strings."""
    fields = _fields(argument)
    inside = {id(part) for field in fields for part in ast.walk(field)}
    texts = [n.value for n in ast.walk(argument) if isinstance(n, ast.Constant) and id(n) not in inside]
    found = [number for text in texts if isinstance(text, str) for number in typed(text)]
    constant = [f for f in fields if not any(isinstance(part, ast.Name) for part in ast.walk(f.value))]
    return found + [ast.unparse(field) for field in constant]


def unproved(cell: dict, after: dict | None) -> list[str]:
    """What a Markdown cell says in numbers, and in words of proportion that the cell after it does not assert."""
    text = "".join(cell["source"])
    words = PROPORTION.findall(NAMES.sub(" ", text))
    proved = after is not None and after["cell_type"] == "code" and "holds=" in "".join(after["source"])
    return typed(text) + ([] if proved else words)


def test_no_number_is_typed_and_no_claim_unproved() -> None:
    wrong, read = [], list(cells())
    assert len(read) > len(list(NOTEBOOKS.glob("*.ipynb"))) > 0
    for where, cell, after in read:
        found = unproved(cell, after) if cell["cell_type"] == "markdown" else faults("".join(cell["source"]))
        wrong += [f"{where}: {fault}" for fault in found]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "source",
    [
        'say("There were 1,445,549 people.")',
        'say(f"There were {13:,} people in {year}.")',
        "say(f\"There were {'7,76'} people.\")",
        'say(f"Of {total:,} people, 2000 people left.")',
        'say(f"The {many:,} are fewer than before.")',
        'say(f"{cite(key)} says 24.6% of {total:,}.")',
        'table("id", frame, "The 12 largest")',
        'figure("id", draw, frame, "Mexico overtook Guatemala", "caption", alt=f"{n:,}")',
        'figure("id", draw, frame, f"{n:,} people", "caption", alt="Bars to 300.")',
    ],
)
def test_a_typed_number_or_an_unproved_title_is_found(source: str) -> None:
    assert faults(source)


def test_a_proportion_in_markdown_is_asserted_by_the_next_cell() -> None:
    text = {"cell_type": "markdown", "source": ["The docket tripled."]}
    assert unproved(text, None)
    assert unproved(text, {"cell_type": "code", "source": ["say('x')"]})
    assert not unproved(text, {"cell_type": "code", "source": ["say('x', holds=a > b)"]})
