"""The figures of `data/`, typed, with country names brought to one spelling. `helpers.load` reads and checks them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from helpers import clean, select
from helpers.problems import ALIKE, DataError, Problem, file_of
from helpers.problems import rows as rows_of

SERIES = ["docket", "custody", "removals", "courts", "staffing", "quantities", "workbooks", "since"]
SNAPSHOT = "final-orders-"
ARTICLE = "article-caliber"  # the source under test, which cannot confirm itself
ARTICLE_TABLE = "2024-11-24"  # the day of the table of final orders that it and other outlets copy
YEARS = [f"FY{year}" for year in range(2019, 2025)]  # fiscal years for which ICE prints removals by nationality
EVIDENCE = {  # of a row of a table of final orders
    "document": "read in a copy of ICE's answer",
    "several outlets": "printed alike by two outlets or more",
    "one outlet": "found in one outlet",
}
NUMBERS = ("exact", "rounded")  # precisions of a figure with which the report computes


class Tables(dict[str, pd.DataFrame]):
    """Tables by the names in the contract. Raises DataError for a table that the contract lacks."""

    def __missing__(self, name: str) -> pd.DataFrame:
        raise DataError([Problem("datapackage.json", None, None, None, f'no table "{name}", which the report needs')])


class Row(dict):
    """A printed figure by the columns of `figures`. `get("value")` and `get("printed")` give what is there, whatever it is."""

    def __getitem__(self, column: str) -> Any:
        """Raises DataError for the value of a bound or an approximation ("more than 7.4 million"), which "printed" has, and
        for what is printed where a source gives no number ("not published")."""
        precision, expected = super().__getitem__("precision"), ""
        if column == "value" and precision not in NUMBERS:
            cure = "add the figure of a source that gives one, or reword what is computed with it; data.row has it as printed"
            expected = f"expected an exact or a rounded number to compute with: {cure}"
        if column == "printed" and precision == "none":
            expected = (
                "expected a figure, as a sentence says it: reword the sentence, or give the figure of another source"
            )
        if expected:
            place = file_of(self["table"]), int(self["line"]), "printed", super().__getitem__("printed")
            raise DataError([Problem(*place, expected)])
        return super().__getitem__(column)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """In a notebook all columns are shown, the value of a bound too, as `print` shows them."""
        printer.pretty(dict(self))


@dataclass(frozen=True, eq=False)
class Data:
    """Every table of `data/`. `raw` holds them as text, by the names in the contract."""

    raw: Tables

    @cached_property
    def sources(self) -> pd.DataFrame:
        """A row a source card, indexed by its key."""
        return self.raw["sources"].set_index("key", drop=False)

    @cached_property
    def columns(self) -> pd.DataFrame:
        """A row a column of the tables shown: title, format and description, by the column's name."""
        return self.raw["columns"].set_index("name")

    @cached_property
    def places(self) -> pd.DataFrame:
        """A row a place: code, name, kind, region, subregion, longitude and latitude (degrees), reason; by code."""
        places = self.raw["places"].set_index("code", drop=False)
        return places.assign(**{axis: pd.to_numeric(places[axis]) for axis in ("longitude", "latitude")})

    @cached_property
    def codes(self) -> pd.Series:
        """Code of each spelling found in a source or likely to be tried."""
        return self.raw["names"].set_index("spelling")["code"]

    @cached_property
    def figures(self) -> pd.DataFrame:
        """A row a printed figure of the series that are not by nationality.

        Columns as in the contract, with `value` (number, missing where the source gives none), `precision`,
        `start`, `end` (dates, missing where undated), `table`, `line` (in its file), and `used`: the one figure chosen for its
        measure, category and date. How it is selected: `helpers.select`.
        """
        read = [self.numbered(name) for name in SERIES if name in self.raw]
        frame = pd.concat(read, ignore_index=True).fillna("")  # only since.csv says who counts, apart from the source
        return select.mark(_typed(frame), ["measure", "category", "date"], self.sources, self.raw["choices"])

    @cached_property
    def chosen(self) -> dict[tuple[str, str, str], Row]:
        """The row of `figures` that is used for a measure, category and date, by these three."""
        rows = self.figures[self.figures["used"]].to_dict("records")
        return {(row["measure"], row["category"], row["date"]): Row(row) for row in rows}

    @cached_property
    def removals_by_citizenship(self) -> pd.DataFrame:
        """A row a printed figure: ICE removals by fiscal year and citizenship, with code, name, value and used."""
        frame = self._placed(self.numbered("removals-by-citizenship").rename(columns={"fiscal_year": "date"}))
        frame = frame.assign(measure="removals_by_citizenship", category=frame["citizenship"], unit="persons", scope="")
        return select.mark(_typed(frame), ["citizenship", "date"], self.sources, self.raw["choices"])

    @cached_property
    def docket_by_citizenship(self) -> pd.DataFrame:
        """A row a printed figure: non-detained docket, or detained, by date and citizenship (ICE prints ten)."""
        frame = self._placed(self.numbered("docket-by-citizenship"))
        frame = frame.assign(category=frame["citizenship"], unit="persons", scope="")
        return select.mark(_typed(frame), ["measure", "code", "date"], self.sources, self.raw["choices"])

    @cached_property
    def cooperation(self) -> pd.DataFrame:
        """A row a country and date on one of ICE's cooperation lists or under visa sanctions."""
        return self._placed(self.raw["cooperation"].rename(columns={"country": "citizenship"}))

    @cached_property
    def snapshots(self) -> list[str]:
        """Dates for which there is a table of final orders by nationality, oldest first."""
        return sorted(name.removeprefix(SNAPSHOT) for name in self.raw if name.startswith(SNAPSHOT))

    @property
    def as_of(self) -> str:
        """The date that the report is about: that of the newest table of final orders by nationality."""
        return self.snapshots[-1]

    def final_orders(self, as_of: str) -> pd.DataFrame:
        """Final orders on the non-detained docket by nationality, largest first: one row each, without the total.

        Columns: code, name, kind, region, subregion, people (on that date), evidence, source, note, and also: the
        keys of further sources that print the same figure, with spaces between them.
        Raises DataError for a date without a table.
        """
        rows = self._of(as_of).drop(columns=["table", "line"]).query("code != 'TOTAL'")
        return rows.sort_values(["people", "name"], ascending=[False, True], ignore_index=True)

    def total(self, as_of: str) -> int:
        """The total of final orders that the source of this table prints."""
        return int(self.total_row(as_of)["people"])

    def table_source(self, as_of: str) -> str:
        """The key of the source that prints the total of this table, and the table with it."""
        return str(self.total_row(as_of)["source"])

    def evidence(self, as_of: str) -> dict[str, str]:
        """What the grades of this table mean, surest first: where its document is the agency's own, that is said."""
        own = self.sources.loc[self.table_source(as_of), "kind"] == "agency document"
        return EVIDENCE | ({"document": "read in ICE's own table"} if own else {})

    def total_row(self, as_of: str) -> pd.Series:
        """The row of the printed total, with its table and line."""
        frame = self._of(as_of)
        return frame.assign(value=frame["people"])[frame["code"] == "TOTAL"].iloc[0]

    def numbered(self, table: str) -> pd.DataFrame:
        """The rows of a table as text, with `table`, its name, and `line`, a row's number in its file (the header is 1)."""
        frame = self.raw[table]
        return frame.assign(table=table, line=range(2, len(frame) + 2))

    def value(self, measure: str, date: str, category: str = "") -> float:
        """The chosen figure of a measure on a date, as a number to compute with.

        Raises DataError where no source gives one, and for a bound or an approximation: `row` has what is printed.
        """
        return self.row(measure, date, category)["value"]

    def row(self, measure: str, date: str, category: str = "") -> Row:
        """The chosen row of a measure on a date, with what is printed and its source.

        Raises DataError if no source gives one; it names the nearest measure, category or date, or an undated number of the same.
        """
        if (measure, category, date) in self.chosen:
            return self.chosen[measure, category, date]
        rows, file, asked = self.figures, "data/", ", ".join(str(one) for one in (measure, category, date) if one)
        expected = f"no row for {asked}, which is asked for"
        for column, name in (("measure", measure), ("category", category), ("date", date)):
            fitting = rows[rows[column] == name]
            if fitting.empty:
                numbers = rows[rows["precision"].isin(NUMBERS)] if column == "date" else rows.head(0)
                undated = numbers[numbers["date"] == "undated"]
                known = list(dict.fromkeys(filter(None, rows[column])))
                near = (column == "date" and clean.nearest_dates(name, known)) or clean.nearest(str(name), known)
                for line in undated["line"]:
                    other = f", or one of {' or '.join(near)}" if near else ""
                    raise DataError(
                        [Problem(file, int(line), "date", "undated", f"{expected}; is it this one{other}?")]
                    )
                if column != "measure":  # whose rows can be many, and in several files
                    lines = {one: list(rows.loc[rows[column] == one, "line"]) for one in near}
                    near = [f"{one} ({rows_of(lines[one])})" if len(lines[one]) <= ALIKE else one for one in near]
                likely = "; data/measures.csv lists the measures" if column == "measure" else ""
                likely = f"; the nearest {column} there: {', '.join(near)}" if near else likely
                if column != "measure" and known and not near:
                    likely = f"; there are {_last_five(known)}"
                of_date = self.figures.query("measure == @measure and date == @date and category != ''")["category"]
                if not category and (column == "category" or len(of_date)):
                    named = list(dict.fromkeys(of_date)) or known
                    likely = f"; it has categories, to be named after the date: {_last_five(named)}"
                raise DataError([Problem(file, None, None, None, expected + likely)])
            rows, file = fitting, file_of(fitting["table"].iloc[0])
        raise DataError([Problem(file, None, None, None, expected)])

    def named_in(self, row: dict, column: str = "measure") -> Row:
        """The chosen figure that a row of another table names by measure, date and category; row: one of `numbered`.

        Raises DataError, which names that row, if there is no such figure.
        """
        try:
            return self.row(row["measure"], row["date"], row["category"])
        except DataError as error:
            if error.problems[0].row:  # it is there, and undated
                raise
            named = ", ".join(filter(None, (row["measure"], row["date"], row["category"])))
            expected = "expected measure, date and category of a figure of `data/`; no row has these together"
            raise DataError([Problem(file_of(row["table"]), int(row["line"]), column, named, expected)]) from None

    def series(self, measure: str, category: str = "", withheld: bool = False) -> pd.DataFrame:
        """The chosen figures of a measure with a date, by date; withheld: also those that a source does not publish.

        Raises DataError for a name that no measure or category has.
        """
        of_measure = self.figures["measure"] == measure
        of_both = of_measure & (self.figures["category"] == category)
        if not of_both.any() and (of_measure.any() or measure not in set(self.raw["measures"]["measure"])):
            self.row(measure, "", category)
        found = self.figures[of_both & self.figures["used"]]
        return (
            found.dropna(subset=["end"] if withheld else ["value", "end"])
            .sort_values(["end", "start"])
            .reset_index(drop=True)
        )

    def removals(self, fiscal_year: str) -> pd.Series:
        """ICE removals in a fiscal year, by code, without the printed total. A code not printed is not in it.

        Where a source prints two rows for one place ("Korea" and "South Korea"), they are added. Missing where the source
        gives no number to compute with ("not published", "more than 5"), which is not zero. Raises DataError for a year
        of which no source prints them.
        """
        frame = self.removals_by_citizenship.query("used and date == @fiscal_year and code != 'TOTAL'")
        if frame.empty:
            known = ", ".join(sorted(set(self.removals_by_citizenship["date"])))
            expected = f'no removals by citizenship in "{fiscal_year}"; there are those of {known}'
            raise DataError([Problem("removals_by_citizenship.csv", None, None, None, expected)])
        numbers = frame["value"].where(frame["precision"].isin(NUMBERS))
        return numbers.groupby(frame["code"]).agg(lambda printed: printed.sum(skipna=False))

    def _of(self, as_of: str) -> pd.DataFrame:
        as_of = str(as_of)
        if as_of not in self.snapshots:
            expected = f'no table of final orders for "{as_of}"; there are {", ".join(self.snapshots) or "none"}'
            raise DataError([Problem("datapackage.json", None, None, None, expected)])
        return self._tables[as_of]

    @cached_property
    def _tables(self) -> dict[str, pd.DataFrame]:
        """The tables of final orders by date, in the order of their rows, with the total."""
        tables = {}
        for as_of in self.snapshots:
            frame = self._placed(self.numbered(SNAPSHOT + as_of))
            further = self.raw["readings"].query("as_of == @as_of").groupby("citizenship")["source"].agg(" ".join)
            also = [further.get(spelling, "") for spelling in frame["citizenship"]]
            tables[as_of] = frame.assign(people=frame["printed"].map(clean.count), also=also)
        return tables

    def _placed(self, frame: pd.DataFrame) -> pd.DataFrame:
        code = frame["citizenship"].map(self.codes)
        known = self.places[["name", "kind", "region", "subregion", "longitude", "latitude"]]
        return frame.assign(code=code).merge(known, left_on="code", right_index=True, validate="m:1")


def _last_five(names: list[str]) -> str:
    return ", ".join(names[-5:]) + f" and {len(names) - 5} more" * (len(names) > 5)


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    read = frame["printed"].map(clean.figure)
    dates = frame["date"].map(lambda date: None if date == "undated" else clean.period(date))
    return frame.assign(
        value=pd.Series([figure.value for figure in read], frame.index, dtype=float),
        precision=[
            "rounded" if figure.precision == "exact" and scope in clean.ROUNDED else figure.precision
            for figure, scope in zip(read, frame["scope"], strict=True)
        ],
        **{side: pd.to_datetime([period and getattr(period, side) for period in dates]) for side in ("start", "end")},
    )
