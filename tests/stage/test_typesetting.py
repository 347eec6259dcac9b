"""Type is the same on every machine: no font, file or package of the machine can get into it."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import typst
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont, features

import scenes
from rendering.planning.fonts import read_font
from stage.mobjects.text import Typeset, Words
from stage.typesetting import (
    FONTS,
    compile_svg,
    font,
    literal,
    missing_glyphs,
    name_markup,
    use_font,
)
from tests.some_fonts import ARABIC, DEVANAGARI, HAN

ROOT = Path(scenes.__file__).parents[1]
MARKUP = ["$x$", '#read("/etc/passwd")', "*bold*", "<b>", "\\", '"', "../x", "#{", "`a`", "/*", "~"]

same_everywhere = settings(derandomize=True, deadline=None, max_examples=100)
texts = st.text(st.sampled_from("ab Ωж$#*_\\\"<>@`~=-+/{}[]().,;:'’u0^&|"), min_size=1, max_size=12)


def glyphs(svg):
    """Which glyph stands where."""
    return re.findall(r'<use xlink:href="#(\w+)" x="([^"]+)"', svg.decode())


def shown_as_it_is(text):
    """What Typst makes of ``text`` that never was in a source: an oracle for ``literal``."""
    inputs = {"text": text}
    return typst.compile(
        b"#sys.inputs.text", format="svg", ignore_system_fonts=True, sys_inputs=inputs
    )


# --- literal ----------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_shown_and_not_obeyed(markup):
    assert compile_svg(literal(markup)) == shown_as_it_is(markup)


@same_everywhere
@given(texts)
@example('\\"')
@example("\\u{41}")
@example("\\n")
def test_any_text_is_shown_as_it_is(text):
    assert compile_svg(literal(text)) == shown_as_it_is(text)


def test_every_character_of_markup_has_its_glyph():
    text = '$#*_<b>"\\`~@'
    assert len(glyphs(compile_svg(literal(text)))) == len(text)


def test_bold_markup_would_show_in_the_glyphs():
    # Or the tests above would be blind.
    assert glyphs(compile_svg("*bold*")) != glyphs(compile_svg(literal("*bold*")))


# --- the machine stays outside ----------------------------------------------------------------


@pytest.mark.parametrize(
    "markup",
    ['#read("{}")', '#include "{}"', '#csv("{}")', '#import "{}": *'],
)
def test_no_file_can_be_read(tmp_path, markup):
    secret = tmp_path / "secret.txt"
    secret.write_text("a,b\n")
    with pytest.raises(typst.TypstError):
        compile_svg(markup.format(secret))


def test_no_file_can_be_reached_by_climbing(tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("secret")
    monkeypatch.chdir(tmp_path)
    up = "../" * 12
    for path in ("secret.txt", "./secret.txt", f"{up}etc/hosts", f"/{up}etc/hosts"):
        with pytest.raises(typst.TypstError):
            compile_svg(f'#read("{path}")')


IN_A_STRANGE_HOME = """
import sys, typst
from stage.typesetting import compile_svg

def says(compile, source):
    try:
        return compile(source)
    except typst.TypstError:
        return None

def machine(source):
    return typst.compile(source.encode(), format="svg")

