"""Whose AWS account is used, found where AWS's own programs look; sessions of ``aws sso`` are not among them.

Source: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-files.html
"""

from __future__ import annotations

import configparser
from collections.abc import Mapping
from pathlib import Path

from heygen_cli.infra.providers.signature import Credentials
from heygen_cli.infra.secrets import Secrets

DEFAULT_REGION = "us-east-1"


def credentials(secrets: Secrets, environ: Mapping[str, str]) -> Credentials | None:
    """The key of the environment or the keyring, else the one of the profile; None where there is neither."""
    key, secret = secrets.get("AWS_ACCESS_KEY_ID"), secrets.get("AWS_SECRET_ACCESS_KEY")
    if key and secret:
        return Credentials(key, secret, secrets.get("AWS_SESSION_TOKEN"))
    section = _section(environ, "AWS_SHARED_CREDENTIALS_FILE", "credentials", _profile(environ))
    key, secret = section.get("aws_access_key_id"), section.get("aws_secret_access_key")
    return Credentials(key, secret, section.get("aws_session_token")) if key and secret else None


def region(environ: Mapping[str, str]) -> str:
    """The region of the environment, else the profile's, else ``us-east-1``."""
    named = environ.get("AWS_REGION") or environ.get("AWS_DEFAULT_REGION")
    profile = _profile(environ)
    section = "default" if profile == "default" else f"profile {profile}"
    return named or _section(environ, "AWS_CONFIG_FILE", "config", section).get("region") or DEFAULT_REGION


def _profile(environ: Mapping[str, str]) -> str:
    return environ.get("AWS_PROFILE") or "default"


def _section(environ: Mapping[str, str], variable: str, name: str, section: str) -> Mapping[str, str]:
    """A section of one of AWS's files; a file that is missing or damaged has none."""
    parser = configparser.ConfigParser(interpolation=None)
    try:
        parser.read(environ.get(variable) or Path("~/.aws", name).expanduser(), encoding="utf-8")
    except (configparser.Error, OSError, UnicodeDecodeError, RuntimeError):
        return {}
    return dict(parser).get(section, {})
