"""Calls and files that nobody should write, made up from a number: the same number, the same case.

A grammar of what the command line and the readers of files take, whose leaves are what has been
found to break such programs, and which now and then is broken itself: a piece is left out, doubled,
or written a hundred thousand times. Many cases are right by chance; a legitimate answer is as good
as a refusal.
"""

from __future__ import annotations

import io
import json
import os
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import scenes
from tests.some_fonts import HAN

PIPE, ZERO, FOLDER, LOOP = "pipe", "/dev/zero", "folder", "loop"
Content = bytes | int | str
"""Of a file: its bytes; how many it claims that are on no disk; or what it is in place of one."""


@dataclass
class Case:
    """One call, and what is in the folder that it is made in."""

    arguments: list[str]
    files: dict[str, Content] = field(default_factory=dict)

    def put_into(self, folder: Path) -> None:
        """Write its files."""
        folder.mkdir()
        for name, content in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            elif isinstance(content, int):
                with path.open("wb") as file:
                    file.truncate(content)
            elif content == PIPE:
                os.mkfifo(path)
            elif content == FOLDER:
                path.mkdir(exist_ok=True)
            else:
                path.symlink_to(path if content == LOOP else content)


NUMBERS = (
    *("0", "1", "2", "0.5", "-1", "1e3", "0.2", "3", "−1", ".5", "5.", "+1", "1e-9", "0.98"),
    *("1e999", "-1e999", "nan", "inf", "-Infinity", "1e100", "1e101", "1e-400", "1e-320"),
    *("1_000", "１", "٣", "०.५", "²", "½", "Ⅷ", "0x10", "0b1", "1,5", "1/3", "1e", "e1", "1e1e1"),
    *("", " ", "true", "null", "None", "--1", "1.2.3", "1 2", "\t1\n", "1\u00a0", "1979-05-27"),
    *("9" * 30, "9" * 400, "9" * 5000, "0" * 5000 + "1", "1." + "3" * 5000, "1e" + "9" * 5000),
)
TEXTS = (
    *("cat", "dog", "a", "A", "é", "e\u0301", "σ(z₁)", "ж", "ŷ", "a b", "thirteen-long", "x" * 12),
    *("", " ", "\u3164", "\u200b", "\u0301", "\u0301\u0301", "a" + "\u0301\u0316" * 4, "\ufeff"),
    *(
        "\x1b[31m",
        "\x07",
        "\r",
        "\n",
        "a\nb",
        "\u2028",
        "\u202e",
        "\x7f",
        "\x9b2J",
        "\x00",
        "\ud800",
    ),
    *("你", "😀", "👩‍👩‍👧", "\U000e0001", "\uffff", "’", "'", '"', "'a", '"a', 'a"', "\\", "\\n"),
    *(
        "con",
        "nul.txt",
        "../x",
        "/etc/passwd",
        ".hidden",
        "a.",
        "-",
        "--",
        "%s",
        "{0}",
        "{",
        "$(id)",
    ),
    *(
        "#",
        "@",
        "@@",
        "=",
        "==",
        "[",
        "]",
        "[]",
        "[[]]",
        "{}",
        "[1,2",
        "null",
        "*",
        "?",
        "~",
        "\\\\?\\",
    ),
    *("x" * 300, "é" * 300, "x" * 100_000, "\u0301\u0316" * 30_000, "," * 50_000, "[" * 20_000),
    *("[" * 900 + "]" * 900, '["' * 5_000, "a/" * 2_500, "\x1b" * 1_000, "\ud83d" * 500),
)
NAMES = (
    *("logits", "target", "nudge", "labels", "p", "q", "wrong", "right", "step"),
    *("logit", "Logits", "labels ", "__class__", "model_config", "as", "example", "self"),
)
SCENES = tuple(entry.name for entry in scenes.PROGRAMME)
WORDS = (*SCENES, *SCENES, "LogitNudge", "logitnudges", "all", "render", "lst")

DATES = ("1979-05-27", "07:32:00", "1979-05-27T07:32:00Z", "1979-13-45")


