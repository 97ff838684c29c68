"""``heygen user``: the people who use this machine's server, and the keys they give to programs."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated, Any

import typer

from heygen_cli.cli.commands import Commands
from heygen_cli.cli.console import Column
from heygen_cli.cli.session import console, sign_in, sign_out, toolkit
from heygen_cli.cli.video_making import moment
from heygen_cli.domain.errors import Forbidden, InvalidInput
from heygen_cli.domain.user import LOCAL, User, role_of, scopes_of
from heygen_cli.services.account import BROWSER

app = Commands(help="People who use this machine's server, and the keys they give to programs.")
tokens = Commands(help="Keys for programs: made, listed, revoked.")
app.add_typer(tokens, name="token")

Email = Annotated[str, typer.Argument(metavar="EMAIL", help="E-mail address")]
Who = Annotated[str, typer.Argument(metavar="USER", help="Address or id: heygen user list")]
MaybeWho = Annotated[str | None, typer.Argument(metavar="USER", help="Address or id; by default oneself")]
Name = Annotated[str, typer.Option(help="What they are called")]
NewName = Annotated[str | None, typer.Option("--name", help="Another name")]
RoleName = Annotated[str, typer.Option("--role", help="admin, creator or viewer")]
NewRole = Annotated[str | None, typer.Option("--role", help="Another role: admin, creator or viewer")]
NewEmail = Annotated[str | None, typer.Option("--email", help="Another address")]
NewPassword = Annotated[bool, typer.Option("--password", help="Set a password: typed, or a line of standard input")]
Invite = Annotated[bool, typer.Option("--invite", help="Ask for no password; print a token that sets one, once")]
Undo = Annotated[bool, typer.Option("--undo", help="Let them in again")]
Limit = Annotated[int, typer.Option(help="Users on a page, 1 to 100")]
Page = Annotated[str | None, typer.Option("--token", help="Where to go on: next_token of the page before")]
KeyName = Annotated[str, typer.Argument(metavar="NAME", help="What the key is for")]
KeyId = Annotated[str, typer.Argument(metavar="KEY", help="Its id: heygen user token list")]
Scopes = Annotated[list[str] | None, typer.Option("--scope", help="read, write or admin; repeatable")]
Days = Annotated[float | None, typer.Option("--days", min=0.01, help="Ends after so many days")]
For = Annotated[str | None, typer.Option("--user", metavar="USER", help="Somebody else; for admins")]

USERS = (
    *(Column("id", "Id"), Column("email", "Address"), Column("name", "Name"), Column("role", "Role")),
    Column("status", "Status"),
)
ONE = (*USERS, Column("created_at", "Since", moment))
INVITED = (Column("email", "Address"), Column("invitation", "Invitation, for /welcome?token=…"))
KEYS = (
    *(Column("id", "Id"), Column("name", "Name"), Column("prefix", "Begins with")),
    *(Column("scopes", "May", ", ".join), Column("status", "Status")),
    *(Column("last_used_at", "Used", moment), Column("expires_at", "Ends", moment)),
)
KEY = (Column("name", "Name"), Column("key", "Key, shown this once"), Column("scopes", "May", ", ".join))


@app.command()
def register(email: Email, role: RoleName = "creator", name: Name = "", invite: Invite = False) -> None:
    """Make an account for somebody. The password is typed, or read from standard input.

    Examples:
      heygen user register ada@example.org --name Ada
      heygen user register grace@example.org --role viewer --invite
      heygen user register ada@example.org < password.txt
    """
    _admin()
    accounts = toolkit().accounts
    user = accounts.register(email, None if invite else _password(), role=role_of(role), name=name)
    if invite:
        console().show({**user.to_json(), "invitation": accounts.invite(user.id)}, INVITED)
    else:
        _show(user)


@app.command()
def login(email: Email) -> None:
    """Sign in: what is made from now on is theirs, and only theirs is seen. It lasts two weeks.

    Whoever has not signed in is the person of this machine.

    Examples:
      heygen user login ada@example.org
      heygen user login ada@example.org < password.txt
    """
    sign_in(email, _password(again=False), BROWSER)
    _show(toolkit().accounts.get(email))


@app.command()
def logout() -> None:
    """Sign out, and be the person of this machine again.

    Examples:
      heygen user logout
    """
    sign_out()
    console().show({"signed_out": True}, (Column("signed_out", "Signed out"),))


@app.command()
def whoami() -> None:
    """Show who one is here.

    Examples:
      heygen user whoami
    """
    _show(_myself())


@app.command()
def update(
    user: MaybeWho = None,
    email: NewEmail = None,
    name: NewName = None,
    role: NewRole = None,
    password: NewPassword = False,
) -> None:
    """Change an account: one's own, or, as an admin, anybody's. A new password ends all sessions.

    Examples:
      heygen user update --name "Ada Lovelace"
      heygen user update --email ada@example.org --password
      heygen user update grace@example.org --role admin
    """
    accounts = toolkit().accounts
    if user is not None or role is not None:
        _admin()
    if not (email or name is not None or role or password):
        raise InvalidInput("There is nothing to change", hint="--email, --name, --role, --password")
    wanted = role_of(role) if role else None
    found = accounts.get(user) if user else _myself()
    new = _password() if password else None
    changed = accounts.update(found.id, email=email, name=name, role=wanted)
    if new is not None:
        accounts.set_password(found.id, new)
    _show(changed)


@app.command("list")
def list_users(limit: Limit = 20, token: Page = None) -> None:
    """List everyone who has an account.

    Examples:
      heygen user list
      heygen user list --json id,email,role
    """
    _admin()
    found, more = toolkit().accounts.list(limit=limit, token=token)
    console().show_list([user.to_json() for user in found], USERS, has_more=more is not None, next_token=more)


@app.command()
def disable(user: Who, undo: Undo = False) -> None:
    """Shut somebody out at once, with all their sessions and keys; what they made stays.

    Examples:
      heygen user disable eve@example.org
      heygen user disable eve@example.org --undo
    """
    _admin()
    _show(toolkit().accounts.disable(user, disabled=not undo))


@tokens.command("create")
def create_token(name: KeyName, scopes: Scopes = None, days: Days = None, user: For = None) -> None:
    """Make a key for a program, and show it this once.

    Examples:
      heygen user token create n8n
      heygen user token create dashboard --scope read --days 30
    """
    wanted = scopes_of(scopes) if scopes else None
    key, secret = toolkit().accounts.create_key(_whose(user), name, scopes=wanted, days=days)
    console().show({**key.to_json(), "key": secret}, KEY)


@tokens.command("list")
def list_tokens(user: For = None) -> None:
    """List the keys one has given out; never the keys themselves.

    Examples:
      heygen user token list
    """
    console().show_list([key.to_json() for key in toolkit().accounts.keys(_whose(user))], KEYS)


@tokens.command("revoke")
def revoke_token(key: KeyId, user: For = None) -> None:
    """End a key, at once.

    Examples:
      heygen user token revoke k_01kb3m9x2t7h4qac
    """
    console().show(toolkit().accounts.revoke(_whose(user), key).to_json(), KEYS)


def _myself() -> User:
    return toolkit().accounts.get(toolkit().owner or LOCAL)


def _admin() -> None:
    if "admin" not in _myself().may:
        raise Forbidden("Only an admin may do this", hint="heygen user whoami, heygen user logout")


def _whose(user: str | None) -> str:
    if user is None:
        return _myself().id
    _admin()
    return user


def _password(*, again: bool = True) -> str:
    """The password: a line of standard input, or typed twice where it is new."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    typed = getpass.getpass("Password: ")
    if again and getpass.getpass("Once more: ") != typed:
        raise InvalidInput("The two passwords are not the same")
    return typed


def _show(user: User) -> None:
    data: dict[str, Any] = user.to_json()
    console().show(data, ONE)
