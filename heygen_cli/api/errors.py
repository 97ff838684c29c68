"""What every failure is in HTTP: a status, and HeyGen's envelope around its code, message and place."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Scope

from heygen_cli.domain import errors
from heygen_cli.domain.errors import HeygenError, ManyInvalid

# A kind that is not named here has the status of the kind it derives from.
STATUSES: dict[type[HeygenError], int] = {
    HeygenError: 500,
    errors.InvalidInput: 400,
    errors.NotFound: 404,
    errors.FileExists: 409,
    errors.ConfirmationRequired: 400,
    errors.AuthRequired: 401,
    errors.Forbidden: 403,
    errors.TooMany: 429,
    errors.TimedOut: 504,
    errors.Canceled: 409,
    errors.Busy: 409,
    errors.NotReady: 409,
    errors.FallbackRefused: 422,
    errors.EngineMissing: 503,
    errors.ServiceFailed: 502,
    errors.StorageFailed: 507,
}
# The code of a status that says no more of itself.
CODES = {
    400: "invalid_parameter",
    401: "unauthorized",
    404: "not_found",
    405: "method_not_allowed",
    408: "request_timeout",
    409: "conflict",
    413: "payload_too_large",
    422: "validation_error",
    429: "rate_limit_exceeded",
    501: "not_implemented",
}
_HINTS = dict.fromkeys((404, 405), "/openapi.json lists all that is answered here")
# Codes of ours that HeyGen calls otherwise.
_HEYGENS = {"usage_error": "invalid_parameter", "auth_error": "unauthorized"}
_OTHERS = {"payload_too_large": 413, "unsupported_media_type": 415, "conflict": 409, "disk_full": 507}
_NOT_FOUND = ("voice_not_found", "avatar_not_found", "look_not_found")


class Refused(Exception):
    """A request that is answered with a status of its own."""

    def __init__(
        self, status: int, message: str, *, code: str | None = None, param: str | None = None, retry_after: int = 0
    ) -> None:
        super().__init__(message)
        self.status, self.message, self.param = status, message, param
        self.code = code or CODES.get(status, "error")
        self.retry_after = retry_after


def status_of(error: HeygenError) -> int:
    """The status for an error, or for the nearest kind it derives from."""
    if error.error_code in _NOT_FOUND:
        return 404
    if error.error_code in _OTHERS:
        return _OTHERS[error.error_code]
    return next(STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES)


def envelope(code: str, message: str, param: str | None = None, hint: str | None = None) -> dict[str, Any]:
    """HeyGen's shape of an error."""
    error = {"code": _HEYGENS.get(code, code), "message": message, "param": param, "hint": hint, "doc_url": None}
    return {"error": error}


def answer(scope: Scope, error: Exception) -> JSONResponse:
    """The envelope around what Starlette refuses: addresses that are not there, bodies that are too large."""
    assert isinstance(error, HTTPException)
    asked = f"{scope['method']} {scope['path']}"
    messages = {404: f"There is no {asked}", 405: f"There is no {asked}, but with another method"}
    message = messages.get(error.status_code, str(error.detail))
    told = envelope(CODES.get(error.status_code, "error"), message, hint=_HINTS.get(error.status_code))
    return JSONResponse(told, error.status_code, error.headers)


def install(app: FastAPI) -> None:
    """Have every failure answered in the envelope."""
    app.add_exception_handler(HeygenError, _designed)
    app.add_exception_handler(Refused, _refused)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RecursionError, _deep)


async def _designed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HeygenError)
    first = error.faults[0] if isinstance(error, ManyInvalid) else error
    message = "; ".join(fault.message for fault in error.faults) if isinstance(error, ManyInvalid) else error.message
    body = envelope(error.error_code, message, first.param, first.hint)
    headers = {"Retry-After": str(error.after)} if isinstance(error, errors.TooMany) else None
    return JSONResponse(body, status_of(error), headers)


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, Refused)
    headers = {"Retry-After": str(error.retry_after)} if error.retry_after else None
    return JSONResponse(envelope(error.code, error.message, error.param), error.status, headers)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    param = ".".join(str(part) for part in first["loc"][1:]) or None
    return JSONResponse(envelope("invalid_parameter", str(first["msg"]), param), 400)


async def _http(request: Request, error: Exception) -> JSONResponse:
    return answer(request.scope, error)


async def _deep(_: Request, error: Exception) -> JSONResponse:  # noqa: ARG001 - FastAPI passes it
    return JSONResponse(envelope("invalid_parameter", "The body is nested too deeply"), 400)
