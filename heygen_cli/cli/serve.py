"""``heygen serve``: HeyGen's API on one's own machine."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
import sys
from typing import Annotated

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.session import toolkit
from heygen_cli.domain.errors import EngineMissing, InvalidInput

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
    here = _on_this_machine(host)
    if no_auth and not here:
        raise InvalidInput(
            f"--no-auth is for this machine alone, not for {host}",
            hint="leave out --host, or --no-auth",
            param="--no-auth",
        )
    # The server takes over what is bound here: a port that is taken is said before anything begins.
    listening = _bound(host, port)
    listening.set_inheritable(True)
    address = f"http://{'localhost' if here else host}:{port}"
    words = ["--socket", str(listening.fileno()), "--address", address, "--workers", str(count)]
    words += ["--no-auth"] if no_auth else []
    words += ["--no-legacy"] if no_legacy else []
    words += ["--open"] if open_registration else []
    words += ["--local-webhooks"] if local_webhooks else []
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(sys.executable, [sys.executable, "-m", "heygen_cli.api", *words])  # noqa: S606 - no shell is wanted


def _bound(host: str, port: int) -> socket.socket:
    """A socket at an address; raises InvalidInput."""
    made = None
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        family, kind, _, _, address = found[0]
        made = socket.socket(family, kind)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError as problem:
        if made:
            made.close()
        raise InvalidInput(
            f"Cannot listen on {host}:{port}: {problem.strerror}",
            hint="--host and --port choose another",
            param="--port",
        ) from None
    return made


def _on_this_machine(host: str) -> bool:
    """Whether an address is reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
