"""The case folder: its configuration, its snapshots, what people say, and what `diff` tells."""

from collections.abc import Sequence
from typing import Any

from interdict.bulk.changes import FIELDS
from interdict.case.config import CaseConfig
from interdict.case.snapshots import SnapshotInfo
from interdict.model.change import Cause, What
from interdict.model.statement import Answers, Disposal, Removal, Review, Waiver, Withdrawal
from pages.markdown import code, page, plain, section, table
from pages.outputs import described
from pages.source import attribute_docs

FILES = (
    ("interdict.toml", "Whose case it is, where evidence lies, which orders count, where the register is."),
    ("snapshots/TIME/", "One snapshot: a report folder, and below it the files of the next table."),
    ("register.sqlite", "What people said, unless the register is on PostgreSQL."),
    ("documents/SHA256", "Attached documents, each under the digest of its bytes."),
    ("libraries/DIGEST/", "Orders, vocabulary and parties that decided a snapshot, once for each digest."),
    ("ledger/", "The signed, append-only log, once `interdict seal --case` was run."),
)
SNAPSHOT = (
    ("snapshot.json", "What it was made of; its fields follow."),
    ("manifest.json", "SHA-256 and size of every other file; written last, before the folder gets its name."),
    ("identities.parquet", "`device`, `strength`, `key`: by what each device is known again."),
    ("applied.parquet", "`device`, `statement`: what people said of which device."),
    ("inventory/", "Records, observations, membership, devices and parts, as evidence alone has them."),
)
SAID: tuple[type[Any], ...] = (Review, Waiver, Answers, Removal, Disposal, Withdrawal)


def case() -> str:
    """Every file of a case, every field of its configuration, every kind of statement and change."""
    return page(
        "Case folder",
        "`interdict init` makes a folder a case; `interdict scan --case` adds a snapshot; `review`, `waive`, "
        "`answer`, `removed` and `withdraw` add statements to its register.",
        section("Files", table(("path", "what it holds"), [(code(n), plain(t)) for n, t in FILES])),
        section("interdict.toml", _fields(CaseConfig)),
        section(
            "A snapshot",
            "A folder with a name is complete and never changes. Besides the files of a report it has:",
            table(("file", "what it holds"), [(code(n), t) for n, t in SNAPSHOT]),
        ),
        section("snapshot.json", _fields(SnapshotInfo)),
        section("Statements", *(_statement(kind) for kind in SAID)),
        section(
            "Changes",
            "`interdict diff --out DIR` writes one line a change, with these columns:",
            described(FIELDS, "changes"),
            table(("what", "meaning"), _members(What)),
            table(("cause", "meaning"), _members(Cause)),
        ),
    )


def _fields(kind: type[Any]) -> str:
    docs = attribute_docs(kind)
    return table(("field", "meaning"), [(code(n), plain(docs.get(n, ""))) for n in kind.__struct_fields__])


def _statement(kind: type[Any]) -> str:
    name = kind.__struct_config__.tag
    return section(str(name), plain((kind.__doc__ or "").strip().splitlines()[0]), _fields(kind), depth=3)


def _members(kind: Any) -> Sequence[tuple[str, str]]:
    docs = attribute_docs(kind)
    return [(code(one.value), plain(docs.get(one.name, ""))) for one in kind]
