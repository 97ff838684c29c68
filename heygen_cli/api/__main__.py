"""The process of the server: ``python -m heygen_cli.api``. ``heygen serve`` becomes it."""

from __future__ import annotations

import argparse
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


def main() -> None:
    """Serve until stopped; workers make the films beside it."""
    options = _options()
    os.umask(0o077)  # films and uploads are their owners' alone, also those that workers make
    settings = config.load()
    logs.start(settings.log_level, settings.log_format)
    # So long the event loop waits for its turn when another thread computes; at 5 ms its tail is twice as long.
    sys.setswitchinterval(0.0005)
    kit = Toolkit(settings, owner=None)
    kit.local_webhooks = options.local_webhooks
    listening = socket.socket(fileno=options.socket)
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
    keyed = "anyone on this machine may ask" if key is None else f"the key is in {data / 'server.key'}"
    print(f"HeyGen's API at {options.address}; {keyed}", file=sys.stderr, flush=True)
    if key is not None and (token := kit.accounts.first_link()):
        link = f"{options.address}/welcome?token={token}"
        print(f"Sign in with a browser, once within a day: {link}", file=sys.stderr, flush=True)
    for number in (signal.SIGTERM, signal.SIGINT):
        # When it has stopped, uvicorn sends itself the signal again, which must not end us before the workers.
        signal.signal(number, lambda *_: None)
    app = create_app(site)

    def stopping() -> None:
        app.state.live.close()
        stop.set()  # workers hand back what they are at while the last answers go out

    try:
        Server(app, stopping).run([listening])
    finally:
        stop.set()
        tending.join()


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
    parser.add_argument("--socket", type=int, required=True, help="Where to listen, bound and inherited")
    parser.add_argument("--address", required=True, help="What it is called by whoever uses it")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--no-auth", action="store_true")
    parser.add_argument("--no-legacy", action="store_true")
    parser.add_argument("--open", action="store_true")
    parser.add_argument("--local-webhooks", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
