"""Looking up a nationality by any name a reader would try: what is found, what is said, what stands on a sheet."""

import json
import re
from unittest.mock import Mock

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import exhibits, load, names, nationality, text
from helpers.export import BuildError, sheets
from helpers.figures import ARTICLE_TABLE
from helpers.profile import entries, profile
from tests.changed_data import changed

SPELLINGS = {  # of readers, and as printed in reports on deportations in six languages
    "IND": ["India", "india ", "IND", "IN", "Indian", "Indians"], "MMR": ["Burma", "Myanmar"], "TUR": ["turkiye"],
    "COD": ["DRC", "Zaire"], "CIV": ["Cote d’Ivoire", "Ivory Coast"], "MEX": ["MX", "Mexican"], "KOR": ["south korea"],
    "PSE": ["Palestinian", "Gaza"], "GBR": ["UK", "England"], "KNA": ["St Kitts"], "DOM": ["dominicanos"],
    "SUHH": ["Unión Soviética"], "GTM": ["Guatémaltèques", "危地马拉"], "STP": ["São Tomé e Príncipe"], "HND": ["هندوراس"],
    "MAR": ["Fas", "المغرب"], "COG COD": ["Congo"], "KOR PRK": ["korea"], "GIN GNB GNQ PNG": ["Guinea"], "DMA DOM": ["Dominican"],
}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> dict[str, dict]:
    return {entry["code"]: entry for entry in entries(load.data())}


@pytest.fixture
def shown(monkeypatch) -> list[str]:
    texts: list[str] = []
    monkeypatch.setattr(exhibits, "_show", lambda bundle, *_: texts.append(bundle["text/plain"]))
    return texts


@pytest.mark.parametrize(("name", "codes"), [(name, codes) for codes, names in SPELLINGS.items() for name in names])
def test_a_spelling_of_a_newspaper_or_a_reader_leads_to_all_that_it_can_mean(data, name, codes):
    assert set(names.find(data, name)) == set(codes.split())


@pytest.mark.slow
def test_every_place_is_found_by_its_name_and_its_code(data):
    for code, name in data.places.drop("TOTAL")["name"].items():
        assert names.find(data, name)[0] == code
        assert names.find(data, code) == [code]
    assert names.find(data, "Total") == []


def test_a_slip_is_answered_with_the_one_name_meant_and_a_region_is_called_a_region(data):
    for slip, near in {"Inda": "India", "Untied Kingdom": "United Kingdom", "Mexico1": "Mexico"}.items():
        assert names.answer(data, slip).endswith(f"Nearest: {near}.")
    for name in ("west africa", "Latin America", "European Union"):
        assert "is a region, not a nationality" in names.answer(data, name)


def test_a_count_of_removals_names_the_source_that_prints_it(data):
    where = {"fiscal_year": "FY2024", "citizenship": "India", "source": "ice-annual-report-fy2024"}
    other = data.raw["removals-by-citizenship"].query("fiscal_year == 'FY2024' and citizenship == 'India'")
    assert len(other) == 2  # an outlet prints it too
    withheld = changed(data, "removals-by-citizenship", where, printed="not published")
    for of, keys in ((data, [where["source"]]), (withheld, [*set(other["source"]) - {where["source"]}])):
        (said,) = [keys for label, _, keys in entries(of, ["IND"])[0]["facts"] if label.startswith("ICE removals")]
        assert said == keys


def test_an_event_is_told_of_the_nationalities_it_names_and_not_of_names_within_longer_ones(data):
    said = "Flights to Equatorial Guinea, Papua New Guinea, Niger and South Sudan began."
    later = changed(data, "events", {"kind": "sanction"}, kind="government", date="2025-07", what=said)
    told = {entry["code"]: [words for _, words, _ in entry["facts"]] for entry in entries(later)}
    assert {code for code, words in told.items() if said in words} == {"GNQ", "PNG", "NER", "SSD"}


def test_an_entry_that_has_no_visa_sanctions_does_not_deny_those_of_a_later_event(data):
    later = changed(
        data, "events", {"kind": "sanction"}, date="2025-07", what="Visas of nationals of Tuvalu were suspended."
    )
    for code, said in {"TUV": "none found before July 2025", "NRU": "none found"}.items():
        words = {label: words for label, words, _ in entries(later, [code])[0]["facts"]}
        assert words["Visa sanctions"] == said


@pytest.mark.slow
@given(st.one_of(st.none(), st.integers(), st.text(max_size=30), st.lists(st.text(max_size=4), max_size=2)))
def test_whatever_is_asked_is_answered_in_a_sentence(name):
    data = load.data()
    assert names.find(data, name) or names.answer(data, name).endswith(".")


def test_a_name_with_marks_is_shown_as_text(shown):
    assert profile("<b>*Inda*", 7, None, "🇲🇽").empty
    assert len(shown) == 4
    assert '"<b>*Inda*" is known' in shown[0]


