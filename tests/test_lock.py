"""Every package is pinned with its hash, and pip, conda and Binder install the same ones."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from helpers.paths import ROOT

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
ASKED = re.findall(r"^([A-Za-z0-9_-]+)", (ROOT / "requirements.in").read_text(encoding="utf-8"), re.MULTILINE)


def locked() -> dict[str, str]:
    """Name and version of each package in the lock that this machine would install without markers."""
    return {
        name.lower(): version
        for name, version in re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", LOCK, re.MULTILINE)
    }


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_package_asked_for_is_locked():
    assert {canonical(name) for name in ASKED} <= set(locked())


def test_every_locked_package_has_a_hash_and_no_address():
    packages = re.split(r"\n(?=[a-z0-9])", LOCK)[1:]
    assert len(packages) > 100
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in LOCK


def test_installed_versions_are_the_locked_ones():
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--exclude-editable"], capture_output=True, text=True, check=True
    ).stdout
    installed = {canonical(name): version for name, version in re.findall(r"^(\S+)==(\S+)$", frozen, re.MULTILINE)}
    versions = set(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^ ;\\]+)", LOCK, re.MULTILINE))
    unknown = {(name, version) for name, version in installed.items() if (name, version) not in versions}
    assert not unknown - {(name, version) for name, version in unknown if name in ("pip", "setuptools")}


@pytest.mark.parametrize("file", ["environment.yml", "binder/environment.yml"])
def test_conda_and_binder_install_the_lock_and_nothing_else(file):
    described = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    python, pip, listed = described["dependencies"]
    assert pip == "pip"
    (line,) = listed["pip"]
    assert (ROOT / file).parent.joinpath(line.removeprefix("-r ")).resolve() == ROOT / "requirements.lock"
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"]
    assert python.removeprefix("python=") >= wanted.removeprefix(">=")


def test_helpers_can_be_imported_from_anywhere(tmp_path):
    shown = subprocess.run(
        [sys.executable, "-I", "-c", "import helpers; print(helpers.__path__[0])"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(shown.stdout.strip()) == ROOT / "helpers"
