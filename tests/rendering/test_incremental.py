"""After an edit, exactly the clips whose frames would differ are rendered.

Whether frames differ is found out without the code that decides it: from the tables, hashed by a
process that only imports the scenes' numbers, and from the frames of a rendering from scratch.
"""

from __future__ import annotations

import ast
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

import scenes
from tests.rendering.mutants import mutants
from tests.rendering.runs import ROOT, figure, published, run_project, times
from tests.sampling import SOAK

TINY = ("-r", "86,48", "--fps", "2")
FEW = ("DistributionOverlay", "OneHotCollapse", "QuadraticVersusLog", "LogitNudges")
SCENES = tuple(entry.name for entry in scenes.PROGRAMME if SOAK or entry.name in FEW)
"""The programme of the copies of the project; all of it in a soak."""

TABLES = """
import hashlib, json, sys, scenes
from stage.numbers import fields_of
def digest(entry):
    try:
        table = entry.numbers_type().compute(entry.parameters_type()(), 2)
    except Exception as error:
        return f"{type(error).__name__}"
    values = fields_of(table).values()
    text = [v.dtype.str + str(v.shape) + v.tobytes().hex() if hasattr(v, "tobytes") else repr(v)
            for v in values]
    return hashlib.sha256("|".join(text).encode()).hexdigest()
print(json.dumps({entry.name: digest(entry) for entry in scenes.PROGRAMME}))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, with its clips."""
    project = tmp_path_factory.mktemp("project")
    for name in ("xe_math", "stage", "scenes", "rendering"):
        shutil.copytree(ROOT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "render.py", project)
    _append(
        project / "scenes/__init__.py",
        f"\n\nPROGRAMME = tuple(entry for entry in PROGRAMME if entry.name in {SCENES})\n",
    )
    answer = run_project(project, *TINY, "-j", "2")
    assert [scene["state"] for scene in answer["scenes"]] == ["PUBLISHED"] * len(SCENES)
    return project


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """The same, for one test to edit."""
    return Path(shutil.copytree(built, tmp_path / "project"))


def edit(project: Path, name: str, old: str, new: str) -> None:
    path = project / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, (name, old, text.count(old))
    path.write_text(text.replace(old, new), encoding="utf-8")


def stale(project: Path, *options: str) -> dict[str, list[str]]:
    """The scenes that would be rendered, with the reasons."""
    answer = run_project(project, "status", *TINY, *options)
    return {s["name"]: s["reasons"] for s in answer["scenes"] if s["state"] != "UP_TO_DATE"}


def rendered(project: Path, *options: str) -> set[str]:
    """The scenes that a run renders."""
    answer = run_project(project, *TINY, *options)
    assert all(scene["error"] is None for scene in answer["scenes"]), answer
    return {scene["name"] for scene in answer["scenes"] if scene["state"] == "PUBLISHED"}


def frames(project: Path) -> dict[str, str]:
    """The digest of each clip's frames, before any encoder."""
    manifest = json.loads((project / "media" / "manifest.json").read_text(encoding="utf-8"))
    return {clip["scene"]: clip["frames_sha256"] for clip in manifest["clips"].values()}


