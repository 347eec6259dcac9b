"""The vocabulary of scenes: parts that are drawn from values and a zone alone.

``docs/vocabulary.md`` shows each. Knows nothing of ``xe_math``, of a scene's story, or of files.
"""

from scenes.parts.answer import Answer
from scenes.parts.areas import Areas
from scenes.parts.bars import Bars
from scenes.parts.desk import Desk
from scenes.parts.faders import Faders
from scenes.parts.formulas import Forms, Reading
from scenes.parts.logit_line import LogitLine
from scenes.parts.part import Motion
from scenes.parts.plot import Foot, Line, Mark, Plot
from scenes.parts.rails import Rails
from scenes.parts.slider import Slider
from scenes.parts.strip import Strip
from scenes.parts.sums import Sum
from scenes.parts.tie import Tie
from scenes.parts.wires import Wires

__all__ = [
    "Answer",
    "Areas",
    "Bars",
    "Desk",
    "Faders",
    "Foot",
    "Forms",
    "Line",
    "LogitLine",
    "Mark",
    "Motion",
    "Plot",
    "Rails",
    "Reading",
    "Slider",
    "Strip",
    "Sum",
    "Tie",
    "Wires",
]
