"""The list of devices that a backup program polls: `router.db` of RANCID and Oxidized."""

import re
from collections.abc import Iterator

from interdict.evidence.gather import Gathering
from interdict.evidence.lines import lines
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.problems import Code, Complaints
from interdict.evidence.reader import Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

RANCID = re.compile(
    r"^(?P<name>[\w.\-:]{1,200});(?P<platform>[\w.\-]{1,40});(?P<status>up|down|\w{1,20})(?:;|$)"
)
RANCID_OLD = re.compile(r"^(?P<name>[\w.\-]{1,200}):(?P<platform>[\w.\-]{1,40}):(?P<status>up|down)(?::|$)")
OXIDIZED = re.compile(r"^(?P<name>[\w.\-]{1,200}):(?P<platform>[a-z][\w]{1,30})(?P<status>)(?::|$)")
OXIDIZED_MODELS = frozenset(
    {
        *("vrp", "smartax", "zxros", "zteolt", "comware", "h3c", "ios", "iosxr", "iosxe", "nxos", "asa"),
        *("junos", "eos", "sros", "timos", "tmos", "routeros", "procurve", "aoscx", "aosw", "dnos", "edgeos"),
        *("fortios", "fortigate", "panos", "ironware", "slxos", "airos", "arubainstant", "ciscosmb", "xos"),
    }
)
"""Oxidized's names of models by which a list without a status is told from other text."""
FORMS = (RANCID, RANCID_OLD, OXIDIZED)


class RouterDbReader:
    """Reads the devices that a backup program polls."""

    name = "router-db"
    doc = ReaderDoc(
        title="Device list of RANCID or Oxidized (router.db)",
        reads="`name;platform;status` and `name:platform:status` of RANCID; `name:model` of Oxidized, where"
        " most models are ones it is known to have.",
        gives="One `asset` a line: hostname, platform, status.",
        references=("router.db(5) of RANCID", "Oxidized, CSV source"),
        limitations="Columns behind the third, which may hold credentials, are never looked at.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether nearly all first lines have one of the forms."""
        found = [line.decode(errors="replace") for line in head.lines if not line.startswith(b"#")]
        strict = sum(1 for line in found if RANCID.match(line) or RANCID_OLD.match(line))
        known = sum(
            1 for line in found if (said := OXIDIZED.match(line)) and said["platform"] in OXIDIZED_MODELS
        )
        states = sum(1 for line in found if re.search(r"[;:](?:up|down)\b", line))
        return bool(found) and (
            (strict >= 0.9 * len(found) and states * 2 >= len(found)) or known >= 0.9 * len(found)
        )

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every device of the list."""
        complaints, gathering = Complaints(source.path), Gathering(ordinal)
        for number, raw in lines(source.stream):
            line = raw.decode(errors="replace").strip() if raw is not None else ""
            found = next((said for form in FORMS if (said := form.match(line[:1_000]))), None)
            if raw is None:
                yield from complaints.line(number, "the line is longer than 1 MiB.", code=Code.LONG_LINE)
            elif found:
                place = f"line {number}"
                record = gathering.record(key=found["name"], kind=RecordKind.ASSET, place=place)
                gathering.observe(record, "hostname", found["name"])
                gathering.observe(record, "platform", found["platform"])
                gathering.observe(record, "status", found["status"])
            elif line and not line.startswith("#"):
                yield from complaints.line(number, "expected `name;platform;status`.")
            if gathering.full:
                yield gathering.batch()
        yield from complaints.rest()
        yield gathering.batch()
