"""Installs hardware at sites, one device after the other, with tags, serials and addresses of its own."""

from datetime import date, timedelta
from random import Random

from prairie import catalogue
from prairie.values import Device, Hardware, Site

COUNTIES = ("Antler", "Bluestem", "Cottonwood", "Dry Fork", "Eagle Butte", "Fescue", "Grassland", "Harrow")
"""Fictional; the coordinates lie in open grassland where no such carrier works."""
SUPPLIERS = ("Plains Telecom Supply", "Heartland Wireless Dist.", "Summit Network Group", "Tower Parts LLC")


class Plant:
    """Installs hardware at sites, one device after the other, with tags, serials and addresses of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self._count = 0
        self._named: dict[str, int] = {}

    def at(self, site: Site) -> list[Device]:
        """What stands at one site."""
        kinds = {"Cell site": self._cell_site, "Core site": self._core_site, "Retail store": self._shop}
        return kinds[site.kind](site)

    def install(self, hardware: Hardware, site: Site, **more: object) -> Device:
        """One device; `more` overrides what would be drawn, field by field."""
        self._count += 1
        acquired = self._day()
        fields: dict[str, object] = {
            "tag": f"A{100000 + self._count}",
            "hostname": self._hostname(hardware, site),
            "serial": f"{hardware.serial}{self.random.randrange(10**9, 10**10)}",
            "mac": self._mac(hardware),
            "address": f"10.64.{self._count // 250}.{self._count % 250 + 2}",
            "acquired": acquired,
            "order": f"PO-{acquired.year}-{self.random.randrange(1000, 9999)}",
            "supplier": self.random.choice(SUPPLIERS),
            "entry": self._entry(),
            "sources": frozenset({"asset"} | ({"ledger"} if self.random.random() < 0.2 else set())),
            "funding": self.random.choice(("General fund", "General fund", "USF High Cost")),
        }
        fields.update(more)
        fields.setdefault("installed", self._installed(fields["acquired"]))
        if fields["entry"] == "bare":  # who kept the row so badly did not keep the invoice either
            fields["sources"] = frozenset(fields["sources"]) - {"ledger"}  # type: ignore[call-overload]
        return Device(site=site, hardware=hardware, **fields)  # type: ignore[arg-type]

    def _cell_site(self, site: Site) -> list[Device]:
        maker = self._ran_maker(site)
        baseband, *radios = catalogue.RAN[maker]
        devices = [self.install(baseband, site)]
        devices += [
            self.install(self.random.choice(radios), site) for _ in range(self.random.choice((6, 6, 6, 9)))
        ]
        router = self._weighted(catalogue.CELL_ROUTERS, {maker: 5})
        devices.append(self.install(router, site, **self._speaking(router, 0.12)))
        microwave = self._weighted(catalogue.MICROWAVE, {"huawei": 4 if maker == "huawei" else 1, "aviat": 3})
        devices += [self.install(microwave, site, **self._speaking(microwave, 0.05)) for _ in range(2)]
        power = self._weighted(catalogue.POWER, {"eltek": 3, maker: 2})
        devices.append(self.install(power, site, **self._speaking(power, 0.05)))
        small = catalogue.SMALL
        devices.append(self.install(small["switch"], site, **self._speaking(small["switch"], 0.06)))
        devices.append(self.install(small["sensor"], site))
        if self.random.random() < 0.5:
            devices.append(self._camera(site, "critical infrastructure surveillance"))
        return devices

    def _core_site(self, site: Site) -> list[Device]:
        devices = []
        for hardware in catalogue.CORE:
            for _ in range(self.random.randint(3, 6)):
                devices.append(self.install(hardware, site, **self._speaking(hardware, 0.16)))
        devices += [self.install(olt, site, **self._speaking(olt, 0.8)) for olt in catalogue.OLTS]
        return devices + [self._camera(site, "physical security of core site") for _ in range(4)]

    def _shop(self, site: Site) -> list[Device]:
        devices = []
        for hardware in catalogue.SHOP:
            for _ in range(self.random.randint(2, 5)):
                devices.append(self.install(hardware, site))
        return [*devices, self._camera(site, "retail loss prevention only")]

    def _camera(self, site: Site, purpose: str) -> Device:
        """Half of the cameras have no purpose on record, as is usual."""
        kind = self.random.choices(("camera-hikvision", "camera-dahua", "camera-axis"), (4, 2, 4))[0]
        recorded = purpose if self.random.random() < 0.5 else ""
        return self.install(catalogue.SMALL[kind], site, purpose=recorded)

    def _ran_maker(self, site: Site) -> str:
        """Huawei built the northern counties, ZTE the southern; some sites are replaced already."""
        built = "huawei" if site.county in COUNTIES[:5] else "zte"
        return self.random.choices((built, "nokia", "ericsson"), (6, 3, 2))[0]

    def _weighted(self, choices: dict[str, Hardware], weights: dict[str, int]) -> Hardware:
        keys = list(choices)
        return choices[self.random.choices(keys, [weights.get(key, 1) for key in keys])[0]]

    def _speaking(self, hardware: Hardware, share: float) -> dict[str, object]:
        """A device that was walked is in the asset list, and often in neighbours' tables, too."""
        sources = {"asset"}
        sources |= {"ledger"} if self.random.random() < 0.3 else set()
        sources |= {"lldp"} if hardware.descr and hardware.ouis and self.random.random() < 0.5 else set()
        sources |= {"walk"} if hardware.oid and self.random.random() < share else set()
        return {"sources": frozenset(sources)}

    def _entry(self) -> str:
        return self.random.choices(("full", "no-maker", "no-model", "bare"), (80, 9, 8, 3))[0]

    def _hostname(self, hardware: Hardware, site: Site) -> str:
        stem = {
            "ip-router": "rtr",
            "packet-transport": "csr",
            "switch": "sw",
            "ran-baseband": "bbu",
            "ran-radio": "rru",
            "transport-optical": "dwdm",
            "packet-core-control": "mme",
            "packet-core-user-plane": "sgw",
            "microwave": "mw",
            "camera": "cam",
            "power": "power",
            "storage": "nas",
            "server": "srv",
            "firewall": "fw",
            "timing": "ntp",
        }
        name = f"{site.id.lower()}-{stem.get(hardware.role, hardware.role.split('-')[0])}"
        self._named[name] = self._named.get(name, 0) + 1
        return f"{name}{self._named[name]:02d}"

    def _mac(self, hardware: Hardware) -> str:
        if not hardware.ouis:
            return ""
        return f"{self.random.choice(hardware.ouis)}{self.random.randrange(1 << 24):06X}"

    def _day(self) -> date:
        return date(2013, 3, 1) + timedelta(days=self.random.randrange(0, 3900))

    def _installed(self, acquired: object) -> date:
        assert isinstance(acquired, date)
        return acquired + timedelta(days=self.random.randrange(5, 120))
