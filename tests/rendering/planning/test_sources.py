"""A source is what it says, not how it is written, nor what some cache says that it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rendering.planning.fingerprint import MAKERS, SPEAKERS
from rendering.planning.sources import graph, known, meaning, remember

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    "other",
    [
        "def f(x):\n    return x + 1  # why\n",
        'def f(x):\n    """What."""\n    return x + 1\n',
        "def f(x): return (x\n    + 1)\n",
        '"""Doc."""\n\n\ndef f(x):\n    return x + 1\n',
    ],
)
def test_words_and_lines_mean_nothing(other: str) -> None:
    assert meaning(other.encode()) == meaning(b"def f(x):\n    return x + 1\n")


@pytest.mark.parametrize(
    "other",
    [
        "def f(x):\n    return x + 1.0\n",
        "def f(x):\n    return 1 + x\n",
        "def f(y):\n    return y + 1\n",
        "def f(x):\n    return x - 1\n",
        "def f(x):\n    x + 1\n",
        "def f(x):\n    return x +\n",
    ],
)
def test_whatever_python_would_do_otherwise_means_something(other: str) -> None:
    assert meaning(other.encode()) != meaning(b"def f(x):\n    return x + 1\n")


def test_half_written_source_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "half_written.py").write_text("def f(:\n")
    assert list(graph(["half_written"], within=["half_written"])) == []  # no package
    package = tmp_path / "half_package"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "scene.py").write_text("def f(:\n")
    assert "half_package.scene" in graph(["half_package.scene"], within=["half_package"])


def test_only_what_is_within_a_package_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name in ("house", "house/room", "house/roomy"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("")
        (tmp_path / name / "chair.py").write_text("")
    (tmp_path / "house/room/table.py").write_text(
        "from house.room import chair\nimport house.chair, house.roomy.chair\n"
    )
    found = graph(["house.room.table"], within=["house.room"])
    assert set(found) == {"house.room", "house.room.chair", "house.room.table"}
    assert "house.roomy.chair" in graph(["house.room.table"], within=["house"])


def test_what_was_read_before_is_not_parsed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from rendering.planning import sources

    wide, wider = b"width = 'as read before'\n", b"width = 'as nobody read'\n"
    before = meaning(wide)
    remember(known())
    monkeypatch.setattr(sources, "_parsed", lambda *_: ("parsed", ()))
    sources._read.cache_clear()
    assert meaning(wide) == before
    assert meaning(wider) == "parsed"
    sources._known.clear()
    sources._read_here.clear()
    sources._read.cache_clear()


def run(program: str, folder: Path) -> str:
    caching = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": ""}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=folder,
        env={**os.environ, **caching, "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)])},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_edit_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    source = tmp_path / "scenery.py"
    program = "import rendering.planning.sources as s; s.load_from_sources(['scenery']);"
    program += "import scenery; print(scenery.width)"
    seen = []
    for text in ("width = 1\n", "width = 2\n"):
        source.write_text(text)
        os.utime(source, (1e9, 1e9))
        run("import scenery", tmp_path)  # leaves what Python caches
        seen.append(run(program, tmp_path).strip())
    assert seen == ["1", "2"]
    # Python itself believes its cache; if it ever does not, the loader is needed no more.
    assert run("import scenery; print(scenery.width)", tmp_path).strip() == "1"


def test_source_of_an_imported_module_is_the_one_that_it_was_made_from(tmp_path: Path) -> None:
    package = tmp_path / "scenery"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "scene.py").write_text("width = 1\n")
    program = """
from pathlib import Path
from rendering.planning.sources import graph, load_from_sources
load_from_sources(["scenery"])
def of_scene():
    return graph(["scenery.scene"], within=["scenery"])["scenery.scene"]
before = of_scene()
import scenery.scene
Path("scenery/scene.py").write_text("width = 2\\n")
assert of_scene() == before
"""
    run(program, tmp_path)


def test_every_module_that_draws_or_encodes_is_part_of_the_drawing() -> None:
    # They look on, or take apart what is made.
    elsewhere = {"blind", "cutting", "doctor", "environment", "publish", "rerender", "splicing"}
    for path in sorted((ROOT / "rendering").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        if name.startswith(("rendering.inspection.", "rendering.exporting.", "rendering.filming.")):
            continue  # they look on, too
        text = path.read_text(encoding="utf-8")
        draws = re.search(r"(?m)^\s*(import|from) (manim|av|PIL)\b", text)
        assert not draws or name in (*MAKERS, *SPEAKERS) or path.stem in elsewhere, name
    assert set(graph(MAKERS, within=["rendering"], follow=False)) == set(MAKERS)
