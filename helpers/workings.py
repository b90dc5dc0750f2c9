"""Appendix D: the work behind the figures. Each function gives one table, a row an item, with nothing left out."""

import pandas as pd

from helpers import sources
from helpers.checks import conflicts, misprints, run
from helpers.figures import Data

RESULTS = ("differs, for a stated reason", "a part of the whole", "within rounding", "exact")


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
    result = pd.Series(RESULTS[2], index=rows.index).mask(exact, RESULTS[3])
    result = result.mask(rows["rule"] == "part", RESULTS[1]).mask(rows["rule"] == "known", RESULTS[0])
    percent = rows["unit"] == "percent"
    frame = rows[["what", "explanation", "source"]].assign(
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
    rows = misprints.cells(data)
    slips = rows["cause"].isin(["row slip", "swapped rows"])
    rows = rows.assign(
        same=rows["same"].map(", ".join).where(slips, ""),
        note=rows["note"].map(sources.remark),
        times=rows["source"].map(len),
        source=rows["source"].str[0],
    )
    columns = ["name", "printed", "value", "people", "factor", "cause", "same", "note", "source", "times"]
    return rows[columns].reset_index(drop=True)


def causes(data: Data) -> pd.DataFrame:
    """A row a likely cause of misprints, the most frequent first: cause, meaning, figures, times (printed)."""
    groups = miscopied(data).groupby("cause")["times"].agg(figures="size", times="sum").reset_index()
    groups.insert(1, "meaning", groups["cause"].map(misprints.CAUSES))
    return groups.sort_values(["figures", "times"], ascending=False, ignore_index=True)


def names(data: Data) -> pd.DataFrame:
    """A row a spelling whose place is not obvious: spelling, code, name (in this report), reason."""
    rows = data.raw["names"].query("reason != '' and code != 'TOTAL'")
    return rows.assign(name=rows["code"].map(data.places["name"])).reset_index(drop=True)


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
