"""``heygen api``: one request to HeyGen, whatever it is."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from heygen_cli.cli import cloud
from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import toolkit
from heygen_cli.domain.errors import InvalidInput

app = Commands()

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

Method = Annotated[str, typer.Argument(metavar="METHOD", help=" | ".join(_METHODS))]
Path = Annotated[str, typer.Argument(metavar="PATH", help="Such as /v3/videos?limit=5")]
Data = Annotated[str | None, typer.Option("--data", "-d", metavar="JSON|FILE|-", help="The body")]
Headers = Annotated[list[str] | None, typer.Option("--headers", metavar="NAME: VALUE", help="Send a header too")]


@app.command("api")
def api(method: Method, path: Path, data: Data = None, headers: Headers = None) -> None:
    """Send one request to HeyGen's API and print the answer as it came.

    Examples:
      heygen api GET /v3/users/me
      heygen api POST /v3/videos -d request.json
    """
    method = method.upper()
    if method not in _METHODS:
        raise InvalidInput(f'"{method}" is no method', param="METHOD", hint=f"choose from {', '.join(_METHODS)}")
    if not path.startswith("/") or path.startswith("//"):
        raise InvalidInput(f'The path must begin with one slash, not "{path}"', param="PATH", hint="/v3/videos")
    body = cloud.read_data(data) if data is not None else None
    answer = toolkit().cloud.call(method, path, body=body, headers=cloud.read_headers(headers))
    cloud.show(answer.text if answer.text.strip() else json.dumps(answer.data), answer.data, ())
