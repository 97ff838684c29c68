"""Telling somebody that a batch has ended."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from typing import Any

from heygen_cli.domain.errors import HeygenError
from heygen_cli.domain.manifest import Notify

_PATIENCE_S = 30.0


def tell(notify: Notify, data: Mapping[str, Any]) -> None:
    """POST the result to a URL, and give it to a command on its standard input; raises HeygenError when one fails."""
    text = json.dumps({"event": "batch.ended", **data}, ensure_ascii=False)
    if notify.url:
        import httpx

        try:
            headers = {"content-type": "application/json"}
            httpx.post(notify.url, content=text.encode(), headers=headers, timeout=_PATIENCE_S).raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            raise _untold(notify.url.partition("?")[0], problem) from problem
    if notify.command:
        try:
            subprocess.run(
                notify.command, input=text.encode(), check=True, timeout=_PATIENCE_S, stdout=subprocess.DEVNULL
            )
        except (OSError, subprocess.SubprocessError) as problem:
            raise _untold(notify.command[0], problem) from problem


def _untold(whom: str, problem: Exception) -> HeygenError:
    reason = type(problem).__name__
    return HeygenError(f"{whom} could not be told: {reason}", code="notify_failed", hint="see notify in the manifest")
