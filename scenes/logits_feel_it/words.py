"""What ``LogitsFeelIt`` says; what it judges, by its numbers."""

from __future__ import annotations

from scenes.digits import subscript, write
from scenes.logits_feel_it.numbers import FEW, LogitsFeelItNumbers

__all__ = ["GRADIENT", "answer", "cancel", "fan", "nudge", "push", "strip", "true", "wrong"]

_LOSS, _EQUALS, _MINUS, _DOT = '"loss"', "{{=:equals}}", "{{-:minus}}", "{{dot:dot}}"

HEARD = 0.02
"""In shares of the loss: less of a change is hardly heard."""


GRADIENT = '{{q:q}} - {{p:p}} = partial"loss"\\/partial z'
"""What the logits feel, all at once."""


def push(n: LogitsFeelItNumbers) -> str:
    """At first, while a wrong logit is pushed."""
    z, q = f"z{_sub(n.pushed)}", _q(n)
    if float(n.push_loss[-1] - n.push_loss[0]) < HEARD * max(n.loss, 1.0):
        return f"The loss sees only {q}. Push a wrong logit, {z}: it takes hardly any of {q}."
    return (
        f"The loss sees only {q}. Push a wrong logit, {z}: the sum swells, {q} shrinks, it costs."
    )


def nudge(n: LogitsFeelItNumbers) -> str:
    """While the pushed logit is nudged, and its strand opens."""
    k, q = _sub(n.pushed), _q(n)
    return (
        f"Nudge z{k} a little: the sum grows at a rate of q{k} of itself, so {q} shrinks at that."
    )


def fan(n: LogitsFeelItNumbers) -> str:
    """While all strands open, that of the true logit last."""
    others = "the other" if len(n.names) == 2 else "all the others"
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
        return (
            f"What is left is q: q{_sub(n.pushed)} fills its own strand, and that of {z} as well."
        )
    return f"What is left is q: each wrong piece fills its strand, and together they fill {z}'s."


def true(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """Formulas: how much the true class's q moves for its logit, times the rate, and what is left.

    Before these stands what that q is.
    """
    i = n.target + 1
    own, rest = _named(f"q_{i}", "softmax"), _named(_together(n), "rest")
    slope, rate = _named(_slope(f" q_{i}", i), "slope"), _named(f"1\\/q_{i}", "rate")
    loss = f"{_named(_slope(_LOSS, i), 'left')} {_EQUALS} {_MINUS}"
    return (
        f"q_{i} = e^(z_{i})\\/\\({_sum(n)}\\)",
        f"{slope} {_EQUALS} {own} {rest}",
        f"{loss} {rate} {_DOT} {own} {rest}",
        f"{loss} {rest}",
        f"{loss} {_named(f'(1 - q_{i})', 'rest') if len(n.names) > 2 else rest}",
    )


def wrong(n: LogitsFeelItNumbers) -> tuple[str, ...]:
    """The same for a wrong class; before these stands what a nudge has taken."""
    i, k = n.target + 1, n.pushed + 1
    softmax, own = _named(f"q_{i}", "softmax"), _named(f"q_{k}", "own")
    slope, rate = _named(_slope(f" q_{i}", k), "slope"), _named(f"-1\\/q_{i}", "rate")
    loss = f"{_named(_slope(_LOSS, k), 'left')} {_EQUALS}"
    number = f'= "−{write(float(n.slopes[n.pushed]), n.slope_form)}"'
    opens, closes = _named("\\(", "open"), _named("\\)", "close")
    return (
        _tried(n),
        f"{slope} {_EQUALS} {_MINUS} {own} {softmax} {_named(number, 'number')}",
        f"{loss} {rate} {_DOT} {opens} {_MINUS} {own} {softmax} {closes}",
        f"{loss} {own}",
    )


def answer(n: LogitsFeelItNumbers) -> str:
    """The last words."""
    if len(n.names) == 2:
        return "The wrong logit feels its own q; the true one, minus that."
    return "Each wrong logit feels its own q; the true one, minus all of these."


def _tried(n: LogitsFeelItNumbers) -> str:
    """How much the true class's q has moved by a nudge of the pushed logit, as a quotient."""
    slope = _named(f"Delta q_{n.target + 1}\\/Delta z_{n.pushed + 1}", "tried")
    taken = write(n.taken, n.slope_form)
    if taken[0] in "<>" or float(taken) == 0:
        return slope
    quotient = '"{}"\\/"{:g}"'.format(taken, n.nudge)  # noqa: UP032
    return f"{slope} {_EQUALS} {_MINUS} {_named(quotient, 'quotient')}"


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


def _slope(of: str, k: int) -> str:
    return f"partial{of}\\/partial z_{k}"


def _named(body: str, name: str) -> str:
    """A piece of a formula."""
    return f"{{{{{body}:{name}}}}}"


def _sub(k: int) -> str:
    return subscript(k + 1)


def _q(n: LogitsFeelItNumbers) -> str:
    return f"q{_sub(n.target)}"
