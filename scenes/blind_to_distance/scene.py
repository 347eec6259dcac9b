"""``BlindToDistance``: cross entropy sees what lies at the true place, and nothing else."""

from __future__ import annotations

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers
from scenes.blind_to_distance.path import Path
from stage.story import Story

SHORT = 14
"""Characters of two names up to which a caption of one line tells both."""


class BlindToDistance(Story[BlindToDistanceNumbers]):
    """The question: one minute off, or three, which is worse."""

    def make_figure(self) -> Path:
        """The path with its hay, the walk on it, and the loss above."""
        return Path("the path", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        self._loss_lives()
        with self.beat(
            "walk",
            "Put it back. And your walk to the cat?",
            "On average, you walk {walks[0]:{form}} {unit}.",
            says="Put it back. {move} And you? Each morning you go where the camera says, find "
            "nothing, and walk on to your cat. This bar is your walk, on average.",
        ):
            self.follow(n.back)
            with self.at_once():
                self.move(walked=1.0, seconds=0.4)
                self.follow(n.measure)
        is_short = len(n.near_place + n.far_place) <= SHORT
        with self.beat(
            "guess",
            "Not the {near_place}, but the {far_place}: what is the loss?"
            if is_short
            else "It says another place. What is the loss?",
            guess=True,
            says="Now suppose it says {far_place} instead, with the same share at the {true_place}."
            " Will the loss be less, the same, or more?",
        ):
            self.move(guess=1.0, seconds=0.6)
            self.wait(1.0)
        with self.beat(
            "carry",
            "Carry the hay, and watch both bars.",
            "The walk: {walks[0]:{form}} to {walks[1]:{form}}. The loss: as before.",
            says="Carry {move} the hay over, bale by bale. "
            + ("Every bale makes your walk longer." if n.is_farther else "Your walk changes.")
            + " The loss stays where it is. To cross entropy, this answer is as good as the last.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.5)
            self.follow(n.carry)
        with self.beat(
            "curtain",
            "Mix it behind a curtain. Will the loss move?",
            "No: it sees only the hay at the {true_place}.",
            says="Why? Draw {move} a curtain over all places but the {true_place}. What is left is "
            "all that cross entropy ever sees. Behind the curtain, anything may happen. For "
            "animals that was fair; for places, it is a pity.",
        ):
            self.move(walked=0.0, seconds=0.3)
            self.move(curtain=1.0, seconds=1.4)
            self.move(hidden=1.0, seconds=0.2)
            self.move(mixed=1.0, seconds=0.2)
            self.move(hidden=0.0, seconds=0.2)
            self.move(curtain=0.0, seconds=1.4)
        with self.beat(
            "answer",
            "",
            "{offs[0]:exact} {unit} off or {offs[1]:exact}: the same loss.",
            says="One place or the other: it is the same loss. Which is worse? Cross entropy "
            "cannot tell.",
            poster=True,
        ):
            self.move(hidden=1.0, seconds=0.4)
            self.move(mixed=0.0, seconds=0.2)
            self.move(hidden=0.0, ghost=1.0, walked=1.0, seconds=0.6)

    def _loss_lives(self) -> None:
        """What hay and loss are, and that the loss falls where hay comes to the cat."""
        with self.beat(
            "hay",
            "A camera guesses where the cat is.",
            "Hay is its answer: {near_share:.0%} at the {near_place}.",
            says="The same camera, a new question: where is the cat? It lays its answer out in "
            "hay, a bale for each tenth. Most of it lies at the {near_place}.",
        ):
            self.move(laid=1.0, seconds=1.8)
            self.move(shared=1.0, seconds=0.3)
        with self.beat(
            "loss",
            "But the cat is at the {true_place}. How bad is that?",
            "The loss, ln(1/{true_share:exact}), is {loss:{form}} nats.",
            says="But the cat is at the {true_place}. The loss is the logarithm of one over what "
            "the camera gave that place.",
        ):
            self.move(priced=1.0, seconds=0.8)
        with self.beat(
            "lend",
            "Carry one bale to the cat. Watch the loss.",
            "Hay for the cat: the loss falls.",
            says="Carry {move} one bale to the cat, and watch the loss. It goes down: hay at the "
            "right place counts.",
        ):
            self.move(shared=0.0, seconds=0.3)
            self.follow(self.numbers.lend)
