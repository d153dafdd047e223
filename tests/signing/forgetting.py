"""Services that have forgotten one of their checks: of each, a walk must find that it does what it should refuse.

A walk that is refused something asks the same once more of a service without the very check that refused it, and undoes
what comes of that. So the same few walks look for every careless twin, and a check that is added is looked for unasked.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from types import CodeType, ModuleType, TracebackType
from typing import TypeVar

from django.db import transaction
from hypothesis.stateful import RULE_MARKER, RuleBasedStateMachine

Machine = TypeVar("Machine", bound=RuleBasedStateMachine)
ALL = "all of it"


@dataclass(frozen=True)
class Check:
    """Why a service refuses something, with an error or a sentence that says why: what stands in an `if`.

    Of several conditions that `or` joins, each is a check, but not that there is something at all: `not text`. A
    function whose name says that it checks is one as a whole, too, and so is one that returns a sentence or nothing.
    """

    module: ModuleType
    function: str
    condition: str
    line: int
    end: int
    raises: bool
    asks: frozenset[str] = frozenset()
    """The names in its condition"""

    def __str__(self) -> str:
        return f"{self.module.__name__.rpartition('.')[2]}.{self.function}: {self.condition}"


@cache
def functions_of(module: ModuleType) -> dict[str, ast.FunctionDef]:
    body = ast.parse(inspect.getsource(module)).body
    return {function.name: function for function in body if isinstance(function, ast.FunctionDef)}


@cache
def checks_of(module: ModuleType) -> list[Check]:
    """Return every check in the functions of a module, in their order."""
    return [check for function in functions_of(module).values() for check in _checks_in(module, function)]


def _checks_in(module: ModuleType, function: ast.FunctionDef) -> Iterator[Check]:
    returns = ast.unparse(function.returns) if function.returns else ""
    is_check = function.name.lstrip("_").startswith("check") and returns == "None"
    if is_check or (returns == "str" and any(map(_gives_nothing, ast.walk(function)))):
        yield Check(module, function.name, ALL, function.lineno, function.end_lineno or 0, raises=is_check)
    for node in ast.walk(function):
        if isinstance(node, ast.If) and _refuses(node.body[-1], returns):
            raises = isinstance(node.body[-1], ast.Raise)
            for part in _parts(node.test):
                words = ast.unparse(part)
                yield Check(module, function.name, words, node.lineno, node.end_lineno or 0, raises, _names(part))


def _refuses(statement: ast.stmt, returns: str) -> bool:
    """Whether a statement raises an error, or gives one of the sentences that a function `returns`."""
    match statement:
        case ast.Raise():
            return True
        case ast.Return(value=ast.Constant(value="")) | ast.Return(value=None):
            return False
        case ast.Return():
            return returns == "str"
        case ast.Expr(value=ast.Yield()):
            return returns == "Iterator[str]"
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="append"))):
            return returns == "list[str]"
    return False


def _gives_nothing(node: ast.AST) -> bool:
    """Whether something returns an empty sentence, or does so in one of two cases."""
    given = node.value if isinstance(node, ast.Return) else None
    cases = (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,)
    return any(isinstance(case, ast.Constant) and case.value == "" for case in cases)


def _parts(test: ast.expr) -> list[ast.expr]:
    every = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.Or) else [test]
    return [each for each in every if not _is_that_there_is_none(each)]


def _is_that_there_is_none(part: ast.expr) -> bool:
    return isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not) and isinstance(part.operand, ast.Name)


def _names(node: ast.AST) -> frozenset[str]:
    return frozenset(each.id for each in ast.walk(node) if isinstance(each, ast.Name))


class _Without(ast.NodeTransformer):
    """Takes one check out of the function that has it."""

    def __init__(self, check: Check) -> None:
        self.check = check

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if self.check.condition == ALL:
            node.body = [ast.copy_location(ast.Return(ast.Constant("")), node.body[0])]
            ast.fix_missing_locations(node)
        return self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST | list[ast.stmt]:
        if node.lineno != self.check.line:
            return self.generic_visit(node)
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            kept = [part for part in node.test.values if ast.unparse(part) != self.check.condition]
            node.test = kept[0] if len(kept) == 1 else ast.copy_location(ast.BoolOp(ast.Or(), kept), node.test)
            return node
        return node.orelse or ast.copy_location(ast.Pass(), node)


@cache
def _code_without(check: Check) -> CodeType:
    """Return the code of a function that lacks one check, and is the same else."""
    tree = ast.parse(inspect.getsource(check.module))
    tree.body = [each for each in tree.body if isinstance(each, ast.FunctionDef) and each.name == check.function]
    forgetful = compile(_Without(check).visit(tree), check.module.__file__ or "", "exec", dont_inherit=True)
    [code] = [each for each in forgetful.co_consts if isinstance(each, CodeType)]
    return code


@contextmanager
def forgotten(check: Check) -> Iterator[None]:
    """Let a function lack one check, wherever it was imported."""
    function = inspect.unwrap(getattr(check.module, check.function))
    whole, function.__code__ = function.__code__, _code_without(check)
    try:
        yield
    finally:
        function.__code__ = whole


@dataclass
class Forgetful:
    """Which checks of some modules were found to be missing where they were."""

    modules: tuple[ModuleType, ...]
    beside: Mapping[str, str] = field(default_factory=dict)
    """Checks that no walk can find, and why"""
    found: set[Check] = field(default_factory=set)

    def try_without(self, refused: Exception, verb: Callable[[], object]) -> None:
        """Do what was refused without each check that may have refused it, and note what a walk would find; undo it."""
        raised = self._raised(refused.__traceback__)
        for check in [*raised, *self._asked(raised)]:
            if check not in self.found and str(check) not in self.beside and _is_done_without(check, refused, verb):
                self.found.add(check)

    def _raised(self, frames: TracebackType | None) -> list[Check]:
        """Return the checks of the modules beneath which an error was raised."""
        found = list[Check]()
        while frames:
            file, line = frames.tb_frame.f_code.co_filename, frames.tb_lineno
            for module in self.modules:
                if module.__file__ == file:
                    found += [check for check in checks_of(module) if check.line <= line <= check.end and check.raises]
            frames = frames.tb_next
        return found

    def _asked(self, raised: list[Check]) -> list[Check]:
        """Return the checks of the functions that give the sentence of others, and of those that these call."""
        names = [(check.module, name) for check in raised for name in check.asks]
        seen, found = set[tuple[ModuleType, str]](), list[Check]()
        while names:
            module, name = names.pop()
            function = inspect.unwrap(getattr(module, name, print))
            home = inspect.getmodule(function)
            if home not in self.modules or not home or (home, name) in seen or name not in functions_of(home):
                continue
            seen.add((home, name))
            found += [each for each in checks_of(home) if each.function == name and not each.raises]
            names += [(home, inner) for inner in _names(functions_of(home)[name])]
        return found

    def missing(self, *modules: ModuleType) -> list[str]:
        """Return the checks of some modules of which no walk has found that they were missing, and that are not named
        as those that none can find.
        """
        every = [check for module in modules for check in checks_of(module) if check not in self.found]
        return [str(check) for check in every if str(check) not in self.beside]


def _is_done_without(check: Check, refused: Exception, verb: Callable[[], object]) -> bool:
    """Whether a service without a check does not refuse the same; undo what it did."""
    with transaction.atomic():
        try:
            with transaction.atomic(), forgotten(check):
                verb()
        except type(refused):
            return False  # another check stands behind it
        except Exception:  # noqa: BLE001  a walk would end here, too
            return True
        finally:
            transaction.set_rollback(True)
        return True


def narrowed(machine: type[Machine], *kept: str) -> type[Machine]:
    """Return a machine with a few of its rules alone, so that what these lead to comes up soon."""

    def no_rule(name: str) -> Callable[..., object]:
        def call(self: Machine, *given: object, **more: object) -> object:
            return getattr(machine, name)(self, *given, **more)

        return call

    rules = {name for name, value in inspect.getmembers(machine) if hasattr(value, RULE_MARKER)}
    return type(f"{machine.__name__} narrowed", (machine,), {name: no_rule(name) for name in rules - {*kept}})
