"""Words that judge, such as "nearly", "hardly" and "far", are true of the numbers they speak of.

Every caption is read, for extreme parameters and for quite ordinary ones. What each judging word
speaks of is told by ``JUDGES`` in the scene's ``examples.py``: by phrases as they are said, whether
they are so. What is not told there fails, so that no word judges unread.
"""

import ast
import inspect
import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes import PROGRAMME
from stage.parameters import read_parameters
from tests.scenes.belonging import belonging
from tests.scenes.extremes import extreme_parameters, sometimes
from tests.scenes.playing import play

JUDGING = re.compile(
    r"\b(nearly|almost|hardly|barely|scarcely|next to nothing|(?<!as )far|badly|a little|slightly"
    r"|near|full|half|dark|towers|huge|tiny|(?:just|not) as much)\b"
)
"""Words whose truth depends on numbers."""

EVERY_SCENE = pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)


def captions(scene, parameters):
    """The numbers, and all that is written or said: of a scene that has words, their templates."""
    if find_spec(f"{scene.package}.words") is None:
        story, _ = play(scene.scene_type(), parameters, fps=2, skip=True)
        for beat in story.beats:
            yield from ((story.numbers, said) for said in (beat.narration, beat.says))
        return
    n = scene.numbers_type().compute(parameters, 5)
    if find_spec(f"{scene.package}.words") is None:
        return  # its captions stand in the scene
    words = import_module(f"{scene.package}.words")
    others = {"n": n, "named": False, "rate": getattr(parameters, "learning_rate", 1.0)}
    for name in words.__all__:
        said = getattr(words, name)
        if callable(said):
            wanted = inspect.signature(said).parameters
            if set(wanted) <= set(others):
                said = said(**{key: others[key] for key in wanted})
        yield from ((n, one) for one in ((said,) if isinstance(said, str) else ()))


def written_in(scene):
    """The narrations that stand in a scene that has words of their own elsewhere."""
    if find_spec(f"{scene.package}.words") is None:
        return
    source = inspect.getsource(import_module(f"{scene.package}.scene"))
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "beat":
            said = call.args[1]
            if isinstance(said, ast.Constant):
                yield said.value


def assert_judges_truly(scene, n, caption):
    judges = belonging(scene, "JUDGES")
    left = caption
    for phrase, is_so in judges.items():
        if phrase in left:
            assert is_so(n), f"{phrase!r} in {caption!r}"
            left = left.replace(phrase, "")
    unread = JUDGING.search(left)
    assert unread is None, f"what {unread[0]!r} speaks of in {caption!r} is told by no JUDGES"


def some_parameters(scene):
    """Extreme ones; and ordinary logits, of which some are equal, for whoever takes them."""
    types = scene.parameters_type()
    if "logits" not in types.model_fields:
        return extreme_parameters(scene)
    logit = st.integers(-6, 6).map(lambda half: half / 2)
    several = st.integers(2, 10).flatmap(
        lambda classes: (
            st.lists(logit, min_size=classes, max_size=classes)
            | st.lists(logit, min_size=1, max_size=1).map(lambda one: one * classes)
        )
    )
    ordinary = several.filter(lambda logits: takes(scene, logits)).map(
        lambda logits: read_parameters(types, of_logits(scene, logits))
    )
    return extreme_parameters(scene) | ordinary


def of_logits(scene, logits):
    fields = scene.parameters_type().model_fields
    values = {"logits": logits, "p": [1 / len(logits)] * len(logits)}
    return {name: value for name, value in values.items() if name in fields}


def takes(scene, logits):
    try:
        read_parameters(scene.parameters_type(), of_logits(scene, logits))
    except ValueError:
        return False
    return True


@EVERY_SCENE
def test_words_that_judge_are_true_of_their_numbers(scene):
    @sometimes
    @given(some_parameters(scene))
    def check(parameters):
        for n, caption in captions(scene, parameters):
            assert_judges_truly(scene, n, caption)

    check()


@EVERY_SCENE
def test_words_that_stand_in_a_scene_judge_nothing(scene):
    assert not [said for said in written_in(scene) if JUDGING.search(said)]


def test_judging_words_that_nobody_reads_are_found():
    scene = PROGRAMME[0]
    assert_judges_truly(scene, None, "Only numbers are told.")
    with pytest.raises(AssertionError, match="what 'hardly' speaks of"):
        assert_judges_truly(scene, None, "It hardly moves.")
