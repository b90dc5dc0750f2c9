"""`make live`: the chapters as a site that runs in the reader's own browser, in build/live/.

JupyterLite serves the notebooks; Pyodide, a Python for browsers, runs them. The site holds the notebooks, a wheel of
`helpers/` and `data/`, and the few pure packages they need. Python itself, numpy, pandas and matplotlib come from Pyodide's
usual distribution, pinned below, or from a folder named by PYODIDE, which is then copied into the site.
"""

import base64
import csv
import hashlib
import html
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from string import Template

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell

from helpers import load
from helpers.export import BuildError, meta
from helpers.paths import BUILD, DATA, NOTEBOOKS, ROOT

PYODIDE = "0.27.7"
DISTRIBUTION = f"https://cdn.jsdelivr.net/pyodide/v{PYODIDE}/full/"
MEGABYTES = 45  # that a first visit loads, measured; later visits find them in the browser's cache
PURE = ("comm", "font-source-sans-pro", "seaborn")  # packages without compiled parts, as pinned in requirements.lock
CHAPTERS = "0[0-7]_*.ipynb"
SETUP = """# This cell belongs to the browser's copy: it brings the report's helpers and data.
%pip install -q non-detained-docket
import logging, warnings
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
warnings.filterwarnings("ignore", message="(?s).*Pyarrow.*")"""
ABOUT = """*You can change and run this chapter here, in your own browser. Run all cells: the menu Run, then Run All Cells.
Your changes stay in this browser. [Back to the report's version](../index.html#back).*"""
OPTIONS = {
    "jupyter-lite-schema-version": 0,
    "jupyter-config-data": {
        "appName": "Run a chapter",
        "enableMemoryStorage": False,
        "litePluginSettings": {
            "@jupyterlite/pyodide-kernel-extension:kernel": {
                "pyodideUrl": f"{DISTRIBUTION}pyodide.js",
                "disablePyPIFallback": True,
            }
        },
    },
}
OVERRIDES = {"@jupyterlab/apputils-extension:themes": {"adaptive-theme": True}}


def build(target: Path = BUILD / "live", runtime: Path | None = None) -> None:
    """Write the site. runtime: a folder with Pyodide's distribution to put into it. Raises BuildError."""
    with tempfile.TemporaryDirectory() as folder:
        lite, made = Path(folder), Path(folder) / "site"
        chapters = contents(lite / "contents")
        wheels = [wheel(lite / "wheels"), *pure(lite / "wheels")]
        options = json.loads(json.dumps(OPTIONS))
        if runtime:
            kernel = next(iter(options["jupyter-config-data"]["litePluginSettings"].values()))
            kernel["pyodideUrl"] = "../pyodide/pyodide.js"
        (lite / "jupyter-lite.json").write_text(json.dumps(options))
        (lite / "overrides.json").write_text(json.dumps(OVERRIDES))
        command = [
            sys.executable,
            "-m",
            "jupyterlite_core",
            "build",
            "--lite-dir",
            str(lite),
            "--output-dir",
            str(made),
        ]
        command += ["--contents", str(lite / "contents"), "--apps", "notebooks", "--apps", "lab", "--no-sourcemaps"]
        command += ["--no-unused-shared-packages", "--source-date-epoch", "1732406400"]
        command += [f"--piplite-wheels={file}" for file in wheels]
        done = subprocess.run(command, cwd=lite, capture_output=True, text=True, check=False)
        if done.returncode:
            raise BuildError(f"JupyterLite could not build the site: {done.stderr.strip().splitlines()[-1]}")
        if runtime:
            shutil.copytree(runtime, made / "pyodide")
        (made / "index.html").write_text(start_page(chapters), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def contents(folder: Path) -> dict[str, str]:
    """Write the chapters for the site, without outputs, into a folder. Returns their titles by file name."""
    folder.mkdir(parents=True)
    titles = {}
    for file in sorted(NOTEBOOKS.glob(CHAPTERS)):
        notebook = nbformat.read(file, as_version=4)
        titles[file.name] = re.findall(r"^# (.+)$", notebook.cells[1].source, re.MULTILINE)[0]
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        about, setup = new_markdown_cell(ABOUT, id="about"), new_code_cell(SETUP, id="setup")
        notebook.cells = [notebook.cells[1], about, setup, *notebook.cells[2:]]
        notebook.metadata = {"kernelspec": {"display_name": "Python (Pyodide)", "language": "python", "name": "python"}}
        nbformat.write(notebook, folder / file.name)
    return titles


def wheel(folder: Path) -> Path:
    """Write `helpers/` and `data/` as a wheel that the browser's Python can install."""
    folder.mkdir(parents=True, exist_ok=True)
    version = meta.read().version
    info = f"non_detained_docket-{version}.dist-info"
    files = {str(path.relative_to(ROOT)): path.read_bytes() for path in _packaged()}
    load.data()
    noted = folder / load.CHECKED.name
    load.note_checked(noted)  # the browser's Python cannot check the data: it sees that this was done
    files[f"{BUILD.name}/{noted.name}"] = noted.read_bytes()
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: non-detained-docket\nVersion: {version}\n{_needs()}".encode()
    )
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: live\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = io.StringIO()
    for name, content in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        csv.writer(record, lineterminator="\n").writerow([name, f"sha256={digest}", len(content)])
    record.write(f"{info}/RECORD,,\n")
    made = folder / f"non_detained_docket-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in [*files.items(), (f"{info}/RECORD", record.getvalue().encode())]:
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made


