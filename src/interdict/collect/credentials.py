"""How to ask: SNMP credentials from a file or the environment, never from the command line."""

import stat
from collections.abc import Mapping
from enum import StrEnum
from fnmatch import fnmatch
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from interdict.core.errors import InterdictError

LARGEST = 1 << 20
PREFIX = "INTERDICT_SNMP_"
"""Environment variables begin so; the rest is a field of `Credential`, in capitals."""


class CredentialsError(InterdictError):
    """Credentials are missing, open to others, or not what the schema says."""

    code = "E015"


class Auth(StrEnum):
    """How a version 3 user proves who it is (RFC 3414, RFC 7860)."""

    MD5 = "md5"
    SHA = "sha"
    SHA224 = "sha224"
    SHA256 = "sha256"
    SHA384 = "sha384"
    SHA512 = "sha512"


class Privacy(StrEnum):
    """How messages are encrypted (RFC 3414, RFC 3826; longer keys as makers agreed on without an RFC)."""

    DES = "des"
    AES = "aes"
    AES192 = "aes192"
    AES256 = "aes256"


class Credential(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one set of devices is asked with; its text form never shows a secret."""

    match: str = "*"
    """Pattern of hosts that it is for: `10.0.*`, `core-*`."""
    version: Literal["2c", "3"] = "2c"
    community: str = ""
    user: str = ""
    context: str = ""
    """Context name (RFC 3411, section 3.3.3); most devices have only the empty one."""
    auth: Auth = Auth.SHA
    auth_key: str = ""
    privacy: Privacy = Privacy.AES
    privacy_key: str = ""

    def __post_init__(self) -> None:
        if self.version == "2c" and not self.community:
            raise ValueError("version 2c needs `community`")
        if self.version == "3" and not (self.user and self.auth_key and self.privacy_key):
            raise ValueError("version 3 needs `user`, `auth_key` and `privacy_key`")

    def __repr__(self) -> str:
        return f"Credential(match={self.match!r}, version={self.version!r})"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    credentials: list[Credential]


def credentials(path: Path | None, environment: Mapping[str, str]) -> tuple[Credential, ...]:
    """
    Credentials in the order in which they are looked through.

    Args:
        path: YAML file with a list `credentials`, not readable by others; else the environment.
        environment: Of the process; `INTERDICT_SNMP_COMMUNITY`, or `_VERSION=3` with `_USER`, `_AUTH_KEY`, ….
    Raises: CredentialsError if there are none, or they are not what the schema says.
    """
    if path is not None:
        return tuple(_from_file(path))
    told = {
        field: environment[f"{PREFIX}{field.upper()}"]
        for field in Credential.__struct_fields__
        if environment.get(f"{PREFIX}{field.upper()}")
    }
    if not told:
        raise CredentialsError(
            "no SNMP credentials are given",
            remedy=f"Set {PREFIX}COMMUNITY in the environment, or give a file with --credentials.",
        )
    try:
        return (msgspec.convert(told, Credential),)
    except msgspec.ValidationError as error:
        raise CredentialsError(f"{error}", where=f"{PREFIX}…", remedy=REMEDY) from None


REMEDY = "Give `community`, or version 3 with `user`, `auth_key` and `privacy_key`."


def _from_file(path: Path) -> list[Credential]:
    try:
        state = path.stat()
        if state.st_mode & (stat.S_IRGRP | stat.S_IROTH):
            raise CredentialsError(
                "others may read it", where=str(path), remedy=f"Run `chmod 600 {path}` and try again."
            )
        if state.st_size > LARGEST:
            raise CredentialsError("is larger than 1 MiB", where=str(path), remedy=REMEDY)
        found = msgspec.convert(yaml.safe_load(path.read_text(encoding="utf-8")), _File).credentials
    except (OSError, UnicodeDecodeError) as error:
        raise CredentialsError(
            f"cannot be read: {error}", where=str(path), remedy="Check its name."
        ) from None
    except yaml.YAMLError:  # its text may hold the secret
        raise CredentialsError(
            "is not YAML", where=str(path), remedy="Quote values with signs in them."
        ) from None
    except msgspec.ValidationError as error:
        raise CredentialsError(f"{error}", where=str(path), remedy=REMEDY) from None
    if not found:
        raise CredentialsError("lists no credentials", where=str(path), remedy=REMEDY)
    return found


def credential_for(host: str, known: tuple[Credential, ...]) -> Credential | None:
    """The first credential whose pattern fits a host."""
    return next((one for one in known if fnmatch(host, one.match)), None)
