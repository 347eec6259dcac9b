"""What ``ComputationGraph`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.computation_graph.numbers import ComputationGraphNumbers
from scenes.digits import same, subscript, write

__all__ = ["answer", "formulas", "less", "longer", "push", "rate", "toy", "true", "walk"]

FEW = 4
"""Logits whose gradient is told as a list."""


def toy() -> str:
    """While a is pushed."""
    return "Push the fader a by one, and c moves by one: a rate of 1."


def longer() -> str:
    """When the other faders come."""
    return "A network is more faders, wired together."


def push(n: ComputationGraphNumbers, *, named: bool) -> str:
    """While a logit is pushed by a half; the class is called by name if it has one."""
    of = " of {pushed_class}" if named else ""
    return f"Push {_z(n)}{of} by {{pushes[0]:.1f}}: every q moves, and with them the loss."


def rate(n: ComputationGraphNumbers) -> str:
    """Of what the loss rose by then."""
    form = n.rise_forms[0]
    push = form if same(n.rises[0], n.pushes[0]) else ".1f"  # one value is told in one way
    over = f"{{rises[0]:{form}}} over a push of {{pushes[0]:{push}}}"
    return over + ": an average rate of {rates[0]:{rate_form}}."


def less() -> str:
    """While it is pushed less."""
    return "Push less, look closer: a line, and the rate is its slope."


def true(n: ComputationGraphNumbers) -> str:
    """When the same push is seen at the true class's q."""
    t, k = (f"q{subscript(one + 1)}" for one in (n.target, n.pushed))
    return f"The same push, seen at {t}: it falls, at a rate of −{t} × {k}."


def walk(n: ComputationGraphNumbers) -> str:
    """While signals go back from the loss to the true class's q, and on to all logits."""
    t = f"q{subscript(n.target + 1)}"
    same = "The same" if n.multiplies else "About the same"
    own = f"z{subscript(n.target + 1)}"
    return f"Or walk back: −1/{t}, times {t}(1 − {t}) at {own}, −{t} × q elsewhere. {same}!"


def answer() -> str:
    """The last words, while all rates are hung."""
    return "The gradient of the loss: a rate for each logit, from one walk."


def formulas(n: ComputationGraphNumbers) -> tuple[str, ...]:
    """A sum; the rate of the loss in q; its product with that of q in z; the gradient, if short."""
    k, t = n.pushed + 1, n.target + 1
    slope = f'{{{{"{write(n.gradient, n.rate_form)}":own}}}}'
    left = f'{{{{"{write(n.by_true, n.by_true_form)}":left}}}}'
    between, equal = write(n.true_by_pushed, n.between_form), "=" if n.multiplies else "approx"
    at = write(n.q[n.target], n.whole_q_form)
    start = f'-1\\/"{at}" =' if n.divides else f"-1\\/q_{t} ="
    product = (
        f'{left} times ({{{{"{between}":between}}}}) {equal} {slope}' if "∞" not in left else slope
    )
    rates = [f'{{{{"{write(g, n.tag_forms[i])}":{_part(n, i)}}}}}' for i, g in enumerate(n.by_z)]
    whole = f'"gradient" = ({", ".join(rates)})'
    told = (
        "c = a + b",
        f'"loss per" q_{t} = {start} {left}',
        product if "×" in left + between else f'"loss per" z_{k} = {product}',
    )
    return (*told, whole) if len(n.names) <= FEW else told


def _part(n: ComputationGraphNumbers, k: int) -> str:
    return "own" if k == n.pushed else "left" if k == n.target else f"rate{k}"


def _z(n: ComputationGraphNumbers) -> str:
    return f"z{subscript(n.pushed + 1)}"
