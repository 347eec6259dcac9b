"""Each mobject has one record, its copies have copies of it, and nothing else is hung on it."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import manim
from manim import VGroup, VMobject

import scenes
import stage
from stage.mobjects.declared import allow, belongs_to, named
from stage.mobjects.metadata import metadata

HOMES = [Path(package.__file__).parent for package in (scenes, stage)]

# Of manim's configuration and animations, and of NumPy's flags of an array.
OF_NO_MOBJECT = {"background_color", "frame_height", "frame_width", "run_time", "writeable"}


def test_record_is_one_and_the_same_at_each_call() -> None:
    one, other = VMobject(), VMobject()
    metadata(one).visibility = 0.5
    assert metadata(one).visibility == 0.5
    assert metadata(other).visibility == 1.0
    assert metadata(one) is metadata(one)


def test_visibility_is_not_given_until_it_is_said() -> None:
    made = VMobject()
    assert metadata(made).given_visibility is None
    metadata(made).visibility = 1.0
    assert metadata(made).given_visibility == 1.0


def test_copy_has_a_record_of_its_own_with_the_same_values() -> None:
    group = named("the group", VGroup(VMobject()))
    belongs_to("title", group)
    allow("contrast", "a backdrop", group)
    copied = group.copy()
    assert metadata(copied).name == "the group"
    assert metadata(copied[0]).part_of == "the group"
    assert metadata(copied[0]).zone == "title"
    assert metadata(copied[0]).allowed == metadata(group[0]).allowed
    metadata(copied).name = "another"
    assert metadata(group).name == "the group"


def declared_by_manim() -> set[str]:
    """Attributes that manim's own classes of mobjects set, at any place of their sources."""
    kinds = [manim.Mobject, manim.VMobject, manim.VGroup]
    trees = [ast.parse(inspect.getsource(inspect.getmodule(kind))) for kind in kinds]
    return {name for tree in trees for name in assigned(tree, to_self=True)}


def assigned(tree: ast.AST, *, to_self: bool) -> set[str]:
    """Names of the attributes that are assigned to ``self``, or to anything else."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and (isinstance(node.value, ast.Name) and node.value.id == "self") is to_self
    }


def test_no_attribute_is_set_from_outside_that_no_class_declares() -> None:
    trees = [
        ast.parse(path.read_text(encoding="utf-8")) for home in HOMES for path in home.rglob("*.py")
    ]
    known = declared_by_manim() | OF_NO_MOBJECT | {"_metadata"}
    for tree in trees:
        known |= assigned(tree, to_self=True)
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                known |= {
                    item.target.id
                    for item in node.body
                    if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name)
                }
                known |= {item.name for item in node.body if isinstance(item, ast.FunctionDef)}
    from_outside = set().union(*(assigned(tree, to_self=False) for tree in trees))
    assert from_outside - known == set()
