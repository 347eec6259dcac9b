"""What ``ComputationGraph`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.computation_graph.numbers import ComputationGraphNumbers
from stage.digits import subscript, write

__all__ = ["answer", "back", "formulas", "longer", "push", "rate", "toy", "true", "walk"]

LONG = 80
"""Characters of what is written of four classes, if each has three decimals."""


def toy() -> str:
    """While a is pushed."""
    return "Push a: the sum c moves as far, and d twice that. Rates multiply."


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
    t = _q(n.target)
    return f"Now backwards: the loss moves 1 per itself, −1/{t} per {t}."


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
    push, moved = (write(far * n.pushes[0], ".1f") for far in (1.0, n.by_a[2]))
    rates = "{2} = {0} times {1}".format(*(write(rate, ".0f") for rate in n.by_a))
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
    entries = [f'{{{{"{write(share, n.q_form)}":rate{i}}}}}' for i, share in enumerate(n.q)]
    entries[n.target] += " - {{1:one}}"
    is_q = f' = +"{factors[1]}"' if n.multiplies_q else ""
    return (
        "c = a + b, space d = 2c",
        f'"rate" = "change"\\/"push" = "{moved}"\\/"{push}" = {rates}',
        f'{of_q} "rise"\\/"push" = {slope}',
        f"{of_q} {slope} = {told}",
        '"loss per loss" = 1',
        f"{by_true} -1\\/q_{t} = {left}",
        product if "×" in left + between else f"{by_pushed} {product}",
        f"{by_pushed} {{{{-1\\/q_{t}:left}}}} times ({{{{-q_{t} q_{k}:between}}}})",
        f"{by_pushed} {{{{-1\\/cancel(q_{t}):left}}}} times "
        f"({{{{-cancel(q_{t}) q_{k}:between}}}}) = {{{{+q_{k}:own}}}}{is_q}",
        '"gradient" = {{q:qs}} - {{p:ps}}'
        + (f" = ({', '.join(entries)})" if len("".join(entries)) <= LONG else ""),
    )


def _q(k: int) -> str:
    return f"q{subscript(k + 1)}"


def _z(n: ComputationGraphNumbers) -> str:
    return f"z{subscript(n.pushed + 1)}"
