"""The notebook of the documents runs as it stands, only smaller; so does what else it promises."""

from __future__ import annotations

import base64
import json
import os
import re
from pathlib import Path

import nbformat
import numpy as np
from nbclient import NotebookClient
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
DOCUMENT = ROOT / "docs" / "notebook.ipynb"
TINY = "-r 86,48 --fps 1 -v WARNING --progress_bar none"


def executed(notebook: NotebookNode, folder: Path) -> list[NotebookNode]:
    """Run all cells, in a kernel whose current folder this is; return those that are code."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        resources={"metadata": {"path": str(folder)}},
        # One that is asked to end asks its own processes first, and Python's tracker of what they
        # share turns a deaf ear for seconds.
        shutdown_kernel="immediate",
    )
    (temporary := folder / "temporary").mkdir()
    client.execute(env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)})
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def printed(cell: NotebookNode) -> str:
    return "".join(o.text for o in cell.outputs if o.get("name") == "stdout")


def seen(cell: NotebookNode, kind: str) -> list[str]:
    return [o.data[kind] for o in cell.outputs if kind in o.get("data", {})]


def test_saved_notebook_has_no_outputs() -> None:
    notebook = nbformat.read(DOCUMENT, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(cell.outputs == [] and cell.execution_count is None for cell in code)


def test_notebook_of_the_documents_runs(tmp_path: Path) -> None:
    notebook = nbformat.read(DOCUMENT, as_version=4)
    (parameters,) = [
        cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", ())
    ]
    parameters.source = "picture = {'resolution': (160, 90), 'fps': 1}"
    for cell in notebook.cells:
        cell.source = cell.source.replace("%%manim -ql", "%%manim -r 160,90 --fps 1")
    _, show, numbers, words, _, magic, files = executed(notebook, tmp_path)

    (clip,) = seen(show, "text/html")
    video = re.search(r'src="data:video/mp4;base64,([^"]+)"', clip)
    assert video is not None
    published = tmp_path / "media/clips/90p1/pets.mp4"
    assert base64.b64decode(video[1]) == published.read_bytes()
    # In the place of the bar, a line that says where the clip is.
    assert seen(show, "text/plain")[0].startswith(f"pets: {published.relative_to(tmp_path)} (")

    shares = np.exp([1.0, 2.0, 3.0]) / np.exp([1.0, 2.0, 3.0]).sum()
    assert f"softmax(z) = {shares.round(4)}" in printed(numbers)
    nudged = np.exp([1.0, 3.0, 3.0]) / np.exp([1.0, 3.0, 3.0]).sum()
    assert f"dog: {nudged[1] - shares[1]:+.4f}, to first order" in printed(numbers)
    card = json.loads(published.with_suffix(".json").read_text(encoding="utf-8"))
    said = [line.split("s  ", 1)[1] for line in printed(words).splitlines()]
    assert said == [beat["narration"] for beat in card["beats"]]

    assert "<video" in seen(magic, "text/html")[-1]
    assert list(tmp_path.glob("media/jupyter/Sharpening@*.mp4"))
    assert "pets.vtt" in seen(files, "text/plain")[0]


def test_guide_holds_and_magic_plays_scenes_and_a_wrong_call_is_one_sentence(
    tmp_path: Path,
) -> None:
    guide = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8").split("## Jupyter\n")[1]
    sources = {
        "guide": guide.split("```python\n")[1]
        .split("```")[0]
        .replace('quality="l"', "resolution=(86, 48), fps=1"),
        # What Shift-Tab and Tab ask for.
        "help": 'print(get_ipython().object_inspect("show")["definition"])',
        "names": "from IPython.core.completer import provisionalcompleter\n"
        "with provisionalcompleter():\n"
        "    found = get_ipython().Completer.completions('show(LogitNudges, logi', 22)\n"
        "    print([completion.text for completion in found])",
        "import": "from manim import *",
        "handle": f"%manim {TINY} LogitNudges",
        "class": "from scenes.quadratic_versus_log.scene import QuadraticVersusLog\n"
        f"%manim {TINY} QuadraticVersusLog",
        "subclass": f"%%manim {TINY} Mine\n"
        "from scenes.logit_nudges.numbers import LogitNudgesParameters\n"
        "class Mine(LogitNudges):\n"
        "    def __init__(self, **kwargs):\n"
        "        super().__init__(LogitNudgesParameters(logits=[1, 2]), **kwargs)\n"
        "        print(self.parameters.logits)",
        "wrong": "show(LogitNudges, fps=0)",
    }
    cells = {name: new_code_cell(source) for name, source in sources.items()}
    cells["wrong"].metadata["tags"] = ["raises-exception"]
    executed(new_notebook(cells=list(cells.values())), tmp_path)
    assert "data:video/mp4;base64," in seen(cells["guide"], "text/html")[-1]
    assert "logits=" in printed(cells["help"])
    assert "'logits='" in printed(cells["names"])
    for name, scene in {
        "handle": "LogitNudges",
        "class": "QuadraticVersusLog",
        "subclass": "Mine",
    }.items():
        assert f'<video src="media/jupyter/{scene}@' in seen(cells[name], "text/html")[-1]
    assert "(1.0, 2.0)" in printed(cells["subclass"])
    (error,) = cells["wrong"].outputs
    assert (error.ename, len(error.traceback)) == ("CallError", 1)
    assert error.traceback[0].startswith(
        "CallError: frames per second must be from 1 to 240; got 0."
    )
