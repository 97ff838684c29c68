from __future__ import annotations

from heygen_cli.domain.errors import EngineMissing
from heygen_cli.infra.checks import Outcome
from heygen_cli.services.doctor import Check, Doctor, Finding


def test_one_broken_check_does_not_hide_the_others() -> None:
    def missing() -> Outcome:
        raise EngineMissing("no FFmpeg", hint="install it")

    def broken() -> Outcome:
        raise ZeroDivisionError("oops")

    found = Doctor(
        [Check("FFmpeg", missing), Check("Voices", broken), Check("Disk", lambda: Outcome("warn", "1 GB", "clean up"))]
    ).examine()
    assert found == [
        Finding("FFmpeg", "fail", "no FFmpeg", "install it"),
        Finding("Voices", "fail", "ZeroDivisionError: oops", "reinstall heygen-cli"),
        Finding("Disk", "warn", "1 GB", "clean up"),
    ]
    assert found[2].to_json() == {"name": "Disk", "status": "warn", "detail": "1 GB", "fix": "clean up"}
