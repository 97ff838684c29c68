"""Illustrated presenters: who there is, what they look like, how they move, and drawing them into frames.

Importing this package is cheap; numpy, OpenCV and ThorVG are loaded with the first name that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from heygen_cli.studio.presenter.catalogue import Cast

if TYPE_CHECKING:
    from heygen_cli.domain.staging import Staging
    from heygen_cli.studio.presenter.performance import Performance, perform
    from heygen_cli.studio.presenter.puppet import Puppet

__all__ = ["Cast", "Performance", "Puppet", "perform", "still"]


def still(
    look_id: str, width: int, height: int, background: str | None = "#dfe4ea", *, staging: Staging | None = None
) -> bytes:
    """A PNG picture of a look before a plain colour, or on transparency without one.

    Raises InvalidInput for an unknown look or an odd size.
    """
    from heygen_cli.studio.presenter.portrait import png

    return png(look_id, width, height, background, staging=staging)


def __getattr__(name: str) -> Any:
    if name == "Puppet":
        from heygen_cli.studio.presenter.puppet import Puppet

        return Puppet
    if name in ("Performance", "perform"):
        from heygen_cli.studio.presenter import performance

        return getattr(performance, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