@pytest.mark.slow
def test_one_is_shown_with_its_facts_and_several_side_by_side(data, shown):
    india = nationality.everything(data, data.as_of).set_index("code").loc["IND"]
    assert profile("India")["people"].tolist() == [india["people"]]
    assert f"{text.ordinal(india['rank'])} of" in shown[1]
    shown.clear()
    rows = profile(["India", "China"], "Burma")
    assert rows.index.tolist() == ["IND", "CHN", "MMR"]
    assert sum("People with a final order" in text for text in shown) == 1
    shown.clear()
    assert profile("Guinea").index.tolist() == ["GIN"]
    assert "Equatorial Guinea" in shown[0]  # its namesake


def test_an_entry_says_what_the_tables_say_and_one_person_is_a_person(data, found):
    india, row = found["IND"], nationality.everything(data, data.as_of).set_index("code").loc["IND"]
    assert india["people"] == f"{row['people']:,}"
    assert dict(india["removals"])["FY2024"] == row["removals"]
    assert india["quote"].startswith(f"On {text.when(data.as_of)}, {row['people']:,} nationals of India")
    assert any(label.startswith("Also in print") and words.startswith("18,000") for label, words, _ in india["facts"])
    for code, people in data.final_orders(data.as_of).query("people == 1").set_index("code")["people"].items():
        assert f"{people} national of " in found[code]["quote"]
    assert not re.search(r"(?<![.,\d])1 (?:people|nationals|persons)\b", json.dumps(found))


def test_a_nationality_without_a_row_is_not_zero_and_says_what_was_tried(data, found):
    spain = found["ESP"]
    without = [entry for entry in found.values() if not entry["people"]]
    assert len(without) > 5
    assert {entry["quote"] for entry in without} == {""}
    said = "That is not zero" if nationality.not_itemised(data, data.as_of) else "add up to its total"
    assert all(said in entry["missing"] for entry in without)
    assert ("We searched for it in Spanish and French." in spain["missing"]) == (data.as_of == ARTICLE_TABLE)
    assert any("we do not use it" in words for _, words, _ in spain["facts"])


def test_the_entries_are_all_there_sourced_and_light(data, found):
    assert set(found) == set(data.places.index) - {"TOTAL"}
    cited = {key for entry in found.values() for _, _, keys in entry["facts"] for key in keys}
    assert cited <= set(data.sources.index)
    assert len(json.dumps(list(found.values()), ensure_ascii=False).encode()) < 260_000
    for entry in found.values():
        assert all(words and "nan" not in words.split() and "None" not in words for _, words, _ in entry["facts"])


def test_no_count_of_removals_is_not_zero_removals(data, found):
    assert found["VAT"]["removals"] == []
    assert dict(found["LAO"]["removals"])["FY2024"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("printed", ["not published", "more than 5"])
def test_a_year_without_a_number_is_no_zero_and_stops_no_chart(data, monkeypatch, shown, printed):
    odd = changed(data, "removals-by-citizenship", {"citizenship": "Laos", "fiscal_year": "FY2024"}, printed=printed)
    monkeypatch.setattr(load, "data", lambda: odd)
    profile("Laos")
    assert re.search(rf"ICE removals, FY2024 +{printed} ", shown[1])
    assert shown[2].endswith("In FY2024: Laos no number.")
    profile("Laos", "Cuba")
    assert "In FY2024: Laos no number and Cuba 657." in shown[-2]
    profile("Laos", "Cuba", "India", "Haiti", "Peru", "Brazil", "Mali")
    assert re.search(r"In FY2024: Laos no number, Cuba 657, [^,]+ [0-9,]+, [^,]+ [0-9,]+ and three more\.", shown[-2])


@pytest.mark.slow
def test_a_sheet_holds_the_entry_on_one_page(tmp_path, found):
    files = sheets.write(["CHN", "TUV", "ESP"], tmp_path)
    assert [file.name for file in files[::2]] == ["china.html", "tuvalu.html", "spain.html"]
    for file, code in zip(files[1::2], ["CHN", "TUV", "ESP"], strict=True):
        with pymupdf.open(file) as pdf:
            assert pdf.page_count == 1
            assert (found[code]["people"] or "not zero") in pdf[0].get_text()
    assert found["CHN"]["people"] in files[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("fault", "said"), [(PermissionError(13, "Permission denied"), "denied"), (KeyboardInterrupt(), "Stopped")]
)
def test_a_sheet_that_cannot_be_written_ends_in_a_sentence(monkeypatch, fault, said):
    monkeypatch.setattr(sheets, "write", Mock(side_effect=fault))
    with pytest.raises(SystemExit, match=said):
        sheets.main("India")


def test_sheets_are_made_of_names_lists_and_all(data):
    assert sheets.codes(data, "India, Burma") == ["IND", "MMR"]
    assert sheets.codes(data, "Korea, Republic of") == ["KOR"]
    assert len(sheets.codes(data, "all")) == len(data.places) - 1
    for wrong, said in (("Inda, Chad, Mexco", "(?s)Nearest: India.*Nearest: Mexico"), ("", "N=all")):
        with pytest.raises(BuildError, match=said):
            sheets.codes(data, wrong)
