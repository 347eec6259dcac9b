"""What ``ComputationGraph`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.computation_graph.numbers import FEW, ComputationGraphNumbers
from scenes.digits import subscript, write

__all__ = ["answer", "back", "formulas", "longer", "push", "rate", "toy", "true", "walk"]


def toy() -> str:
    """While a is pushed."""
    return "Push a, and c moves twice as far: a rate of {by_first[0]:.0f}."


def longer() -> str:
    """When the network comes, from left to right."""
    return "A network is the same, only longer."


def push(n: ComputationGraphNumbers, *, named: bool) -> str:
    """While a logit is pushed by a half; the class is called by name if it has one."""
    of = " of {pushed_class}" if named else ""
    return f"Push {_z(n)}{of} by {{pushes[0]:.1f}}: every q moves; the loss hears {_q(n.target)}."


def rate() -> str:
    """Of what the loss rose by then; and while the logit is pushed less."""
    return "Rise over push is the rate. Push less, look closer: the slope of a line."


def true(n: ComputationGraphNumbers) -> str:
    """When the same push is seen at the true class's q."""
    t, k = _q(n.target), _q(n.pushed)
    return f"The same push, seen at {t}: it falls, at a rate of −{t} × {k}."


def back(n: ComputationGraphNumbers) -> str:
    """While a signal goes back from the loss to the true class's q."""
    return f"Or walk back with a 1: ln(1/{_q(n.target)}) makes it −1/{_q(n.target)}."


def walk(n: ComputationGraphNumbers) -> str:
    """While it goes on to the logit that was pushed."""
    t, k = _q(n.target), _q(n.pushed)
    return f"On to {_z(n)}, times −{t} × {k}: {t} cancels, {k} is left. The same!"


def answer() -> str:
    """The last words, while all rates are hung."""
    return "One walk, a rate for each logit: the gradient, q − p."


def formulas(n: ComputationGraphNumbers) -> tuple[str, ...]:
    """A sum and its rate; that of q, and of what it is the product; the walk back; the gradient."""
    k, t = n.pushed + 1, n.target + 1
    push, moved = write(n.pushes[0], ".1f"), write(n.by_first[0] * n.pushes[0], ".1f")
    own = f'{{{{"{write(n.gradient, n.rate_form)}":own}}}}'
    left = f'{{{{"{write(n.by_true, n.by_true_form)}":left}}}}'
    between, equal = write(n.true_by_pushed, n.between_form), "=" if n.multiplies else "approx"
    by_true, by_pushed = f'"loss per" q_{t} =', f'"loss per" z_{k} ='
    product = f'{left} times ({{{{"{between}":between}}}}) {equal} {own}'
    if "∞" in left:
        product = own
    of_q = f'{{{{q_{t} "per" z_{k} =:of}}}}'
    slope = f'{{{{"{between}":between}}}}'
    factors = [write(n.q[one], n.q_form) for one in (n.target, n.pushed)]
    told = f'-"{factors[0]}" times "{factors[1]}"' if n.multiplies_q else f"-q_{t} times q_{k}"
    rates = ", ".join(
        f'{{{{"{write(g, n.rate_form)}":{_part(n, i)}}}}}' for i, g in enumerate(n.by_z)
    )
    is_q = f' = "{factors[1]}"' if n.multiplies_q else ""
    return (
        "c = 2a + b",
        f'"rate" = "change"\\/"push" = "{moved}"\\/"{push}" = {write(n.by_first[0], ".0f")}',
        f'{of_q} "rise"\\/"push" = {slope}',
        f"{of_q} {slope} = {told}",
        '"loss per loss" = 1',
        f"{by_true} -1\\/q_{t} = {left}",
        product if "×" in left + between else f"{by_pushed} {product}",
        f"{by_pushed} {{{{-1\\/q_{t}:left}}}} times ({{{{-q_{t} q_{k}:between}}}})",
        f"{by_pushed} {{{{-1\\/cancel(q_{t}):left}}}} times "
        f"({{{{-cancel(q_{t}) q_{k}:between}}}}) = {{{{q_{k}:own}}}}{is_q}",
        '"gradient" = q - p' + (f" = ({rates})" if len(n.names) <= FEW else ""),
    )


def _part(n: ComputationGraphNumbers, k: int) -> str:
    return "own" if k == n.pushed else "left" if k == n.target else f"rate{k}"


def _q(k: int) -> str:
    return f"q{subscript(k + 1)}"


def _z(n: ComputationGraphNumbers) -> str:
    return f"z{subscript(n.pushed + 1)}"
