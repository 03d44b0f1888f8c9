"""A run as a carrier has it: every status, the traps, attacks. Its law is shortened, its dates invented."""

from dataclasses import dataclass
from datetime import date

from interdict.core.problem import Problem, Severity
from interdict.core.source import Source
from interdict.model.finding import Citation, Decision, Effect, Question, Reason, Status
from interdict.model.identification import Bearing, Candidate, Clue, Identification
from interdict.model.run import DeviceRow, MakerTally, OrderUse, ProvisionTally, Run, SegmentTally, SightTally
from interdict.model.truth import Truth

AT = date(2026, 11, 22)
HOSTILE = (
    "</script><script>document.title='pwned'</script>",
    "<img src=x onerror=\"document.title='pwned'\">",
    '"><svg onload=document.title="pwned">',
    "javascript:document.title='pwned'",
    "{{ 7 * 7 }} ${document.title='pwned'} <!-- \u2028\u2029 ]]>",
)
"""What a device may call itself."""

LIST = "us-covered-list"
NDAA = "us-ndaa-889"
DRAFT = "us-draft-2019-02"
USF = Citation(
    title="47 CFR 54.11", href="https://www.ecfr.gov/current/title-47/section-54.11", confidence="unverified"
)
REPORT = Citation(title="47 CFR 1.50007", href="https://www.ecfr.gov/current/title-47/section-1.50007")
LISTED = Citation(title="DA 21-309", href="https://docs.fcc.gov/public/attachments/DA-21-309A1.txt")
PART_B = Citation(
    title="Pub. L. 115-232 § 889(a)(1)(B)",
    href="https://www.congress.gov/115/plaws/publ232/PLAW-115publ232.htm",
)
ROUTERS = Citation(title="DA 26-278", href="javascript:document.title='pwned'", confidence="secondary")
REPORTED = Citation(title="Press report of 2019-02-07", confidence="secondary")

FUNDS = Question(
    fact="operator.is_etc",
    subject="operator",
    question="Is the operator an eligible telecommunications carrier that takes universal service money?",
    devices=9,
    where_to_look="The designation order; whoever certifies the support each year.",
)
BOUGHT = Question(
    fact="acquisition.acquired_on",
    subject="acquisition",
    question="When was it bought, rented, leased or otherwise obtained?",
    about="Dahua cameras at Cedar Bluff",
    devices=4,
    where_to_look="The purchase ledger, or the supplier's invoice.",
)
PURPOSE = Question(
    fact="device.purpose",
    subject="device",
    question="Does it serve public safety, or watch over a government facility or critical infrastructure?",
    about="cameras and recorders",
    devices=4,
    where_to_look="Whoever ordered the camera; the site's security plan.",
)
COUNTRY = Question(
    fact="device.country_of_production",
    subject="device",
    question="In which countries was it designed, developed, made and assembled?",
    devices=5,
    where_to_look="The supplier's written statement.",
)


def leaf(
    claim: str, truth: Truth, fact: str, found: str = "", because: str = "", citation: Citation | None = None
) -> Reason:
    return Reason(
        claim=claim, truth=truth, operator="fact", fact=fact, found=found, because=because, citation=citation
    )


def both(claim: str, *children: Reason) -> Reason:
    truths = {child.truth for child in children}
    truth = Truth.FALSE if Truth.FALSE in truths else Truth.UNKNOWN if Truth.UNKNOWN in truths else Truth.TRUE
    return Reason(claim=claim, truth=truth, operator="all", children=children)


def maker_reason(named: str, producer: str, because: str = "") -> Reason:
    claim = f"the producer is {named}, or a subsidiary or affiliate of it"
    return leaf(claim, Truth.TRUE, "device.producer", producer, because, LISTED)


def report_decision(named: str, producer: str, because: str = "") -> Decision:
    """The yearly report: the operator provides the service, and the device was obtained in time."""
    reason = both(
        "the operator has to report it, and it is on the list",
        leaf(
            "the operator provides advanced communications service",
            Truth.TRUE,
            "operator.provides_acs",
            "yes",
            citation=REPORT,
        ),
        maker_reason(named, producer, because),
        leaf(
            "it was obtained on or after 2018-08-14",
            Truth.TRUE,
            "acquisition.acquired_on",
            "2019-05-06",
            citation=REPORT,
        ),
    )
    effect = Effect(
        kind="requires",
        action="report",
        since=date(2022, 5, 5),
        due=date(2027, 3, 31),
        summary="List it in the supply chain annual report, with place, cost and a justification.",
        citation=REPORT,
    )
    return Decision(
        order=LIST, provision="annual-report", status=Status.COVERED, reason=reason, effects=(effect,)
    )


