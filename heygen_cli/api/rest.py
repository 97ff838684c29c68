"""Operations of HeyGen's that this server does not have: said so, by name, in its envelope."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable

from fastapi import APIRouter, Request
from fastapi.routing import APIRoute

from heygen_cli.api.errors import Refused
from heygen_cli.v3.operations import Operation, operations

# Why, where the reason is not that nobody has built it.
_REASONS = {
    "/v3/ai-clipping": "finding highlights needs a model that watches films",
    "/v3/background-removals": "cutting people out of films needs a model that is not here",
    "/v3/lipsyncs": "lips of people in films are changed by a model that is not here; portraits speak as avatars",
    "/v3/video-translations": "translating films needs voices and lips of their speakers",
    "/v3/voices/clone": "cloning a voice needs a model that is not here; heygen voice install adds voices",
    "/v3/voices": "designing a voice needs a model that is not here; heygen voice install adds voices",
}


def router(present: Iterable[APIRouter]) -> APIRouter:
    """Routes that answer 501 for every operation of the table that is not among those present."""
    made = APIRouter()
    # A fixed path comes before the one whose parameter it could be.
    for operation in sorted(missing(present), key=lambda each: each.path.count("{")):
        made.add_api_route(operation.path, _refusing(operation), methods=[operation.method], include_in_schema=False)
    return made


def missing(present: Iterable[APIRouter]) -> list[Operation]:
    """The operations of the table that no route answers."""
    routes = [route for each in present for route in each.routes if isinstance(route, APIRoute)]
    known = {(method, route.path.replace(":path", "")) for route in routes for method in route.methods or ()}
    return [operation for operation in operations() if (operation.method, operation.path) not in known]


def _refusing(operation: Operation) -> Callable[[Request], Awaitable[None]]:
    why = next((reason for path, reason in _REASONS.items() if operation.path.startswith(path)), None)
    told = f"{operation.method} {operation.path} ({operation.help.lower()}) is in HeyGen's cloud only"

    async def refuse(request: Request) -> None:  # noqa: ARG001 - FastAPI passes it
        raise Refused(501, f"{told}: {why}" if why else told)

    return refuse
