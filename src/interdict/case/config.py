"""`interdict.toml`: whose case it is, where its evidence lies, which orders count, where its register is."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from interdict.case.profile import MEASURES, load_profile, operator_of
from interdict.core.errors import CaseError, OrderDataError, ProfileError
from interdict.law.nodes import parse
from interdict.law.timeline import Assumption, assumption
from interdict.model.operator import Operator
from interdict.model.vocabulary import Vocabulary

FILE = "interdict.toml"
REGISTER = "INTERDICT_REGISTER"
"""Environment variable with the URL of the register; it goes before `interdict.toml`."""
LARGEST = 1_000_000
"""Bytes; a longer file is no configuration."""


class RegisterConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the register is."""

    url: str = ""
    """`postgresql://USER@HOST/DATABASE`; a SQLite file in the case where empty."""


class CaseConfig(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What `interdict.toml` says."""

    id: str
    """Made by `init`; tells cases apart that share a register."""
    title: str = ""
    sources: tuple[str, ...] = ()
    """Files and folders of evidence, relative to the case."""
    orders: tuple[str, ...] = ()
    """Identifiers or globs; those of the operator's jurisdictions where empty."""
    orders_from: tuple[str, ...] = ()
    """Folders of orders of one's own, relative to the case."""
    assume: tuple[str, ...] = ()
    """`ORDER@DATE`: drafts that count from a day."""
    mapping: str = ""
    """File that says what columns mean."""
    profile: str = ""
    """File with facts about the operator, in place of the tables below."""
    operator: dict[str, Any] = {}
    """Facts about the operator without their prefix: `mobile_carrier = true`; `name` is shown only."""
    contract: dict[str, Any] = {}
    """Facts about its contracts where all are alike."""
    measures: dict[str, Any] = {}
    """What it declares of its network as a whole."""
    register: RegisterConfig = RegisterConfig()

    def assumptions(self) -> tuple[Assumption, ...]:
        """Drafts that count; raises UsageError for a text that is none."""
        return tuple(assumption(text) for text in self.assume)


def load_config(path: Path) -> CaseConfig:
    """
    Read `interdict.toml`.

    Raises: CaseError naming the file and the field.
    """
    try:
        data = path.read_bytes()
        if len(data) > LARGEST:
            raise CaseError("is too long to be a configuration", where=str(path), remedy="Shorten it.")
        return msgspec.convert(tomllib.loads(data.decode()), CaseConfig)
    except OSError as error:
        raise CaseError(
            f"cannot be read: {error.strerror}",
            where=str(path),
            remedy="Run `interdict init` for one.",
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CaseError(f"is not TOML: {error}", where=str(path), remedy="Correct that place.") from error
    except msgspec.ValidationError as error:
        raise CaseError(
            str(error), where=str(path), remedy="See docs/reference/case.md for its fields."
        ) from error


def operator_in(config: CaseConfig, path: Path, vocabulary: Vocabulary) -> Operator:
    """
    The operator that a case is about.

    Args:
        config: What the file says.
        path: The file, for complaints, and for paths relative to it.
        vocabulary: What facts there are.
    Raises: ProfileError naming file and fact.
    """
    if config.profile:
        if config.operator or config.contract or config.measures:
            raise ProfileError(
                "facts stand here and in a profile of their own",
                where=str(path),
                remedy="Keep `profile = …`, or the tables [operator], [contract] and [measures].",
            )
        return load_profile(path.parent / config.profile, vocabulary)
    facts: dict[str, Any] = {}
    for subject, table in (("operator", config.operator), ("contract", config.contract)):
        facts |= {f"{subject}.{name}": value for name, value in table.items()}
    if config.measures:
        facts[MEASURES] = config.measures
    found = [_stated(name, value, path, vocabulary) for name, value in facts.items()]
    return Operator(
        name=next((one.name for one in found if one.name), ""),
        facts={fact: value for one in found for fact, value in one.facts.items()},
        measures={name: value for one in found for name, value in one.measures.items()},
    )


def _stated(name: str, value: Any, path: Path, vocabulary: Vocabulary) -> Operator:
    """One fact by itself, so that a complaint can name it."""
    text = yaml.safe_dump({name: value}, allow_unicode=True).encode()
    where = f"{path}, {name}"
    try:
        return operator_of(parse(text, where), where, vocabulary)
    except (OrderDataError, ProfileError) as error:
        raise ProfileError(error.message, where=where, remedy=error.remedy) from error


def register_url(config: CaseConfig, environment: Mapping[str, str], default: str) -> str:
    """The URL of the register: the environment's, else the file's, else the default."""
    return environment.get(REGISTER, "") or config.register.url or default
