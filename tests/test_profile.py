"""Looking up a nationality by any name a reader would try."""

import subprocess
import sys

import pytest

from helpers import show
from helpers.profile import UnknownName, by_year, facts, find, profile
from helpers.snapshots import with_everything
from helpers.tables import Cell


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("India", "IND"),
        ("india ", "IND"),
        ("IND", "IND"),
        ("Burma", "MMR"),
        ("Myanmar", "MMR"),
        ("DRC", "COD"),
        ("Dem Rep of the Congo", "COD"),
        ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Swaziland", "SWZ"),
        ("People's Republic of China", "CHN"),
        ("south korea", "KOR"),
        ("USSR", "SUHH"),
    ],
)
def test_any_spelling_a_reader_would_try_works(data, name, code):
    assert find(data, name) == code


@pytest.mark.parametrize(
    ("slip", "meant"), [("Inda", "India"), ("Guatamala", "Guatemala"), ("Untied Kingdom", "United Kingdom")]
)
def test_a_slip_gets_suggestions(data, slip, meant):
    with pytest.raises(UnknownName, match=meant):
        find(data, slip)


def test_a_name_like_no_other_gets_no_suggestion(data):
    with pytest.raises(UnknownName, match=r'No nationality called "Qqqxxzz" is known\.$'):
        find(data, "Qqqxxzz")


def test_the_total_is_no_nationality(data):
    with pytest.raises(UnknownName):
        find(data, "Total")


def test_every_place_can_be_looked_up_by_name_and_by_code(data):
    for code, name in data.places.drop("TOTAL")["name"].items():
        assert find(data, name) == code
        assert find(data, code) == code


def test_every_line_of_a_profile_names_its_source(data):
    everything = with_everything(data, "2024-11-24").set_index("code")
    for code in ["IND", "PAK", "ESP", "UNKNOWN"]:
        table = facts(data, everything, code, "2024-11-24")
        sources = [row[-1] for row in table.rows]
        assert all(isinstance(source, Cell) and source.href for source in sources)


def test_removals_by_year_are_those_of_the_table(data):
    rows = by_year(data, "IND").set_index("year")["persons"]
    assert rows["FY2024"] == data.removals("FY2024")["IND"]
    assert by_year(data, "LAO")["persons"].iloc[-1] == 0


def test_an_unknown_name_is_answered_in_a_sentence_not_an_error(monkeypatch):
    bundles = []
    monkeypatch.setattr(show, "display", lambda bundle, **_: bundles.append(bundle))
    profile("<script>Inda")
    text = bundles[0]["text/markdown"]
    assert "is known" in text
    assert "\\<script\\>" in text


PROMPT = "from helpers.profile import profile; profile('India'); profile('Inda')"


def test_at_a_python_prompt_a_profile_is_printed_as_plain_text(tmp_path, monkeypatch):
    bundles = []
    monkeypatch.setattr(show, "display", lambda bundle, **_: bundles.append(bundle))
    exec(PROMPT)
    done = subprocess.run([sys.executable, "-c", PROMPT], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "".join(f"{bundle['text/plain']}\n\n" for bundle in bundles)
    assert done.stderr == ""
    for said in (
        "India: 17,940 people",
        "Columns, from left to right.",
        "FY2024 | 1,529",
        'No nationality called "Inda" is',
    ):
        assert f"\n{said}" in f"\n{done.stdout}"
    assert not [mark for mark in ("**", "\\", "](", "{", "b'", "<") if mark in done.stdout]