font, package = '#set text(font: "Aileron")\\nABC', '#import "@local/marked:1.0.0": mark\\n#mark'
print("machine has the font", machine(font) != machine(font.replace("Aileron", "No Such")))
print("we have the font", compile_svg(font) != compile_svg(font.replace("Aileron", "No Such")))
print("machine has the package", says(machine, package) is not None)
print("we have the package", says(compile_svg, package) is not None)
"""


def test_fonts_and_packages_of_the_machine_are_not_seen(tmp_path):
    aileron = ImageFont.load_default(10).path.getvalue()  # Pillow brings one along
    package = tmp_path / "typst" / "packages" / "local" / "marked" / "1.0.0"
    places = (".fonts", ".local/share/fonts", "fonts", "Library/Fonts")
    for folder in (*(tmp_path / place for place in places), package):
        folder.mkdir(parents=True)
    for place in places:
        (tmp_path / place / "Aileron.ttf").write_bytes(aileron)
    (package / "typst.toml").write_text(
        '[package]\nname = "marked"\nversion = "1.0.0"\nentrypoint = "lib.typ"\n'
    )
    (package / "lib.typ").write_text("#let mark = [marked]")
    mac = tmp_path / "Library" / "Application Support"
    shutil.copytree(tmp_path / "typst", mac / "typst")
    home = {"HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    said = subprocess.run(
        [sys.executable, "-c", IN_A_STRANGE_HOME],
        env=os.environ | home,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.splitlines() == [
        "machine has the font True",
        "we have the font False",
        "machine has the package True",
        "we have the package False",
    ]


@pytest.mark.parametrize("family", FONTS)
def test_embedded_family_is_there(family):
    def in_family(name):
        return glyphs(compile_svg(f'#set text(font: "{name}", fallback: false)\nabc 123'))

    assert in_family(family)
    assert in_family(family) != in_family("No Such Family")


# --- the same every time ----------------------------------------------------------------------

SOURCE = "$ H(p, q) = sum_i p_i ln 1/q_i $ \n#text(fill: red)[nats, 0.4838] σ ж"


def test_same_source_gives_the_same_svg_whatever_was_set_in_between():
    first = compile_svg(SOURCE)
    compile_svg("$ sqrt(a/b) $")
    with pytest.raises(typst.TypstError):
        compile_svg("#no-such-function()")
    assert compile_svg(SOURCE) == first


def test_same_source_gives_the_same_svg_in_another_process(tmp_path):
    code = (
        "import hashlib; from stage.typesetting import compile_svg;"
        f"print(hashlib.sha256(compile_svg({SOURCE!r})).hexdigest())"
    )
    elsewhere = {
        "PYTHONPATH": str(ROOT),
        "PYTHONHASHSEED": "7",
        "LANG": "tr_TR",
        "TZ": "Asia/Tokyo",
    }
    said = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | elsewhere,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert said == hashlib.sha256(compile_svg(SOURCE)).hexdigest()


def test_invalid_markup_is_an_error():
    with pytest.raises(typst.TypstError, match="unclosed"):
        compile_svg("#[")


def test_two_pages_are_refused_by_number():
    with pytest.raises(ValueError, match=r"must fit one page; got 2 pages of 'a#pagebreak\(\)b'"):
        compile_svg("a#pagebreak()b")


# --- missing_glyphs ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "cat",
        "Überraschung",
        "κατηγορία",
        "кошка",
        "Łódź naïve Ærø ß",
        "ŷ σ(z₁) ∂L/∂z",
        "½ × 10⁻³ ≤ ∞ →",
        "$#*_<b>\"\\`~@'",
        "e\u0301",  # two characters, one glyph
        "  \u00a0",
        "",
    ],
)
def test_embedded_fonts_hold(text):
    assert missing_glyphs(text) == ""


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("猫", "猫"),
        ("cat 😀 dog", "😀"),
        ("한국", "한국"),
        ("あa猫いa猫あ", "あ猫い"),  # in order, once each
        ("\U0010fffd", "\U0010fffd"),
    ],
)
def test_what_no_embedded_font_holds_is_named_in_order_once_each(text, missing):
    assert missing_glyphs(text) == missing


# --- one more font ----------------------------------------------------------------------------


@pytest.fixture
def used():
    """Have a font for what is set in this test."""

    def use(path):
        use_font(read_font(path))
        return font()

    yield use
    use_font(None)


@pytest.mark.parametrize("text", ["हिन्दी", "१२३", "猫", "ไทย", "தமிழ்"])
def test_scripts_that_no_embedded_font_can_join_into_words_are_missing(text):
    assert missing_glyphs(text) == "".join(dict.fromkeys(text))


@pytest.mark.parametrize("text", ["العربية", "עברית", "𝔼ℝ𝓛", "✓→∞"])
def test_other_scripts_and_letters_of_mathematics_are_there(text):
    assert missing_glyphs(text) == ""


def test_font_holds_what_it_has_letters_for_and_no_more():
    assert missing_glyphs("猫 你好 cat", read_font(HAN)) == ""
    assert missing_glyphs("猫犬हि狼", read_font(HAN)) == "犬हि狼"
    assert missing_glyphs("ी ्", read_font(DEVANAGARI)) == ""  # signs that need a letter
    assert missing_glyphs("ु ॅ", read_font(DEVANAGARI)) == "ुॅ"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (DEVANAGARI, "हिन्दी"),
        (DEVANAGARI, "ज़िंदगी"),
        (ARABIC, "كلبٌ"),
        (ARABIC, "قطّة"),
        (ARABIC, "مي\u200cخواهم"),
        (HAN, "猫狗"),
    ],
)
@pytest.mark.skipif(not features.check("raqm"), reason="this Pillow cannot join letters")
def test_letters_join_as_harfbuzz_joins_them(used, path, text):
    used(path)
    em = 1000
    face = ImageFont.truetype(str(path), em, layout_engine=ImageFont.Layout.RAQM)
    drawn = Image.new("L", (9 * em, 4 * em))
    ImageDraw.Draw(drawn).text((em, 2 * em), text, fill=255, font=face, anchor="ls")
    left, top, right, bottom = drawn.getbbox()
    words = Words(text, font_size=960 / 10 * em)  # so that one unit is a pixel
    assert words.width == pytest.approx(right - left, abs=0.02 * em)
    assert words.get_top()[1] == pytest.approx(2 * em - top, abs=0.02 * em)
    assert words.get_bottom()[1] == pytest.approx(2 * em - bottom, abs=0.02 * em)


def test_letters_that_do_not_join_are_wider():
    # Or the test above would be blind.
    face = ImageFont.truetype(str(ARABIC), 1000, layout_engine=ImageFont.Layout.BASIC)
    joined = ImageFont.truetype(str(ARABIC), 1000, layout_engine=ImageFont.Layout.RAQM)
    assert face.getlength("كلبٌ") > joined.getlength("كلبٌ") + 100


def test_name_that_embedded_fonts_hold_looks_as_it_does_without_a_font(used):
    before = compile_svg(name_markup("cat, ж, σ, ✓"))
    used(HAN)
    assert glyphs(compile_svg(name_markup("cat, ж, σ, ✓"))) == glyphs(before)
    assert compile_svg(name_markup("cat")) == compile_svg(literal("cat"))


def test_name_that_needs_the_font_is_all_in_its_face(used):
    own = used(HAN)
    (alone,) = glyphs(compile_svg(f'#text(font: "{own.family}")[a]'))
    with_han, plain = glyphs(compile_svg(name_markup("猫a"))), glyphs(compile_svg(literal("a")))
    assert with_han[1][0] == alone[0] != plain[0][0]


def test_font_is_asked_before_the_one_whose_letters_are_all_equally_wide(used):
    alone = glyphs(compile_svg(name_markup("كلب")))
    used(ARABIC)
    assert {glyph for glyph, _ in glyphs(compile_svg(name_markup("كلب")))}.isdisjoint(
        glyph for glyph, _ in alone
    )


def test_accent_at_the_left_end_leaves_the_baseline_where_it_is(used):
    used(ARABIC)
    with_accent, without = Words("بٌ"), Words("ب")
    assert with_accent.get_top()[1] > without.get_top()[1]
    assert with_accent.get_bottom()[1] == pytest.approx(without.get_bottom()[1], abs=1e-9)


def test_what_stands_beside_a_name_from_right_to_left_keeps_its_place(used):
    used(ARABIC)
    digits = '#text(fill: rgb("#00ff00"))[: 7]'
    name, value = Typeset(f"{name_markup('كلب')};{digits}", font_size=30)
    assert value.get_left()[0] > name.get_right()[0]
    name, value = Typeset(f"{literal('كلب')};{digits}", font_size=30)
    assert value.get_left()[0] < name.get_left()[0]  # or this test would be blind


def test_font_that_is_gone_is_an_error_and_no_other_is_taken(tmp_path):
    held = read_font(HAN)
    gone = replace(held, file=tmp_path / "gone.otf")
    use_font(gone)
    try:
        with pytest.raises((OSError, ValueError)):
            compile_svg(literal("猫"))
    finally:
        use_font(None)
