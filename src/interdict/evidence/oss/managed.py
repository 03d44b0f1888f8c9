"""Configuration, inventory and measurement XML of 3GPP network managers, and dumps of managed objects."""

from collections.abc import Iterator

import msgspec

from interdict.core.problem import Problem
from interdict.evidence.gather import Gathering, and_then
from interdict.evidence.mapping import ColumnMapping
from interdict.evidence.markup import End, MarkupError, Start, events, namespaces, root
from interdict.evidence.problems import Code
from interdict.evidence.reader import HEAD_BYTES, Batch, Head, Opened, ReaderDoc
from interdict.model.observation import RecordKind

ROOTS = frozenset(
    {
        *("bulkCmConfigDataFile", "configDataFile", "configData", "inventoryDataFile", "InventoryDataFile"),
        *("InventoryData", "inventoryData", "measCollecFile", "measDataFile", "NrmBulkCmDataFile"),
    }
)
"""Roots by 3GPP TS 32.615/28.616 (configuration), 32.695/28.633 (inventory), 32.435 (measurements)."""
DUMP_MARK = b"<MO className="
PARENTS = frozenset({"SubNetwork", "MeContext", "ManagedElement", "managedElement", "InventoryUnit"})
DEVICES = frozenset({"ManagedElement", "managedElement"})
OF_DEVICE = {
    "vendorName": "manufacturer",
    "userLabel": "hostname",
    "userDefinedLabel": "hostname",
    "managedElementType": "deviceRole",
    "managedElementTypeList": "deviceRole",
    "swVersion": "softwareVersion",
    "locationName": "sysLocation",
    "vsDataFormatVersion": "dataModel",
}
"""Attributes of a managed element (3GPP TS 28.622/32.622) to property."""
OF_UNIT = {
    "vendorName": "moduleManufacturer",
    "vendorUnitFamilyType": "moduleModel",
    "vendorUnitTypeNumber": "partNumber",
    "inventoryUnitType": "entPhysicalDescr",
    "serialNumber": "entPhysicalSerialNum",
    "unitPosition": "entPhysicalName",
    "versionNumber": "entPhysicalSoftwareRev",
}
"""Attributes of an inventory unit (3GPP TS 28.632/32.692) to property."""
MO_OF_DEVICE = {
    **{"name": "hostname", "nename": "hostname", "neversion": "softwareVersion", "netypename": "model"},
    **{
        "version": "softwareVersion",
        "netype": "model",
        "neip": "managementAddress",
        "ip": "managementAddress",
    },
}
MO_OF_UNIT = {
    **{"boardtype": "moduleModel", "boardname": "entPhysicalName", "serialnumber": "entPhysicalSerialNum"},
    **{"barcode": "entPhysicalSerialNum", "vendorname": "moduleManufacturer", "sn": "entPhysicalSerialNum"},
    **{"item": "partNumber", "bomcode": "partNumber", "unittype": "moduleModel"},
}
"""Attributes in a dump of managed objects, in lower case, to property; names as exporters write them."""
MANY = frozenset({"dataModel"})
MOST_UNITS = 20_000
"""Units kept of one managed element."""
MOST_ELEMENTS = 2_000_000
"""Names of managed elements remembered, so that one that is measured often is one record."""


class ManagedObjectsReader:
    """Reads the managed elements of a network manager's export, with the units inside them."""

    name = "managed-objects"
    doc = ReaderDoc(
        title="Network manager export (3GPP XML)",
        reads="Configuration (`configData`), inventory (`InventoryUnit`) and measurement files in 3GPP's XML,"
        " with whatever vendor namespaces; dumps of the form `<MO className=… fdn=…><attr name=…>`.",
        gives="One `asset` a managed element, under its distinguished name: manufacturer, hostname,"
        " deviceRole, softwareVersion, sysLocation; its inventory units as components; dataModel for each"
        " namespace and vendor-specific format; exportedBy from the file's header.",
        references=("3GPP TS 28.616", "3GPP TS 28.622", "3GPP TS 28.632", "3GPP TS 32.435", "3GPP TS 32.615"),
        limitations="The header's vendor made the exporting system, which may manage others' equipment:"
        " it is not taken as the maker. A measurement file names elements and their software only. In a"
        " dump of managed objects a class whose name ends in `NE` is an element (our reading: its"
        " documentation is not public). Nesting is bounded at 128 levels; documents with entities are"
        " refused.",
    )

    def accepts(self, head: Head) -> bool:
        """Whether the root element is one of these formats, or the beginning a dump of managed objects."""
        return root(head.content) in ROOTS or (bool(root(head.content)) and DUMP_MARK in head.content)

    def read(self, source: Opened, *, ordinal: int, mapping: ColumnMapping | None = None) -> Iterator[Batch]:
        """Every managed element, streamed."""
        models = namespaces(source.stream.read(HEAD_BYTES))
        source.stream.seek(0)
        export = _Export(Gathering(ordinal), models)

        def ending() -> Iterator[Batch]:
            export.finish()
            yield export.gathering.batch()

        yield from and_then(_walk(source, export), ending)


