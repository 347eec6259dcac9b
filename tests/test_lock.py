import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = (ROOT / "requirements.lock").read_text()
REQUIREMENTS = re.split(r"\n(?=\w)", re.sub(r"(?m)^ *#.*\n?", "", LOCK).strip())


def test_every_requirement_of_the_lock_is_one_version_with_hashes():
    assert len(REQUIREMENTS) > 20
    for requirement in REQUIREMENTS:
        assert re.match(
            r"[\w.-]+==[\w.+]+( ; [^\\]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n?)+$",
            requirement,
        )


def test_the_lock_names_neither_a_registry_nor_a_folder_of_one_machine():
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:| /", LOCK)


def test_the_lock_has_all_that_the_project_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["dev"]
    locked = {requirement.split("==")[0] for requirement in REQUIREMENTS}
    assert {re.match(r"[\w.-]+", name)[0] for name in asked} <= locked
