"""``BlindToDistance``: cross entropy sees what lies at the true place, and nothing else."""

from __future__ import annotations

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers
from scenes.blind_to_distance.path import Path
from stage.story import Story


class BlindToDistance(Story[BlindToDistanceNumbers]):
    """The question: one minute off, or three, which is worse."""

    def make_figure(self) -> Path:
        """The path with its hay, and both bars."""
        return Path("the path", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        farther = n.walks[1] > n.walks[0]
        with self.beat(
            "walk",
            "The camera says {near_place}, {near_share:.0%}.",
            "On average, you walk {walks[0]:{form}} {unit}.",
            says="The same camera, a new question: where is the cat? It says {near_place}, "
            "{near_share:.0%}. So that often you stand there, and walk to your cat. On average, "
            "that is the walk.",
        ):
            self.move(ways=1.0, seconds=1.2)
            self.follow(n.measure)
        with self.beat(
            "guess",
            "Now it says {far_place} instead. And the loss?",
            guess=True,
            says="Now suppose it says {far_place} instead, with the same share at the {true_place}."
            " Will the loss be less, the same, or more?",
        ):
            self.move(guess=1.0, seconds=0.5)
            self.wait(1.0)
        with self.beat(
            "carry",
            "",
            "{walks[0]:{form}} → {walks[1]:{form}} {unit}. Loss: the same.",
            says="Carry the hay over, bale by bale. "
            + ("Every bale makes your walk longer." if farther else "Your walk changes.")
            + " The loss does not stir. The network is told: no worse, and no better, than before.",
            climax=True,
        ):
            self.follow(n.carry)
        with self.beat(
            "curtain",
            "What does the loss see of that?",
            "Only what lies at the {true_place}.",
            says="Here is why. All that cross entropy ever sees is what lies at the {true_place}. "
            "Behind the curtain, anything may happen. For animals that was fair; for places, it is "
            "a pity.",
        ):
            self.move(guess=0.0, ways=0.0, walked=0.0, seconds=0.4)
            self.move(curtain=1.0, seconds=1.2)
            self.move(hidden=1.0, seconds=0.3)
            self.move(mixed=1.0, seconds=0.3)
            self.move(hidden=0.0, seconds=0.3)
            self.move(curtain=0.0, seconds=1.2)
        with self.beat(
            "answer",
            "",
            "{offs[0]:exact} {unit} off or {offs[1]:exact}: the same loss.",
            says="One place or the other: it is the same loss. Which is worse? Cross entropy "
            "cannot tell.",
            poster=True,
        ):
            self.move(hidden=1.0, seconds=0.4)
            self.move(mixed=0.0, seconds=0.3)
            self.move(hidden=0.0, ghost=1.0, ways=1.0, walked=1.0, seconds=0.5)
