"""What a lecturer may type is taken as meant; the rest is refused by rule, value and remedy."""

import json
import math
import re
import unicodedata
from functools import reduce
from operator import add

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rendering.planning.fonts import read_font
from scenes import PROGRAMME, entry
from stage.parameters import (
    LARGEST,
    Number,
    ParameterError,
    Parameters,
    needs,
    read_parameters,
)
from tests.scenes.belonging import belonging
from tests.some_fonts import ARABIC, DEVANAGARI, HAN

DistributionOverlay, OneHotCollapse, QuadraticVersusLog, LogitNudges = (
    entry(name).parameters_type()
    for name in ("DistributionOverlay", "OneHotCollapse", "QuadraticVersusLog", "LogitNudges")
)

same_everywhere = settings(derandomize=True, deadline=None, max_examples=60)
numbers = st.floats(-LARGEST, LARGEST)


def refusal(parameters_type, font=None, **raw):
    """The refusal of ``raw``, which must be one line that a person can act upon."""
    with pytest.raises(ParameterError) as caught:
        read_parameters(parameters_type, raw, font)
    message = str(caught.value)
    assert "\n" not in message
    rule, _, rest = message.partition("; got ")
    assert " must " in rule, message
    value, _, remedy = rest.partition(". ")
    assert value, message
    assert re.fullmatch(r"[A-Z0-9].*\.", remedy), message
    assert not re.search(r"pydantic|Value error|Traceback|Input should", message)
    return message


# --- numbers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("logits", "told"),
    [
        ("1,nan,3", "logits[1] must be finite; got nan."),
        ([1.0, math.nan], "logits[1] must be finite; got nan."),
        ("inf,1", "logits[0] must be finite; got inf."),
        ([0.0, -math.inf], "logits[1] must be finite; got -inf."),
        ("[1, Infinity]", "logits[1] must be finite; got inf."),
        ("1,two,3", "logits[1] must be a number; got 'two'."),
        ("1,,3", "logits[1] must be a number; got ''."),
        ("1;2", "logits must have 2 to 10 items, one for each class; got 1."),
        ("", "logits must have 2 to 10 items, one for each class; got 1."),
        ([], "logits must have 2 to 10 items, one for each class; got 0."),
        ([1.0], "logits must have 2 to 10 items, one for each class; got 1."),
        ([0.0] * 11, "logits must have 2 to 10 items, one for each class; got 11."),
        ("1e17,1e17", "logits[0] must lie within ±1e+09 to be drawn; got 1e+17."),
        ([0.0, -1.1e9], "logits[1] must lie within ±1e+09 to be drawn; got -1.1e+09."),
        ([1.0, True], "logits[1] must be a number; got True."),
        ([1.0, None], "logits[1] must be a number; got None."),
        ([1.0, [2.0]], "logits[1] must be a number; got [2.0]."),
        (5, "logits must be a list of numbers; got 5."),
        (True, "logits must be a list of numbers; got True."),
        (None, "logits must be a list of numbers; got None."),
        ({"a": 1}, "logits must be a list of numbers; got {'a': 1}."),
        ("[1, 2", "logits that starts with [ must be a JSON list; got '[1, 2' "),
        ("[[1, 2], [3, 4]]", "logits[0] must be a number; got [1, 2]."),
    ],
)
def test_logits_are_refused(logits, told):
    assert refusal(LogitNudges, logits=logits).startswith(told)


@pytest.mark.parametrize("huge", ["1" + "0" * 400, "[1" + "0" * 400 + ", 1]", [10**400, 1]])
def test_logit_of_400_digits_is_refused_and_not_a_crash(huge):
    raw = f"{huge},1" if isinstance(huge, str) and huge[0] != "[" else huge
    told = refusal(LogitNudges, logits=raw)
    assert told.startswith("logits[0] must ")
    assert len(told) < 300
    assert "got -inf" in refusal(LogitNudges, logits=[1, -(10**400)])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1,2,3", (1.0, 2.0, 3.0)),
        (" 1 , 2.5 ", (1.0, 2.5)),
        ("−1,-2,+3", (-1.0, -2.0, 3.0)),  # the first with a typographic minus
        ("[1, -2.5, 1e3]", (1.0, -2.5, 1000.0)),
        ('["−1", "2"]', (-1.0, 2.0)),
        ("1e9,-1e9", (1e9, -1e9)),
        ([1, 2.5], (1.0, 2.5)),
        ((0.1, 0.2), (0.1, 0.2)),
        (",".join("0123456789"), tuple(float(k) for k in range(10))),
    ],
)
def test_logits_are_read(typed, read):
    got = read_parameters(LogitNudges, {"logits": typed}).logits
    assert got == read
    assert all(type(number) is float for number in got)