def removal_decision(named: str, producer: str, *, etc: Truth) -> Decision:
    """The removal duty, which turns on whether the operator takes universal service money."""
    reason = both(
        "the operator takes universal service money, and the device is on the list",
        leaf(
            "the operator is an eligible telecommunications carrier",
            etc,
            "operator.is_etc",
            "" if etc is Truth.UNKNOWN else "yes",
            because="The profile does not say." if etc is Truth.UNKNOWN else "",
            citation=USF,
        ),
        maker_reason(named, producer),
    )
    effect = Effect(
        kind="requires",
        action="remove",
        since=date(2021, 3, 12),
        due=date(2026, 5, 8),
        summary="Remove it from the network and certify that it is gone.",
        citation=USF,
    )
    settles = (("operator.is_etc",),) if etc is Truth.UNKNOWN else ()
    status = Status.UNDETERMINED if etc is Truth.UNKNOWN else Status.COVERED
    return Decision(
        order=LIST, provision="usf-removal", status=status, reason=reason, effects=(effect,), settles=settles
    )


def draft_decision(producer: str) -> Decision:
    """What the order that was never signed would have said."""
    reason = both(
        "the operator runs a mobile network in the United States, and one of the two makers made the device",
        leaf(
            "the operator is a United States mobile carrier",
            Truth.TRUE,
            "operator.mobile_carrier",
            "yes",
            citation=REPORTED,
        ),
        leaf(
            "the producer is Huawei or ZTE",
            Truth.TRUE,
            "device.producer",
            producer,
            "One report expects no names.",
            REPORTED,
        ),
    )
    effect = Effect(
        kind="prohibits", action="use", since=date(2026, 11, 1), summary="Do not run it.", citation=REPORTED
    )
    return Decision(order=DRAFT, provision="use", status=Status.COVERED, reason=reason, effects=(effect,))


def camera_decision() -> Decision:
    reason = both(
        "it is on the list for what it is used for",
        maker_reason("Dahua", "dahua"),
        Reason(
            claim="it serves a listed purpose",
            truth=Truth.UNKNOWN,
            operator="any",
            children=(
                leaf("it is used for public safety", Truth.UNKNOWN, "device.purpose", citation=LISTED),
                leaf(
                    "it watches over critical infrastructure",
                    Truth.UNKNOWN,
                    "device.purpose",
                    because="A court found the agency's definition too broad; the new one was not found.",
                    citation=LISTED,
                ),
            ),
        ),
    )
    return Decision(
        order=LIST,
        provision="annual-report",
        status=Status.UNDETERMINED,
        reason=reason,
        settles=(("device.purpose",), ("acquisition.acquired_on",)),
    )


def router_decision() -> Decision:
    """A category that no identifier can prove."""
    fact = COUNTRY.fact
    reason = leaf(
        "a stage of its production lies in a foreign country", Truth.UNKNOWN, fact, citation=ROUTERS
    )
    return Decision(
        order=LIST, provision="foreign-routers", status=Status.UNDETERMINED, reason=reason, settles=((fact,),)
    )


def exempt_decision() -> Decision:
    reason = both(
        "the operator uses it, and no exception applies",
        maker_reason("Huawei", "huawei"),
        Reason(
            claim="it can route or redirect user traffic, or see it",
            truth=Truth.FALSE,
            operator="any",
            children=(
                leaf(
                    "it routes or redirects user traffic",
                    Truth.FALSE,
                    "device.routes",
                    "no",
                    "a power unit",
                    PART_B,
                ),
                leaf(
                    "it permits visibility into user traffic",
                    Truth.FALSE,
                    "device.sees",
                    "no",
                    "a power unit",
                    PART_B,
                ),
            ),
        ),
    )
    return Decision(
        order=NDAA, provision="a1B", status=Status.EXEMPT, reason=reason, exemption="cannot-route-or-see"
    )


def clue(name: str, party: str, weight: float, because: str, bearing: Bearing = Bearing.PRODUCER) -> Clue:
    return Clue(id=f"{name}/{party}", rule=name, bearing=bearing, party=party, weight=weight, because=because)


