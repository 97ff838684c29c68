"""The profiles that come with the program."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from heygen_cli.domain.check import Profile
from heygen_cli.domain.errors import InvalidInput
from heygen_cli.domain.fields import suggestion

OWN = "own"


def profile(name: str) -> Profile:
    """The profile of a name; raises InvalidInput with the one that was probably meant."""
    known = _profiles()
    if name not in known:
        raise InvalidInput(f'There is no profile "{name}"', param="--profile", hint=suggestion(name, tuple(known)))
    return known[name]


@cache
def _profiles() -> dict[str, Profile]:
    data = tomllib.loads(Path(__file__).with_name("profiles.toml").read_text("utf-8"))
    return {
        name: Profile(name, **{key: _frozen(value) for key, value in limits.items()}) for name, limits in data.items()
    }


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