@same_everywhere
@given(st.lists(numbers, min_size=2, max_size=10))
def test_logits_are_read_to_the_last_bit(logits):
    for typed in (logits, ",".join(map(repr, logits)), json.dumps(logits)):
        assert read_parameters(LogitNudges, {"logits": typed}).logits == tuple(logits)


@pytest.mark.parametrize(
    ("nudge", "told"),
    [
        (0, "nudge must be above 0; got 0."),
        ("-0.4", "nudge must be above 0; got -0.4."),
        ("−0.4", "nudge must be above 0; got -0.4."),
        ("nan", "nudge must be finite; got nan."),
        ("a lot", "nudge must be a number; got 'a lot'."),
        ("0,4", "nudge must be a number; got '0,4'."),
        ([0.4], "nudge must be a number; got [0.4]."),
        (False, "nudge must be a number; got False."),
        (1e10, "nudge must lie within ±1e+09 to be drawn; got 1e+10."),
        (
            "5e-324",
            "nudge must be 1e-12 or more to be seen to do anything; got 4.94066e-324. Scale it up.",
        ),
    ],
)
def test_nudge_is_refused(nudge, told):
    assert refusal(LogitNudges, nudge=nudge).startswith(told)


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ({"wrong": 0}, "wrong must lie strictly between 0 and 1"),
        ({"right": "1"}, "right must lie strictly between 0 and 1"),
        ({"step": -0.01}, "step must lie strictly between 0 and 1"),
        ({"wrong": "1e-200"}, "wrong must "),  # whose slope no screen and no float can hold
        ({"wrong": 0.98}, "wrong must be below right, since the truth is 1; got wrong=0.98 and"),
        ({"wrong": 0.9, "right": 0.1}, "wrong must be below right, since the truth is 1; got"),
        ({"step": 0.03}, "right + step must be at most 1, the truth; got 1.01. Give a step of at"),
    ],
)
def test_prediction_is_refused(raw, told):
    assert refusal(QuadraticVersusLog, **raw).startswith(told)


def test_smallest_prediction_is_taken():
    assert read_parameters(QuadraticVersusLog, {"wrong": "1e-100"}).wrong == 1e-100


def test_step_may_reach_the_truth():
    assert read_parameters(QuadraticVersusLog, {"step": "0.02"}).step == 0.02


def test_any_number_may_be_negative():
    class Free(Parameters):
        height: Number

    assert read_parameters(Free, {"height": "−3.5"}).height == -3.5


# --- probabilities ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("p", "told"),
    [
        ("-0.1,1.1", "p[0] must lie in [0, 1], being a probability; got -0.1."),
        ([0.5, 1.5], "p[1] must lie in [0, 1], being a probability; got 1.5."),
        ("30,70", "p[0] must lie in [0, 1], being a probability; got 30."),
        ("0.5,0.6", "p must sum to 1 (within 1e-09); got a sum of 1.1. Divide each by 1.1."),
        ("0.2,0.2", "p must sum to 1 (within 1e-09); got a sum of 0.4. Divide each by 0.4."),
        ("0,0", "p must sum to 1 (within 1e-09); got a sum of 0."),
        ("0.5,nan", "p[1] must be finite; got nan."),
        ("0.5,half", "p[1] must be a number; got 'half'."),
        ("1", "p must have 2 to 10 items, one for each class; got 1."),
        ([0.5, 0.5 + 1.1e-9], "p must sum to 1 (within 1e-09); got a sum of 1.000000001."),
        ([0.5, 0.5 - 1.1e-9], "p must sum to 1 (within 1e-09); got a sum of 0.9999999989."),
    ],
)
@pytest.mark.parametrize("parameters_type", [DistributionOverlay, OneHotCollapse])
def test_probabilities_are_refused(parameters_type, p, told):
    assert refusal(parameters_type, p=p).startswith(told)


