"""The scenes look as they did when their pictures were last written down."""

import os

import pytest

from scenes import PROGRAMME
from tests import references
from tests.references import CASES, FILE, difference, pictures, stored
from tests.sampling import sample
from tests.scenes.belonging import examples

TOLERANCE = 3
"""Of 255, in a cell: more than versions of Cairo and processors differ by."""

REMEDY = (
    "if that is meant, look at python render.py storyboard, and write the pictures down "
    "anew with python -m tests.references {}"
)


def cases():
    """All in continuous integration; else the defaults, and a sample of what tries them hardest."""
    by_id = [pytest.param(s, e, id=f"{s.name}-{e}") for s, e in CASES]
    if os.environ.get("CI"):
        return by_id
    defaults = [case for case in by_id if case.values[1] == "default"]
    return defaults + sample([case for case in by_id if case not in defaults], 4)


@pytest.mark.parametrize(("scene", "example"), cases())
def test_scene_looks_as_it_did(scene, example):
    drawn = pictures(scene, examples(scene)[example])
    remedy = REMEDY.format(scene.name)
    assert difference(drawn, stored(scene.name, example)) <= TOLERANCE, remedy


def test_every_scene_is_kept_with_its_default_and_three_extremes():
    for scene in PROGRAMME:
        kept = [example for one, example in CASES if one is scene]
        assert kept[0] == "default"
        assert len(set(kept)) == min(4, len(examples(scene)))
        assert all(len(stored(scene.name, example)) >= 3 for example in kept)


def test_another_number_is_seen_to_differ():
    scene = next(scene for scene in PROGRAMME if scene.name == "OneHotCollapse")
    drawn = pictures(scene, {"logits": [2.5, -1.0, 3.2, 0.7]})  # instead of 0.5
    assert difference(drawn, stored("OneHotCollapse", "default")) > TOLERANCE
    assert difference(drawn[1:], drawn) == 255


def test_command_refuses_what_is_no_scene_and_writes_nothing(capsys):
    before = FILE.read_bytes()
    assert references.main(["Nothing"]) == 2
    assert "got 'Nothing'" in capsys.readouterr().err
    assert FILE.read_bytes() == before
