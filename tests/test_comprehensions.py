"""A fault of one Python on which the project promises to run, kept clear of."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("rendering", "scenes", "stage", "xe_math")
SOURCES = [ROOT / "render.py", *(path for name in PACKAGES for path in (ROOT / name).rglob("*.py"))]


def hidden(source):
    """Names of a module that a comprehension gives to something else."""
    tree = ast.parse(source)
    known = set()
    for node in tree.body:
        if isinstance(node, ast.Import | ast.ImportFrom):
            known |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            known.add(node.name)
        elif isinstance(node, ast.Assign):
            known |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp):
            for part in node.generators:
                names = (n.id for n in ast.walk(part.target) if isinstance(n, ast.Name))
                yield from (name for name in names if name in known)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_comprehension_hides_a_name_of_its_module(path):
    # Python 3.12.1 does not find such a name in another comprehension of the same function.
    assert list(hidden(path.read_text(encoding="utf-8"))) == []


def test_a_hidden_name_is_seen():
    source = "from a import b\n\ndef f(rows):\n    return [b for row in rows for b in row]\n"
    assert list(hidden(source)) == ["b"]
    assert list(hidden(source.replace("import b", "import c"))) == []