def test_remedy_of_probabilities_is_one_that_helps():
    assert "Divide" not in refusal(DistributionOverlay, p="0,0")
    assert "Divide" not in refusal(DistributionOverlay, p="-0.1,1.1")
    assert "Divide" in refusal(DistributionOverlay, p="30,70")


@pytest.mark.parametrize("off", [9e-10, -9e-10, 0.0])
def test_probabilities_may_miss_1_by_a_billionth(off):
    p = (0.5, 0.5 + off)
    assert read_parameters(DistributionOverlay, {"p": p, "q": "0.5,0.5"}).p == p


@pytest.mark.parametrize("p", ["0,1", "0.25,0.25,0.5", "[0.1, 0.9]", "1e-300,1"])
def test_probabilities_are_read(p):
    got = read_parameters(DistributionOverlay, {"p": p, "q": p}).p
    assert list(got) == json.loads(p if p[0] == "[" else f"[{p}]")


def test_probabilities_whose_sum_only_rounds_to_1_are_read():
    tenths = [0.1] * 10
    assert reduce(add, tenths) != 1  # sum() itself compensates from Python 3.12 on
    assert read_parameters(DistributionOverlay, {"p": tenths, "q": tenths}).p == tuple(tenths)


def test_truth_that_was_not_given_starts_even_where_the_classes_are_not_four():
    assert read_parameters(OneHotCollapse, {"logits": "1,2"}).p == (0.5, 0.5)
    assert read_parameters(OneHotCollapse, {"logits": "1,2,3,4"}).p == (0.1, 0.4, 0.3, 0.2)
    given = {"logits": "1,2", "p": "0.1,0.4,0.3,0.2"}
    assert refusal(OneHotCollapse, **given).startswith("p must have as many items as logits, which")


# --- target -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "told"),
    [
        (4, "target must be in [0, 4), counted from 0; got 4. The last class is 3."),
        ("4", "target must be in [0, 4), counted from 0; got 4. The last class is 3."),
        (-1, "target must be in [0, 4), counted from 0; got -1."),
        ("−1", "target must be in [0, 4), counted from 0; got -1."),
        ("99999999999999999999", "target must be in [0, 4), counted from 0; got 99999999999999999"),
        (1.0, "target must be a whole number, counted from 0; got 1.0."),
        (1.5, "target must be a whole number, counted from 0; got 1.5."),
        ("1.5", "target must be a whole number, counted from 0; got '1.5'."),
        ("1.0", "target must be a whole number, counted from 0; got '1.0'."),
        (True, "target must be a whole number, counted from 0; got True."),
        ("cat", "target must be a whole number, counted from 0; got 'cat'."),
        ("", "target must be a whole number, counted from 0; got ''."),
        (None, "target must be a whole number, counted from 0; got None."),
        (math.nan, "target must be a whole number, counted from 0; got nan."),
        ([1], "target must be a whole number, counted from 0; got [1]."),
    ],
)
@pytest.mark.parametrize("parameters_type", [LogitNudges, OneHotCollapse])
def test_target_is_refused(parameters_type, target, told):
    assert refusal(parameters_type, target=target).startswith(told)


@pytest.mark.parametrize(("typed", "read"), [("3", 3), (0, 0), (" 2 ", 2)])
def test_target_is_read(typed, read):
    got = read_parameters(LogitNudges, {"target": typed}).target
    assert got == read
    assert type(got) is int


ANIMALS = {"logits": "2,1,0.1", "labels": "cat,horse,ship"}
DIGITS = {"logits": "2,1,0.1", "labels": "1,2,3"}


@pytest.mark.parametrize(
    ("raw", "target", "read"),
    [
        (ANIMALS, "horse", 1),
        (ANIMALS, " horse ", 1),
        (ANIMALS, "2", 2),
        (ANIMALS, 2, 2),
        ({"logits": "1,2", "labels": "café,tea"}, "cafe\u0301", 0),
        (DIGITS, "1", 0),
        (DIGITS, "3", 2),
        (DIGITS, 3, 2),  # in a file or a notebook a person writes it like this
        ({"logits": "1,2", "labels": "01,1"}, "01", 0),
    ],
)
def test_target_that_is_a_label_is_that_class(raw, target, read):
    assert read_parameters(LogitNudges, {**raw, "target": target}).target == read
    assert read_parameters(LogitNudges, {"target": target, **raw}).target == read  # in any order


