"""README.md, CITATION.cff and the chart on the front page say what the report says."""

import json
import re
import tomllib

import yaml

from helpers import load, readme
from helpers.export import meta
from helpers.findings import findings
from helpers.paths import NOTEBOOKS, ROOT


def test_the_chart_of_the_readme_is_that_of_the_report():
    path = f"notebooks/{readme.CHART}"
    assert (ROOT / path).read_bytes() == readme.files(load.data(), meta.read().as_of, readme.first_chapter())[path]


def test_each_finding_names_the_section_that_computes_it():
    for found in findings(load.data(), meta.read().as_of):
        name, _, anchor = found.section.partition("#")
        cells = json.loads((NOTEBOOKS / name).read_text(encoding="utf-8"))["cells"]
        heading = f'<a id="{anchor}"></a>\n## {found.title}\n'
        assert any(f"{''.join(cell['source'])}\n".startswith(heading) for cell in cells), found.title


def test_every_file_the_readme_names_is_there():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for link in re.findall(r"\]\(((?!http)[^)#]+)", text):
        assert (ROOT / link).exists(), link
    guide = text + (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:data|helpers|notebooks|tests|binder)/[\w./-]*)`", guide)
    assert len(named) > 20
    for path in named:
        assert (ROOT / path).exists() or "YYYY" in path, path


def test_version_is_the_same_wherever_it_stands():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == project
    assert meta.read().citation in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"## {project}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
