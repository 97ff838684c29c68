"""The process of one worker: ``python -m heygen_cli.worker``. Commands start it; it ends when they do."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading

from heygen_cli import config
from heygen_cli.bootstrap import Toolkit


def main() -> int:
    """Work until there is nothing to do, the one who started us is gone, or we are asked to stop."""
    parser = argparse.ArgumentParser(prog="heygen-worker", description="Works on jobs; started by heygen itself.")
    parser.add_argument("--batch")
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--until-idle", action="store_true", help="end when every job has ended")
    parser.add_argument("--detached", action="store_true", help="go on when the one who started us is gone")
    options = parser.parse_args()
    os.nice(options.nice)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if not options.detached:
        threading.Thread(target=_end_with_parent, name="lifeline", daemon=True).start()
    try:
        Toolkit(config.load(), owner=None).worker.run(batch=options.batch, until_idle=options.until_idle)
    except KeyboardInterrupt:
        return 130
    return 0


def _end_with_parent() -> None:
    """Ask the main thread to stop when nobody holds the other end of our standard input any more."""
    # Not through `sys.stdin`: a thread that waits in it cannot be ended with the program.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
