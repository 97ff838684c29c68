"""Portraits that speak: one photograph of a face, warped where a face moves, on the same performance as a drawing.

Importing this package is cheap; numpy and OpenCV are loaded with the first name that needs them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from heygen_cli.studio.photo.gallery import Gallery

if TYPE_CHECKING:
    from heygen_cli.studio.photo.puppet import PhotoPuppet

__all__ = ["Gallery", "PhotoPuppet"]


def __getattr__(name: str) -> Any:
    if name == "PhotoPuppet":
        from heygen_cli.studio.photo.puppet import PhotoPuppet

        return PhotoPuppet
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
