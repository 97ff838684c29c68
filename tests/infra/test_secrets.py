"""Where credentials are looked for."""

from __future__ import annotations

from heygen_cli.infra.secrets import Secrets


def test_the_environment_wins_over_the_keyring() -> None:
    def ring(service: str, name: str) -> str:
        return f"{service}/{name}\n"

    assert Secrets({"TOKEN": "mine"}, ring).get("TOKEN") == "mine"
    assert Secrets({"TOKEN": " "}, ring).get("TOKEN") == "heygen/TOKEN"
    assert Secrets({}, lambda _service, _name: None).get("TOKEN") is None


def test_this_machines_keyring_may_be_missing_or_broken() -> None:
    assert Secrets({}).get("HEYGEN_NO_SUCH_CREDENTIAL") is None
