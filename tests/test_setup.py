"""The set-up can be told which Python, and the public workflow tells it each that is promised."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("python", ["/nowhere/python3", "old"])
def test_set_up_refuses_a_python_that_does_not_run_or_is_too_old(tmp_path, python):
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    if python == "old":
        old = tmp_path / "python3.10"
        old.write_text("#!/bin/sh\nexit 1\n")  # as it answers to whether it is recent
        old.chmod(0o755)
        python = str(old)
    done = subprocess.run(
        [tmp_path / ".ci" / "setup"],
        env={"PATH": "/usr/bin:/bin", "PYTHON": python},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"setup: PYTHON must name a Python of 3.11 or newer that runs; got {python}. "
        "Name another, or none.\n"
    )
    assert not (tmp_path / ".venv").exists()


def test_workflow_has_every_python_from_the_oldest_on_run_what_is_run_at_a_desk():
    text = (ROOT / ".github/workflows/test.yml").read_text()
    versions = [(int(major), int(minor)) for major, minor in re.findall(r'"(\d)\.(\d+)"', text)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f">={versions[0][0]}.{versions[0][1]}" == project["requires-python"]
    assert versions == [(3, minor) for minor in range(versions[0][1], 14)]
    assert "- run: .ci/run\n        env:\n          PYTHON: python${{ matrix.python }}" in text