@pytest.mark.parametrize(
    ("raw", "target", "told"),
    [
        (
            ANIMALS,
            "hors",
            "target must be one of labels, or a whole number, counted from 0; got 'ho",
        ),
        (ANIMALS, "3", "target must be in [0, 3), counted from 0; got 3."),
        (
            DIGITS,
            "0",
            "target must be one of labels, since some of these are numbers; got '0'. The",
        ),
        (DIGITS, 0, "target must be one of labels, since some of these are numbers; got 0. The"),
        pytest.param(
            DIGITS,
            10**5000,
            "target must be one of labels, since some of these are numbers; got a",
            id="huge",
        ),
        ({"logits": "1,2", "labels": "a,a"}, "a", "target must be the label of one class; got 'a'"),
    ],
)
def test_target_that_may_be_misread_is_refused(raw, target, told):
    assert refusal(LogitNudges, **raw, target=target).startswith(told)


def test_target_near_a_label_is_answered_with_it():
    told = refusal(LogitNudges, **ANIMALS, target="hors")
    assert told.endswith(" Did you mean horse? The labels are cat, horse, ship.")
    assert "give labels as well" in refusal(LogitNudges, target="horse")


def test_recorded_target_is_counted_from_0_whatever_the_labels_are():
    recorded = {"logits": [2, 1, 0.1], "labels": ["1", "2", "3"], "target": 1}
    assert read_parameters(LogitNudges, recorded, recorded=True).target == 1
    assert read_parameters(LogitNudges, recorded).target == 0


# --- labels -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "told"),
    [
        ("", "must not be empty; got ''. Give the class a name."),
        ("  ", "must not be empty; got '  '. Give the class a name."),
        ("\u3164", "must not be empty; got "),  # a letter by its category, which draws nothing
        ("\u2800\u2800", "must not be empty; got "),
        ("thirteen long", "must have at most 12 characters to fit under its bar; got 13 in "),
        ("a\tb", r"must not hold control characters; got 'a\tb' with U+0009. Remove it."),
        ("a\nb", r"must not hold control characters; got 'a\nb' with U+000A. Remove it."),
        ("\x1b[31m", r"must not hold control characters; got '\x1b[31m' with U+001B."),
        ("a\u202eb", r"must not hold control characters; got 'a\u202eb' with U+202E."),
        ("a\u200bb", r"must not hold control characters; got 'a\u200bb' with U+200B."),
        ("a\u2028b", r"must not hold control characters; got 'a\u2028b' with U+2028."),
        ("\ud800", r"must not hold control characters; got '\ud800' with U+D800."),
        ("猫", "must be written in characters that the embedded fonts hold; got '猫' with '猫' ("),
        ("cat 😀", "must be written in characters that the embedded fonts hold; got 'cat 😀' with"),
        (7, "must be a word; got 7. Put it in quotes."),
        (None, "must be a word; got None. Put it in quotes."),
    ],
)
def test_label_is_refused(label, told):
    message = refusal(LogitNudges, labels=["a", "b", label, "d"])
    assert message.startswith(f"labels[2] {told}")


def test_glyph_that_is_missing_is_named_by_its_code_point():
    assert "(U+1F600)" in refusal(LogitNudges, labels=["a", "b", "c", "cat 😀"])
    assert refusal(LogitNudges, labels="猫,b,c,d").endswith(
        "or give --font FILE with one that holds it."
    )


def test_font_may_hold_what_the_embedded_ones_do_not():
    labels = ("猫", "dog 狗", "鸟", "fish")
    han, devanagari = read_font(HAN), read_font(DEVANAGARI)
    parameters = read_parameters(LogitNudges, {"labels": list(labels)}, han)
    assert parameters.labels == labels
    assert needs(parameters, han)
    assert not needs(parameters, devanagari)
    assert not needs(parameters, None)
    assert not needs(read_parameters(LogitNudges, {"labels": "a,b,c,d"}, han), han)
    assert not needs(read_parameters(LogitNudges, {}, han), han)


