"""Accounts: coming in, staying in, and being kept out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from heygen_cli.domain.errors import AuthRequired, FileExists, Forbidden, InvalidInput, NotFound, TooMany
from heygen_cli.domain.user import LOCAL, Email
from heygen_cli.infra.passwords import Argon2
from heygen_cli.infra.store.account import SqliteUserStore
from heygen_cli.infra.store.database import Database
from heygen_cli.services.account import BROWSER, LINK_LIFE_S, PROGRAM, AccountService
from tests.fakes import FakeClock

PASSWORD = "a sentence that only I know"
ADA = "ada@example.org"


class PlainPasswords:
    """Compares without hashing, so that tests take no seconds."""

    def hash(self, password: str) -> str:
        return f"hashed {password}"

    def matches(self, kept: str | None, password: str) -> bool:
        return kept == f"hashed {password}"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def accounts(tmp_path: Path, clock: FakeClock) -> AccountService:
    return AccountService(SqliteUserStore(Database(tmp_path / "heygen.db")), PlainPasswords(), clock)


def later(clock: FakeClock, seconds: float) -> None:
    clock.time += seconds


@pytest.mark.parametrize(
    "text", ["ada", "@x.org", "a@", "a b@x.org", "a@x..org", "a@-x.org", "a\n@x.org", "a" * 250 + "@x.org"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        Email.of(text)


def test_an_address_has_one_spelling(accounts: AccountService) -> None:
    user = accounts.register("  Ada@Example.ORG ", PASSWORD)
    assert user.email == ADA
    with pytest.raises(FileExists):
        accounts.register("ADA@example.org", PASSWORD)
    assert accounts.login("ADA@EXAMPLE.org ", PASSWORD).access


@pytest.mark.parametrize("password", ["short", "x" * 201, "aaaaaaaaaaaa", ADA])
def test_easy_passwords_are_refused(accounts: AccountService, password: str) -> None:
    with pytest.raises(InvalidInput):
        accounts.register(ADA, password)
    with pytest.raises(NotFound):
        accounts.get(ADA)


def test_who_signs_in_is_known_until_the_token_is_over(accounts: AccountService, clock: FakeClock) -> None:
    user = accounts.register(ADA, PASSWORD, role="viewer", name="Ada")
    tokens = accounts.login(ADA, PASSWORD)
    found = accounts.who(tokens.access)
    assert found
    assert found.user == user
    assert found.scopes == {"read"}
    later(clock, PROGRAM[0] + 1)
    assert accounts.who(tokens.access) is None
    assert accounts.who("") is None
    assert accounts.who("hs_something") is None


def test_the_same_answer_whatever_was_wrong(accounts: AccountService) -> None:
    accounts.register(ADA, PASSWORD)
    told = []
    for email, password in ((ADA, "another password"), ("nobody@example.org", PASSWORD), ("nonsense", PASSWORD)):
        with pytest.raises(AuthRequired) as refused:
            accounts.login(email, password)
        told.append((refused.value.message, refused.value.error_code, refused.value.hint))
    assert len(set(told)) == 1


def test_tokens_are_renewed_and_a_stolen_one_ends_the_session(accounts: AccountService, clock: FakeClock) -> None:
    accounts.register(ADA, PASSWORD)
    first = accounts.login(ADA, PASSWORD)
    second = accounts.refresh(first.refresh)
    assert second.session == first.session
    assert accounts.who(first.access) is None
    assert accounts.who(second.access)
    with pytest.raises(AuthRequired):
        accounts.refresh(first.refresh)
    assert accounts.who(second.access) is None, "whoever holds the stolen token is out too"
    third = accounts.login(ADA, PASSWORD)
    later(clock, PROGRAM[1] + 1)
    with pytest.raises(AuthRequired):
        accounts.refresh(third.refresh)


def test_signing_out_ends_one_session(accounts: AccountService) -> None:
    accounts.register(ADA, PASSWORD)
    here, there = accounts.login(ADA, PASSWORD, times=BROWSER), accounts.login(ADA, PASSWORD)
    accounts.logout(here.session)
    assert accounts.who(here.access) is None
    assert accounts.who(there.access)


def test_guessing_becomes_slow_for_the_address_and_the_host(accounts: AccountService, clock: FakeClock) -> None:
    accounts.register(ADA, PASSWORD)
    for _ in range(5):
        with pytest.raises(AuthRequired):
            accounts.login(ADA, "wrong password", host="10.0.0.1")
    with pytest.raises(TooMany) as refused:
        accounts.login(ADA, PASSWORD, host="10.0.0.2")
    assert 0 < refused.value.after <= 30
    later(clock, refused.value.after + 1)
    with pytest.raises(AuthRequired):
        accounts.login(ADA, "wrong password", host="10.0.0.1")
    with pytest.raises(TooMany) as longer:
        accounts.login(ADA, PASSWORD, host="10.0.0.2")
    assert longer.value.after > 30
    later(clock, longer.value.after + 1)
    assert accounts.login(ADA, PASSWORD, host="10.0.0.2")
    for number in range(60):
        try:
            accounts.login(f"someone{number}@example.org", PASSWORD, host="10.0.0.9")
        except AuthRequired:
            continue
        except TooMany:
            break
    assert number == 30
    assert accounts.login(ADA, PASSWORD, host="10.0.0.2"), "others are not held up"


def test_a_host_that_signs_in_rightly_is_never_held_up(accounts: AccountService) -> None:
    accounts.register(ADA, PASSWORD)
    for _ in range(60):
        assert accounts.login(ADA, PASSWORD, host="10.0.0.1")


def test_accounts_are_not_made_by_the_hundred(accounts: AccountService) -> None:
    for number in range(30):
        accounts.sign_up(f"someone{number}@example.org", PASSWORD, host="10.0.0.1")
    with pytest.raises(TooMany):
        accounts.sign_up("one-more@example.org", PASSWORD, host="10.0.0.1")
    accounts.sign_up("one-more@example.org", PASSWORD, host="10.0.0.2")


def test_many_guesses_at_once_are_no_way_around(accounts: AccountService) -> None:
    accounts.register(ADA, PASSWORD)
    compared: list[str] = []

    def guess(number: int) -> None:
        try:
            accounts.login(ADA, f"wrong password {number}")
        except AuthRequired:
            compared.append("compared")
        except TooMany:
            return

    threads = [threading.Thread(target=guess, args=(number,)) for number in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(compared) == 5


def test_an_invitation_works_once_and_for_a_day(accounts: AccountService, clock: FakeClock) -> None:
    user = accounts.register(ADA)
    with pytest.raises(AuthRequired):
        accounts.login(ADA, "")
    late, early = accounts.invite(user.id), accounts.invite(user.id)
    with pytest.raises(AuthRequired):
        accounts.claim(late, PASSWORD)
    with pytest.raises(InvalidInput):
        accounts.claim(early, "short")
    accounts.claim(early, PASSWORD)
    assert accounts.login(ADA, PASSWORD)
    with pytest.raises(AuthRequired):
        accounts.claim(early, "another long password")
    old = accounts.invite(user.id)
    later(clock, LINK_LIFE_S + 1)
    with pytest.raises(AuthRequired):
        accounts.claim(old, "another long password")


def test_the_person_of_the_machine_claims_it(accounts: AccountService) -> None:
    link = accounts.first_link()
    assert link
    with pytest.raises(InvalidInput):
        accounts.claim(link, PASSWORD)
    user = accounts.claim(link, PASSWORD, email=ADA)
    assert (user.id, user.role) == (LOCAL, "admin")
    assert accounts.first_link() is None
    found = accounts.who(accounts.login(ADA, PASSWORD).access)
    assert found
    assert "admin" in found.scopes
    with pytest.raises(Forbidden):
        accounts.disable(LOCAL)
    with pytest.raises(Forbidden):
        accounts.update(LOCAL, role="viewer")


def test_whoever_is_disabled_is_out_at_once(accounts: AccountService) -> None:
    user = accounts.register(ADA, PASSWORD)
    tokens = accounts.login(ADA, PASSWORD)
    _, key = accounts.create_key(user.id, "laptop")
    accounts.disable(ADA)
    assert accounts.who(tokens.access) is None
    assert accounts.who(key) is None
    with pytest.raises(AuthRequired):
        accounts.login(ADA, PASSWORD)
    accounts.disable(ADA, disabled=False)
    assert accounts.who(key)


def test_a_new_password_ends_the_sessions(accounts: AccountService) -> None:
    user = accounts.register(ADA, PASSWORD)
    tokens = accounts.login(ADA, PASSWORD)
    with pytest.raises(AuthRequired):
        accounts.change_password(user.id, "not the password", "another long password")
    accounts.change_password(user.id, PASSWORD, "another long password")
    assert accounts.who(tokens.access) is None
    assert accounts.login(ADA, "another long password")


def test_keys_are_shown_once_scoped_and_end(accounts: AccountService, clock: FakeClock, tmp_path: Path) -> None:
    user = accounts.register(ADA, PASSWORD)
    key, secret = accounts.create_key(user.id, "n8n", scopes=frozenset({"read"}), days=2)
    assert secret.startswith(key.prefix)
    found = accounts.who(secret)
    assert found
    assert found.scopes == {"read"}
    with pytest.raises(Forbidden):
        accounts.create_key(user.id, "too much", scopes=frozenset({"admin"}))
    used = accounts.keys(ADA)[0]
    assert used.used_at == clock.now()
    assert secret not in str(used.to_json())
    later(clock, 2 * 24 * 3600 + 1)
    assert accounts.who(secret) is None
    _, other = accounts.create_key(user.id, "for ever")
    accounts.revoke(user.id, accounts.keys(user.id)[0].id)
    assert accounts.who(other) is None
    with pytest.raises(NotFound):
        accounts.revoke(accounts.register("eve@example.org", PASSWORD).id, key.id)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("heygen.db*"))
    assert secret.encode() not in stored
    assert other.encode() not in stored


def test_a_strangers_registration_tells_nothing(accounts: AccountService) -> None:
    accounts.register(ADA, PASSWORD)
    again: Callable[[], None] = lambda: accounts.sign_up(ADA, "a password of my own")  # noqa: E731
    again()
    accounts.sign_up("new@example.org", "a password of my own")
    assert accounts.login(ADA, PASSWORD)
    assert accounts.login("new@example.org", "a password of my own")


def test_users_are_listed_page_by_page(accounts: AccountService, clock: FakeClock) -> None:
    for number in range(5):
        later(clock, 1)
        accounts.register(f"user{number}@example.org", PASSWORD)
    first, token = accounts.list(limit=4)
    assert [user.email for user in first] == [None, *(f"user{number}@example.org" for number in range(3))]
    rest, end = accounts.list(limit=4, token=token)
    assert [user.email for user in rest] == ["user3@example.org", "user4@example.org"]
    assert end is None
    with pytest.raises(InvalidInput):
        accounts.list(token="%%")


def test_argon2_hashes() -> None:
    passwords = Argon2()
    kept = passwords.hash(PASSWORD)
    assert kept.startswith("$argon2id$")
    assert passwords.matches(kept, PASSWORD)
    assert not passwords.matches(kept, PASSWORD + "!")
    assert not passwords.matches(None, "the password of nobody")
