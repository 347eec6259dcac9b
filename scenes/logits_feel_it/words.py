"""What ``LogitsFeelIt`` says; what it judges, by its numbers."""

from __future__ import annotations

import math

from scenes.logits_feel_it.numbers import FEW, LogitsFeelItNumbers
from stage.digits import subscript, write
from stage.judging import is_hardly_any

__all__ = [
    "GRADIENT",
    "answer",
    "cancel",
    "fan",
    "nudge",
    "push",
    "strand",
    "strip",
    "true",
    "wrong",
]

_LOSS, _EQUALS, _MINUS, _DOT = '"loss"', "{{=:equals}}", "{{-:minus}}", "{{dot:dot}}"
_ABOUT = "{{approx:equals}}"

GRADIENT = '{{q:q}} - {{p:p}} = partial"loss"\\/partial z'
"""What the logits feel, all at once."""


def push(n: LogitsFeelItNumbers) -> str:
    """At first, while a wrong logit is pushed."""
    z, q = f"z{_sub(n.pushed)}", _q(n)
    if is_hardly_any(-math.expm1(float(n.push_loss[0] - n.push_loss[-1]))):
        return f"The loss sees only {q}. Push a wrong logit, {z}: it takes hardly any of {q}."
    return f"The loss sees only {q}. Push a wrong {z}: the sum swells, {q} shrinks."


def nudge(n: LogitsFeelItNumbers) -> str:
    """While the pushed logit is nudged."""
    k, by = _sub(n.pushed), "{nudge:.1f}"
    grows = f"the sum grows by about {by} · q{k} of itself"
    return f"Nudge z{k} by {by}: {grows}; {_q(n)} shrinks alike."


def strand(n: LogitsFeelItNumbers) -> str:
    """While what the nudge takes becomes a strand."""
    k, q = _sub(n.pushed), _q(n)
    return f"Divide by the nudge: {q} loses q{k} · {q} per unit of z{k}. So thick is z{k}'s strand."


def fan(n: LogitsFeelItNumbers) -> str:
    """While all strands open, that of the true logit last."""
    others = "the other" if len(n.names) == 2 else "all others"
    return f"Raise all z alike and q stays: so z{_sub(n.target)}'s strand balances {others}."


def cancel(n: LogitsFeelItNumbers) -> str:
    """While what comes from the loss goes along the strands."""
    return (
        f"Now times −1/{_q(n)}, the slope of the loss: strands swell, signs turn, {_q(n)} cancels."
    )


def strip(n: LogitsFeelItNumbers) -> str:
    """While the strip's pieces fill the strands."""
    z = f"z{_sub(n.target)}"
    if len(n.names) == 2:
        return f"Only q remains: q{_sub(n.pushed)} fills its own strand, and that of {z} as well."
    return f"Only q remains: each wrong piece fills its strand; together they fill {z}'s."


def true(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """Formulas: how much the true class's q moves for its logit, times the rate, and what is left.

    Before these stands what that q is.
    """
    i = n.target + 1
    q, own, rest = _of(n), _named(f"q_{i}", "softmax"), _named(_together(n), "rest")
    rate = f"{_named('1', 'rate')}\\/{_named(f'q_{i}', 'below')}"
    loss = f"{_felt(i)} {_EQUALS} {_MINUS}"
    return (
        f"{q[1:]} {_EQUALS} e^(z_{i})\\/\\({_sum(n)}\\)",
        f"{_slope(q, i)} {_EQUALS} {own} {rest}",
        f"{loss} {rate} {_DOT} {own} {rest}",
        f"{loss} {rest}",
        f"{loss} {rest} = {_named(f'q_{i}', 'all')} - 1",
    )


def wrong(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """The same for a wrong class; before these stands what a nudge adds and takes."""
    i, k = n.target + 1, n.pushed + 1
    softmax, own = _named(f"q_{i}", "softmax"), _named(f"q_{k}", "own")
    q, nudged = _of(n), f"{_named(f'{n.nudge:g}', 'nudge')} {_DOT} {own}"
    rate = f"{_named('-1', 'rate')}\\/{_named(f'q_{i}', 'below')}"
    loss = f"{_felt(k)} {_EQUALS}"
    number = f'= "−{write(float(n.slopes[n.pushed]), n.slope_form)}"'
    opens, closes = _named("\\(", "open"), _named("\\)", "close")
    return (
        f"{_grown(n)} {_ABOUT} {nudged}",
        f"{_named('Delta', 'd')}{q}\\/{q[1:]} {_ABOUT} {_MINUS} {nudged}",
        f"{_slope(q, k)} {_EQUALS} {_MINUS} {own} {softmax} {_named(number, 'number')}",
        f"{loss} {rate} {_DOT} {opens} {_MINUS} {own} {softmax} {closes}",
        f"{loss} {own}",
    )


def answer(n: LogitsFeelItNumbers) -> str:
    """The last words."""
    if len(n.names) == 2:
        return "The wrong logit feels its own q; the true one, minus that."
    return "Each wrong logit feels its own q; the true one, minus their sum."


def _grown(n: LogitsFeelItNumbers) -> str:
    """By what share of itself the sum has grown by a nudge, as a quotient if it is told."""
    grown, told = (
        f'{_named("Delta", "d")}"sum"\\/"sum"',
        [write(x, n.whole_form) for x in (n.added, n.whole)],
    )
    if not n.sums or told[0][0] in "<>":
        return grown
    return f'{grown} = "{told[0]}"\\/"{told[1]}"'


def _sum(n: LogitsFeelItNumbers) -> str:
    """What softmax divides by: of many terms the one that is pushed."""
    terms = [f"e^(z_{k + 1})" for k in range(len(n.names))]
    terms[n.pushed] = _named(terms[n.pushed], "own")
    if len(n.names) > FEW:
        before, after = ["..."] * (n.pushed > 0), ["..."] * (n.pushed < len(terms) - 1)
        terms = [*before, terms[n.pushed], *after]
    return " + ".join(terms)


def _together(n: LogitsFeelItNumbers) -> str:
    """What all wrong classes have together."""
    first, *others = [f"q_{k + 1}" for k in n.order[1:]]
    if not others:
        return first
    if len(n.names) > FEW:
        return f"({first} + dots.c + q_({n.order[-1] + 1}))"
    return f"({' + '.join([first, *others])})"


def _of(n: LogitsFeelItNumbers) -> str:
    """The true class's q, of which is told how it moves."""
    return f" {_named(f'q_{n.target + 1}', 'of')}"


def _slope(of: str, k: int) -> str:
    return f"{_named('partial', 'd')}{of}\\/partial z_{k}"


def _felt(k: int) -> str:
    return _named(f"partial{_LOSS}\\/partial z_{k}", "left")


def _named(body: str, name: str) -> str:
    """A piece of a formula."""
    return f"{{{{{body}:{name}}}}}"


def _sub(k: int) -> str:
    return subscript(k + 1)


def _q(n: LogitsFeelItNumbers) -> str:
    return f"q{_sub(n.target)}"