def tables(project: Path) -> dict[str, str]:
    """A digest of each scene's numbers."""
    done = subprocess.run(
        [sys.executable, "-B", "-c", TABLES],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    # A source that cannot even be imported leaves no scene as it was.
    found: dict[str, str] = (
        json.loads(done.stdout) if done.returncode == 0 else dict.fromkeys(SCENES, "none")
    )
    return found


NUDGE = "z + dz[..., np.newaxis] * one_hot(moved, z.shape[-1])"
STEP = 'dz = checks.real("delta", delta)'
LONGER = STEP.replace("checks", "1.001 * checks")
"""A nudge that is longer than it is said to be; all that is drawn of it still fits together."""

NEUTRAL: dict[str, Callable[[Path], None]] = {
    "a comment": lambda p: edit(p, "xe_math/softmax.py", NUDGE, NUDGE + "  # in nats"),
    "a docstring": lambda p: edit(
        p, "xe_math/softmax.py", "Every probability answers when a single", "What answers when a"
    ),
    "an equal formula": lambda p: edit(
        p, "xe_math/softmax.py", NUDGE, "one_hot(moved, z.shape[-1]) * dz[..., np.newaxis] + z"
    ),
    "a renamed local": lambda p: _rename(p / "xe_math/softmax.py", "dz", "step"),
    "a new function": lambda p: _append(
        p / "xe_math/losses.py", "\n\ndef unused(x: float) -> float:\n    return 2 * x\n"
    ),
    "another layout": lambda p: _unparse(p / "xe_math/distributions.py"),
    "a comment in a drawing": lambda p: _append(p / "stage/theme.py", "# That is all.\n"),
}


def _rename(path: Path, old: str, new: str) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id == old:
            node.id = new
    path.write_text(ast.unparse(tree), encoding="utf-8")


def _append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def _unparse(path: Path) -> None:
    path.write_text(ast.unparse(ast.parse(path.read_text(encoding="utf-8"))), encoding="utf-8")


def test_neutral_refactorings_render_nothing(project: Path) -> None:
    for change in NEUTRAL.values():
        change(project)
    assert stale(project) == {}
    before = published(project / "media")
    assert rendered(project) == set()
    assert published(project / "media") == before


def test_changed_constant_renders_the_clips_that_draw_its_result_and_no_others(
    project: Path,
) -> None:
    edit(project, "xe_math/softmax.py", STEP, LONGER)
    told = stale(project, "--why")
    assert set(told) == {"LogitNudges"}
    assert any(re.match(r"numbers\.\w+: ", reason) for reason in told["LogitNudges"])
    assert rendered(project) == {"LogitNudges"}
    assert stale(project) == {}


IMPORTING = """
import importlib, json, sys
def imported(name):
    for module in [name for name in sys.modules if name.partition(".")[0] in ("scenes", "stage")]:
        del sys.modules[module]
    importlib.import_module("scenes").entry(name).scene_type()
    return list(sys.modules)
print(json.dumps({name: imported(name) for name in sys.argv[1:]}))
"""


@pytest.fixture(scope="module")
def imports(built: Path) -> dict[str, list[str]]:
    """All that each scene imports, as Python tells it: manim once, the project's own by itself."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORTING, *SCENES],
        cwd=built,
        capture_output=True,
        text=True,
        check=True,
    )
    return dict(json.loads(done.stdout))


@pytest.mark.parametrize(
    "drawing", ["stage.drawing.shares", f"{scenes.entry(FEW[0]).package}.scene"]
)
def test_changed_drawing_renders_the_scenes_that_import_it(
    project: Path, imports: dict[str, list[str]], drawing: str
) -> None:
    importing = {name for name in SCENES if drawing in imports[name]}
    assert importing
    _append(project / f"{drawing.replace('.', '/')}.py", "\n_UNUSED = 1\n")
    told = stale(project, "--why")
    assert set(told) == importing
    assert all(f"drawing.{drawing} changed" in reasons for reasons in told.values())
    before = published(project / "media")
    few = sorted(told)[: times(1, len(told))]
    others = [name for name in SCENES if name not in told]
    assert rendered(project, *few, *others) == set(few)
    # The frames turned out to be what they were.
    after = published(project / "media")
    kept = [n for n in before if n.endswith((".mp4", ".png", ".srt"))]
    assert [n for n in kept if after[n] != before[n]] == []


def test_source_that_breaks_makes_its_clips_fail_and_stay(project: Path) -> None:
    before = published(project / "media")
    edit(project, "xe_math/softmax.py", NUDGE, "1 / 0")
    told = stale(project)
    assert set(told) == {"LogitNudges"}
    assert "its numbers cannot be computed: " in told["LogitNudges"][0]
    assert "ZeroDivisionError" in told["LogitNudges"][0]
    answer = run_project(project, *TINY)
    states = {scene["name"]: scene["state"] for scene in answer["scenes"]}
    assert states == {**dict.fromkeys(SCENES, "UP_TO_DATE"), "LogitNudges": "FAILED"}
    assert published(project / "media") == before


_FUTURE = "from __future__ import annotations"

EDITS = (
    ("xe_math/softmax.py", STEP, LONGER),
    ("scenes/logit_nudges/numbers.py", "nudge: Positive = 0.4", "nudge: Positive = 0.6"),
    ("stage/verbs.py", "CHANGE = 0.5", "CHANGE = 0.6"),
    ("stage/numbers.py", "(10 - 15 * t + 6 * t**2)", "(10 - 15 * t + 6 * t * t)"),
    ("stage/drawing/shares.py", _FUTURE, f"{_FUTURE}\n\n_NEW = 1"),
    ("xe_math/losses.py", _FUTURE, f"{_FUTURE}\n\n_NEW = 1"),
)


def test_edits_reverts_and_kills_end_in_the_frames_of_a_clean_build(
    project: Path, tmp_path: Path
) -> None:
    """Edits keep size and time of a file where they can: neither may be relied on."""
    scene = "LogitNudges"
    steps = times(2, 40)
    chance = random.Random(steps)
    known: dict[frozenset[int], tuple[str, bytes]] = {}
    made: set[int] = set()
    seen: Counter[str] = Counter()
    originals = {name: (project / name).read_text(encoding="utf-8") for name, _, _ in EDITS}
    for _ in range(steps):
        made ^= {chance.randrange(len(EDITS))}
        for name, text in originals.items():
            for number in sorted(made):
                if EDITS[number][0] == name:
                    text = text.replace(EDITS[number][1], EDITS[number][2])
            (project / name).write_text(text, encoding="utf-8")
            os.utime(project / name, (1e9, 1e9))
        if chance.random() < 0.5:
            seen["kills"] += 1
            with subprocess.Popen(
                [sys.executable, "render.py", scene, *TINY],
                cwd=project,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            ) as process:
                try:
                    process.wait(chance.uniform(0, 3))
                except subprocess.TimeoutExpired:
                    process.kill()
        seen["rendered"] += len(rendered(project, scene))
        frozen = frozenset(made)
        if frozen not in known:
            clean = run_project(
                project, scene, *TINY, "--media_dir", str(tmp_path / "clean"), "--force"
            )
            video = Path(clean["scenes"][0]["video"])
            manifest = json.loads((tmp_path / "clean/manifest.json").read_text())
            (clip,) = manifest["clips"].values()
            known[frozen] = (clip["frames_sha256"], video.read_bytes())
        now = published(project / "media")[f"clips/48p2/{scene}.mp4"]
        assert (frames(project)[scene], now) == known[frozen], sorted(made)
        seen["states"] += 1
    figure(f"incremental equals clean: {dict(seen)}, {len(known)} different sources")


def test_mutant_of_the_math_is_missed_by_none_of_the_clips_that_it_changes(
    project: Path, tmp_path: Path
) -> None:
    modules = sorted((project / "xe_math").glob("*.py"))
    all_of_them = [
        (path, what, make)
        for path in modules
        for what, make in mutants(path.read_text(encoding="utf-8"))
    ]
    chance = random.Random(5)
    sample = chance.sample(all_of_them, times(4, 300))
    unchanged = tables(project)
    original_frames = frames(project)
    seen: Counter[str] = Counter()
    for number, (path, what, make) in enumerate(sample):
        original = path.read_text(encoding="utf-8")
        path.write_text(make(), encoding="utf-8")
        try:
            now = tables(project)
        except subprocess.TimeoutExpired:
            seen["mutants that never end"] += 1
            path.write_text(original, encoding="utf-8")
            continue
        differ = {name for name, digest in now.items() if digest != unchanged[name]}
        told = set(stale(project))
        assert differ <= told, (path.name, what)
        assert told <= differ, (path.name, what)
        seen["mutants"] += 1
        seen["mutants that change a table"] += bool(differ)
        seen["tables that differ, all found"] += len(differ)
        seen["tables that are equal, none rendered"] += len(SCENES) - len(differ)
        if number % 10 == 0 and SOAK:
            seen += _frames_of_mutant(project, tmp_path / "forced", told, original_frames)
        path.write_text(original, encoding="utf-8")
    figure(f"soundness: {dict(seen)} of {len(all_of_them)}")


def _frames_of_mutant(
    project: Path, media: Path, told: set[str], original: dict[str, str]
) -> Counter[str]:
    """Render all scenes of a mutant, whatever is said of them, and compare the frames."""
    seen: Counter[str] = Counter()
    answer = run_project(project, *TINY, "--force", "--media_dir", str(media))
    manifest = json.loads((media / "manifest.json").read_text(encoding="utf-8"))
    now = {clip["scene"]: clip["frames_sha256"] for clip in manifest["clips"].values()}
    for scene in answer["scenes"]:
        name = scene["name"]
        if scene["state"] == "FAILED":
            assert name in told
            seen["rendered and failed"] += 1
        elif now[name] != original[name]:
            assert name in told, f"the frames of {name} differ, and it was thought up to date"
            seen["rendered with other frames"] += 1
        else:
            seen["rendered needlessly" if name in told else "equal frames, not rendered"] += 1
    return seen


EVERYTHING = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR"


SEED, PLAIN = {"PYTHONHASHSEED": "7"}, {"NPY_DISABLE_CPU_FEATURES": EVERYTHING}


@pytest.mark.parametrize(
    ("environment", "options", "core"),
    [
        pytest.param({**SEED, **PLAIN}, ["-j", "1"], 0, id="all at once"),
        pytest.param(SEED, ["-j", "1"], None, id="hash seed, one worker", marks=pytest.mark.soak),
        pytest.param(PLAIN, [], 0, id="one plain core", marks=pytest.mark.soak),
    ],
)
def test_bytes_do_not_depend_on_the_machine_and_the_moment(
    built: Path, tmp_path: Path, environment: dict[str, str], options: list[str], core: int | None
) -> None:
    def pin() -> None:
        if core is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    wanted = published(built / "media")
    scenes = SCENES if SOAK else SCENES[-2:]
    run_project(
        built,
        *scenes,
        *TINY,
        *options,
        *("--media_dir", str(tmp_path)),
        env={**os.environ, **environment},
        preexec_fn=pin if os.name != "nt" else None,
    )
    found = published(tmp_path)
    assert len(found) == 5 * len(scenes)
    assert found.items() <= wanted.items()
