"""Small wrong changes of a source, one at a time: constants, operators, comparisons, calls."""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator
from functools import partial
from itertools import islice

_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


def mutants(source: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Each mutant of a module: what was changed, and what makes the whole new source."""
    tree = ast.parse(source)
    for place, node in enumerate(ast.walk(tree)):
        for kind, changed in _changed(node):
            line = getattr(node, "lineno", 0)
            yield f"line {line}: {kind}", partial(_mutant, tree, place, changed)


def _mutant(tree: ast.Module, place: int, changed: ast.AST) -> str:
    mutant = copy.deepcopy(tree)
    node = next(islice(ast.walk(mutant), place, None))
    changed = copy.deepcopy(changed)
    node.__class__ = changed.__class__  # type: ignore[assignment]
    for name, value in ast.iter_fields(changed):
        setattr(node, name, value)
    return ast.unparse(ast.fix_missing_locations(mutant))


def _changed(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Constant(value=bool() as value):
            yield "a truth value is negated", ast.Constant(not value)
        case ast.Constant(value=int() | float() as value):
            yield "a constant grows by 1", ast.Constant(value + 1)
            yield "a constant changes in its 9th digit", ast.Constant(value * (1 + 1e-9))
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            yield "an operator is another one", ast.BinOp(left, _OPERATORS[type(op)](), right)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            yield "a sign is lost", operand
        case ast.Compare(left=left, ops=[op], comparators=others) if type(op) in _COMPARISONS:
            yield (
                "a comparison is another one",
                ast.Compare(left, [_COMPARISONS[type(op)]()], others),
            )
        case ast.Call(args=[first, *_]):
            yield "a call is left out", first
        case ast.Return(value=ast.expr() as value):
            doubled = ast.BinOp(ast.Constant(2), ast.Mult(), value)
            yield "twice is returned", ast.Return(doubled)
