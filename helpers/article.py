"""Chapter 5: the article that the report started from, statement by statement."""

import re

import pandas as pd

from helpers import clean, nationality, text, verdicts
from helpers.figures import Data
from helpers.problems import DataError, Problem, file_of
from helpers.verdicts import AS_OF, CONTRADICTED, IMPRECISE, MEANING, NO_FACT, OPEN, ROUNDED, SUPPORTED

SIGNS = {CONTRADICTED: "×", IMPRECISE: "~", OPEN: "?", ROUNDED: "≈", SUPPORTED: "✓", NO_FACT: "–"}
FIELD = re.compile(r"\{([^}]+)\}")


def judged(data: Data) -> pd.DataFrame:
    """A row a statement of the article, in its order.

    Columns: id, sentence (number as text, 0 for the title), quote, kind, verdict, reason, evidence, source (key of a
    card, "" for an opinion), counted (False for an opinion, a repetition, or what nobody could doubt). Where
    claims.csv names a check, the verdict is computed; the reason is the one in claims.csv while the verdict is the one
    it was written for, else what the verdict means. Raises DataError for an evidence with a field that nothing fills.
    """
    checks, figures, rows = verdicts.checks(data), {"total": data.total(AS_OF), **verdicts.readings(data)}, []
    for line, claim in enumerate(data.raw["claims"].to_dict("records"), 2):
        verdict = _verdict(checks, claim, line)
        found = {"verdict": verdict, "evidence": _filled(data, claim["evidence"], figures, line)}
        found["reason"] = claim["reason"] if verdict == claim["verdict"] else MEANING[verdict]
        if claim["check"] == "count" and not claim["source"]:
            # that of the row, or one behind it that repeats no misprint
            row = verdicts.order(data, verdicts.place(data, claim["quote"]))
            found["source"] = (verdicts.independent(data, row) or verdicts.texts(row) or [""])[0]
        rows.append({**claim, **found, "counted": claim["counted"] == "yes"})
    columns = ["id", "sentence", "quote", "kind", "verdict", "reason", "evidence", "source", "counted"]
    return pd.DataFrame(rows)[columns]


def not_simply(statements: pd.DataFrame) -> pd.DataFrame:
    """The counted statements that do not simply stand: contradicted, then imprecise, then those not to be checked."""
    order = [CONTRADICTED, IMPRECISE, OPEN]
    rows = statements[statements["counted"] & statements["verdict"].isin(order)]
    return rows.sort_values("verdict", key=lambda verdicts: verdicts.map(order.index), kind="stable", ignore_index=True)


def marked(statements: pd.DataFrame) -> dict[str, str]:
    """Each statement by its id as marked text: its verdict's sign and its quote, leading to its entry in appendix D."""
    rows = statements[["id", "verdict", "quote"]].itertuples(index=False)
    return {id: f"[{SIGNS[verdict]} {text.curly(quote)}](D_workings.ipynb#{id})" for id, verdict, quote in rows}


def named(data: Data) -> pd.DataFrame:
    """The nationalities for which the article prints a count, in its order: name, printed (there), people, rank, source."""
    quotes = data.raw["claims"].query("check == 'count'")["quote"]
    orders = nationality.everything(data, AS_OF).set_index("code")
    frame = orders.loc[[verdicts.place(data, quote) for quote in quotes], ["name", "people", "rank", "source"]]
    frame.insert(1, "printed", [int(verdicts.number_in(quote)[0]) for quote in quotes])
    return frame.reset_index(drop=True)


def passed_over(data: Data) -> pd.DataFrame:
    """Nationalities that the article does not name, larger than the smallest it names: name, people, rank."""
    here, rows = named(data), nationality.everything(data, AS_OF)
    larger = rows[
        (rows["people"] > here["people"].min()) & ~rows["name"].isin(here["name"]) & (rows["kind"] != "special")
    ]
    return larger[["name", "people", "rank"]].reset_index(drop=True)


def witnesses(data: Data, code: str) -> pd.DataFrame:
    """Which text, the article among them, prints which count for a nationality: source, printed, people, same, note.

    same: as in the table. Texts that round the count, or print a bound, are left out.
    """
    row = verdicts.order(data, code)
    other = data.raw["other-figures"].query("citizenship == @row.citizenship and cause != 'rounded'")
    other = other[other["printed"].map(clean.is_count).astype(bool)]  # a mask even of no rows
    own = pd.DataFrame({"source": verdicts.texts(row), "printed": row["printed"], "note": ""})
    frame = pd.concat([own, other[["source", "printed", "note"]]], ignore_index=True)
    people = frame["printed"].map(clean.count)
    return frame.assign(people=people, same=people == row["people"])


def _verdict(checks: dict, claim: dict, line: int) -> str:
    """The verdict that a check computes, or the one that was written down."""
    if not claim["check"]:
        return claim["verdict"]
    try:
        return checks[claim["check"]](claim["quote"])
    except DataError:
        raise
    except ValueError as error:
        expected = f'expected words that the check "{claim["check"]}" can read ({error})'
        raise DataError([Problem("claims.csv", line, "quote", claim["quote"], expected)]) from None


def _filled(data: Data, words: str, known: dict[str, int], line: int) -> str:
    """The words of an evidence with figures, those known by name among them, in the places of their fields."""

    def figure(field: re.Match) -> str:
        name = field[1]
        if name in known:
            return f"{known[name]:,}"
        if "@" in name:
            series, date = name.split("@")
            measure, _, category = series.partition("/")
            asked = {"table": "claims", "line": line, "measure": measure, "date": date, "category": category}
            row = data.named_in(asked, "evidence")
            if row["precision"] == "none":
                where = f"{file_of(row['table'])}, row {row['line']}"
                expected = f"{where} has no number for {name} now; give one, or reword this"
                raise DataError([Problem("claims.csv", line, "evidence", words, expected)])
            return row["printed"]
        row = verdicts.order(data, name.removeprefix("texts "))
        return text.spelled(len(verdicts.independent(data, row))) if name.startswith("texts ") else row["printed"]

    try:
        return FIELD.sub(figure, words)
    except KeyError as missing:
        expected = f"expected fields that the data can fill, and {missing} is none"
        raise DataError([Problem("claims.csv", line, "evidence", words, expected)]) from None
