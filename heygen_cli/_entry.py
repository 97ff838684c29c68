"""The entry point. What a shell asks most often is answered here, before anything large is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line and return its exit code.

    ``--version``, completion and a piped ``--help`` cost little more than starting Python: the first two are the
    reason why this module may import nothing but ``sys`` and ``os`` at its top.
    """
    args = sys.argv[1:]
    if args in (["--version"], ["-V"]):
        from heygen_cli import __version__

        print(f"heygen {__version__}")
        return 0
    from os import environ

    if "_HEYGEN_COMPLETE" in environ:
        from heygen_cli._complete import main as complete

        return complete(environ["_HEYGEN_COMPLETE"], args)
    if (not args or args in (["--help"], ["-h"])) and not sys.stdout.isatty():
        with open(__file__.removesuffix("_entry.py") + "_help.txt", encoding="utf-8") as page:  # noqa: PTH123
            sys.stdout.write(page.read())
        return 0
    import gc

    # Importing makes much that stays and nothing to collect: looking for it costs a twentieth of the start.
    gc.disable()
    from heygen_cli.cli.app import run

    gc.enable()
    return run(args)
