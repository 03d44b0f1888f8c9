"""Devices that mislead: each is on record in some inventory of the kind, each is here at least once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from prairie import catalogue
from prairie.plant import Plant
from prairie.values import Component, Device, Hardware, Site

CUT_OFFS = (
    "2018-08-14",
    "2019-08-13",
    "2020-06-30",
    "2020-08-13",
    "2021-03-12",
    "2022-11-11",
    "2023-02-06",
    "2026-05-22",
)
"""Days on which some provision begins or ends; two switches each, one bought the day before."""

CORE_PURPOSE = "physical security surveillance of critical infrastructure"
_ALL = frozenset({"asset", "ledger", "walk"})


def trap_devices(plant: Plant, sites: tuple[Site, ...]) -> list[Device]:
    """Every trap, installed at fixed sites."""
    core = next(site for site in sites if site.kind == "Core site")
    shop = next(site for site in sites if site.kind == "Retail store")
    cell = sites[7]
    return [
        *_heritage(plant, core),
        *_relabelled(plant, cell, core),
        *_inside(plant, core, cell),
        *_divested(plant, core),
        *_gateways(plant, shop),
        *_cut_offs(plant, cell),
        *_squatters(plant, core, cell),
        *_recorders(plant, core, shop, cell),
        *_contradictions(plant, core),
        *_other_entries(plant, cell),
    ]


def _set(plant: Plant, site: Site, hardware: Hardware, trap: str, **more: object) -> Device:
    more.setdefault("entry", "full")
    return plant.install(hardware, site, trap=trap, **more)


def _h3c(model: str, oui: str, oid: str) -> Hardware:
    return Hardware(
        maker="H3C",
        producer="h3c",
        model=model,
        role="switch",
        ouis=(oui,),
        serial="210235A",
        price=1500,
        oid=oid,
        descr=f"H3C Comware Software. H3C {model} Product Version {model}-5501P06",
    )


def _heritage(plant: Plant, core: Site) -> Iterator[Device]:
    """H3C under the number, and with the address block, of the Huawei years."""
    yield _set(
        plant, core, _h3c("S5500-28C-EI", "3CE5A6", "2011.10.1.119"), "h3c-under-huawei-number", sources=_ALL
    )
    yield _set(
        plant,
        core,
        _h3c("S3600-28P-EI", "00E0FC", "25506.1.37"),
        "h3c-legacy-oui",
        sources=_ALL | {"config"},
    )


def _relabelled(plant: Plant, cell: Site, core: Site) -> Iterator[Device]:
    """The label names one firm, the box was made by another."""
    camera = replace(catalogue.SMALL["camera-dahua"], brand="ProWatch", model="PW-TURRET-4MP", telling=False)
    yield _set(
        plant,
        core,
        camera,
        "relabelled-camera",
        purpose=CORE_PURPOSE,
        written_maker="ProWatch",
        note="http banner: WEB SERVICE; rtsp banner: Dahua Rtsp Server",
    )
    switch = Hardware(
        maker="Huawei",
        producer="huawei",
        brand="FutureMatrix",
        model="fm6865-48S8CQ-EI",
        role="data-centre-switch",
        ouis=("00259E",),
        serial="21023",
        price=9900,
        oid="2011.2.379.1.5",
        telling=False,
        descr="FutureMatrix Versatile Routing Platform Software\r\n"
        "VRP (R) software, Version 8.200 (fm6865 V200R020C00SPC600)",
    )
    yield _set(plant, core, switch, "relabelled-switch", sources=_ALL, written_maker="FutureMatrix")


def _inside(plant: Plant, core: Site, cell: Site) -> Iterator[Device]:
    """A covered part inside a device from elsewhere."""
    shelf = Hardware(
        maker="Delta",
        producer="delta",
        model="OutD-UPS 3000",
        role="power",
        serial="DE",
        price=5200,
        oid="8072.3.2.10",
        descr="Linux UPS shelf controller",
        telling=False,
    )
    card = Component(
        maker="Huawei",
        producer="huawei",
        model="SMU11B",
        serial="2102311JFA10K7000431",
        description="Site monitoring unit SMU11B, rectifier R4850G2",
    )
    yield _set(plant, cell, shelf, "covered-power-card", sources=_ALL, components=(card,))
    gateway = Hardware(
        maker="Robustel",
        producer="robustel",
        model="R2000-4L",
        role="modem",
        serial="RB",
        price=410,
        oid="",
        descr="",
    )
    module = Component(
        maker="Huawei", producer="huawei", model="ME909s-120", serial="A7B1234567", description="LTE module"
    )
    yield _set(plant, cell, gateway, "covered-module", components=(module,), granted="2021-04-09")
    watched = replace(gateway, model="R1520-4L")
    quectel = Component(
        maker="Quectel", producer="quectel", model="EC25-AF", serial="D1Q21H50", description="LTE module"
    )
    yield _set(plant, cell, watched, "watched-module", components=(quectel,))
    optic = Component(
        maker="HISILICON",
        producer="hisilicon",
        model="LTE3680M-BC",
        serial="HS19C0007",
        description="GPON OLT optical module class B+",
    )
    yield _set(plant, core, catalogue.NOKIA_OLT, "hisilicon-optic", sources=_ALL, components=(optic,))


def _divested(plant: Plant, core: Site) -> Iterator[Device]:
    """The same server line before and after Huawei sold it."""
    before = Hardware(
        maker="Huawei",
        producer="huawei",
        model="FusionServer 2288H V5",
        role="server",
        ouis=("00259E",),
        serial="21023",
        price=8800,
        oid="2011.2.235.1",
        descr="Hardware management system",
        telling=False,
    )
    after = Hardware(
        maker="xFusion",
        producer="xfusion",
        model="FusionServer 2288H V6",
        role="server",
        ouis=("347379",),
        serial="XF2288",
        price=9100,
        oid="58132.2.235.1",
        descr="Hardware management system",
        telling=False,
    )
    yield _set(plant, core, before, "xfusion-before-sale", sources=_ALL, acquired=date(2020, 2, 3))
    yield _set(plant, core, after, "divested-xfusion", sources=_ALL, acquired=date(2022, 4, 12))


def _gateways(plant: Plant, shop: Site) -> Iterator[Device]:
    """Consumer routers made abroad, bought before and after the day that matters to the annual report."""
    router = Hardware(
        maker="TP-Link",
        producer="tp-link",
        model="Archer AX55",
        role="ont-cpe",
        ouis=("003192",),
        serial="TP",
        price=71,
    )
    stock = {"sources": frozenset({"stock"}), "country": "Vietnam", "granted": "2022-07-19"}
    yield _set(plant, shop, router, "foreign-gateway-before", acquired=date(2026, 5, 21), **stock)
    yield _set(plant, shop, router, "foreign-gateway-after", acquired=date(2026, 8, 1), **stock)
    unknown = {**stock, "country": ""}
    yield _set(plant, shop, router, "gateway-origin-unknown", acquired=date(2026, 8, 1), **unknown)


def _cut_offs(plant: Plant, cell: Site) -> Iterator[Device]:
    switch = catalogue.HUAWEI_SWITCH
    for text in CUT_OFFS:
        day = date.fromisoformat(text)
        before = day - timedelta(days=1)
        yield _set(
            plant,
            cell,
            switch,
            f"cut-off-{text}-before",
            acquired=before,
            sources=frozenset({"asset", "ledger"}),
        )
        yield _set(
            plant, cell, switch, f"cut-off-{text}-on", acquired=day, sources=frozenset({"asset", "ledger"})
        )


def _squatters(plant: Plant, core: Site, cell: Site) -> Iterator[Device]:
    """Numbers that somebody else uses, or that name a protocol stack."""
    relay = Hardware(
        maker="Unknown", producer="", model="", role="sensor", oid="26381.1", descr="lwIP", telling=False
    )
    yield _set(plant, cell, relay, "lwip-stack", sources=frozenset({"walk"}), entry="bare")
    clock = Hardware(
        maker="Microsemi",
        producer="microsemi",
        model="SyncServer S650",
        role="timing",
        ouis=("00B0AE",),
        serial="MS",
        price=9800,
        oid="39165.1.6",
        descr="Microsemi SyncServer S650",
    )
    yield _set(plant, core, clock, "microsemi-squat", sources=_ALL)


def _recorders(plant: Plant, core: Site, shop: Site, cell: Site) -> Iterator[Device]:
    """Hikvision recorders, which answer under Scildon's number; the law asks what they are for."""
    recorder = Hardware(
        maker="Hikvision",
        producer="hikvision",
        model="DS-7732NI-I4",
        role="recorder",
        ouis=("040312",),
        serial="DS-7732NI-I4162019",
        price=690,
        oid="50001",
        descr="Hikvision company products",
    )
    yield _set(plant, core, recorder, "recorder-guarding-core", sources=_ALL, purpose=CORE_PURPOSE)
    yield _set(plant, shop, recorder, "recorder-in-shop", sources=_ALL, purpose="none of these; shop counter")
    yield _set(plant, cell, recorder, "recorder-unrecorded", sources=_ALL)


