"""Every spelling leads to one place; codes are those of ISO; an unknown name gets suggestions."""

import unicodedata

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import clean, load
from helpers.profile import UnknownName, find

DATA = load.data()
FRAMES = DATA.raw
PLACES = FRAMES["places"].set_index("code")
CODES = dict(zip(FRAMES["names"]["spelling"], FRAMES["names"]["code"], strict=True))
SPELLINGS = sorted(spelling for spelling, code in CODES.items() if code != "TOTAL")
KNOWN = {clean.plain(spelling) for spelling in CODES}
LETTERS = {"u": str.upper, "l": str.lower, "k": str}


def test_codes_are_those_of_iso_3166():
    for code, kind in zip(PLACES.index, PLACES["kind"], strict=True):
        if kind == "former state":
            assert pycountry.historic_countries.get(alpha_4=code), code
        elif kind == "special":
            assert code in {"STATELESS", "TOTAL", "UNKNOWN"}
        elif code != "XKX":  # Kosovo has no ISO code; this one is in common use
            assert pycountry.countries.get(alpha_3=code), code


def test_the_names_of_iso_are_known():
    known = dict(zip(PLACES["name"], PLACES.index, strict=True)) | CODES
    for country in pycountry.countries:
        if country.alpha_3 in PLACES.index:
            assert known.get(country.name) == country.alpha_3, country.name


def test_a_reason_is_given_for_every_former_state_and_special_row():
    odd = PLACES[PLACES["kind"].isin(["former state", "special"])]
    assert (odd["reason"] != "").all()


def test_every_place_is_found_by_its_own_name():
    assert {name: CODES[name] for name in PLACES["name"]} == {name: code for code, name in PLACES["name"].items()}


def test_no_two_places_share_a_spelling_that_differs_in_case_accents_or_spaces_only():
    by_plain: dict[str, set[str]] = {}
    for spelling, code in CODES.items():
        by_plain.setdefault(clean.plain(spelling), set()).add(code)
    assert {plain: codes for plain, codes in by_plain.items() if len(codes) > 1} == {}


def test_every_place_is_used_and_every_name_leads_to_a_place():
    assert set(CODES.values()) == set(PLACES.index)


@given(st.sampled_from(SPELLINGS), st.data())
def test_a_known_spelling_in_any_case_accent_or_space_is_found(spelling, data):
    form = data.draw(st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
    cases = data.draw(st.lists(st.sampled_from("ulk"), min_size=len(spelling), max_size=len(spelling)))
    changed = "".join(LETTERS[how](c) for how, c in zip(cases, spelling, strict=True))
    changed = unicodedata.normalize(form, changed)
    if data.draw(st.booleans()):
        changed = "".join(c for c in unicodedata.normalize("NFD", changed) if not unicodedata.combining(c))
    space = data.draw(st.sampled_from([" ", "  ", "\u00a0", "\t"]))
    changed = f"{space}{changed.replace(' ', space)}{space}"
    assert find(DATA, changed) == CODES[spelling]


@given(st.sampled_from([name for name in SPELLINGS if len(name) > 4]), st.data())
def test_a_known_spelling_with_one_wrong_letter_gets_its_place_suggested(spelling, data):
    at = data.draw(st.integers(0, len(spelling) - 1))
    wrong = spelling[:at] + data.draw(st.sampled_from(["", "q", "qq"])) + spelling[at + 1 :]
    near = clean.nearest(wrong, CODES)
    assert CODES[spelling] in [CODES[name] for name in near]


@given(st.text(max_size=20))
def test_an_unknown_name_is_an_error_that_names_it(name):
    if clean.plain(name) in KNOWN or name.strip().upper() in PLACES.index:
        return
    with pytest.raises(UnknownName) as raised:
        find(DATA, name)
    assert name.strip() in str(raised.value)


@given(st.text(max_size=8), st.integers(1, 5))
def test_suggestions_are_known_differ_and_are_no_more_than_asked_for(name, most):
    near = clean.nearest(name, CODES, most)
    assert len(near) == len(set(near)) <= most
    assert set(near) <= set(CODES)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Federal Republic of Nigeria", "NGA"),
        ("Moldova, Republic of", "MDA"),
        ("Iran, Islamic Rep", "IRN"),
        ("Untied Kingdom", "GBR"),
    ],
)
def test_a_longer_or_misspelled_name_gets_the_place_suggested_first(name, code):
    assert CODES[clean.nearest(name, CODES)[0]] == code


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Dem Rep of the Congo", "COD"), ("Turkiye", "TUR"), ("Swaziland", "SWZ"), ("Korea", "KOR"), ("Macedonia", "MKD"),
        ("Serbia and Montenegro", "CSXX"), ("Yugoslavia", "YUCS"), ("USSR", "SUHH"), ("Czechoslovakia", "CSHH"),
        ("Netherlands Antilles", "ANHH"), ("Hong Kong", "HKG"), ("Macau", "MAC"), ("Palestine", "PSE"),
        ("Stateless", "STATELESS"), ("Unknown", "UNKNOWN"),
    ],
)  # fmt: skip
def test_names_that_are_not_obvious_lead_where_the_reasons_say(name, code):
    assert find(DATA, name) == code
