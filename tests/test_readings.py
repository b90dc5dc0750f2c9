"""Rows that are said to be printed by several outlets are, and the article under test is no outlet."""

import re

from helpers.ledger.scale import ARTICLE

OUTSIDE = re.compile(r"\balso in (?:[a-z0-9-]+\.)+[a-z]{2,}\b")  # an outlet without a card, named by its site


def rows(data):
    """Every row of every table of final orders, with the keys of the sources that print it."""
    for as_of in data.snapshots:
        for row in data.final_orders(as_of).to_dict("records"):
            yield row, [row["source"], *row["also"].split()]


def test_the_article_under_test_is_no_source_of_a_row(data):
    assert ARTICLE in data.sources.index
    assert not [row["name"] for row, keys in rows(data) if ARTICLE in keys]
    for as_of in data.snapshots:
        assert ARTICLE not in set(data.raw[f"final-orders-{as_of}"]["source"])
    assert ARTICLE not in set(data.raw["readings"]["source"])


def test_several_outlets_are_two_publishers_or_more(data):
    for row, keys in rows(data):
        publishers = set(data.sources.loc[keys, "publisher"])
        if row["evidence"] == "several outlets":
            assert len(publishers) > 1 or OUTSIDE.search(row["note"]), row["name"]


def test_one_outlet_is_one_publisher(data):
    for row, keys in rows(data):
        if row["evidence"] == "one outlet":
            assert data.sources.loc[keys, "publisher"].nunique() == 1, row["name"]
            assert not OUTSIDE.search(row["note"]), row["name"]


def test_a_source_does_not_print_two_figures_for_one_row(data):
    """A source whose other figure for a row is listed is not counted as a further reading of it."""
    other = data.raw["other-figures"][["citizenship", "source"]].itertuples(index=False, name=None)
    printed = {(data.codes[name], key) for name, key in other}
    assert not [(row["name"], key) for row, keys in rows(data) for key in keys if (row["code"], key) in printed]
