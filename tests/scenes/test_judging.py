"""Words that judge, such as "nearly", "hardly" and "far", are true of the numbers they speak of.

Every caption is read, for extreme parameters and for quite ordinary ones. What each judging word
speaks of is told by ``JUDGES`` in the scene's ``examples.py``: by phrases as they are said, whether
they are so. What is not told there fails, so that no word judges unread.
"""

import re

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
    """All that is written or said with these parameters, and the numbers of the scene."""
    story, _ = play(scene.scene_type(), parameters, fps=2, skip=True)
    return story.numbers, [words for beat in story.beats for words in (beat.narration, beat.says)]


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
        n, written = captions(scene, parameters)
        for caption in written:
            assert_judges_truly(scene, n, caption)

    check()


def test_judging_words_that_nobody_reads_are_found():
    scene = PROGRAMME[0]
    assert_judges_truly(scene, None, "Only numbers are told.")
    with pytest.raises(AssertionError, match="what 'hardly' speaks of"):
        assert_judges_truly(scene, None, "It hardly moves.")