def _packaged() -> list[Path]:
    code = [path for path in (ROOT / "helpers").rglob("*.py") if "export" not in path.parts]
    return sorted([*code, *(path for path in DATA.iterdir() if path.is_file())])


def _needs() -> str:
    return "".join(f"Requires-Dist: {name}\n" for name in ("pandas", "matplotlib", *PURE))


def pure(folder: Path) -> list[Path]:
    """Fetch the packages without compiled parts, as pinned and with their hashes. Raises BuildError."""
    pins = re.split(r"^(?=[a-z0-9])", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    wanted = folder / "wanted.txt"
    wanted.write_text("".join(pin for pin in pins if pin.split("==")[0] in PURE), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--require-hashes",
        "--only-binary",
        ":all:",
    ]
    done = subprocess.run([*command, "-d", str(folder), "-r", str(wanted)], capture_output=True, text=True, check=False)
    wheels = [path for path in folder.glob("*.whl") if not path.name.startswith("non_detained_docket")]
    if done.returncode or len(wheels) != len(PURE):
        raise BuildError(f"The packages {', '.join(PURE)} could not be fetched: check the network connection.")
    return sorted(wheels)


def start_page(chapters: dict[str, str]) -> str:
    """The page that a reader meets first: what will load, the chapters, and the way back to the report's version."""
    template = Template((Path(__file__).with_name("live.html")).read_text(encoding="utf-8"))
    links = "\n".join(
        f'<li><a href="notebooks/index.html?path={html.escape(name)}">{html.escape(title)}</a></li>'
        for name, title in chapters.items()
    )
    repository = meta.read().repository
    binder = ""
    if repository.startswith("https://github.com/"):
        place = repository.removeprefix("https://github.com/")
        binder = f'<a href="https://mybinder.org/v2/gh/{html.escape(place)}/main?urlpath=lab/tree/notebooks">Binder</a>'
    return template.substitute(
        chapters=links, megabytes=MEGABYTES, binder=binder or "Binder, from the report's repository"
    )


if __name__ == "__main__":
    try:
        build(runtime=Path(os.environ["PYODIDE"]) if os.environ.get("PYODIDE") else None)
    except BuildError as error:
        sys.exit(str(error))
    print("build/live/ is ready: serve it with python3 -m http.server -d build/live")
