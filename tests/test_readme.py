"""README.md, CITATION.cff and the chart on the front page say what the report says."""

import json
import re
import tomllib

import yaml

from helpers import load, readme
from helpers.findings import findings
from helpers.paths import NOTEBOOKS, ROOT


def test_the_findings_and_the_chart_of_the_readme_are_those_of_the_report():
    for path, content in readme.files(load.data(), readme.first_chapter()).items():
        assert (ROOT / path).read_bytes() == content, f"{path} is not what make report writes"


def test_each_finding_names_the_section_that_computes_it():
    for found in findings(load.data()):
        name, _, anchor = found.section.partition("#")
        cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
        heading = f'<a id="{anchor}"></a>\n## {found.title}\n'
        assert any(f"{''.join(cell['source'])}\n".startswith(heading) for cell in cells), found.title


def test_the_readme_types_no_figure_outside_its_findings():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, _, rest = text.partition(readme.START)
    outside = before + rest.partition(readme.END)[2]
    assert not re.search(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?\s?%|\d+(?:\.\d+)? (?:million|percent)", outside)


def test_every_file_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(((?!http)[^)#]+)", text):
        assert (ROOT / link).exists(), link


def test_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project
    assert f"version {project}" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"## {project}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