def _contradictions(plant: Plant, core: Site) -> Iterator[Device]:
    """One device in five sources; and one that the asset list gives to somebody else."""
    every = _ALL | {"lldp", "config"}
    yield _set(plant, core, catalogue.HUAWEI_SWITCH, "duplicate", sources=every)
    yield _set(
        plant, core, catalogue.HUAWEI_ROUTER, "conflicting-makers", sources=every, written_maker="Cisco"
    )


def _other_entries(plant: Plant, cell: Site) -> Iterator[Device]:
    """What else the list reaches: a drone, perhaps an inverter; and hand-held radios by purpose."""
    drone = Hardware(
        maker="DJI", producer="dji", model="Matrice 300 RTK", role="drone", serial="1ZNBJ", price=13700
    )
    yield _set(plant, cell, drone, "drone", acquired=date(2024, 5, 6))
    inverter = Hardware(
        maker="Sungrow",
        producer="sungrow",
        model="SH10RS",
        role="inverter",
        serial="SG",
        price=2900,
        telling=False,
    )
    yield _set(plant, cell, inverter, "inverter")
    radio = Hardware(
        maker="Hytera",
        producer="hytera",
        model="RD982i",
        role="land-mobile-radio",
        ouis=("6469BC",),
        serial="HY",
        price=1900,
    )
    yield _set(plant, cell, radio, "hytera-radio", purpose="public safety dispatch")
