"""No text of the scenes or of what is exported names a colour; the theme gives each role its own.

That what is said at the defaults names none either is tried in ``test_programme.py``.
"""

import ast
from pathlib import Path

import pytest

import scenes
from tests.color_words import color_words

ROOT = Path(scenes.__file__).parents[1]
MODULES = sorted([*(ROOT / "scenes").rglob("*.py"), *(ROOT / "rendering/exporting").rglob("*.py")])


def texts(tree):
    """The strings of a module, but for those that stand alone: docstrings."""
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_text_names_no_color(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert {text: found for text in texts(tree) if (found := color_words(text))} == {}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("say('A white bar fills the gap.')", ["white"]),
        ("said = f'{others} the green that {q} gains'", ["green"]),
        ("said = 'One is red-hot, the others turn Blue.'", ["red", "Blue"]),
        ('"""Green in the dark theme."""', []),
        ("said = 'covered, blueprint, #green'", []),
    ],
)
def test_color_words_are_found_in_what_is_said(source, found):
    assert [word for text in texts(ast.parse(source)) for word in color_words(text)] == found