CLUES = (
    clue("agent.product", "huawei", 5.0, "sysObjectID lies in Huawei's product branch"),
    clue("text.platform", "huawei", 4.4, "its description is the software banner of Huawei's platform"),
    clue(
        "address.most",
        "huawei",
        2.2,
        "most of its addresses lie in blocks registered to Huawei",
        Bearing.REGISTRANT,
    ),
    clue("agent.enterprise", "huawei", 3.2, "sysObjectID lies under Huawei's enterprise number"),
    clue("pon.vendor", "zte", 3.4, "its PON serial begins with ZTE's vendor id"),
    clue("record.maker", "zte", 3.2, "the record's maker column says 中兴通讯", Bearing.BRAND),
    clue(
        "agent.squatted", "dahua", 3.6, "the agent answers under a number that Dahua uses without holding it"
    ),
    clue("record.maker", "lorex", 3.2, "the record's maker column says Lorex", Bearing.BRAND),
    clue("text.maker", "h3c", 4.2, "its own description names H3C"),
    clue("text.maker", "juniper", 4.2, "its own description names Juniper Networks"),
    clue("text.mention", "hostile", 1.6, f"text on the device mentions {HOSTILE[0]}", Bearing.BRAND),
)

HUAWEI, ZTE, LOREX, H3C, JUNIPER, NOBODY, HOSTILE_ONE = range(7)

IDENTIFICATIONS = {
    HUAWEI: Identification(
        id=HUAWEI,
        producer="huawei",
        producer_name="Huawei",
        party="huawei",
        probability=0.9997,
        abstained=False,
        family="ne40e",
        role="ip-router",
        candidates=(
            Candidate(party="huawei", name="Huawei", probability=0.9997, clues=("agent.product/huawei",)),
        ),
        clues=("agent.product/huawei", "text.platform/huawei", "address.most/huawei"),
    ),
    ZTE: Identification(
        id=ZTE,
        producer="zte",
        producer_name="ZTE",
        party="zte",
        probability=0.9986,
        abstained=False,
        family="zxa10",
        role="olt",
        candidates=(Candidate(party="zte", name="ZTE", probability=0.9986, clues=("pon.vendor/zte",)),),
        clues=("pon.vendor/zte", "record.maker/zte"),
    ),
    LOREX: Identification(
        id=LOREX,
        producer="dahua",
        producer_name="Dahua",
        party="dahua",
        brand="Lorex",
        probability=0.82,
        abstained=False,
        relabelled=True,
        role="camera",
        candidates=(
            Candidate(party="dahua", name="Dahua", probability=0.82, clues=("agent.squatted/dahua",)),
            Candidate(party="lorex", name="Lorex", probability=0.16, clues=("record.maker/lorex",)),
        ),
        clues=("agent.squatted/dahua", "record.maker/lorex"),
        contradictions=("Lorex: the record's maker column says Lorex (record.maker/lorex)",),
    ),
    H3C: Identification(
        id=H3C,
        producer="h3c",
        producer_name="H3C",
        party="h3c",
        probability=0.985,
        abstained=False,
        role="switch",
        candidates=(Candidate(party="h3c", name="H3C", probability=0.985, clues=("text.maker/h3c",)),),
        clues=("text.maker/h3c",),
        set_aside=(
            "agent.enterprise/huawei: 2011.10 is the H3C branch inside Huawei's number",
            "address.most/huawei: Comware equipment of the Huawei-3Com years carries Huawei blocks",
        ),
    ),
    JUNIPER: Identification(
        id=JUNIPER,
        producer="juniper",
        producer_name="Juniper Networks",
        probability=0.985,
        abstained=False,
        role="ip-router",
        candidates=(
            Candidate(
                party="juniper", name="Juniper Networks", probability=0.985, clues=("text.maker/juniper",)
            ),
        ),
        clues=("text.maker/juniper",),
    ),
    NOBODY: Identification(id=NOBODY),
    HOSTILE_ONE: Identification(
        id=HOSTILE_ONE,
        probability=0.48,
        brand=HOSTILE[1],
        candidates=(
            Candidate(party="hostile", name=HOSTILE[0], probability=0.48, clues=("text.mention/hostile",)),
        ),
        clues=("text.mention/hostile",),
        contradictions=(HOSTILE[2],),
    ),
}

