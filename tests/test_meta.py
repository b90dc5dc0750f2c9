"""What CITATION.cff says of the report is taken as it is meant, or refused by its field."""

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
    "license": ["GPL-9", ["GPL-9"], []],
    "keywords": ["x", [], [3]],
    "repository-code": [3, "javascript:alert(1)"],
    "url": [["x"], "example.org"],
}


@pytest.mark.parametrize(("field", "value"), [(field, value) for field, odd in ODD.items() for value in odd], ids=str)
def test_a_field_that_does_not_fit_is_named_with_what_is_expected(tmp_path, field, value):
    file = tmp_path / "CITATION.cff"
    file.write_text(yaml.safe_dump(GOOD | {field: value}), encoding="utf-8")
    with pytest.raises(BuildError, match=rf"^CITATION.cff: {field} is .*; expected "):
        meta.read(file)


@pytest.mark.parametrize("field", [field for field in ODD if field in GOOD])
def test_a_field_that_is_missing_is_named(tmp_path, field):
    file = tmp_path / "CITATION.cff"
    file.write_text(yaml.safe_dump({name: value for name, value in GOOD.items() if name != field}), encoding="utf-8")
    with pytest.raises(BuildError, match=f"^CITATION.cff: {field} is missing; expected "):
        meta.read(file)


@pytest.mark.parametrize("content", [b": : :", b"", b"3", b"\xff\xfe", b"title: [a", b"<<<<<<< HEAD\na: 1"])
def test_what_is_no_yaml_is_one_sentence(tmp_path, content):
    file = tmp_path / "CITATION.cff"
    file.write_bytes(content)
    with pytest.raises(BuildError, match=r"^CITATION.cff (cannot be read as YAML: .*|has no fields; .*)\.$"):
        meta.read(file)


def test_the_environment_says_where_the_report_is_published(monkeypatch):
    monkeypatch.setenv("REPORT_SITE", "https://example.org/report/")
    monkeypatch.setenv("REPORT_REPOSITORY", "https://example.org/code")
    found = meta.read()
    assert (found.site, found.repository) == ("https://example.org/report", "https://example.org/code")


def test_what_a_reader_may_add_is_taken(tmp_path):
    file = tmp_path / "CITATION.cff"
    more = {
        "doi": "10.1/1",
        "url": "https://example.org/",
        "title": "Only a title",
        "authors": [{"name": "A & B <c> #x"}],
    }
    file.write_text(yaml.safe_dump(GOOD | more, allow_unicode=True), encoding="utf-8")
    found = meta.read(file)
    assert (found.title, found.subtitle, found.by, found.site) == (
        "Only a title",
        "",
        "A & B <c> #x",
        "https://example.org",
    )
