"""Chapter 4: people in ICE detention since October 2024, and how they left it, by ICE's workbooks."""

import pandas as pd

from helpers.figures import NUMBERS, Data

WORKBOOKS = "workbooks"  # the table
READ = "agency document"  # of a figure of another kind of source, the workbook itself was not read


def held(data: Data) -> pd.DataFrame:
    """People in ICE detention, on a day and as the average of a month, from the workbooks.

    Columns: what ("on the day" or "average of the month"), date (as printed), end, people, whole (False for a month
    that was not over), second_hand (True where the workbook itself was not read), source.
    """
    days = _workbook(data, "detained").assign(what="on the day")
    months = _workbook(data, "average_daily_detained_month").assign(what="average of the month")
    rows = pd.concat([days, months], ignore_index=True)
    return rows[["what", "date", "end", "people", "whole", "second_hand", "source"]]


def watched(data: Data) -> pd.DataFrame:
    """People on alternatives to detention on a day, from the workbooks: date, end, people, second_hand, source."""
    return _workbook(data, "atd_participants")[["date", "end", "people", "second_hand", "source"]]


def exits(data: Data) -> pd.DataFrame:
    """How people left ICE detention for good, a row a month.

    Columns: date (as printed), end, exits (book-outs), removed, share_removed, supervision (released on an order of
    supervision: by ICE's note, a person with a final order "released because the field office is unable to obtain a travel
    document"), share_supervision, paroled, whole (False for a month that was not over), second_hand, source. Numbers that
    nobody printed are missing.
    """
    rows = _workbook(data, "final_book_outs").rename(columns={"people": "exits"})
    parts = {"removed": "removed", "supervision": "order of supervision", "paroled": "paroled"}
    for name, category in parts.items():
        part = _workbook(data, "final_book_outs", category).set_index("date")["people"]
        rows[name] = rows["date"].map(part)
    rows["share_removed"] = rows["removed"] / rows["exits"]
    rows["share_supervision"] = rows["supervision"] / rows["exits"]
    shown = ["exits", "removed", "share_removed", "supervision", "share_supervision", "paroled"]
    return rows[["date", "end", *shown, "whole", "second_hand", "source"]]


def custody(data: Data) -> pd.DataFrame:
    """What is drawn of detention: the people held, and how those left who left in a month that was over.

    Columns: what, date and people as in `held`, end, exits, removed, share_removed, supervision, share_supervision and
    paroled as in `exits`, whole, second_hand, source. Of a month that was not over only the average is given.
    """
    left = exits(data).query("whole").drop(columns=["end", "whole", "second_hand", "source"])
    rows = held(data).merge(left, on="date", how="left")
    return rows.sort_values(["what", "end"], ignore_index=True)


def _workbook(data: Data, measure: str, category: str = "") -> pd.DataFrame:
    """The numbers of a measure in the workbooks, by date: with people, whole (a month that was over) and second_hand."""
    rows = data.series(measure, category)
    rows = rows[(rows["table"] == WORKBOOKS) & rows["precision"].isin(NUMBERS)]
    kind = rows["source"].map(data.sources["kind"])
    rows = rows.assign(people=rows["value"], whole=rows["scope"] == "", second_hand=kind != READ)
    return rows.reset_index(drop=True)
