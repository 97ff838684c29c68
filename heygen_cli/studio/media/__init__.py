"""Pictures and films that the user brings: recognised by their first bytes, opened as nothing else."""

from heygen_cli.studio.media.reading import check, opened, pictured, seconds, size
from heygen_cli.studio.media.signature import MAX_PIXELS, SIGNATURES, Kind, kind, recognise
from heygen_cli.studio.media.still import cutout, filled, image, pixels

__all__ = [
    "MAX_PIXELS",
    "SIGNATURES",
    "Kind",
    "check",
    "cutout",
    "filled",
    "image",
    "kind",
    "opened",
    "pictured",
    "pixels",
    "recognise",
    "seconds",
    "size",
]