def _walk(source: Opened, export: "_Export") -> Iterator[Batch]:
    try:
        for event in events(source.stream):
            if isinstance(event, Start):
                export.start(event)
            else:
                export.end(event)
            if export.gathering.full:
                yield export.gathering.batch()
    except MarkupError as error:
        yield Problem(
            code=Code.DAMAGED,
            message=f"reading stops: {error}.",
            where=source.path,
            remedy="Export it again; what came before is kept.",
        )


class _Object(msgspec.Struct):
    """A managed object that is open."""

    kind: str
    place: str
    """Its distinguished name."""
    said: dict[str, list[str]] = msgspec.field(default_factory=dict)
    units: list[tuple[str, dict[str, list[str]]]] = msgspec.field(default_factory=list)

    def say(self, term: str, value: str) -> None:
        """Keep the first value, or each of a property that may have several."""
        values = self.said.setdefault(term, [])
        if value and (not values or (term in MANY and value not in values and len(values) < 64)):
            values.append(value)


class _Export:
    """One file under way: the chain of objects that are open."""

    def __init__(self, gathering: Gathering, models: list[str]) -> None:
        self.gathering = gathering
        self._models = models
        self._exporter = ""
        self._open: list[_Object] = []
        self._dumped: _Object | None = None  # element of a flat dump, whose units follow it
        self._attribute = ""
        self._given: set[str] = set()

    def start(self, event: Start) -> None:
        """Take the beginning of an element."""
        said = event.attributes
        if event.name == "fileHeader":
            self._exporter = said.get("vendorName", "")
        elif event.name == "MO":
            self._open.append(_Object("MO", said.get("fdn", "") or said.get("className", "")))
            self._open[-1].say("class", said.get("className", ""))
        elif event.name == "attr":
            self._attribute = said.get("name", "").casefold()
        elif event.name in PARENTS:
            self._open.append(_Object(event.name, self._named(event)))
            for name, value in said.items():
                self._leaf(name, value)

    def end(self, event: End) -> None:
        """Take the end of an element."""
        if event.name == "attr" and self._open and self._open[-1].kind == "MO":
            self._open[-1].say(self._attribute, event.text)
        elif self._open and event.name == self._open[-1].kind:
            self._close(self._open.pop())
        elif event.text:
            self._leaf(event.name, event.text)

    def finish(self) -> None:
        """Hand over what is still open: the file may end too early."""
        while self._open:
            self._close(self._open.pop())
        if self._dumped:
            self._give(self._dumped)
            self._dumped = None

    def _named(self, event: Start) -> str:
        said = event.attributes
        if said.get("localDn"):
            return said["localDn"]
        above = self._open[-1].place if self._open else ""
        return f"{above}{',' if above else ''}{event.name}={said.get('id', '')}"[:1_000]

    def _leaf(self, name: str, value: str) -> None:
        if not self._open:
            return
        if name == "vsDataFormatVersion":
            device = next((one for one in reversed(self._open) if one.kind in DEVICES), None)
            if device:
                device.say("dataModel", value)
            return
        terms = OF_UNIT if self._open[-1].kind == "InventoryUnit" else OF_DEVICE
        if term := terms.get(name):
            self._open[-1].say(term, value)

    def _close(self, closed: _Object) -> None:
        if closed.kind == "MO":
            self._dump(closed)
        elif closed.kind in DEVICES:
            self._give(closed)
        elif closed.kind == "InventoryUnit":
            owner = next((one for one in reversed(self._open) if one.kind in DEVICES), None)
            if owner is None:
                owner = _Object("ManagedElement", closed.place.partition(",InventoryUnit=")[0])
                owner.units.append((closed.place, closed.said))
                self._give(owner)
            elif len(owner.units) < MOST_UNITS:
                owner.units.append((closed.place.removeprefix(f"{owner.place},"), closed.said))

    def _dump(self, closed: _Object) -> None:
        """An object of a flat dump: an element, or a unit of the element before it."""
        kind = "".join(closed.said.pop("class", []))
        if kind.endswith("NE"):
            if self._dumped:
                self._give(self._dumped)
            said = _renamed(closed.said, MO_OF_DEVICE)
            said.setdefault("model", [kind.removesuffix("NE")])
            self._dumped = _Object("ManagedElement", closed.place, said)
        elif self._dumped and len(self._dumped.units) < MOST_UNITS and _renamed(closed.said, MO_OF_UNIT):
            self._dumped.units.append((closed.place, _renamed(closed.said, MO_OF_UNIT)))

    def _give(self, device: _Object) -> None:
        if (device.place in self._given and not device.units) or len(self._given) >= MOST_ELEMENTS:
            return
        self._given.add(device.place)
        record = self.gathering.record(key=device.place, kind=RecordKind.ASSET)
        if self._exporter:
            self.gathering.observe(record, "exportedBy", self._exporter)
        device.said["dataModel"] = [*self._models, *device.said.get("dataModel", [])]
        for term, values in device.said.items():
            for value in values:
                self.gathering.observe(record, term, value)
        for place, said in device.units:
            for term, values in said.items():
                for value in values:
                    self.gathering.observe(record, term, value, component=f"unit.{place}"[:200])


def _renamed(said: dict[str, list[str]], terms: dict[str, str]) -> dict[str, list[str]]:
    return {terms[name]: values for name, values in said.items() if name in terms and any(values)}
