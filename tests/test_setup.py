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


PYTHON_OF_A_TEST = """#!/bin/sh
case "$*" in
"-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
*--require-hashes*)
    echo "Collecting numpy==2.4 (from -r requirements.lock (line 3))"
    echo "Collecting pycairo==1.29"
    echo "  Building wheel for pycairo (pyproject.toml): started"
    echo "Installing collected packages: numpy, pycairo"
    %s ;;
*--version*) echo "Python 3.13.0" ;;
esac
"""


@pytest.mark.parametrize("broken", [False, True])
def test_set_up_tells_what_it_does_and_ends_with_what_to_try(tmp_path, broken):
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci")
    shutil.copy(ROOT / "requirements.lock", tmp_path)
    programs = tmp_path / "bin"
    programs.mkdir()
    pip = "echo 'no such hash' >&2; exit 1" if broken else ":"
    for name, text in {
        "python3": PYTHON_OF_A_TEST % pip,
        "cc": "#!/bin/sh\n",
        "pkg-config": "#!/bin/sh\n",
    }.items():
        (programs / name).write_text(text)
        (programs / name).chmod(0o755)
    done = subprocess.run(
        [tmp_path / ".ci" / "setup"],
        env={"PATH": f"{programs}:/usr/bin:/bin", "PYTHON": str(programs / "python3")},
        capture_output=True,
        text=True,
        check=False,
    )
    told = done.stdout.splitlines()
    locked = len(re.findall(r"^[\w.-]+(\[.*\])?==", (ROOT / "requirements.lock").read_text(), re.M))
    assert told[:2] == [
        "setup: making .venv with Python 3.13.0",
        f"setup: installing the {locked} packages of requirements.lock, which takes minutes the "
        "first time",
    ]
    assert "setup: compiling pycairo" in told
    assert told.index("setup: compiling pycairo") < told.index(
        "setup: putting all packages in place"
    )
    ready = "setup: ready: try .venv/bin/python render.py LogitsToLoss -ql -p"
    if broken:
        assert done.returncode == 1
        assert "no such hash" in done.stderr
        assert "setup: pip could not install requirements.lock" in done.stderr
        assert ready not in told
    else:
        assert (done.returncode, done.stderr, told[-1]) == (0, "", ready)


def test_workflow_has_every_python_from_the_oldest_on_run_what_is_run_at_a_desk():
    text = (ROOT / ".github/workflows/test.yml").read_text()
    versions = [(int(major), int(minor)) for major, minor in re.findall(r'"(\d)\.(\d+)"', text)]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert f">={versions[0][0]}.{versions[0][1]}" == project["requires-python"]
    assert versions == [(3, minor) for minor in range(versions[0][1], 14)]
    assert "- run: .ci/run\n        env:\n          PYTHON: python${{ matrix.python }}" in text
