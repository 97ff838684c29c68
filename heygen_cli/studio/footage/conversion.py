"""Run FFmpeg over a film and report how far it is."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Sequence

from heygen_cli.ports import Progress
from heygen_cli.studio import ffmpeg

_TIME = re.compile(rb"out_time_us=(\d+)")


def convert(args: Sequence[str], *, stage: str, seconds: float, progress: Progress) -> None:
    """Run FFmpeg with ``args``, which end with the file that is written over; ``seconds`` is how long it will be.

    Raises:
        RenderFailed: When FFmpeg fails, with the last lines of its report.
        StorageFailed: When it failed because the disk is full.
    """
    progress.stage(stage, seconds or None, "s")
    # Errors alone: a report of everything would fill the memory or, unread, stop FFmpeg.
    quiet = ["-loglevel", "error", "-nostats", "-progress", "pipe:1", "-y"]
    with (
        tempfile.TemporaryFile() as report,
        ffmpeg.start([*quiet, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=report) as process,
    ):
        assert process.stdout
        try:
            for line in process.stdout:
                if told := _TIME.match(line):
                    progress.advance(int(told[1]) / 1e6)
            process.wait()
        finally:
            ffmpeg.stop(process)
        report.seek(0)
        ffmpeg.check(process.returncode, report.read().decode("utf-8", "replace"))
