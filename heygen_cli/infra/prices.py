"""The prices that come with the program, and those of the user over them."""

from __future__ import annotations

import tomllib
from pathlib import Path

from heygen_cli.domain.errors import InvalidInput, Location, StorageFailed
from heygen_cli.domain.price import PriceTable, read_prices

_OURS = Path(__file__).parents[1] / "prices.toml"


def load(own: Path) -> PriceTable:
    """All prices; ``own`` is the user's file, which need not exist. Raises InvalidInput."""
    return _read(_OURS).with_prices(_read(own)) if own.exists() else _read(_OURS)


def _read(path: Path) -> PriceTable:
    try:
        return read_prices(tomllib.loads(path.read_text("utf-8")), str(path))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise InvalidInput(f"Not valid TOML: {problem}", location=Location(str(path))) from problem
    except OSError as problem:
        raise StorageFailed(f"Cannot read {path}: {problem.strerror}") from problem
