"""What every page shares: who looks at it, how it is written, and how what it sends back is trusted."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Depends, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile

from heygen_cli import __version__
from heygen_cli.api.auth import Caller, check_machine, csrf_of, drop_session, identified
from heygen_cli.api.errors import answer
from heygen_cli.api.site import Site
from heygen_cli.domain.errors import Forbidden, HeygenError, ManyInvalid, NotFound

_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " img-src 'self' data:"
)
_WORDS = {
    "queued": "Waiting",
    "pending": "Waiting",
    "processing": "Rendering",
    "running": "Rendering",
    "interrupted": "Interrupted",
    "completed": "Ready",
    "done": "Ready",
    "failed": "Failed",
    "canceled": "Canceled",
}

# What a worker is at, in the words of the studio; JavaScript reads them from the page.
_STAGES = {
    **{"": "Waiting for a worker", "wait": "Waiting for others", "speak": "Speaking", "listen": "Listening"},
    **{"draw": "Drawing", "mix": "Mixing the sound", "caption": "Writing captions", "join": "Putting it together"},
}


class SignInFirst(Exception):
    """Somebody who is not signed in asked for a page."""


class PageRefused(Exception):
    """A form that is not taken; the answer is a page, too."""

    def __init__(self, visit: Visit, problem: HeygenError) -> None:
        super().__init__(problem.message)
        self.visit, self.problem = visit, problem


@dataclass(frozen=True)
class Visit:
    """A page that somebody looks at; ``here`` is the site with their rows alone."""

    request: Request
    here: Site
    caller: Caller

    @property
    def may_write(self) -> bool:
        """Whether they may make and change anything."""
        return "write" in self.caller.scopes

    @property
    def csrf(self) -> str:
        """What forms of this visit send along."""
        return csrf_of(self.here, self.caller.session or self.caller.key)

    def page(self, template: str, status: int = 200, **data: Any) -> HTMLResponse:
        """A page of this visit."""
        return page(self.request, template, status, visit=self, csrf=self.csrf, **data)

    def link(self, path: str) -> str:
        """An address of a file, on this server."""
        return self.here.link_from("", path)


async def visit(request: Request) -> Visit:
    """Who looks at a page; raises SignInFirst."""
    caller = identified(request)
    if caller is None:
        raise SignInFirst
    check_machine(request, caller)
    request.state.caller = caller
    site: Site = request.app.state.site
    return Visit(request, site.seen_by(caller), caller)


async def sent(request: Request, visiting: Annotated[Visit, Depends(visit)]) -> FormData:
    """What a form of ours sends; raises PageRefused for one that is not ours, and for who may only look."""
    form = await request.form(max_files=1, max_fields=100)
    given = form.get("csrf")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), visiting.csrf.encode()):
        raise PageRefused(visiting, Forbidden("This form did not come from a page of this server", code="csrf"))
    if not visiting.may_write:
        raise PageRefused(visiting, Forbidden("This account may look, and not change anything"))
    return form


Visiting = Annotated[Visit, Depends(visit)]
Sent = Annotated[FormData, Depends(sent)]


def page(request: Request, template: str, status: int = 200, **data: Any) -> HTMLResponse:
    """A page for anyone."""
    told = {"visit": None, "csrf": "", "path": request.url.path, "version": __version__, "problem": None, **data}
    text = _ENVIRONMENT.get_template(template).render(told)
    return HTMLResponse(text, status, {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"})


def go(path: str) -> RedirectResponse:
    """Look at another page, after something was done."""
    return RedirectResponse(path, 303)


def drop_to_door() -> RedirectResponse:
    """Sign out, here in the browser."""
    answer = go("/sign-in")
    drop_session(answer)
    return answer


def text_of(form: FormData, name: str, limit: int = 100_000) -> str:
    """A field of a form, without what is around it."""
    return lines_of(form, name).strip()[:limit]


def lines_of(form: FormData, name: str) -> str:
    """A field of a form with all of its lines, in the line ends that everything else has."""
    value = form.get(name)
    return value.replace("\r\n", "\n") if isinstance(value, str) else ""


async def file_of(form: FormData, name: str, most: int) -> tuple[str, bytes] | None:
    """A file of a form and its name; None when none was chosen."""
    value = form.get(name)
    if not isinstance(value, UploadFile) or not value.filename:
        return None
    return value.filename, await value.read(most + 1)


def problems(error: HeygenError) -> list[HeygenError]:
    """Everything that is wrong, to be shown one below the other."""
    return list(error.faults) if isinstance(error, ManyInvalid) else [error]


def install_answers(app: FastAPI) -> None:
    """Send whoever is not signed in to the door, and back afterwards; refuse others on a page."""

    async def to_the_door(request: Request, _: Exception) -> RedirectResponse:
        wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return go("/sign-in" + (f"?next={quote(wanted)}" if request.method == "GET" and wanted != "/" else ""))

    async def refused(_: Request, error: Exception) -> HTMLResponse:
        assert isinstance(error, PageRefused)
        return error.visit.page("missing.html", 403, problem=error.problem)

    async def nothing(request: Request, error: Exception) -> Response:
        if "text/html" not in request.headers.get("accept", ""):
            return answer(request.scope, error)
        caller = identified(request)
        site: Site = request.app.state.site
        seen = Visit(request, site.seen_by(caller), caller) if caller else None
        csrf = seen.csrf if seen else ""
        return page(request, "missing.html", 404, visit=seen, csrf=csrf, problem=NotFound("There is no such page"))

    app.add_exception_handler(404, nothing)
    app.add_exception_handler(SignInFirst, to_the_door)
    app.add_exception_handler(PageRefused, refused)


def _moment(seconds: float | None) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%-d %b %Y, %H:%M") if seconds else ""


def _iso(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _hint(problem: HeygenError) -> str | None:
    """What to do, unless that is a command: here one has a page."""
    hint = problem.hint or ""
    return None if hint.startswith(("heygen ", "--")) or " --" in hint or ": heygen " in hint else hint or None


def _length(seconds: float | None) -> str:
    return "" if seconds is None else f"{int(seconds // 60)}:{int(seconds % 60):02}"


_ENVIRONMENT = Environment(
    loader=PackageLoader("heygen_cli.api.dashboard"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_ENVIRONMENT.filters.update(
    moment=_moment,
    iso=_iso,
    hint=_hint,
    length_of=_length,
    words=lambda status: _WORDS.get(status, status),
    stage=lambda name: _STAGES.get(name, name.capitalize()),
)
_ENVIRONMENT.globals["stages"] = _STAGES