class Maker:
    """Makes the pieces of one case."""

    def __init__(self, number: int) -> None:
        self.chance = random.Random(number)
        self.files: dict[str, Content] = {}

    def one_in(self, many: int) -> bool:
        return self.chance.randrange(many) == 0

    def pick(self, *choices: Any) -> Any:
        """One of some, each a value or what makes one."""
        chosen = self.chance.choice(choices)
        return chosen() if callable(chosen) else chosen

    # --- What is typed ---

    def number(self) -> str:
        return str(self.chance.choice(NUMBERS))

    def text(self) -> str:
        return str(self.chance.choice(TEXTS))

    def items(self, of: Callable[[], str]) -> list[str]:
        count = self.chance.choice((0, 1, 2, 3, 3, 4, 4, 4, 10, 11, 300))
        return [of() for _ in range(count)]

    def listed(self) -> str:
        items = self.items(self.chance.choice((self.number, self.number, self.text)))
        bare = ",".join(items)
        return self.pick(bare, bare, f"[{bare}]", lambda: json.dumps(items), lambda: f'["{bare}"]')

    def value(self) -> str:
        return str(self.pick(self.number, self.listed, self.listed, self.text, self.sound_value))

    def sound_value(self) -> str:
        return str(self.pick("1,2,3", "0", "2", "0.4", "a,b,c,d", "0.1,0.2,0.3,0.4", "[1,2,3]"))

    def broken(self, text: str) -> str:
        """The text as it is, mostly."""
        if not self.one_in(6):
            return text
        start = self.chance.randrange(len(text) + 1)
        end = min(len(text), start + self.chance.randrange(1, 5))
        piece = text[start:end]
        many = self.chance.choice((0, 2, 50, 20_000))
        new = self.pick(piece * many, self.text, self.number)
        return (text[:start] + new + text[end:])[:130_000]

    def option(self) -> list[str]:
        name = self.pick(*NAMES)
        return self.pick(
            lambda: ["-q", self.broken(self.pick("l", "h", "k", "L", "480p15", self.text))],
            lambda: ["-r", self.broken(f"{self.number()},{self.number()}")],
            lambda: ["-r", self.broken(self.pick("64,36", "1920x1080", "1921,1080", "99999,2"))],
            lambda: ["--fps", self.broken(self.number())],
            lambda: ["--theme", self.broken(self.pick("light", "dark", self.text))],
            lambda: ["--captions", self.broken(self.pick("burned", "off", self.text))],
            lambda: ["--set", self.broken(f"{name}={self.value()}")],
            lambda: ["--set", self.broken(f"{name}={self.value()}")],
            lambda: ["--set", f"{name}=@{self.value_file()}"],
            lambda: ["--set", f"{name}=@{self.value_file()}"],
            lambda: ["--grid", self.broken(f"{name}={','.join(self.items(self.value))}")],
            lambda: ["--grid", f"{name}={','.join(map(str, range(300)))}"],
            lambda: ["--params", self.params_file()],
            lambda: ["--params", self.params_file()],
            lambda: ["--as", self.broken(self.pick("pets", "LogitNudges", self.text))],
            lambda: ["-j", self.broken(self.number())],
            lambda: ["--media_dir", self.broken(self.pick("media", "other/media", self.text))],
            lambda: ["--progress_bar", self.pick("none", "display", self.text)],
            lambda: ["-v", self.pick("debug", "WARNING", self.text)],
            lambda: ["--cluster", self.text()],
            lambda: [
                self.pick("--tls-cert", "--tls-ca-file"),
                self.text(),
                "--cluster",
                "tls://a:1",
            ],
            lambda: ["--font", self.font_file(), "--set", "labels=猫,狗,鸟,鱼"],
            lambda: ["--format", self.pick("mp4", "gif", "png", "webm", self.text)],
            lambda: ["--beat", self.broken(self.pick("push", "2", "the", self.text))],
            lambda: [
                self.pick("--force", "--dry_run", "-s", "--json", "--fail-fast", "--why", "-p"),
            ],
            lambda: [self.pick("-t", "--transparent", "--sections")],
            lambda: [self.broken(self.pick("--forse", "--set", "-Q", f"--{name}", "--", "-"))],
            lambda: [self.text()],
        )  # type: ignore[no-any-return]

    # --- What is in files ---

    def file(self, ending: str, content: Callable[[], bytes]) -> str:
        name = f"f{len(self.files)}{ending}"
        data: Content = content()
        if self.one_in(6):
            data = self.pick(PIPE, ZERO, FOLDER, LOOP, 10**8, 10**12, 10**6, "/proc/self/maps", b"")
        elif self.one_in(6):
            data = self.pick(b"\xff\xfe\x00", b"\x00" * 9, data[: len(data) // 2], data * 3)
        self.files[name] = data
        return self.pick(name, name, name, name, name, f"./{name}", f"none{ending}", "f\udcff.toml")

    def font_file(self) -> str:
        def damaged() -> bytes:
            data = bytearray(HAN.read_bytes())
            for _ in range(self.chance.choice((0, 0, 1, 10))):
                data[self.chance.randrange(400)] = self.chance.randrange(256)
            return bytes(data)

        return self.file(self.pick(".otf", ".ttf", ""), damaged)

    def params_file(self) -> str:
        return self.file(".toml", lambda: self.broken(self.toml()).encode(errors="replace"))

    def toml(self) -> str:
        huge = (
            *(
                "a." * 30_000 + "a = 1",
                "[[example]]\n" * 12_000,
                "[" * 9_000,
                "a = [" + "[]," * 9_000,
            ),
            *("nudge = " + "9" * 5_000, "nudge = 0x" + "f" * 9_000, "".join(_many_tables())),
            *("# \n" * 200_000, "x" * 400_000, 'a = "' + "\\n" * 4_000 + '"', "\ufeff", ""),
        )
        if self.one_in(4):
            return str(self.chance.choice(huge))
        lines = []
        for _ in range(self.chance.randrange(1, 8)):
            scene = self.pick(*WORDS)
            table = self.pick("example", "examples", scene, scene, "a.b", '""', "")
            lines.append(
                self.pick(
                    f"[{table}]",
                    f"[[{table}]]",
                    f"[[{table}]]",
                    lambda: f"{self.pick(*NAMES)} = {self.toml_value(2)}",
                    lambda: f"{self.pick(*NAMES)} = {self.toml_value(2)}",
                    lambda: f"{self.pick(*NAMES)} = {self.toml_value(2)}",
                    lambda: f"as = {self.toml_value(0)}",
                    f"{table} = [{{nudge = 0.3}}, 3]",
                )
            )
        return "\n".join(lines)

    def toml_value(self, depth: int) -> str:
        if depth and self.one_in(2):
            inner = [
                self.toml_value(depth - 1) for _ in range(self.chance.choice((0, 1, 2, 4, 11)))
            ]
            table = ", ".join(f"k{k} = {of}" for k, of in enumerate(inner))
            return self.pick(f"[{', '.join(inner)}]", f"[{', '.join(inner)}]", f"{{{table}}}")
        return str(
            self.pick(
                self.number,
                self.number,
                *DATES,
                lambda: json.dumps(self.text()),
                lambda: f"'{self.text()}'",
                '"unclosed',
            )
        )

    def value_file(self) -> str:
        return self.pick(
            lambda: self.file(".json", lambda: self.broken(self.json()).encode(errors="replace")),
            lambda: self.file(".csv", lambda: self.broken(self.csv()).encode(errors="replace")),
            lambda: self.file(".npy", self.npy),
            lambda: self.file(".NPY", self.npy),
            lambda: self.file(self.pick(".txt", "", ".json.gz"), lambda: b"1,2,3"),
            self.text,
        )  # type: ignore[no-any-return]

    def json(self) -> str:
        return self.pick(
            self.listed,
            self.listed,
            self.value,
            lambda: json.dumps(self.json_value(3)),
            lambda: "[" * 20_000,
            lambda: "[" + "[]," * 100_000 + "1]",
            lambda: '{"a":' * 9_000,
            lambda: f"[{'9' * 5_000}]",
        )  # type: ignore[no-any-return]

    def json_value(self, depth: int) -> Any:
        if depth and self.one_in(2):
            inner = [self.json_value(depth - 1) for _ in range(self.chance.choice((0, 1, 2, 4)))]
            return self.pick([inner], [inner], [dict(enumerate(inner))])[0]
        return self.pick(
            *(None, True, 0, -1, 2.5, 10**30, 1e308, "", [], {}),
            lambda: self.text().encode(errors="replace").decode(),
        )

    def csv(self) -> str:
        return self.pick(
            lambda: ",".join(self.items(self.number)),
            lambda: "\n".join(self.items(self.number)),
            lambda: "\n".join(",".join(self.items(self.text)) for _ in range(3)),
            lambda: '"' + self.listed(),
            lambda: "1" * 140_000,
            lambda: "\n" * 100_000,
            lambda: "1,\x00,2",
        )  # type: ignore[no-any-return]

    def npy(self) -> bytes:
        if self.one_in(10):
            held = io.BytesIO()
            with zipfile.ZipFile(held, "w") as archive:
                archive.writestr("a.npy", b"x" * 1_000)
            return held.getvalue()
        kind = self.pick(
            *("'<f8'", "'<i8'", "'<U9'", "'|O'", "'<M8[D]'", "'<c16'", "'|S3'", "'<f999'", "'x'"),
            *("[('a', '<f8')]", "()", "[[]]", "1"),
        )
        shape = self.pick(
            *("(3,)", "(3,)", "(300000000,)", "(3, 1)", "()", "(-1,)", "(0, 999999999)"),
            *("(999999999, 0)", "3", "(True,)", "('3',)", "(" * 500, f"({'9' * 5_000},)", "[3]"),
        )
        order = self.pick("False", "False", "True", "3")
        header = f"{{'descr': {kind}, 'fortran_order': {order}, 'shape': {shape}}}"
        text = self.broken(header).encode(errors="replace")[:65_000]
        version = self.pick(b"\1\0", b"\1\0", b"\2\0", b"\3\0", b"\4\0", b"\xff\xff")
        length = struct.pack("<H" if version[0] == 1 else "<I", len(text))
        if self.one_in(8):
            length = self.pick(b"\xff\xff", b"\xff\xff\xff\xff", b"", b"\0\0")
        data = self.pick(bytes(24), bytes(24), b"", b"\xff" * 36, bytes(8), bytes(100_000))
        return b"\x93NUMPY" + version + length + text + data

    # --- What is in the media folder ---

    def media(self, published: dict[str, bytes]) -> None:
        """What was published there, and then damaged by somebody who knows about digests."""
        self.files |= {f"media/{name}": data for name, data in published.items()}
        for _ in range(self.chance.choice((0, 1, 1, 2))):
            name = f"media/{self.pick(*published)}"
            self.files[name] = self.pick(
                *(PIPE, ZERO, LOOP, 10**12, 10**8, b"", b"[]", b"{}", b"[" * 20_000, b"\xff"),
                *(b"[" + b"[]," * 2_000_000 + b"1]", b'"' + b"x" * 40_000_000 + b'"', b"\x00" * 9),
            )
        manifest = "media/manifest.json"
        if self.one_in(2) and self.files[manifest] == published["manifest.json"]:
            self.files[manifest] = self.forged(json.loads(published["manifest.json"]))

    def forged(self, document: Any) -> bytes:
        from rendering.planning.fingerprint import digest_of

        for _ in range(self.chance.choice((1, 1, 3))):
            inner = document
            while True:
                name = self.pick(*(inner if isinstance(inner, dict) else range(len(inner))))
                if not isinstance(inner[name], dict | list) or not inner[name] or self.one_in(4):
                    break
                inner = inner[name]
            value = self.json_value(2)
            if isinstance(inner, dict) and self.one_in(4):
                inner[self.pick("../../x", "clips/..", "", "a" * 400, "\x1b[2J")] = inner.pop(name)
            else:
                inner[name] = value
            if not isinstance(document, dict):
                break
        contents = [document.get(name) for name in ("clips", "details", "sources")]
        return json.dumps({**document, "sha256": digest_of(contents)}).encode(errors="replace")


def _many_tables() -> list[str]:
    return [f"[t{number}]\n" for number in range(40_000)]


LEFT_OUT = {"watch", "clean", "doctor", "--rerender", "--help"}
"""What goes on, removes, looks at the machine, or answers at length."""


def make_case(number: int, published: dict[str, bytes]) -> Case:
    """The case of that number."""
    maker = Maker(number)
    command = maker.pick(*([""] * 6), "status", "status", "status", "verify", "storyboard", "list")
    arguments = [command] if command else []
    if maker.one_in(5):
        maker.media(published)
        if maker.one_in(2):
            arguments += ["-ql"]
    if maker.one_in(2) or command == "verify":
        arguments.append(maker.broken(maker.pick(*WORDS)))
    if command == "verify":
        arguments += maker.pick([], ["--pixels"], maker.option)
    elif command != "list":
        for _ in range(maker.chance.choice((0, 1, 1, 1, 2, 2, 3))):
            arguments[:0] = maker.option()
    if LEFT_OUT & set(arguments):
        return make_case(number + 1_000_000, published)
    return Case(arguments, maker.files)
