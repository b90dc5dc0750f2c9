"""Every spelling leads to one place; codes are those of ISO; an unknown name gets suggestions."""

import pycountry
from hypothesis import given
from hypothesis import strategies as st

from helpers import clean, load

FRAMES = load.data().raw
PLACES = FRAMES["places"].set_index("code")
CODES = dict(zip(FRAMES["names"]["spelling"], FRAMES["names"]["code"], strict=True))
SPELLINGS = sorted(spelling for spelling, code in CODES.items() if code != "TOTAL")


def test_codes_are_those_of_iso_3166_and_every_other_row_has_its_reason():
    for code, kind in zip(PLACES.index, PLACES["kind"], strict=True):
        if kind == "former state":
            assert pycountry.historic_countries.get(alpha_4=code), code
        elif kind == "special":
            assert code in {"STATELESS", "TOTAL", "UNKNOWN"}
        elif code != "XKX":  # Kosovo has no ISO code; this one is in common use
            assert pycountry.countries.get(alpha_3=code), code
    odd = PLACES[PLACES["kind"].isin(["former state", "special"])]
    assert (odd["reason"] != "").all()


def test_the_names_of_iso_are_known():
    for country in pycountry.countries:
        if country.alpha_3 in PLACES.index:
            assert CODES.get(country.name) == country.alpha_3, country.name


def test_no_two_places_share_a_spelling_that_differs_in_case_accents_or_spaces_only():
    codes = FRAMES["names"].groupby(FRAMES["names"]["spelling"].map(clean.plain))["code"].nunique()
    assert codes[codes > 1].empty


@given(st.sampled_from([name for name in SPELLINGS if len(name) > 4]), st.data())
def test_a_known_spelling_with_one_wrong_letter_gets_its_place_suggested(spelling, data):
    at = data.draw(st.integers(0, len(spelling) - 1))
    wrong = spelling[:at] + data.draw(st.sampled_from(["", "q", "qq"])) + spelling[at + 1 :]
    assert CODES[spelling] in [CODES[name] for name in clean.nearest(wrong, CODES)]
