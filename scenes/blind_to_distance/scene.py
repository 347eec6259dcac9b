"""``BlindToDistance``: cross entropy sees what lies at the true place, and nothing else."""

from __future__ import annotations

from scenes.blind_to_distance.numbers import BlindToDistanceNumbers
from scenes.blind_to_distance.path import Path
from stage.story import Story


class BlindToDistance(Story[BlindToDistanceNumbers]):
    """The story that asks whether one minute off or three is worse."""

    def make_figure(self) -> Path:
        """Return the yard with its hay, and above it the bars of the loss and the walk."""
        return Path("the path", self.numbers)

    def construct(self) -> None:
        n = self.numbers
        self._loss_lives()
        with self.beat(
            "walk",
            "Back. And how long is your walk?",
            "A tenth of each walk: {walks[0]:{form}} {unit}."
            if n.is_tenths
            else "On average, you walk {walks[0]:{form}} {unit}.",
            says="Back {move} it goes. And you? You look where the hay is, find nothing, and walk "
            "from there to your cat. Each bale counts for a tenth of its walk; end to end, these "
            "make your average walk.",
        ):
            with self.at_once():
                self.follow(n.back)
                self.move(walked=1.0, seconds=0.5)
            self.follow(n.measure)
        with self.beat(
            "guess",
            "The hay goes to the {far_place}. The loss?",
            guess=True,
            says="Now suppose it says {far_place} instead, with the same share at the {true_place}."
            " Will the loss be less, the same, or more?",
        ):
            self.move(guess=1.0, seconds=0.6)
        with self.beat(
            "carry",
            "",
            "The walk: {walks[0]:{form}} to {walks[1]:{form}}. The loss: as before.",
            says="Carry {move} the hay over, bale by bale. "
            + ("Every bale makes your walk longer." if n.is_farther else "Your walk changes.")
            + " The loss stays where it is. To cross entropy, this answer is as good as the last.",
            climax=True,
        ):
            self.move(guess=0.0, seconds=0.4)
            self.follow(n.carry)
        with self.beat(
            "curtain",
            "Mix it behind a curtain. Will the loss move?",
            "No: it sees only the hay at the {true_place}.",
            says="Why? Draw {move} a curtain over all places but the {true_place}. What is left is "
            "all that cross entropy ever sees. Behind the curtain, anything may happen. For "
            "animals that was fair; for places, that throws something away.",
        ):
            self.move(curtain=1.0, veil=1.0, seconds=1.2)
            self.move(hidden=1.0, seconds=0.2)
            with self.at_once():
                self.move(stirred=1.0, mixed=1.0, seconds=2.0)
                self.after(0.6)
                self.follow(n.mix)
            self.move(hidden=0.0, seconds=0.2)
            self.move(veil=0.0, seconds=0.6)
            self.move(curtain=0.0, seconds=1.0)
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
            with self.at_once():
                self.move(hidden=0.0, ghost=1.0, seconds=0.8)
                self.follow(n.sort)

    def _loss_lives(self) -> None:
        """Show hay and loss, and that the loss falls where hay comes to the cat."""
        with self.beat(
            "hay",
            "Where is the cat? The camera bets.",
            "It bets {near_share:.0%} of its hay on the {near_place}.",
            says="Now the network looks out for the cat: at which place is it? It bets ten "
            "bales of "
            "hay, one for each tenth. Most of it goes to the {near_place}.",
        ):
            self.move(laid=1.0, seconds=1.6)
            self.move(shared=1.0, seconds=0.3)
        with self.beat(
            "loss",
            "But the cat is at the {true_place}. How bad?",
            "Loss: ln(1/{true_share:exact}) = {loss:{form}} nats.",
            says="But the cat is at the {true_place}. The loss is the logarithm of one over what "
            "the camera gave that place.",
        ):
            self.move(met=1.0, seconds=0.4)
            self.move(priced=1.0, seconds=1.0)
        with self.beat(
            "lend",
            "One bale more at the cat?",
            "More hay at the cat: less loss.",
            says="Carry {move} one bale to the cat, and watch the loss. It goes down: hay at the "
            "right place counts.",
        ):
            self.move(shared=0.0, seconds=0.3)
            self.follow(self.numbers.lend)