def test_character_that_neither_holds_is_named_with_the_font():
    assert refusal(LogitNudges, read_font(DEVANAGARI), labels="猫,b,c,d") == (
        "labels[0] must be written in characters that the embedded fonts or Noto Sans Devanagari "
        "hold as outlines; got '猫' with '猫' (U+732B). Use other letters, or give another "
        "--font FILE."
    )


@pytest.mark.parametrize("label", ["ज़िंदगी", "हिन्दी", "مي\u200cخواهم", "كلبٌ"])
def test_marks_and_joiners_of_other_scripts_are_letters_like_others(label):
    font = read_font(DEVANAGARI if label[0] > "ऀ" else ARABIC)
    labels = (label, "b", "c", "d")
    assert read_parameters(LogitNudges, {"labels": list(labels)}, font).labels == labels


@pytest.mark.parametrize("label", ["\u200da", "a\u200d", "1\u200c2", "a \u200cb", "a\u200c\u200db"])
def test_joiner_joins_two_letters(label):
    assert "must not hold control characters" in refusal(LogitNudges, labels=[label, "b", "c", "d"])


@pytest.mark.parametrize("marks", ["\u0301\u0316" * 2, "\u20dd\u20dd\u20dd", "\u064b" * 5])
def test_marks_do_not_pile_up(marks):
    assert "at most two marks" in refusal(LogitNudges, labels=[f"a{marks}", "b", "c", "d"])


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        ("cat,dog", "labels must have as many items as logits, which has 4; got 2."),
        ("a,b,c,d,e", "labels must have as many items as logits, which has 4; got 5."),
        ("cat", "labels must have 2 to 10 items, one for each class; got 1."),
        (",".join("abcdefghijk"), "labels must have 2 to 10 items, one for each class; got 11."),
        ("cat,dog,,bird", "labels[2] must not be empty; got ''."),
        (3, "labels must be a list of words; got 3."),
        ('["a", "b"', "labels that starts with [ must be a JSON list; got "),
    ],
)
def test_list_of_labels_is_refused(labels, told):
    assert refusal(LogitNudges, labels=labels).startswith(told)


def test_example_of_a_list_is_of_its_kind():
    assert refusal(LogitNudges, labels=3).endswith("as in labels=cat,dog.")
    assert refusal(LogitNudges, logits=3).endswith("as in logits=1,2,3.")


@pytest.mark.parametrize(
    "label",
    [
        "κατηγορία",
        "кошка",
        "naïve Ærø",
        "Łódź ß ŷ",
        "$x$",
        '#read("/e")',
        "*bold*",
        "<b>x</b>&lt;",
        "\\n \\ \\\\",
        "\"'`",
        "../x",
        "~/.ssh",
        "{raised[0]}",
        "a{{b",
        "%s %(x)d",
        "C₆₀ ½ ∞",
        "x" * 12,
        " a ",
    ],
)
def test_label_is_taken_literally(label):
    labels = (label, "b", "c", "d")
    assert read_parameters(LogitNudges, {"labels": list(labels)}).labels == labels
    assert read_parameters(LogitNudges, {"labels": json.dumps(labels)}).labels == labels


def test_label_may_be_typed_as_letter_and_accent():
    twelve = "e\u0301" * 12  # 24 characters, of which 12 are seen
    (label, _) = read_parameters(LogitNudges, {"logits": "1,2", "labels": [twelve, "b"]}).labels
    assert label == "é" * 12
    assert unicodedata.is_normalized("NFC", label)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("cat,dog", ("cat", "dog")),
        (" cat , dog ", ("cat", "dog")),
        ('["a,b", "c"]', ("a,b", "c")),
        ('["[x]", "y"]', ("[x]", "y")),
        (["a,b", "[c"], ("a,b", "[c")),
        ("1,2", ("1", "2")),
        (None, None),
    ],
)
def test_labels_are_read(typed, read):
    assert read_parameters(LogitNudges, {"logits": "1,2", "labels": typed}).labels == read


