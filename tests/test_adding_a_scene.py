"""What ``docs/adding_a_scene.md`` tells to write and to run does what the guide says.

The guide's files are written into a copy of the project, and its commands run there. Only the
pictures are smaller than a reader's.
"""

import ast
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import av
import pytest
from PIL import Image

import scenes

ROOT = Path(scenes.__file__).parents[1]
GUIDE = ROOT / "docs" / "adding_a_scene.md"
NAME = "EntropyFloor"
TINY = "-r 128,72 --fps 5"  # in place of -ql
CLIPS = "media/clips/72p5"

BLOCK = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    """Language, attributes and text of every fenced block."""
    for language, attributes, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        yield language, dict(re.findall(r'(\w+)="([^"]*)"', attributes)), text


def commands():
    for language, _, text in blocks():
        if language == "sh":
            yield from text.splitlines()


# --- Writing what the guide shows -----------------------------------------------------------------


def last_line(source, place):
    """The line after which ``place`` is, counted from 1."""
    tree = ast.parse(source)
    word, name = place.split()
    if word == "after":  # the entry of that name in the programme
        (line,) = (
            call.end_lineno
            for call in ast.walk(tree)
            if isinstance(call, ast.Call)
            and any(k.arg == "name" and ast.unparse(k.value) == repr(name) for k in call.keywords)
        )
        return line
    assert word == "in"  # the dictionary of that name
    (line,) = (
        node.value.end_lineno - 1
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name
    )
    return line


def write(folder, text, *, title, place=None):
    path = folder / title
    if place is None:
        assert not path.exists(), f"{title} is in the project already; the guide shows it as new"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    source = path.read_text(encoding="utf-8")
    if place == "at the end":
        path.write_text(f"{source}\n\n{text}", encoding="utf-8")
        return
    lines = source.splitlines(keepends=True)
    lines.insert(last_line(source, place), text)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with all that the guide adds."""
    folder = tmp_path_factory.mktemp("project")
    for part in ("xe_math", "scenes", "rendering", "tests/scenes"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("render.py", "pyproject.toml", "tests/conftest.py", "tests/imports.py"):
        shutil.copy(ROOT / part, folder / part)
    for language, attributes, text in blocks():
        if language != "sh":
            write(folder, text, **attributes)
    return folder


# --- Running what the guide says ------------------------------------------------------------------


def run(command, folder):
    program, *arguments = shlex.split(command.replace("-ql", TINY))
    here = Path(sys.executable)
    # The project is installed in the environment of the tests; the copy takes its place.
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}
    return subprocess.run(
        [here if program == "python" else here.with_name(program), *arguments],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def frames(path):
    with av.open(path) as video:
        return sum(1 for _ in video.decode(video=0))


def all_pass(folder, told):
    assert re.search(r"\d+ passed", told)
    assert not re.search(r"failed|error|skipped", told)


def scene_is_listed(folder, told):
    listed = told.split("\n\n")
    (about,) = (part for part in listed if f"{NAME}: " in part)
    assert "How low can cross entropy fall?" in about
    assert "beats: question, floor, learning, no further" in about
    assert "q = 0.3,0.2,0.2,0.3" in about


def storyboard_is_there(folder, told):
    with Image.open(folder / f"media/storyboards/{NAME}.png") as sheet:
        assert sheet.width > 1000


def clip_has_the_numbers_of_the_note(folder, told):
    card = json.loads((folder / CLIPS / f"{NAME}.json").read_text(encoding="utf-8"))
    assert frames(folder / CLIPS / f"{NAME}.mp4") == card["frames"]
    assert (folder / CLIPS / f"{NAME}.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    question, floor, learning, no_further = card["beats"]
    assert question["numbers"]["learning_total[0]"] == pytest.approx(1.4878, abs=5e-5)
    assert "H(p, q) = 1.4878 nats" in question["narration"]
    assert floor["numbers"]["entropy"] == pytest.approx(1.2799, abs=5e-5)
    assert floor["numbers"]["learning_gap[0]"] == pytest.approx(0.2079, abs=5e-5)
    assert "1.2799" in floor["narration"]
    assert "0.2079" in floor["narration"]
    assert learning["numbers"]["learning"]["last"] == pytest.approx([0.1, 0.4, 0.3, 0.2])
    assert learning["numbers"]["learning_total"]["last"] == pytest.approx(1.2799, abs=5e-5)
    assert no_further["numbers"]["equal_shares"] == pytest.approx(1.3863, abs=5e-5)  # ln 4
    assert card["poster_frame"] == no_further["end_frame"] - 1


def coin_starts_endless(folder, told):
    card = json.loads((folder / CLIPS / "coin.json").read_text(encoding="utf-8"))
    assert "H(p, q) = ∞ nats" in card["beats"][0]["narration"]
    assert card["parameters"]["labels"] == ["heads", "tails"]


def manim_made_a_clip(folder, told):
    (path,) = folder.glob(f"media/videos/*/*/{NAME}.mp4")
    (seconds,) = re.findall(r"seconds=([\d.]+)", GUIDE.read_text(encoding="utf-8"))
    (fps,) = re.findall(r"--fps (\d+)", TINY)
    # At so few frames a second, rounding to whole frames makes it a little longer.
    assert frames(path) / int(fps) == pytest.approx(float(seconds), abs=1)


RUNS = {
    "python -m pytest tests/scenes/test_scene_numbers.py -k floor": all_pass,
    "python render.py list": scene_is_listed,
    f"python render.py storyboard {NAME} -ql": storyboard_is_there,
    f"python render.py {NAME} -ql": clip_has_the_numbers_of_the_note,
    f"python render.py {NAME} -ql"
    " --set p=0.7,0.3 --set q=1,0 --set labels=heads,tails --as coin": coin_starts_endless,
    f"manim render -ql scenes/entropy_floor/scene.py {NAME}": manim_made_a_clip,
    "python -m pytest tests/scenes/test_programme.py tests/scenes/test_import_walls.py"
    f' -k "{NAME} or entropy_floor"': all_pass,
}


@pytest.mark.parametrize("command", RUNS)
def test_command_of_the_guide_does_what_it_says(command, project):
    answer = run(command, project)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    RUNS[command](project, answer.stdout)


def test_guide_tells_to_run_these_commands_and_no_others():
    assert list(commands()) == list(RUNS)


def test_every_block_of_code_names_its_file():
    assert all("title" in attributes for language, attributes, _ in blocks() if language != "sh")


@pytest.mark.parametrize("arguments", ["check", "format --check"])
def test_code_of_the_guide_is_as_the_linter_wants_it(arguments, project):
    files = {attributes["title"] for language, attributes, _ in blocks() if language != "sh"}
    answer = subprocess.run(
        [sys.executable, "-m", "ruff", *arguments.split(), "--no-cache", *files],
        cwd=project,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert answer.returncode == 0, answer.stdout


def test_links_of_the_guide_lead_somewhere():
    links = re.findall(r"\]\(([^)#]+)\)", GUIDE.read_text(encoding="utf-8"))
    assert links
    assert all((GUIDE.parent / link).exists() for link in links)
