"""``heygen user``: accounts, signing in at a terminal, and keys."""

from __future__ import annotations

import io
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Answer

PASSWORD = "a sentence that only I know"
Heygen = Callable[..., Answer]


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """What standard input holds."""
    return lambda text: monkeypatch.setattr("sys.stdin", io.StringIO(text + "\n"))


@pytest.fixture
def ada(heygen: Heygen, typed: Callable[[str], None]) -> str:
    """Somebody with an account."""
    typed(PASSWORD)
    return str(heygen("user", "register", "ada@example.org", "--name", "Ada").data["id"])


def test_without_signing_in_one_is_the_person_of_the_machine(heygen: Heygen) -> None:
    assert heygen("user", "whoami").data["id"] == "local"
    assert heygen("user", "whoami").data["role"] == "admin"


def test_whoever_signs_in_sees_their_own_and_no_more(
    heygen: Heygen, home: Path, ada: str, typed: Callable[[str], None]
) -> None:
    Path("hello.yaml").write_text("scenes: [{script: Hello.}]\n")
    assert heygen("template", "save", "greeting", "hello.yaml").code == 0
    typed(PASSWORD)
    assert heygen("user", "login", "ADA@example.org").data["id"] == ada
    assert heygen("user", "whoami").data["name"] == "Ada"
    assert heygen("template", "list").data == []
    assert heygen("template", "get", "greeting").code == 1
    assert heygen("template", "save", "greeting", "hello.yaml").code == 0
    assert heygen("user", "list").error["code"] == "forbidden"
    assert heygen("user", "disable", "local").code == 3
    file = home / "state" / "session"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert heygen("user", "logout").code == 0
    assert len(heygen("template", "list").data) == 1


def test_a_session_that_is_over_is_said_and_not_passed_over(
    heygen: Heygen, ada: str, typed: Callable[[str], None]
) -> None:
    typed(PASSWORD)
    heygen("user", "login", "ada@example.org")
    typed("another long password")
    assert heygen("user", "update", "--password").data["id"] == ada
    refused = heygen("video", "list")
    assert (refused.code, refused.error["code"]) == (3, "unauthorized")
    typed("another long password")
    assert heygen("user", "login", "ada@example.org").code == 0
    assert heygen("video", "list").data == []


def test_a_wrong_password_signs_nobody_in(heygen: Heygen, ada: str, typed: Callable[[str], None]) -> None:
    typed("not the password")
    refused = heygen("user", "login", "ada@example.org")
    assert (refused.code, refused.error["message"]) == (3, "The address or the password is wrong")
    assert heygen("user", "whoami").data["id"] == "local"


def test_whoever_is_signed_in_stays_it_when_another_is_refused(
    heygen: Heygen, ada: str, typed: Callable[[str], None]
) -> None:
    typed(PASSWORD)
    heygen("user", "login", "ada@example.org")
    typed("not the password")
    assert heygen("user", "login", "grace@example.org").code == 3
    assert heygen("user", "whoami").data["id"] == ada


def test_keys_are_shown_once(heygen: Heygen, ada: str) -> None:
    made = heygen("user", "token", "create", "n8n", "--scope", "read", "--user", "ada@example.org").data
    listed = heygen("user", "token", "list", "--user", ada)
    assert made["key"] not in listed.out
    assert listed.data[0]["scopes"] == ["read"]
    assert heygen("user", "token", "revoke", made["id"]).error["code"] == "not_found"
    assert heygen("user", "token", "revoke", made["id"], "--user", ada).data["status"] == "revoked"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (("register", "nonsense"), "invalid_email"),
        (("register", "ada@example.org"), "email_taken"),
        (("register", "new@example.org", "--role", "boss"), "usage_error"),
        (("update",), "usage_error"),
        (("update", "nobody@example.org", "--name", "x"), "user_not_found"),
        (("update", "nobody@example.org", "--role", "king"), "usage_error"),
        (("update", "local", "--role", "viewer"), "forbidden"),
        (("token", "create", "x", "--scope", "all"), "usage_error"),
    ],
)
def test_what_is_wrong_is_said(
    heygen: Heygen, ada: str, typed: Callable[[str], None], line: tuple[str, ...], code: str
) -> None:
    typed(PASSWORD)
    refused = heygen("user", *line)
    assert refused.code in (1, 2, 3)
    assert refused.error["code"] == code


def test_an_admin_looks_after_people(heygen: Heygen, ada: str) -> None:
    assert heygen("user", "update", ada, "--role", "viewer").data["role"] == "viewer"
    assert heygen("user", "disable", ada).data["status"] == "disabled"
    assert heygen("user", "disable", ada, "--undo").data["status"] == "active"
    invited = heygen("user", "register", "grace@example.org", "--invite").data
    assert invited["invitation"].startswith("hl_")
    assert [user["email"] for user in heygen("user", "list").data] == [None, "ada@example.org", "grace@example.org"]