POWER = 5
DECISIONS = {
    1: (
        removal_decision("Huawei", "huawei", etc=Truth.TRUE),
        report_decision("Huawei", "huawei"),
        draft_decision("huawei"),
    ),
    2: (
        removal_decision("ZTE", "zte", etc=Truth.UNKNOWN),
        report_decision("ZTE", "zte"),
        draft_decision("zte"),
    ),
    3: (camera_decision(),),
    4: (removal_decision("ZTE", "zte", etc=Truth.UNKNOWN), router_decision()),
    POWER: (exempt_decision(),),
}


@dataclass(frozen=True)
class Kind:
    """What several devices of the sample share."""

    identification: int
    profile: int
    status: str
    name: str
    model: str
    role: str
    source: str
    lines: tuple[str, ...]


WALKS = "walks/core-and-transport.tar.gz"
ASSETS = "records/assets 2026-10.xlsx"
ONTS = "records/olt-onts.csv"
KINDS = (
    Kind(
        HUAWEI,
        1,
        "covered",
        "rtr",
        "NE40E-X8",
        "ip-router",
        WALKS,
        (
            "sysObjectID = 1.3.6.1.4.1.2011.2.62.2.9",
            "sysDescr = Huawei Versatile Routing Platform Software, Version 8.180 (NE40E V800R010C10SPC500)",
        ),
    ),
    Kind(
        ZTE,
        2,
        "covered",
        "olt",
        "ZXA10 C320",
        "olt",
        ASSETS,
        ("manufacturer = 中兴通讯", "model = ZXA10 C320"),
    ),
    Kind(
        ZTE,
        4,
        "undetermined",
        "ont",
        "F660",
        "ont-cpe",
        ONTS,
        ("ponSerial = ZTEGC8A1B2C3", "equipmentId = F660V6.0"),
    ),
    Kind(
        LOREX,
        3,
        "undetermined",
        "cam",
        "N841A8",
        "camera",
        ASSETS,
        ("manufacturer = Lorex", "sysObjectID = 1.3.6.1.4.1.1004849.2.1"),
    ),
    Kind(
        HUAWEI, POWER, "exempt", "pwr", "ETP48200", "power", WALKS, ("sysObjectID = 1.3.6.1.4.1.2011.6.164",)
    ),
    Kind(
        H3C,
        6,
        "not-covered",
        "sw",
        "S5820V2",
        "switch",
        WALKS,
        ("sysDescr = H3C Comware Platform Software, Version 7.1", "sysObjectID = 1.3.6.1.4.1.25506.11.1.87"),
    ),
    Kind(
        JUNIPER,
        6,
        "not-covered",
        "pe",
        "MX204",
        "ip-router",
        WALKS,
        ("sysDescr = Juniper Networks, Inc. mx204 internet router",),
    ),
    Kind(NOBODY, 6, "not-covered", "unk", "", "", ASSETS, ("description = old box, ask Earl",)),
)
SITES = (
    ("Cedar Bluff", "Adams County"),
    ("Dry Fork", "Adams County"),
    ("Core West", "Marion County"),
    ("东山 Tower", "Webster County"),
)
EFFECTS = {
    1: (
        LIST,
        "usf-removal",
        "Remove it from the network and certify that it is gone.",
        date(2021, 3, 12),
        date(2026, 5, 8),
    ),
    2: (
        LIST,
        "annual-report",
        "List it in the supply chain annual report.",
        date(2022, 5, 5),
        date(2027, 3, 31),
    ),
    POWER: (NDAA, "a1B", "", None, None),
}
QUESTION_OF = {3: PURPOSE.fact, 4: FUNDS.fact}
PART_HOST = 13
"""The device that holds a covered module in a foreign host."""


