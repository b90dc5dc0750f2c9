"""Chapter 6 and appendix D: how sure the figures are, how they were chosen, what adds up, and what was misprinted."""

import pandas as pd

from helpers import cooperation, docket, nationality, since, sources, text
from helpers.checks import conflicts, misprints, outlets, run
from helpers.checks.check import problem_at
from helpers.figures import Data
from helpers.problems import DataError, Problem

AGENCY_TEXT = "agency text of a figure that an outlet quotes"  # the figure: answered_by, after
RESULTS = ("differs, see its row", "a part of the whole", "within rounding", "exact")


def evidence(data: Data) -> pd.DataFrame:
    """A row a grade of evidence, surest first: evidence, meaning, nationalities, people, share (of all with a final order);
    by evidence.

    The last row is the people whom the total counts and no nationality does.
    """
    orders, total = data.final_orders(data.as_of), data.total(data.as_of)
    meaning = data.evidence(data.as_of) | {"not itemised": "in no row that we found"}
    found = orders.groupby("evidence")["people"].agg(nationalities="count", people="sum")
    found = found.reindex(list(meaning), fill_value=0).rename_axis(None)
    found.loc["not itemised", "people"] = total - orders["people"].sum()
    found = found.assign(evidence=found.index, meaning=list(meaning.values()), share=found["people"] / total)
    return found[["evidence", "meaning", "nationalities", "people", "share"]]


def by_kind(data: Data) -> pd.DataFrame:
    """Printed figures by the kind of source they were read in: figures and share (of all printed figures), by kind.

    Every row of a table that has a printed figure and a source counts once.
    """
    tables = [table for name, table in data.raw.items() if {"printed", "source"} <= set(table) and name != "choices"]
    kinds = pd.concat([table["source"] for table in tables]).map(data.sources["kind"])
    figures = kinds.value_counts()
    return pd.DataFrame({"figures": figures, "share": figures / figures.sum()})


def compared(data: Data, what: str) -> pd.DataFrame:
    """The comparisons of one thing, by the beginning of its name: what, printed, value, computed, difference, source.

    Raises DataError if there is none, or if it compares a bound or an approximation.
    """
    found = run.table(data)
    rows = found[found["what"].str.startswith(what)]
    for row in rows["inexact"].dropna():
        raise DataError([problem_at(row, "expected an exact or a rounded number, as a sentence compares it")])
    if rows.empty:
        expected = f'no figure for the check "{what}", which the report needs'
        raise DataError([Problem("data/", None, None, None, expected)])
    return rows[["what", "printed", "value", "computed", "difference", "source"]].reset_index(drop=True)


def disputed(data: Data) -> pd.DataFrame:
    """A row a cell (a measure, part and date) for which sources print different figures, with the step that decided."""
    return conflicts.conflicts(data).drop_duplicates(["table", "measure", "date", "category", "unit"])


def does_it_change(data: Data) -> pd.DataFrame:
    """A row a headline share and another choice that could be made: answer, reported, instead, changed, source.

    reported and changed are fractions. Shares of people with a final order have one denominator, the total that ICE
    prints: a nationality that is left out takes none of it away. Raises DataError if a figure is missing.
    """
    table, beside = data.table_source(data.as_of), nationality.table_beside_docket(data)
    _, end, grown = docket.growth(data).itertuples()
    answers = [
        ("Docket with a final order", end.share, f"the count of {text.when(beside)}, over the same docket", data.total(beside) / end.docket, data.table_source(beside))
    ]  # fmt: skip
    others = data.figures.query("measure == @docket.ORDERS and date == 'FY2023' and not used and value.notna()")
    for other in others.head(1).to_dict("records"):
        changed = 1 - (end.with_order - other["value"]) / grown.docket
        answers.append(("Docket's growth without a final order", 1 - grown.share, "the figure of another source for the year before", changed, other["source"]))  # fmt: skip
    rows = nationality.everything(data, data.as_of)
    lone, listed = rows["evidence"] == "one outlet", rows["status"] != nationality.NEITHER
    for count, name in ((4, "four"), (10, "ten")):
        found, firm = (share.head(count).sum() for share in (rows["share"], rows.loc[~lone, "share"]))
        answers.append((f"Nationals of the {name} largest", found, "without figures that one outlet alone prints", firm, table))  # fmt: skip
    lists, rest = cooperation.list_source(data, data.as_of), 1 - rows["share"].sum()
    could_be = listed | rows["kind"].isin(["former state", "special"])
    for what, people in (
        ("all not itemised, of unknown citizenship or of a former state counted to them", could_be),
        ("those and all people in figures of one outlet", could_be | lone),
    ):
        changed = rows.loc[people, "share"].sum() + rest
        answers.append(("Nationals of countries on ICE's lists", rows.loc[listed, "share"].sum(), what, changed, lists))
    return pd.DataFrame(answers, columns=["answer", "reported", "instead", "changed", "source"])


