"""The two walls: numbers never import manim, and nothing that draws reaches xe_math."""

import ast
import subprocess
import sys
from contextlib import contextmanager
from importlib import import_module
from inspect import getmembers, isfunction, unwrap
from pathlib import Path

import pytest

import scenes
from tests.imports import imported
from tests.scenes.playing import play
from xe_math import softmax

ROOT = Path(scenes.__file__).parents[1]
LAYERS = ("xe_math", "stage", "scenes", "rendering")


def modules():
    for layer in LAYERS:
        yield from sorted((ROOT / layer).rglob("*.py"))


def allowed(path):
    """First-party packages and modules that this module may import, by the architecture."""
    where = path.relative_to(ROOT)
    if where.parts[0] == "xe_math":
        return ("xe_math",)
    if where.name == "numbers.py" and len(where.parts) == 3:
        tables = ("numbers", "parameters", "digits", "cast", "bales")
        return ("xe_math", *(f"stage.{name}" for name in tables))
    if where.parts[:2] == ("stage", "mobjects"):
        drawing = ("stage.mobjects", "stage.theme", "stage.digits", "stage.typesetting")
        return (*drawing, "stage.numbers", "stage.cast", "stage.language")
    return {"stage": ("stage",), "scenes": ("stage", "scenes")}.get(
        where.parts[0], ("stage", "scenes", "rendering")
    )


@pytest.mark.parametrize("path", list(modules()), ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_go_one_way(path):
    permitted = allowed(path)
    for name in imported(path):
        if name.split(".")[0] in LAYERS:
            assert any(name == p or name.startswith(f"{p}.") for p in permitted), name


CHEAP = {
    "__init__.py",
    "bales.py",
    "cast.py",
    "description.py",
    "digits.py",
    "entry.py",
    "language.py",
    "narration.py",
    "numbers.py",
    "parameters.py",
    "quoting.py",
    "spoken.py",
    "theme.py",
    "typesetting.py",
}
"""Modules of ``stage`` that planning loads."""


REACHES_OUT = {
    "open",
    "environ",
    "getenv",
    "import_module",
    "__import__",
    "exec",
    "eval",
    "setattr",
}
"""What would have the mathematics depend on more than what it is given, or change what is not its
own: files, the environment, modules that no import tells of."""

READS_FILES = {"fromfile", "genfromtxt", "load", "loadtxt", "memmap", "read_bytes", "read_text"}


def reaches_out(tree):
    """The lines of a module that look outside, or write to something in another module."""
    imported_names = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                if name.rpartition(".")[2] in REACHES_OUT | READS_FILES:
                    yield node.lineno
        if isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            owner = node
            while isinstance(owner, ast.Attribute | ast.Subscript):
                owner = owner.value
            if isinstance(owner, ast.Name) and owner.id in imported_names:
                yield node.lineno


@pytest.mark.parametrize("path", sorted((ROOT / "xe_math").glob("*.py")), ids=lambda p: p.name)
def test_mathematics_depends_on_its_arguments_alone_and_changes_nothing_else(path):
    assert list(reaches_out(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    [
        "table = open('table.csv')",
        "table = np.loadtxt('table.csv')",
        "table = Path('table').read_text()",
        "rate = os.environ['RATE']",
        "from os import getenv",
        "losses = import_module('xe_math.losses')",
        "losses = importlib.import_module('xe_math.losses')",
        "from importlib import import_module as get",
        "np.log = np.log2",
        "np.core.rate += 1",
        "np.__dict__['log'] = np.log2",
        "del np.log",
        "setattr(np, 'log', np.log2)",
    ],
)
def test_what_would_reach_out_of_the_mathematics_is_noticed(line):
    harmless = "import numpy as np\n\nz = np.zeros(3)\nz[0] = np.log(2)\n"
    assert list(reaches_out(ast.parse(harmless))) == []
    assert set(reaches_out(ast.parse(harmless + line))) == {5}


def needs_manim(path):
    where = path.relative_to(ROOT)
    if where.parts[0] == "xe_math" or where.name in {"numbers.py", "__init__.py"}:
        return False
    return not (where.parts[0] == "stage" and len(where.parts) == 2 and where.name in CHEAP)


@pytest.mark.parametrize(
    "path", [p for p in modules() if not needs_manim(p)], ids=lambda p: str(p.relative_to(ROOT))
)
def test_what_plans_does_not_name_manim(path):
    assert not any(name.split(".")[0] == "manim" for name in imported(path))


def test_numbers_are_computed_without_loading_manim():
    program = (
        "import sys, scenes\n"
        "for entry in scenes.PROGRAMME:\n"
        "    entry.numbers_type().compute(entry.parameters_type()(), 15)\n"
        "assert 'xe_math' in sys.modules\n"
        "sys.exit('manim' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


def test_naming_a_scene_loads_nothing_and_show_no_manim():
    program = (
        "import sys\n"
        "from scenes import PROGRAMME, LogitNudges\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "assert loaded.isdisjoint({'rendering', 'xe_math', 'manim', 'numpy', 'pydantic'}), loaded\n"
        "assert LogitNudges in PROGRAMME\n"
        "from rendering.showing import show\n"
        "assert 'rendering.showing.call' in sys.modules\n"
        "sys.exit('manim' in sys.modules or 'IPython' in sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)


@contextmanager
def no_math():
    """Every function of the math fails when it is called, whoever has got hold of it."""

    def called(*_args, **_kwargs):
        raise AssertionError("what draws calls the math; its place is numbers.py")

    found = set()
    for path in sorted((ROOT / "xe_math").glob("[a-z]*.py")):
        module = import_module(f"xe_math.{path.stem}")
        found |= {unwrap(value) for _, value in getmembers(module, isfunction)}
    functions = [each for each in found if each.__module__.startswith("xe_math")]
    with pytest.MonkeyPatch.context() as patch:
        for function in functions:
            patch.setattr(function, "__code__", called.__code__)
        yield


@pytest.mark.parametrize("entry", scenes.PROGRAMME, ids=lambda e: e.name)
def test_drawing_never_calls_the_math(entry):
    def construct(self):
        with no_math():
            scene_type.construct(self)
            # Even through a name that was imported beforehand.
            with pytest.raises(AssertionError, match=r"numbers\.py"):
                softmax([1.0, 2.0])

    scene_type = entry.scene_type()
    watched = type(entry.name, (scene_type,), {"construct": construct})
    story, writer = play(watched, fps=3, draw=False)
    assert writer.frames == story.beats[-1].end  # and nothing was skipped
    assert softmax([1.0, 1.0]) == pytest.approx(0.5)
