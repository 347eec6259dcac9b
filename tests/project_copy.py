"""A copy of the project in which a test changes something, and the project's commands run there."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import scenes

ROOT = Path(scenes.__file__).parents[1]
OF_THE_TESTS = ("PYTEST", "COV", "PYTHONDONTWRITEBYTECODE")  # the copy is compiled once


def copy_project(folder):
    """Copy to ``folder`` what scenes, render.py and the checks of all scenes need."""
    for part in ("xe_math", "stage", "scenes", "rendering", "tests/scenes", "tests/fonts"):
        shutil.copytree(ROOT / part, folder / part, ignore=_needless)
    helpers = [path for path in ROOT.glob("tests/*.py") if not path.name.startswith("test_")]
    for path in (ROOT / "render.py", ROOT / "pyproject.toml", *helpers):
        shutil.copy(path, folder / path.relative_to(ROOT))


def _needless(folder, names):
    """What no check of one scene needs: the tests of the others."""
    of_one = {n for n in names if (Path(folder) / n).is_dir()}
    return of_one if Path(folder) == ROOT / "tests/scenes" else {"__pycache__"} & set(names)


def run(command, folder):
    """Run a command line in a copy of the project."""
    program, *arguments = shlex.split(command)
    here = Path(sys.executable)
    # The project is installed in the environment of the tests; the copy takes its place.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(OF_THE_TESTS)}
    return subprocess.run(
        [here if program == "python" else here.with_name(program), *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
