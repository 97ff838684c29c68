"""Every way a command can fail, each with a code scripts can rely on and a hint people can act on."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True)
class Location:
    """Where in the user's input a fault lies; lines and columns count from 1."""

    file: str
    line: int | None = None
    column: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        return f"{place}  {self.path}" if self.path else place


class HeygenError(Exception):
    """A designed failure: what happened, where, and what to do about it.

    ``code`` is the machine-readable name in the JSON envelope. Exit codes and HTTP statuses belong to
    the front ends, which map every subclass in a table of their own. ``doc_url`` and ``request_id`` are what a service
    said beside its refusal.
    """

    code: ClassVar[str] = "error"

    def __init__(
        self,
        message: str,
        *,
        hint: str | None = None,
        param: str | None = None,
        location: Location | None = None,
        code: str | None = None,
        doc_url: str | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.param = param
        self.location = location
        self.error_code = code or self.code
        self.doc_url = doc_url
        self.request_id = request_id


class InvalidInput(HeygenError):
    """The request itself is wrong: a flag, a field, a script, a file the user named."""

    code = "usage_error"


class ManyInvalid(InvalidInput):
    """Several faults found in one reading of the input, reported together."""

    def __init__(self, faults: list[InvalidInput]) -> None:
        first = faults[0]
        count = f"{len(faults)} problems" if len(faults) > 1 else "1 problem"
        super().__init__(f"{count} found", location=first.location, param=first.param)
        self.faults = tuple(faults)


class NotFound(HeygenError):
    """The named thing does not exist."""

    code = "not_found"


class FileExists(HeygenError):
    """Writing would replace a file, and nobody agreed to that."""

    code = "file_exists"


class ConfirmationRequired(HeygenError):
    """A destructive command was run where nobody can answer a question."""

    code = "confirmation_required"


class AuthRequired(HeygenError):
    """No valid credentials."""

    code = "auth_error"


class TooMany(HeygenError):
    """Asked too often; ``after`` seconds later it may be tried again."""

    code = "rate_limit_exceeded"

    def __init__(self, message: str, *, after: float) -> None:
        self.after = math.ceil(after)
        super().__init__(message, hint=f"try again in {self.after} seconds")


class Forbidden(HeygenError):
    """Signed in, but not permitted."""

    code = "forbidden"


class TimedOut(HeygenError):
    """A time limit ran out; the work may still go on elsewhere."""

    code = "timeout"


class Canceled(HeygenError):
    """The user stopped the work."""

    code = "canceled"


class Busy(HeygenError):
    """Another process is working on the same thing right now."""

    code = "conflict"


class NotReady(HeygenError):
    """The video exists but has not been finished."""

    code = "video_not_ready"


class RenderFailed(HeygenError):
    """A part of the render graph could not be made."""

    code = "video_failed"


class FallbackRefused(HeygenError):
    """``--strict`` was given and the render would have used a substitute."""

    code = "fallback_refused"


class EngineMissing(HeygenError):
    """A program, library or model that the work needs is not here."""

    code = "engine_missing"


class ServiceFailed(HeygenError):
    """A service on the network refused, failed, or could not be reached; its own code is kept."""

    code = "unclassified_server_error"


class StorageFailed(HeygenError):
    """A file or folder could not be written or read: full disk, missing rights, damage."""

    code = "cli_file_io_error"


class StoreDamaged(StorageFailed):
    """The database is not intact, or was written by a newer version of the program."""

    code = "store_damaged"


class PartlyFailed(HeygenError):
    """Some items of a batch failed."""

    code = "partly_failed"