def not_found(data: Data) -> pd.DataFrame:
    """A row a kind of thing that was looked for and not found: what, of (which ones), languages (" (Arabic)"; "" for English alone).

    Raises DataError if no row says that a count later than the newest table was looked for, or if that table has what a
    row says was not found.
    """
    rows = data.numbered("looked-for").query("result == 'not found'")
    later = f"after {text.when(data.as_of)}"
    stale = [_is_stale(data, row) for row in rows.to_dict("records")]
    expected = "no longer fits the other tables: it is in data/ now, or what it is about is not; reword the row, or take it out"
    faults = [problem_at(row, expected, "of") for row in rows[stale].to_dict("records")]
    if faults := faults + since.answered(data, rows[rows["what"] != AGENCY_TEXT]):
        raise DataError(faults)
    if not rows["of"].str.contains(later, regex=False).any():
        expected = f'expected a row on what was looked for and not found "{later}", the day of the newest table'
        raise DataError([Problem("looked_for.csv", None, "of", None, expected)])

    def together(cells: pd.Series) -> str:
        return ", ".join(dict.fromkeys(part for cell in cells for part in cell.split(", ")))

    found = rows.groupby("what", sort=False).agg({"of": "; ".join, "languages": together}).reset_index()
    return found.assign(languages=(" (" + found["languages"] + ")").replace(" (English)", ""))


def _is_stale(data: Data, row: dict) -> bool:
    """Whether what a row of looked_for.csv says was not found is in data/ now, or can no longer be missing."""
    what, of, orders = row["what"], row["of"], data.final_orders(data.as_of)
    names = set(of.split(", "))
    if what == AGENCY_TEXT:
        used = data.chosen.get((row["answered_by"], "", row["after"]))
        return used is None or data.sources.loc[used["source"], "kind"] in outlets.AGENCY_TEXTS
    if what == "in absentia orders by fiscal year":
        first, last = of.split(" to ")
        dates = data.series("in_absentia_orders")["date"]
        return any(len(date) == len(first) and first <= date <= last for date in dates)
    if what == "lifting of visa sanctions":
        lifted = data.cooperation.query("status == 'visa sanctions lifted'")["code"]
        return not {data.codes.get(name) for name in names}.isdisjoint(lifted)
    if what.startswith("the day of"):
        return of not in set(data.raw["events"]["date"].map(text.when))
    if what == "the figure of a nationality":
        return not names.isdisjoint(orders["name"]) or nationality.not_itemised(data, data.as_of) == 0
    if what == "a second outlet that prints the figure":
        return not names <= set(orders[orders["evidence"] == "one outlet"]["name"])
    return False


def chosen(data: Data) -> pd.DataFrame:
    """A row a printed figure that was not used although it differs from the one used for the same thing.

    Columns: what (is counted), date, used, used_source, printed (with what makes it another count, if anything),
    source, difference (of the figure not used, as a fraction of the one used), decided (by which step, or why by hand).
    """
    rows = conflicts.conflicts(data)
    scope = rows["scope"].map(lambda words: f" ({words})" if words else "")
    why = rows["reason"].map(lambda words: f": {words}" if words else "")
    frame = rows[["date", "used", "used_source", "source", "difference"]].assign(
        what=rows["measure"].map(conflicts.label) + rows["category"].map(lambda part: f", {part}" if part else ""),
        printed=rows["printed"] + scope,
        decided=rows["step"].map(conflicts.STEPS) + why,
    )
    return frame[["what", "date", "used", "used_source", "printed", "source", "difference", "decided"]]


