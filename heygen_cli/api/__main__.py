"""The process of the server: ``python -m heygen_cli.api``. ``heygen serve`` becomes it."""

from __future__ import annotations

import argparse
import ipaddress
import os
import signal
import socket
import sys
import threading

from heygen_cli import config
from heygen_cli.api.app import create_app
from heygen_cli.api.connection import Server
from heygen_cli.api.site import Site, secret_in
from heygen_cli.api.writer import Writer
from heygen_cli.bootstrap import Toolkit
from heygen_cli.infra import logs

_LOOK_S = 1.0


def main() -> int:
    """Serve until stopped; workers make the films beside it."""
    options = _options()
    os.umask(0o077)  # films and uploads are their owners' alone, also those that workers make
    settings = config.load()
    logs.start(settings.log_level, settings.log_format)
    # So long the event loop waits for its turn when another thread computes; at 5 ms its tail is twice as long.
    sys.setswitchinterval(0.0005)
    kit = Toolkit(settings, owner=None)
    kit.local_webhooks = options.local_webhooks
    if options.no_auth and not _loopback(options.host):
        print(f"--no-auth is for this machine alone, not for {options.host}", file=sys.stderr)
        return 2
    try:
        listening = _listen(options.host, options.port)
    except OSError as problem:
        print(
            f"Cannot listen on {options.host}:{options.port}: {problem.strerror}; --port chooses another",
            file=sys.stderr,
        )
        return 2
    data = kit.settings.folders.data
    key = None if options.no_auth else secret_in(data / "server.key").decode()
    site = Site(
        kit,
        Writer(kit.queue, limit=kit.settings.video_limit),
        key,
        secret_in(data / "server.secret"),
        legacy=not options.no_legacy,
        open=options.open,
    )
    stop = threading.Event()
    tending = threading.Thread(target=_tend, args=(kit, options.workers, stop), name="crew")
    tending.start()
    posting = threading.Thread(target=kit.postman(site.link_from).run, args=(stop,), name="postman", daemon=True)
    posting.start()
    where = f"http://{'localhost' if _loopback(options.host) else options.host}:{options.port}"
    keyed = "anyone on this machine may ask" if key is None else f"the key is in {data / 'server.key'}"
    print(f"HeyGen's API at {where}; {keyed}", file=sys.stderr, flush=True)
    if key is not None and (token := kit.accounts.first_link()):
        print(f"Sign in with a browser, once within a day: {where}/welcome?token={token}", file=sys.stderr, flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        # When it has stopped, uvicorn sends itself the signal again, which must not end us before the workers.
        signal.signal(number, lambda *_: None)
    app = create_app(site)

    def stopping() -> None:
        app.state.live.close()
        stop.set()  # workers hand back what they are at while the last answers go out

    try:
        Server(app, options.host, options.port, stopping).run([listening])
    finally:
        stop.set()
        tending.join()
    return 0


def _tend(kit: Toolkit, workers: int, stop: threading.Event) -> None:
    """Keep workers alive that step back behind everything else."""
    crew = kit.crew(nice=19)
    if workers:
        crew.start(workers)
    while not stop.wait(_LOOK_S):
        crew.tend()
        kit.jobs.rescue()
    crew.stop()
    kit.jobs.rescue()  # what a worker could not hand back in time


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="heygen serve")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8787)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-auth", action="store_true")
    parser.add_argument("--no-legacy", action="store_true")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--local-webhooks", action="store_true")
    return parser.parse_args()


def _listen(host: str, port: int) -> socket.socket:
    """A socket at an address, before anything is said or begun; raises OSError."""
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    made = socket.socket(family, kind)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
    except OSError:
        made.close()
        raise
    return made


def _loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


if __name__ == "__main__":
    sys.exit(main())
