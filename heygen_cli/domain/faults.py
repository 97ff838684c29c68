"""The faults of many videos, told together."""

from __future__ import annotations

from collections.abc import Sequence

from heygen_cli.domain.errors import InvalidInput, Location, ManyInvalid
from heygen_cli.domain.fields import raise_faults


class Faults:
    """Gathers faults; of those that several rows share only the first is kept, with their number."""

    _MOST = 100

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], tuple[InvalidInput, list[str]]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, fault: InvalidInput, place: str | None = None) -> None:
        """Note a fault, or all within it, that one row or video has."""
        for each in fault.faults if isinstance(fault, ManyInvalid) else (fault,):
            _, places = self._found.setdefault((str(each.location), each.message), (each, []))
            if place:
                places.append(place)

    def raise_all(self) -> None:
        """Raise what was noted, if anything was."""
        told = [_told(fault, places) for fault, places in self._found.values()]
        rest = len(told) - self._MOST
        if rest > 0:
            told = [*told[: self._MOST], InvalidInput(f"and {rest:,} more problems")]
        raise_faults(told)


def _told(fault: InvalidInput, places: Sequence[str]) -> InvalidInput:
    if not places:
        return fault
    location = fault.location or _location(places[0])
    here = location is not None and places[0].startswith(location.file)
    more = f" and {len(places) - 1:,} more" if len(places) > 1 else ""
    return InvalidInput(
        fault.message if here and not more else f"{fault.message} ({places[0]}{more})",
        hint=fault.hint,
        param=fault.param,
        location=location,
        code=fault.error_code,
    )


def _location(place: str) -> Location | None:
    """The row that a place names, as ``people.csv:7`` does."""
    file, _, line = place.partition(" ")[0].rpartition(":")
    return Location(file, int(line)) if file and line.isdecimal() else None
