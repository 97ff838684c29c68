"""``heygen serve``: HeyGen's API on one's own machine."""

from __future__ import annotations

import importlib.util
import os
import sys
from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import toolkit
from heygen_cli.domain.errors import EngineMissing

app = Commands()

Host = Annotated[str, typer.Option("--host", help="Where to listen; 0.0.0.0 is for everyone who can reach it")]
Port = Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="Which port")]
Workers = Annotated[int | None, typer.Option("--workers", "-w", min=0, max=64, help="Films made at once")]
NoAuth = Annotated[bool, typer.Option("--no-auth", help="Ask nobody for a key; on this machine only")]
NoLegacy = Annotated[bool, typer.Option("--no-legacy", help="Leave out the routes of HeyGen's versions 1 and 2")]

LocalWebhooks = Annotated[
    bool, typer.Option("--allow-local-webhooks", help="Let webhooks go to this machine and its network")
]
Open = Annotated[bool, typer.Option("--open-registration", help="Let strangers make accounts")]


@app.command("serve")
def serve(
    host: Host = "127.0.0.1",
    port: Port = 8787,
    workers: Workers = None,
    no_auth: NoAuth = False,
    no_legacy: NoLegacy = False,
    open_registration: Open = False,
    local_webhooks: LocalWebhooks = False,
) -> None:
    """Serve HeyGen's API: programs written for it work here, offline, when they use this address.

    Films are made by workers beside the server. The key for clients lies in server.key in the data folder.

    Examples:
      heygen serve
      heygen serve --no-auth --port 9000
      HEYGEN_API_BASE=http://localhost:8787 HEYGEN_API_KEY=… heygen video list --provider heygen
    """
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise EngineMissing("The server's packages are not installed", hint="pip install 'heygen-cli[server]'")
    count = toolkit().affordable_workers if workers is None else workers
    words = ["--host", host, "--port", str(port), "--workers", str(count)]
    words += ["--no-auth"] if no_auth else []
    words += ["--no-legacy"] if no_legacy else []
    words += ["--open"] if open_registration else []
    words += ["--local-webhooks"] if local_webhooks else []
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "heygen_cli.api", *words])  # noqa: S606 - no shell is wanted
