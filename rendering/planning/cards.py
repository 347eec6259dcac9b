"""Read and validate the cards of clips and films. All cards are read here.

Anybody can edit a card, so it is untrusted input. A valid card conforms to the model below (the
source of ``docs/card.schema.json``) and is consistent: its beats are in order and within the clip,
and its gauges refer to numbers of its table. A valid card is returned as it was read. This module
knows nothing of manim, does not write cards (``publishing.card``), and does not check whether a
card belongs to its clip (``judge.damage`` compares the digests).

``python -m rendering.planning.cards`` prints the schema of a clip's card; with the argument
``film``, that of a film's card.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
    model_validator,
)
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from rendering.machine.files import InvalidFileError, read_json
from stage.quoting import brief, quoted

__all__ = ["SCHEMA", "Card", "FilmCard", "read_card", "read_film_card", "schema"]

SCHEMA = 1
"""Version of the schema: increase it when a field is removed or changes its meaning."""

_RULE = "the card of a clip, as docs/card.schema.json describes it"
_REMEDY = "Render the clip again with --force."

_RULE_OF_FILMS = "the card of a film, as docs/film.schema.json describes it"
_REMEDY_OF_FILMS = "Make the film again with --force."

_MAX_DEPTH = 8
"""Nesting of lists and objects; a card with arrays of three axes in its table has five levels."""

_TOLERANCE = 1e-6
"""Rounding error allowed between a time and its frame, in seconds."""

_MAX_INTEGER = 2**53
"""A float represents every integer up to this one."""


def read_card(path: Path) -> dict[str, Any]:
    """Return the content of a clip's card, as parsed JSON.

    Raises
    ------
    InvalidFileError
        If the file is missing, unreadable, or not a valid card.
    """
    return _read(path, Card, _RULE, _REMEDY)


def read_film_card(path: Path) -> dict[str, Any]:
    """Return the content of a film's card, as parsed JSON; errors as for ``read_card``."""
    return _read(path, FilmCard, _RULE_OF_FILMS, _REMEDY_OF_FILMS)


def _read(path: Path, model: type[_Model], rule: str, remedy: str) -> dict[str, Any]:
    try:
        content = read_json(path)
        if _depth(content) > _MAX_DEPTH:
            raise InvalidFileError(rule, f"is nested more than {_MAX_DEPTH} levels deep", remedy)
        model.model_validate(content)
    except FileNotFoundError:
        raise InvalidFileError(rule, "is missing", remedy) from None
    except InvalidFileError as error:
        raise InvalidFileError(rule, error.found, remedy) from None
    except ValidationError as error:
        raise InvalidFileError(rule, f"is damaged: {_message(error)}", remedy) from None
    return dict(content)


def _depth(value: Any) -> int:
    """Return the nesting depth of lists and objects, counting no further than one too many."""
    layer, depth = [value], 0
    while layer and depth <= _MAX_DEPTH:
        inner = [
            v.values() if isinstance(v, dict) else v for v in layer if isinstance(v, dict | list)
        ]
        layer = [item for items in inner for item in items if isinstance(item, dict | list)]
        depth += bool(inner)
    return depth


def _message(error: ValidationError) -> str:
    """Describe the first problem: the field, the rule, and the value received."""
    problem = error.errors(include_url=False)[0]
    # In a union, pydantic adds the tag of the alternative to the location.
    where = brief(".".join(str(part) for part in problem["loc"] if part not in _KINDS))
    what = brief(problem["msg"].removeprefix("Input "), 160)
    sentence = f"{where}: {what[:1].lower()}{what[1:]}" if where else what
    if problem["type"] in ("missing", _INCONSISTENT):
        return sentence
    return f"{sentence}; got {quoted(problem['input'])}"


# --- The model of a card --------------------------------------------------------------------------

_INCONSISTENT = "inconsistent"
_KINDS = {"null", "boolean", "integer", "number", "word", "list", "object"}


def _kind(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "word", list: "list"}
    return "null" if value is None else names.get(type(value), "object")


