"""What CITATION.cff says of the report is taken as it is meant, or refused by its field."""

import datetime as dt

import pytest
import yaml

from helpers.export import BuildError, meta

GOOD = yaml.safe_load(meta.FILE.read_text(encoding="utf-8"))
ODD = {
    "title": [["a"], "", 3, "รายชื่อ"],
    "abstract": [3, "a\x07b", None],
    "authors": ["The Project", [], ["x"], [{"name": ""}], [{"name": "名簿"}]],
    "version": [[1], 2.1],
    "date-released": ["soon", 2026],
    "license": ["GPL-9", []],
    "keywords": ["x", [], [3]],
    "repository-code": [3, "javascript:alert(1)"],
    "url": [["x"], "example.org"],
}


@pytest.fixture
def read(tmp_path):
    """What is read of a CITATION.cff with this in it."""

    def of(content: bytes | dict) -> meta.Meta:
        file = tmp_path / "CITATION.cff"
        file.write_bytes(content if isinstance(content, bytes) else yaml.safe_dump(content).encode())
        return meta.read(file)

    return of


@pytest.mark.parametrize("field", ODD)
def test_a_field_that_does_not_fit_or_is_missing_is_named_with_what_is_expected(read, field):
    for value in ODD[field]:
        with pytest.raises(BuildError, match=rf"^CITATION.cff: {field} is .*; expected "):
            read(GOOD | {field: value})
    if field in GOOD:
        with pytest.raises(BuildError, match=f"^CITATION.cff: {field} is missing; expected "):
            read({name: value for name, value in GOOD.items() if name != field})


@pytest.mark.parametrize(
    ("day", "said"), [("2026-01-01", "expected 2026-11-.. or later, as in "), ("2962-11-25", "still to come")]
)
def test_the_report_is_not_older_than_what_it_has_read_nor_of_a_day_to_come(read, day, said):
    with pytest.raises(BuildError, match=rf"^CITATION.cff: date-released is {day}.*{said}"):
        read(GOOD | {"date-released": dt.date.fromisoformat(day)})


@pytest.mark.parametrize(
    "content", [b": : :", b"", b"3", b"\xff\xfe", b"title: [a", b"<<<<<<< HEAD\na: 1", b"date-released: 2026-11-31"]
)
def test_what_is_no_yaml_is_one_sentence(read, content):
    with pytest.raises(BuildError, match=r"^CITATION.cff (cannot be read as YAML: .*|has no fields; .*)\.$"):
        read(content)


def test_the_environment_says_where_the_report_is_published(monkeypatch):
    monkeypatch.setenv("REPORT_SITE", "https://example.org/report/")
    monkeypatch.setenv("REPORT_REPOSITORY", "https://example.org/code")
    found = meta.read()
    assert (found.site, found.repository) == ("https://example.org/report", "https://example.org/code")
    monkeypatch.setenv("REPORT_SITE", "example.org")
    with pytest.raises(BuildError, match=r"^REPORT_SITE is 'example.org'; expected an address with http or https"):
        meta.read()


def test_what_a_reader_may_add_is_taken(read):
    more = {"doi": "10.1/1", "url": "https://example.org/", "title": "Title", "authors": [{"name": "A & B <c> #x"}]}
    found = read(GOOD | more)
    assert (found.title, found.subtitle, found.by, found.site) == ("Title", "", "A & B <c> #x", "https://example.org")