def sums(data: Data) -> pd.DataFrame:
    """A row a printed total, rate or count that was worked out again, those that differ first.

    Columns: what, printed (as the source has it), computed and apart (what the parts give, and that less what is
    printed, in words with their unit), result (one of RESULTS), explanation, source.
    """
    rows = run.table(data)
    exact = rows["difference"].abs() < 1e-6
    result = pd.Series(RESULTS[2], index=rows.index)
    result = result.mask(rows["rule"] == "part", RESULTS[1]).mask(rows["rule"] == "known", RESULTS[0])
    result = result.mask(exact, RESULTS[3])
    percent = rows["unit"] == "percent"
    frame = rows[["what", "source"]].assign(
        explanation=rows["explanation"].mask(exact & (rows["rule"] == "part"), ""),
        printed=rows["printed"].mask(percent, rows["printed"] + "%"),
        computed=[_amount(value, rate) for value, rate in zip(rows["computed"], percent, strict=True)],
        apart=[_amount(value, rate, "+") for value, rate in zip(rows["difference"], percent, strict=True)],
        result=pd.Categorical(result, RESULTS, ordered=True),
    )
    frame = frame.sort_values("result", kind="stable", ignore_index=True).astype({"result": str})
    return frame[["what", "printed", "computed", "apart", "result", "explanation", "source"]]


def miscopied(data: Data) -> pd.DataFrame:
    """A row a figure that outlets print in place of one of the table, the furthest off first.

    Columns: name, printed, value (as a number), people (in the table; missing for a row that the table lacks), factor
    (the larger over the smaller), cause (the likely one), same (nationalities that have the printed figure), note,
    source (one that prints it), times (how many print it).
    """
    figures = misprints.printed(data).groupby(["citizenship", "printed"], sort=False)
    rows = figures.first().assign(times=figures.size()).reset_index()
    rows = rows.sort_values(["factor", "name"], ascending=[False, True], na_position="last", ignore_index=True)
    slips = rows["cause"].isin(["row slip", "swapped rows"])
    rows = rows.assign(same=rows["same"].map(", ".join).where(slips, ""), note=rows["note"].map(sources.remark))
    return rows[["name", "printed", "value", "people", "factor", "cause", "same", "note", "source", "times"]]


def causes(data: Data) -> pd.DataFrame:
    """A row a likely cause of misprints, the most frequent first: cause, meaning, figures, times (printed)."""
    groups = miscopied(data).groupby("cause")["times"].agg(figures="size", times="sum").reset_index()
    groups.insert(1, "meaning", groups["cause"].map(misprints.CAUSES))
    return groups.sort_values(["figures", "times"], ascending=False, ignore_index=True)


def names(data: Data) -> pd.DataFrame:
    """A row a spelling whose place is not obvious: spelling, code, name (in this report), reason."""
    rows = data.raw["names"].query("reason != '' and code != 'TOTAL'")
    rows = rows.assign(name=rows["code"].map(data.places["name"]))
    return rows[["spelling", "code", "name", "reason"]].reset_index(drop=True)


def places(data: Data, as_of: str) -> pd.DataFrame:
    """A row a nationality of the table whose kind or region is not obvious: name, kind, region, subregion, reason."""
    rows = data.places[(data.places["reason"] != "") & data.places["code"].isin(data.final_orders(as_of)["code"])]
    return rows[["name", "kind", "region", "subregion", "reason"]].sort_values("name", ignore_index=True)


def _amount(value: float, rate: bool, sign: str = "") -> str:
    """A figure of a check in words: "24.0%", "1,445,549" or "50,165.4"; with sign "+" a difference, "0" for none.

    >>> _amount(23.954, True), _amount(-0.64, True, "+"), _amount(0.0, False, "+")
    ('24.0%', '−0.6 points', '0')
    """
    if sign and abs(value) < 1e-6:
        return "0"
    if rate:
        return f"{value:{sign}.1f}".replace("-", "−") + (" points" if sign else "%")
    return f"{value:{sign},.{0 if float(value).is_integer() else 1}f}".replace("-", "−")