_Text = Annotated[str, StringConstraints(max_length=2_000)]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
_IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*"
# A field of a table, or of a table inside it: ``trade.q``.
_FIELD = rf"{_IDENTIFIER}(\.{_IDENTIFIER})*"
_ENTRY = rf"{_FIELD}\[[0-9]{{1,9}}\]"
_Entries = Annotated[str, StringConstraints(pattern=f"^{_ENTRY}( {_ENTRY})?$", max_length=400)]
# A field, or an entry of it: ``nudged[0]``.
_Key = Annotated[
    str,
    StringConstraints(pattern=rf"^{_FIELD}(\[[0-9]{{1,9}}\])*$", max_length=200),
]
Digest = TypeAliasType("Digest", Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")])
_Number = Annotated[float, Field(allow_inf_nan=False)]
_Whole = Annotated[int, Field(ge=-_MAX_INTEGER, le=_MAX_INTEGER)]
_Frame = Annotated[int, Field(ge=0, le=10_000_000)]
_Side = Annotated[int, Field(ge=16, le=8192, multiple_of=2)]
Pixels = TypeAliasType("Pixels", Annotated[list[_Number], Field(min_length=2, max_length=2)])

_Item = (
    Annotated[bool, Tag("boolean")]
    | Annotated[_Whole, Tag("integer")]
    | Annotated[_Number, Tag("number")]
    | Annotated[_Text, Tag("word")]
)
_Single = Annotated[None, Tag("null")] | _Item
Parameter = TypeAliasType(
    "Parameter",
    Annotated[
        _Single
        | Annotated[
            list[Annotated[_Item, Discriminator(_kind, "kind", "must be a number or a word")]],
            Tag("list"),
        ],
        Discriminator(_kind, "kind", "must be a number, a word, or a list of them"),
    ],
)
Value = TypeAliasType(
    "Value",
    Annotated[
        _Single | Annotated["list[Value]", Tag("list")],
        Discriminator(_kind, "kind", "must be a number, a word, or lists of them"),
        Field(
            description='A JSON value; an infinite number is the string "inf" or "-inf", and there '
            "is no NaN."
        ),
    ],
)


_ABSENT: Any = None
"""Default of a field that a card may lack. Null is not a valid value of such a field."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Track(_Model):
    """An array of the table with one row per frame of a motion."""

    frames: int = Field(ge=1, le=10_000_000, description="Number of rows.")
    last: Value = Field(description="The last row.")
    start: _Frame = Field(
        default=_ABSENT,
        description="First frame of the motion, counted from the start of its beat. Absent from "
        "older cards.",
    )


_Shown = Annotated[
    _Single | Annotated[list[Value], Tag("list")] | Annotated[Track, Tag("object")],
    Discriminator(_kind, "kind", "must be a value or a track"),
]


class Caption(_Model):
    """Words on screen from ``start_frame`` up to, not including, ``end_frame``."""

    text: _Text
    start_frame: _Frame
    end_frame: _Frame


class Beat(_Model):
    """A named section of the clip."""

    name: _Name
    start: _Number = Field(ge=0, description="In seconds.")
    end: _Number = Field(description="In seconds, exclusive.")
    start_frame: _Frame
    end_frame: _Frame = Field(description="Exclusive.")
    told_frame: _Frame = Field(
        default=0,
        description="The first frame in which the beat's caption is fully visible; nothing has "
        "moved yet. Equal to start_frame if the clip has no captions. Absent from older cards.",
    )
    narration: _Text = Field(description="All captions of the beat, as one text.")
    captions: list[Caption] = Field(
        default=[],
        max_length=100,
        description="The captions with their frames. If there are none, as in older cards, the "
        "narration is on screen throughout the beat.",
    )
    says: _Text = Field(default="", description="The words for a voice, without formulas.")
    words: list[Caption] = Field(
        default=[],
        max_length=2_000,
        description="The spoken words with their frames; only if the clip has a voice.",
    )
    guess: _Text = Field(default="", description="The question that the beat asks the viewer.")
    climax: bool = Field(default=False, description="Whether it answers the clip's question.")
    numbers: dict[_Key, _Shown] = Field(description="The numbers that it says or shows, by name.")

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if self.end_frame < self.start_frame:
            raise _invalid(f"begins at frame {self.start_frame} and ends at {self.end_frame}")
        readable = self.told_frame if "told_frame" in self.model_fields_set else self.start_frame
        if not self.start_frame <= readable <= self.end_frame:
            raise _invalid(f"told_frame is {readable}, outside of the beat")
        for words in (*self.captions, *self.words):
            if not self.start_frame <= words.start_frame <= words.end_frame <= self.end_frame:
                raise _invalid(
                    f"has words from frame {words.start_frame} to {words.end_frame}, outside of it"
                )
        return self


class Gauge(_Model):
    """A measurable shape in one frame: its position, its scale, and the numbers that it shows."""

    frame: _Frame = Field(description="The frame in which it can be measured.")
    kind: Literal["length", "curve", "dot"] = Field(
        description="A length from the origin, the points of a curve, or a dot."
    )
    origin: Pixels = Field(
        description="The point where the numbers are 0: pixels from the left and from the top."
    )
    base: _Number = Field(
        ge=0,
        le=10_000,
        description="How much of a length is hidden next to the origin, in pixels.",
    )
    unit: Pixels = Field(
        description="Of a length, the vector (x, y) of the number 1; of a curve or dot, the "
        "lengths of the unit to the right and down. In pixels."
    )
    numbers: list[_Entries] = Field(
        description="The table's entry for each length, as field[index in the flattened array]; "
        "for each point those of x and y, separated by a space."
    )


class Font(_Model):
    """The font of the labels that the embedded fonts cannot write."""

    family: _Name = Field(description="Its name.")
    sha256: Digest = Field(description="Digest of the font file.")


class Language(_Model):
    """The language in which the clip is written and spoken."""

    code: _Name = Field(description="Its code, such as de.")
    name: _Name = Field(description="Its own name for itself.")
    untranslated: int = Field(ge=0, description="How many texts stay in English.")


class Voice(_Model):
    """The voice of the clip."""

    name: _Name = Field(description="As given to --voice.")
    version: _Name = Field(description="Version of the voice and of its engine.")
    speed: _Number = Field(gt=0, description="Relative speed; 1 is the voice's normal speed.")


class Fingerprint(_Model):
    """Digests of everything that the pictures depend on."""

    numbers: Digest
    parameters: Digest
    drawing: Digest
    settings: Digest
    environment: Digest


class Versions(_Model):
    """Python and the packages that a picture depends on."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, _Name]

    python: _Name
    manim: _Name
    numpy: _Name
    av: _Name
    pycairo: _Name
    typst: _Name


class SideFiles(_Model):
    """SHA-256 digests of a clip's other files, by extension."""

    srt: Digest = Field(alias=".srt")
    vtt: Digest = Field(alias=".vtt")
    png: Digest = Field(alias=".png")


class Card(_Model):
    """What a published clip shows, says and draws.

    It stands beside the video, under the same name, as <name>.json.
    """

    version: Literal[1] = Field(
        default=1,
        alias="schema",
        description="Version of the schema. An older card without one is of version 1.",
    )
    scene: str = Field(
        pattern="^[A-Z][A-Za-z0-9]*$",
        max_length=100,
        description="Name of the scene class, as given to render.py.",
    )
    title: _Name = Field(description="The title above the picture.")
    note: _Name = Field(description="The section of the source note that the clip animates.")
    parameters: dict[_Key, Parameter] = Field(
        description="The values of all parameters that --set can change; null: not given."
    )
    seconds: _Number = Field(gt=0, description="Length of the video: frames / fps.")
    frames: int = Field(ge=1, le=10_000_000)
    width: _Side = Field(description="In pixels.")
    height: _Side = Field(description="In pixels.")
    fps: int = Field(ge=1, le=240, description="Frames a second.")
    font: Font = Field(
        default=_ABSENT,
        description="The font of the labels that the embedded fonts cannot write; only if there "
        "is such a label.",
    )
    language: Language = Field(
        default=_ABSENT, description="In which it is written and spoken, if not in English."
    )
    voice: Voice = Field(
        default=_ABSENT,
        description="The voice of the clip; only if it has one. The subtitles are then the "
        "spoken words.",
    )
    captions: Literal["burned", "off"] = Field(
        default="burned",
        description="Whether the captions are part of the picture. Older cards without this "
        "field: they are.",
    )
    format: Literal["mp4", "webm", "mov", "gif", "webp", "png-sequence"] = Field(
        default="mp4",
        description="The video's format, as given to --format. Older cards without this field: "
        "mp4.",
    )
    transparent: bool = Field(
        default=False,
        description="Whether the background is transparent. Older cards without this field: no.",
    )
    sha256: Digest = Field(
        description="Digest of the video's bytes; of a sequence of frames, that of its frames' "
        "hexadecimal SHA-256 digests, concatenated."
    )
    side_files: SideFiles = Field(
        default=_ABSENT,
        description="SHA-256 digests of the clip's other files, by extension. Absent from older "
        "cards.",
    )
    poster_frame: _Frame = Field(description="The frame, counted from 0, that the .png shows.")
    beats: list[Beat] = Field(
        max_length=500,
        description="The named sections of the clip, in order.",
    )
    numbers: dict[_Key, Value] = Field(
        description="The whole table that was drawn, by name. A track is an array with one row "
        "per frame of a motion."
    )
    gauges: list[Gauge] = Field(
        description="The measurable shapes in the pictures, with the numbers that they show."
    )
    fingerprint: Fingerprint = Field(
        description="Digests of everything that the pictures depend on: clips with equal "
        "fingerprints show the same."
    )
    encoder: _Name = Field(description="Name of the encoder's profile.")
    versions: Versions = Field(description="Python and the packages that a picture depends on.")

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        for problem in (*self._problems_of_times(), *self._problems_of_gauges()):
            raise _invalid(problem)
        return self

    def _problems_of_times(self) -> Iterator[str]:
        """Yield each time or frame that is outside of the clip or not in order."""
        if abs(self.seconds - self.frames / self.fps) > _TOLERANCE:
            yield f"{self.frames} frames at {self.fps} a second do not last {self.seconds} seconds"
        if self.poster_frame >= self.frames:
            yield f"its poster shows frame {self.poster_frame} of {self.frames}"
        before = 0
        for k, beat in enumerate(self.beats):
            if beat.start_frame < before:
                yield f"beats.{k} begins at frame {beat.start_frame}, before the end of another"
            before = beat.end_frame
            for time, frame in ((beat.start, beat.start_frame), (beat.end, beat.end_frame)):
                if abs(time - frame / self.fps) > _TOLERANCE:
                    yield f"beats.{k}: frame {frame} is not at {time} seconds"
        if before > self.frames:
            yield f"its beats end at frame {before}, beyond its {self.frames}"

    def _problems_of_gauges(self) -> Iterator[str]:
        """Yield each gauge whose frame or number does not exist."""
        flat: dict[str, list[Any]] = {}
        for k, gauge in enumerate(self.gauges):
            if gauge.frame >= self.frames:
                yield f"gauges.{k} is of frame {gauge.frame}, beyond its {self.frames}"
            for entries in gauge.numbers:
                if (" " in entries) == (gauge.kind == "length"):
                    yield f"gauges.{k}: a {gauge.kind} is not measured by {brief(entries)}"
                for entry in entries.split():
                    field, _, index = entry.rstrip("]").partition("[")
                    if field not in flat:
                        flat[field] = list(_flat(self.numbers.get(field, [])))
                    values = flat[field][int(index) : int(index) + 1]
                    if not values or not isinstance(values[0], int | float):
                        yield f"gauges.{k}: {brief(entry)} is no number of the table"


def _invalid(problem: str) -> PydanticCustomError:
    return PydanticCustomError(_INCONSISTENT, "{problem}", {"problem": problem})


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


# --- A film ---------------------------------------------------------------------------------------


class FilmSideFiles(SideFiles):
    """SHA-256 digests of a film's other files, by extension."""

    md: Digest = Field(alias=".md")
    txt: Digest = Field(alias=".txt")


class Stretch(_Model):
    """A section of a film, in frames and in seconds."""

    title: _Name
    start: _Number = Field(ge=0, description="In seconds.")
    end: _Number = Field(description="In seconds, exclusive.")
    start_frame: _Frame
    end_frame: _Frame = Field(description="Exclusive.")


class Part(Stretch):
    """A clip or a title card. A title card has no clip, scene or digest: these are empty."""

    kind: Literal["opening", "chapter", "clip", "ending"]
    chapter: _Text = Field(description="Its chapter; empty for the opening and the ending.")
    clip: _Text = Field(description="The clip's path below the media folder, without extension.")
    scene: _Text = Field(description="Name of the clip's scene class.")
    sha256: Digest | Literal[""] = Field(description="Digest of the clip's video.")


class FilmCard(_Model):
    """The clips of a published film, and the times of its parts.

    It stands beside the video, under the same name, as <name>.json.
    """

    version: Literal[1] = Field(alias="schema", description="Version of the schema.")
    title: _Name
    own: _Text = Field(description="Name given by --as; empty for the default examples.")
    is_whole: bool = Field(description="Whether it contains the whole programme.")
    seconds: _Number = Field(gt=0, description="Length of the video: frames / fps.")
    frames: int = Field(ge=1, le=10_000_000)
    width: _Side = Field(description="In pixels.")
    height: _Side = Field(description="In pixels.")
    fps: int = Field(ge=1, le=240, description="Frames a second.")
    theme: Literal["dark", "light"]
    captions: Literal["burned", "off"] = Field(
        description="Whether the captions are part of the picture."
    )
    language: Language = Field(
        default=_ABSENT, description="In which it is written and spoken, if not in English."
    )
    has_sound: bool = Field(description="Whether the video has sound.")
    sha256: Digest = Field(description="Digest of the video's bytes.")
    side_files: FilmSideFiles
    poster_frame: _Frame = Field(description="The frame, counted from 0, that the .png shows.")
    parts: list[Part] = Field(
        min_length=1, max_length=20_000, description="All parts of the film, in order."
    )
    marks: list[Stretch] = Field(
        min_length=1,
        max_length=10_000,
        description="The chapter marks of the video: one per clip of at least ten seconds; a "
        "shorter clip shares its neighbour's.",
    )
    encoder: _Name = Field(description="Name of the encoder's profile.")
    versions: Versions = Field(description="Python and the packages that a picture depends on.")

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if abs(self.seconds - self.frames / self.fps) > _TOLERANCE:
            raise _invalid(
                f"{self.frames} frames at {self.fps} a second do not last {self.seconds} seconds"
            )
        if self.poster_frame >= self.frames:
            raise _invalid(f"its poster shows frame {self.poster_frame} of {self.frames}")
        for what, stretches in (("parts", self.parts), ("marks", self.marks)):
            before = 0
            for k, stretch in enumerate(stretches):
                if stretch.start_frame != before or stretch.end_frame <= before:
                    raise _invalid(
                        f"{what}.{k} goes from frame {stretch.start_frame} to "
                        f"{stretch.end_frame}, and must begin at {before}, where another ends"
                    )
                before = stretch.end_frame
                for time, frame in (
                    (stretch.start, stretch.start_frame),
                    (stretch.end, stretch.end_frame),
                ):
                    if abs(time - frame / self.fps) > _TOLERANCE:
                        raise _invalid(f"{what}.{k}: frame {frame} is not at {time} seconds")
            if before != self.frames:
                raise _invalid(f"its {what} end at frame {before} of {self.frames}")
        return self


# --- JSON Schema ----------------------------------------------------------------------------------


class _Schema(GenerateJsonSchema):
    """Generate a JSON Schema without pydantic's titles and defaults."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        # Not oneOf: an integer is both an "integer" and a "number".
        return {"anyOf": super().tagged_union_schema(schema)["oneOf"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema(model: type[_Model] = Card) -> str:
    """Return the JSON Schema of ``model``, ``Card`` or ``FilmCard``, as text."""
    content = {"$schema": _Schema.schema_dialect}
    content |= model.model_json_schema(schema_generator=_Schema)
    title = "Card of a clip" if model is Card else "Card of a film"
    return json.dumps(content | {"title": title}, indent=2) + "\n"


if __name__ == "__main__":
    print(schema(FilmCard if sys.argv[1:] == ["film"] else Card), end="")
