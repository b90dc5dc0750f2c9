"""What the cells of a chapter say: in the committed notebooks, and wherever else they ran."""

import nbformat

from helpers.paths import NOTEBOOKS

SIZE, OBSTACLES, LOOK_UP = "01_docket_size.ipynb", "03_removal_obstacles.ipynb", "07_look_up_a_nationality.ipynb"


def notebook(name: str) -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOKS / name, as_version=4)


def outputs(notebook: nbformat.NotebookNode) -> list[list[dict]]:
    return [[out.get("data", out) for out in cell.outputs] for cell in notebook.cells if cell.cell_type == "code"]


def committed(name: str) -> list[list[dict]]:
    return outputs(notebook(name))


def said(cells: list[list[dict]]) -> list[list[dict]]:
    """Every sentence and number, without the pictures, which another matplotlib draws, and what is not given."""

    def kept(value):
        return {key: one for key, one in value.items() if one is not None} if isinstance(value, dict) else value

    return [
        [{kind: kept(value) for kind, value in data.items() if kind != "image/png"} for data in cell] for cell in cells
    ]


def pictures(cells: list[list[dict]]) -> list[str]:
    return [data["image/png"] for cell in cells for data in cell if "image/png" in data]
