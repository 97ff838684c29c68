"""Operations of HeyGen's that this server does not have: said so, by name, in its envelope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request

from heygen_cli.api.errors import Refused
from heygen_cli.v3.operations import Operation, operations


def install(app: FastAPI) -> None:
    """Answer 501 for every operation of the table that has no route yet."""
    known = {(method, route.path) for route in app.routes for method in getattr(route, "methods", ()) or ()}  # type: ignore[attr-defined]
    for operation in operations():
        if (operation.method, operation.path) not in known:
            app.add_api_route(operation.path, _missing(operation), methods=[operation.method], include_in_schema=False)


def _missing(operation: Operation) -> Callable[[Request], Awaitable[None]]:
    async def missing(request: Request) -> None:  # noqa: ARG001 - FastAPI passes it
        message = f"{operation.method} {operation.path} ({operation.help.lower()}) is in HeyGen's cloud only"
        raise Refused(501, message)

    return missing
