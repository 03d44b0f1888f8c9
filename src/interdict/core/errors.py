"""Errors that stop a run: a stable code, the place, and what to do about it."""


class InterdictError(Exception):
    """
    The caller or our own data is wrong; the run stops with a message, never with a traceback.

    Args:
        message: What was found and what was expected, in one sentence.
        where: File and place (`orders/us/x/order.yaml:12`), or the option that was given.
        remedy: What to do about it, as an instruction.
    """

    code = "E000"
    """Stable identifier, documented in `docs/reference/errors.md`."""
    exit_status = 1

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        remedy = f" {self.remedy}" if self.remedy else ""
        return f"{place}{self.message}{remedy}"


class UsageError(InterdictError):
    """An option or argument makes no sense as given."""

    code = "E001"
    exit_status = 2


class StoppedError(InterdictError):
    """Somebody pressed Ctrl-C; outputs are as they were before the run."""

    code = "E004"
    exit_status = 130
    """As shells give it: 128 + SIGINT."""


class NoEvidenceError(InterdictError):
    """No file that was given could be read as evidence."""

    code = "E002"
    exit_status = 3


class OutputError(InterdictError):
    """A file or folder cannot be written."""

    code = "E003"


class EngineError(InterdictError):
    """The engine that was asked for cannot be started or reached."""

    code = "E005"


class OrderDataError(InterdictError):
    """An order, its cases or the vocabulary say something the schema does not allow."""

    code = "E010"


class PartyDataError(InterdictError):
    """The parties data says something the schema does not allow."""

    code = "E011"


class ProfileError(InterdictError):
    """The operator profile says something the vocabulary does not know."""

    code = "E012"


class FingerprintError(InterdictError):
    """A file of fingerprints is not one, or is not safe to read."""

    code = "E018"


class MappingError(InterdictError):
    """A column mapping file names a column or a property that does not exist."""

    code = "E013"


class RegistryDataError(InterdictError):
    """A shipped registry extract is missing or does not match its recorded digest."""

    code = "E014"


class SituationError(InterdictError):
    """A file of situations says something the vocabulary or the parties data does not know."""

    code = "E020"


class AnswersError(InterdictError):
    """A file of answers names a fact, a place or a value that does not exist."""

    code = "E021"


class CaseError(InterdictError):
    """A folder is no case, or a file of the case says something that makes no sense."""

    code = "E030"


class RegisterError(InterdictError):
    """The register of a case cannot be read or written."""

    code = "E031"


class SnapshotError(InterdictError):
    """A snapshot does not exist, or is not what was written."""

    code = "E032"


class LedgerError(InterdictError):
    """A ledger, a key or a checkpoint is not there, is not what it should be, or is held by another."""

    code = "E040"


class RefusedError(InterdictError):
    """An attestation would claim what the records do not show."""

    code = "E041"


class NotVerifiedError(InterdictError):
    """A bundle does not verify; the steps that were checked say where."""

    code = "E042"
    exit_status = 13