# --- together ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parameters_type", "raw", "told"),
    [
        (DistributionOverlay, {"p": "0.5,0.5"}, "q must have as many items as p, which has 2; "),
        (OneHotCollapse, {"p": "0.5,0.5"}, "p must have as many items as logits, which has 4; "),
        (LogitNudges, {"logits": "1,2", "target": 2}, "target must be in [0, 2), counted from 0; "),
    ],
)
def test_lists_must_speak_of_the_same_classes(parameters_type, raw, told):
    assert refusal(parameters_type, **raw).startswith(told)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("logit", "no parameter is called logit. Did you mean logits? This scene takes logits, "),
        ("lables", "no parameter is called lables. Did you mean labels? "),
        ("Target", "no parameter is called Target. Did you mean target? "),
        ("xyzzy", "no parameter is called xyzzy. This scene takes logits, labels, target, nudge."),
        ("model_config", "no parameter is called model_config. "),
    ],
)
def test_unknown_parameter_is_answered_with_the_nearest(name, told):
    with pytest.raises(ParameterError, match="^" + re.escape(told)):
        read_parameters(LogitNudges, {name: 1})


def test_value_that_no_rule_of_ours_covers_is_refused_by_the_name_of_its_parameter():
    class Plain(Parameters):
        count: int

    with pytest.raises(ParameterError, match=r"^count: .*integer") as caught:
        read_parameters(Plain, {"count": "three"})
    assert "\n" not in str(caught.value)


def test_only_the_first_of_several_problems_is_told():
    message = refusal(LogitNudges, logits="1,nan", target="cat", labels="")
    assert message.startswith("logits[1] must be finite; got nan.")
    assert "target" not in message


@pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)
def test_parameters_cannot_be_changed_afterwards(scene):
    parameters = read_parameters(scene.parameters_type(), {})
    name = next(iter(scene.parameters_type().model_fields))
    with pytest.raises(ValueError, match="frozen"):
        setattr(parameters, name, getattr(parameters, name))


label_texts = st.text(
    st.sampled_from("abcXYZ éßñŁ αβΩ жЯ $#*_\\\"'<>{}[]/.,~`₁½"), min_size=1, max_size=12
).filter(lambda text: text.strip())


@st.composite
def probabilities(draw, classes):
    weights = draw(st.lists(st.integers(0, 10**6), min_size=classes, max_size=classes).filter(any))
    return [weight / sum(weights) for weight in weights]


@st.composite
def accepted(draw, scene):
    """Values by name that keep to the rules of all scenes."""
    classes = draw(st.integers(2, 10))
    unit = st.floats(0.001, 0.49)
    values = {
        "p": probabilities(classes),
        "q": probabilities(classes),
        "logits": st.lists(numbers, min_size=classes, max_size=classes),
        "target": st.integers(0, classes - 1),
        "nudge": st.floats(1e-6, LARGEST),
        "labels": st.none() | st.lists(label_texts, min_size=classes, max_size=classes),
        "wrong": unit,
        "right": unit.map(lambda x: x + 0.5),
        "step": unit.map(lambda x: x / 100),
        **belonging(scene, "DRAWN"),
    }
    fields = scene.parameters_type().model_fields
    unknown = ", ".join(set(fields) - set(values))
    assert not unknown, f"add to DRAWN in the examples.py of {scene.name} how to draw {unknown}"
    return {name: draw(values[name]) for name in fields}


@pytest.mark.parametrize("scene", PROGRAMME, ids=lambda scene: scene.name)
@same_everywhere
@given(st.data())
def test_accepted_parameters_survive_being_written_and_read(scene, data):
    parameters_type = scene.parameters_type()
    takes = belonging(scene, "takes") or (lambda **_: True)
    drawn = accepted(scene).filter(lambda values: takes(**values))
    parameters = read_parameters(parameters_type, data.draw(drawn))
    assert read_parameters(parameters_type, parameters.model_dump()) == parameters
    through_json = json.loads(json.dumps(parameters.model_dump(mode="json")))
    assert read_parameters(parameters_type, through_json) == parameters
    typed = {n: v if isinstance(v, str) else json.dumps(v) for n, v in through_json.items()}
    if typed.get("labels") == "null":
        del typed["labels"]
    assert read_parameters(parameters_type, typed) == parameters
