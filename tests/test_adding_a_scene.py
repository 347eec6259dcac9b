"""What ``docs/adding_a_scene.md`` tells to write and to run does what the guide says.

The guide's files are written into a copy of the project, and each of its commands is run there
once. Only the frames of clips are smaller and fewer than a reader's.
"""

import ast
import json
import math
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import av
import pytest
from PIL import Image

import scenes
from tests.project_copy import copy_project
from tests.project_copy import run as run_in_copy

ROOT = Path(scenes.__file__).parents[1]
GUIDE = ROOT / "docs" / "adding_a_scene.md"
NAME = "EvenChances"
TINY = "-r 128,72 --fps 2"  # in place of -ql
CLIPS = "media/clips/72p2"

BLOCK = re.compile(r"^```(\w*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks():
    """Language, attributes and text of every fenced block."""
    for language, attributes, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8")):
        yield language, dict(re.findall(r'(\w+)="([^"]*)"', attributes)), text


def code():
    return [block for block in blocks() if block[0] == "python"]


def commands():
    for language, _, text in blocks():
        if language == "sh":
            yield from text.splitlines()


# --- Writing what the guide shows -----------------------------------------------------------------


def last_line(source, name):
    """The last line of the programme's entry of that name, counted from 1."""
    (line,) = (
        call.end_lineno
        for call in ast.walk(ast.parse(source))
        if isinstance(call, ast.Call)
        and any(k.arg == "name" and ast.unparse(k.value) == repr(name) for k in call.keywords)
    )
    return line


def write(folder, text, *, title, after=None):
    """A new file; or, of one that there is, what comes after that entry of the programme."""
    path = folder / title
    if after is None:
        assert not path.exists(), f"{title} is in the project already; the guide shows it as new"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return
    source = path.read_text(encoding="utf-8")
    lines = source.splitlines(keepends=True)
    lines.insert(last_line(source, after), text)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A copy of the project with all that the guide adds."""
    folder = tmp_path_factory.mktemp("project")
    copy_project(folder)
    for _, attributes, text in code():
        write(folder, text, **attributes)
    for command in (LENGTHS, REFERENCES):  # what is listed and checked needs them
        answer = run(command, folder)
        assert answer.returncode == 0, answer.stdout + answer.stderr
    return folder


# --- Running what the guide says ------------------------------------------------------------------


run = cache(run_in_copy)  # each command once


def frames(path):
    with av.open(path) as video:
        return sum(1 for _ in video.decode(video=0))


def scene_is_listed(folder, told):
    listed = told.split("\n\n")
    (about,) = (part for part in listed if f"{NAME}: " in part)
    assert "When is it least certain what comes?" in about
    assert "beats: measure, guess, drag" in about
    assert "likely = 0.02" in about


def storyboard_finds_nothing_wrong(folder, told):
    with Image.open(folder / f"media/storyboards/{NAME}.png") as sheet:
        assert sheet.width > 1000
    listed = (folder / f"media/storyboards/{NAME}.json").read_text(encoding="utf-8")
    assert json.loads(listed)["findings"] == []


def clip_has_the_right_numbers(folder, told):
    card = json.loads((folder / CLIPS / f"{NAME}.json").read_text(encoding="utf-8"))
    assert frames(folder / CLIPS / f"{NAME}.mp4") == card["frames"]
    assert (folder / CLIPS / f"{NAME}.vtt").read_text(encoding="utf-8").startswith("WEBVTT")
    beats = {beat["name"]: beat for beat in card["beats"]}
    start = -0.02 * math.log(0.02) - 0.98 * math.log(0.98 / 3)
    assert beats["measure"]["narration"].endswith(f"Its entropy: {start:.2f} nats.")
    last = {name: track["last"] for name, track in beats["drag"]["numbers"].items() if "." in name}
    assert last["up.entropy"] == 0
    assert last["back.p"] == pytest.approx([0.25] * 4)
    assert last["back.entropy"] == pytest.approx(math.log(4), abs=5e-5)
    assert "1.39 nats" in beats["drag"]["narration"]
    assert card["poster_frame"] == beats["drag"]["end_frame"] - 1


def coin_has_its_labels(folder, told):
    card = json.loads((folder / CLIPS / "coin.json").read_text(encoding="utf-8"))
    assert card["parameters"]["labels"] == ["heads", "tails"]
    entropy = -0.9 * math.log(0.9) - 0.1 * math.log(0.1)
    assert card["beats"][0]["narration"].endswith(f"Its entropy: {entropy:.2f} nats.")
    assert "more of the heads" in card["beats"][1]["narration"]


def manim_made_a_clip(folder, told):
    (path,) = folder.glob(f"media/videos/*/*/{NAME}.mp4")
    played = json.loads((folder / "scenes/even_chances/played.json").read_text(encoding="utf-8"))
    (fps,) = re.findall(r"--fps (\d+)", TINY)
    # Each motion and rest is rounded to whole frames, which are half a second long.
    assert frames(path) / int(fps) == pytest.approx(played["seconds"], abs=2)


def length_is_told(folder, told):
    assert re.fullmatch(rf"{NAME}: [\d.]+ s, 3 beats\n", told)


LENGTHS = f"python -m rendering.inspection.lengths {NAME}"
REFERENCES = f"python -m tests.references {NAME}"
RUNS = {
    "python render.py list": scene_is_listed,
    f"python render.py storyboard {NAME} -ql": storyboard_finds_nothing_wrong,
    f"python render.py {NAME} -ql": clip_has_the_right_numbers,
    f"python render.py {NAME} -ql --set likely=0.9 --set labels=heads,tails --as coin":
        coin_has_its_labels,
    f"manim render -ql scenes/even_chances/scene.py {NAME}": manim_made_a_clip,
    LENGTHS: length_is_told,
}  # fmt: skip

NUMBERS = "python -m pytest tests/scenes/even_chances"
CHECKS = f'python -m pytest tests/scenes -k "{NAME} or even_chances"'
# Of the pictures those of the hardest example; the storyboard looks at the defaults.
FEW = f'python -m pytest tests/scenes -k "({NAME} or even_chances) and (not pictures or names)"'
CHECKED = {
    *(
        f"test_{what}.py"
        for what in (
            "pictures",
            "programme",
            "tables",
            "told",
            "import_walls",
            "references",
            "judging",
        )
    ),
    "even_chances/test_numbers.py",  # so NUMBERS need not be run
}


@pytest.mark.parametrize("command", RUNS)
def test_command_of_the_guide_does_what_it_says(command, project):
    # What the storyboard finds depends on the size of its frames; nothing else does.
    smaller = command if "storyboard" in command else command.replace("-ql", TINY)
    answer = run(smaller, project)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    RUNS[command](project, answer.stdout)


def test_scene_of_the_guide_passes_the_checks_of_all_scenes(project):
    answer = run(FEW, project)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert re.search(r"\d+ passed", answer.stdout)
    assert not re.search(r"failed|error|skipped", answer.stdout)
    for module in CHECKED:
        assert f"tests/scenes/{module} ." in answer.stdout


def test_guide_tells_to_run_these_commands_and_no_others():
    assert list(commands()) == [NUMBERS, *RUNS, REFERENCES, CHECKS]


def test_guide_says_how_long_its_files_are():
    scene, tests = map(
        int, re.search(r"(\d+) lines\s+and (\d+) of tests", GUIDE.read_text()).groups()
    )
    new = {a["title"]: text.count("\n") for _, a, text in code() if "after" not in a}
    assert len(new) == 6
    assert sum(lines for title, lines in new.items() if title.startswith("scenes/")) == scene
    assert sum(new.values()) == scene + tests


@pytest.mark.parametrize("arguments", ["check", "format --check"])
def test_code_of_the_guide_is_as_the_linter_wants_it(arguments, project):
    files = {attributes["title"] for _, attributes, _ in code()}
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