def device(number: int, kind: Kind) -> DeviceRow:
    """One row of the sample; `number` varies site, name and place."""
    site, region = SITES[number % len(SITES)]
    found = IDENTIFICATIONS[kind.identification]
    host = number == PART_HOST
    order, provision, effect, since, due = EFFECTS.get(2 if host else kind.profile, ("", "", "", None, None))
    place = f"row {number + 2}" if kind.source != WALKS else f"10.20.{number // 8}.{number % 200}.snmpwalk"
    return DeviceRow(
        device=f"{kind.name}-{number:03d}",
        group=number,
        source=kind.source,
        place=place,
        kind="self" if kind.source == WALKS else "asset",
        sources=1 + number % 3,
        hostname=f"{kind.name}{number:02d}.{site.split()[0].lower()}.prairie.example",
        site=site,
        region=region,
        producer=found.producer,
        producer_name=found.producer_name,
        brand=found.brand,
        model=kind.model,
        family=found.family,
        role=kind.role,
        probability=found.probability,
        status="covered" if host else kind.status,
        order=order,
        provision=provision,
        effect=effect,
        since=since,
        due=due,
        question=QUESTION_OF.get(kind.profile, ""),
        identification=kind.identification,
        profile=kind.profile,
        acquired="2019-05-06" if number % 2 else "",
        components="Slot 3: PTN module (Huawei), covered" if host else "",
        evidence=tuple(f"{line} ({kind.source}, {place})" for line in kind.lines),
    )


def hostile_device(number: int) -> DeviceRow:
    """A device whose every text attacks."""
    first, second, third, fourth, fifth = HOSTILE
    return DeviceRow(
        device=first,
        group=number,
        source=second,
        place=third,
        kind="self",
        sources=1,
        hostname=fourth,
        site=fifth,
        region=first,
        producer="",
        producer_name="",
        brand=second,
        model=third,
        family=fourth,
        role="",
        probability=0.48,
        status="undetermined",
        order=LIST,
        provision="usf-removal",
        effect=fifth,
        since=None,
        due=None,
        question=FUNDS.fact,
        identification=HOSTILE_ONE,
        profile=4,
        acquired=first,
        components=second,
        evidence=tuple(f"sysDescr = {text} (walk, line 1)" for text in HOSTILE),
    )


def tally(
    order: str,
    provision: str,
    title: str,
    citation: Citation,
    effects: tuple[str, ...],
    since: date | None,
    due: date | None,
    counts: tuple[int, int, int],
    binds: str = "true",
) -> ProvisionTally:
    covered, undetermined, exempt = counts
    return ProvisionTally(
        order=order,
        provision=provision,
        title=title,
        citation=citation.title,
        effects=effects,
        since=since,
        due=due,
        past_due=bool(due and due < AT),
        covered=covered,
        exempt=exempt,
        undetermined=undetermined,
        binds=binds,
    )


PROVISIONS = (
    tally(
        LIST,
        "annual-report",
        "Supply chain annual report",
        REPORT,
        ("Report every listed device obtained since 2018-08-14.",),
        date(2022, 5, 5),
        date(2027, 3, 31),
        (9, 4, 0),
    ),
    tally(
        LIST,
        "usf-removal",
        "Removal by carriers with universal service money",
        USF,
        ("Remove listed equipment from network and operations.", "Certify the removal."),
        date(2021, 3, 12),
        date(2026, 5, 8),
        (4, 9, 0),
        "unknown",
    ),
    tally(
        LIST,
        "foreign-routers",
        "Routers produced in a foreign country",
        ROUTERS,
        ("No new equipment authorization.",),
        date(2026, 3, 23),
        None,
        (0, 5, 0),
    ),
    tally(
        NDAA,
        "a1B",
        "No federal contract with an entity that uses it",
        PART_B,
        ("An agency may not contract with an entity that uses it.",),
        date(2020, 8, 13),
        None,
        (0, 0, 4),
    ),
    tally(
        DRAFT,
        "use",
        "Ban on use in mobile networks, as reported",
        REPORTED,
        ("Do not run equipment of the two makers.",),
        date(2026, 11, 1),
        date(2027, 2, 25),
        (8, 0, 0),
    ),
)
ORDERS = (
    OrderUse(
        order=LIST,
        title="FCC Covered List and what listing does",
        jurisdiction="US",
        status="in force",
        applied=True,
    ),
    OrderUse(order=NDAA, title="NDAA FY2019 section 889", jurisdiction="US", status="in force", applied=True),
    OrderUse(
        order=DRAFT,
        title="Reported executive order of February 2019",
        jurisdiction="US",
        status="reported",
        applied=True,
        assumed_from=date(2026, 11, 1),
        note="It was reported and never signed.",
    ),
    OrderUse(
        order="us-eo-13873",
        title="Executive Order 13873",
        jurisdiction="US",
        status="in force",
        applied=True,
        note="Names nobody and prohibits nothing by itself.",
    ),
    OrderUse(
        order="uk-dvd-huawei",
        title="Designated vendor direction: Huawei",
        jurisdiction="UK",
        status="in force",
        applied=False,
        note="The operator has no network there.",
    ),
)
SOURCES = (
    Source(
        ordinal=0,
        path=WALKS,
        reader="snmp-walk",
        size=4_213_554,
        sha256="3f" * 32,
        records=17,
        observations=8_412,
    ),
    Source(
        ordinal=1, path=ASSETS, reader="table", size=88_120, sha256="a7" * 32, records=10, observations=131
    ),
    Source(ordinal=2, path=ONTS, reader="table", size=12_004, sha256="0c" * 32, records=4, observations=12),
    Source(ordinal=3, path="records/竣工图.dwg", size=9_120_443),
)
PROBLEMS = (
    Problem(
        code="P101",
        message="No reader knows this format.",
        where="records/竣工图.dwg",
        severity=Severity.LOST,
        remedy="Export its device list as CSV or XLSX.",
    ),
    Problem(
        code="P204",
        message=f"The row has 14 cells where the header has 12: {HOSTILE[1]}",
        where=ASSETS,
        place="row 17",
        remedy="Check the row for stray separators.",
    ),
)


