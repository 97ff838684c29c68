"""Putting values into texts with Jinja, of which only expressions are allowed, and few of those.

What is refused: statements, attributes, calls, arithmetic and every filter that is not listed. A text can then neither
look into the program nor grow beyond what its values hold (``'x' * 10**10`` ate all memory in the full sandbox).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import suggestion
from heygen_cli.domain.naming import slug
from heygen_cli.domain.variables import REFUSED, Value

if TYPE_CHECKING:
    from jinja2 import Template, nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

FILTERS = (
    *("upper", "lower", "title", "capitalize", "trim", "replace", "default", "round", "int", "truncate", "length"),
    *("first", "last", "slug", "abs"),
)
_LONGEST = 20_000
_NODES = (
    *("Template", "Output", "TemplateData", "Name", "Const", "Filter", "Keyword", "Concat"),
    *("CondExpr", "Compare", "Operand", "And", "Or", "Not"),
)


def render(text: str, values: Mapping[str, Value], names: set[str]) -> Value:
    """The text with its expressions worked out; one that is a variable alone keeps its type.

    The names it uses are added to ``names``, even when it cannot be rendered. Raises InvalidInput.
    """
    from jinja2 import TemplateError, UndefinedError

    expression = _read(text)
    names |= expression.names
    if expression.refusal:
        raise InvalidInput(*expression.refusal.args, hint=expression.refusal.hint, code=expression.refusal.error_code)
    alone = expression.alone
    if alone is not None and alone in values:
        return values[alone]
    try:
        made = _joined(expression.pieces, values) if expression.pieces else _compiled(text).render(dict(values))
    except UndefinedError as problem:
        raise InvalidInput(str(problem)) from problem
    except (TemplateError, TypeError, ValueError, OverflowError) as problem:
        raise InvalidInput(f"{text.strip()[:60]!r} cannot be worked out: {problem}") from problem
    if len(made) > _LONGEST:
        raise InvalidInput(f"The text grows to {len(made):,} characters; at most {_LONGEST:,} are allowed")
    return made


class _Expression(NamedTuple):
    """A text with expressions: the variables it names, the one that is all of it, and why it is not allowed."""

    names: frozenset[str]
    alone: str | None = None
    refusal: InvalidInput | None = None
    # Texts and names in turn, when there is nothing else: joining them is ten times as fast as Jinja.
    pieces: tuple[str, ...] = ()


@lru_cache(4096)
def _read(text: str) -> _Expression:
    from jinja2 import TemplateError, nodes

    try:
        tree = _environment().parse(text)
    except TemplateError as problem:
        hint = "write {{ name }}"
        return _Expression(
            frozenset(), None, InvalidInput(f"{text.strip()[:60]!r} cannot be read: {problem}", hint=hint)
        )
    names = frozenset(node.name for node in tree.find_all(nodes.Name))
    try:
        _check(tree)
    except InvalidInput as refusal:
        return _Expression(names, None, refusal)
    return _Expression(names, _alone(tree), None, _pieces(tree))


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=False, keep_trailing_newline=True)
    made.filters["slug"] = lambda text: slug(str(text))
    return made


@lru_cache(4096)
def _compiled(text: str) -> Template:
    return _environment().from_string(text)


def _check(tree: nodes.Template) -> None:
    from jinja2 import nodes

    for node in tree.find_all(nodes.Node):
        kind = type(node).__name__
        if kind not in _NODES:
            raise InvalidInput(
                f"{kind.lower()} is not allowed in {{{{ }}}}",
                hint="variables, filters, comparisons and if-else are",
                code=REFUSED,
            )
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise InvalidInput(f'There is no filter "{node.name}"', hint=suggestion(node.name, FILTERS))


def _pieces(tree: nodes.Template) -> tuple[str, ...]:
    from jinja2 import nodes

    pieces = [""]
    for part in tree.body[0].nodes if isinstance(tree.body[0], nodes.Output) and len(tree.body) == 1 else ():
        if isinstance(part, nodes.TemplateData) and len(pieces) % 2:
            pieces[-1] += part.data
        elif isinstance(part, nodes.TemplateData):
            pieces.append(part.data)
        elif isinstance(part, nodes.Name):
            pieces += [part.name] if len(pieces) % 2 else ["", part.name]
        else:
            return ()
    return tuple(pieces) if len(pieces) > 1 else ()


def _joined(pieces: tuple[str, ...], values: Mapping[str, Value]) -> str:
    from jinja2 import UndefinedError

    try:
        return "".join(str(values[piece]) if index % 2 else piece for index, piece in enumerate(pieces))
    except KeyError as missing:
        raise UndefinedError(f"{missing} is undefined") from missing


def _alone(tree: nodes.Template) -> str | None:
    """The variable that is the whole text."""
    from jinja2 import nodes

    if len(tree.body) == 1 and isinstance(tree.body[0], nodes.Output):
        parts = tree.body[0].nodes
        if len(parts) == 1 and isinstance(parts[0], nodes.Name):
            return parts[0].name
    return None