def sample(extra: int = 0) -> Run:
    """The run; `extra` adds that many devices of the same kinds, for tests of size."""
    plant = [device(number, KINDS[number % len(KINDS)]) for number in range(29 + extra)]
    ranks = {"covered": 0, "undetermined": 1, "exempt": 2, "not-covered": 3}
    rows = sorted([*plant, hostile_device(900_000)], key=lambda row: (ranks[row.status], row.group))
    counts = {status: sum(row.status == status for row in rows) for status in ranks}
    return Run(
        title="Equipment report",
        operator="Prairie Wireless",
        at=AT,
        facts={
            "operator.provides_acs": "yes",
            "operator.mobile_carrier": "yes",
            "operator.customers": "61,400",
        },
        version="0.1.0",
        library_digest="5e" * 32,
        orders=ORDERS,
        sources=SOURCES,
        problems=PROBLEMS,
        unsure=(f"{ASSETS}, sheet “Sites”, column “Lfd. Nr.”", f"{ONTS}, column “{HOSTILE[1]}”"),
        counts={
            "devices": len(rows),
            "records": len(rows) + 3,
            "observations": 8_555,
            "identified": sum(bool(r.producer) for r in rows),
            "abstained": 1,
            "without_clue": 3,
            **counts,
            "past_due": sum(bool(r.due and r.due < AT) for r in rows),
            "sources_read": 3,
            "sources_unread": 1,
            "merged": 3,
            "purchases_unmatched": 2,
        },
        provisions=PROVISIONS,
        makers=makers(rows),
        segments=(
            SegmentTally(source=WALKS, kind="self", records=17, identified=17, without_clue=0),
            SegmentTally(source=ASSETS, kind="asset", records=10, identified=4, without_clue=3),
        ),
        sight=(
            SightTally(
                source=ASSETS,
                segment="access",
                kind="asset",
                devices=10,
                excluded=3,
                described=1,
                open=6,
                collect=((4, "a walk of it"), (2, "its label")),
            ),
            SightTally(
                source=WALKS,
                segment="core",
                kind="self",
                devices=17,
                excluded=17,
                described=0,
                open=0,
                collect=(),
            ),
        ),
        questions=(COUNTRY, PURPOSE, FUNDS, BOUGHT),
        devices=tuple(rows),
        devices_left_out=0,
        identifications=IDENTIFICATIONS,
        clues={one.id: one for one in CLUES},
        decisions=DECISIONS,
        part_decisions={PART_HOST: (report_decision("Huawei", "huawei", "the module, not the host"),)},
        limits=(
            "No source covers the microwave backbone.",
            "Handsets of roaming guests are not part of any record.",
        ),
    )


def makers(rows: list[DeviceRow]) -> tuple[MakerTally, ...]:
    names = sorted({(row.producer, row.producer_name) for row in rows})
    return tuple(
        MakerTally(
            producer=producer,
            name=name,
            devices=sum(row.producer == producer for row in rows),
            covered=sum(row.producer == producer and row.status == "covered" for row in rows),
            described=producer in {"huawei", "zte", "dahua", "h3c"},
        )
        for producer, name in names
    )
