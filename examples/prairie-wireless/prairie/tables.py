"""The operator's tables: sites, purchase ledger, neighbours, stock, customers' devices."""

import csv
import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from random import Random

from prairie.assets import acquired_cell, mac_cell, maker_cell, write_assets
from prairie.plant import SUPPLIERS
from prairie.values import Device, Network, Subscriber

Cells = dict[str, str]

LOTS = (
    ("TP-Link", "Archer C7", "58.00", "2026-05-21"),
    ("TP-Link", "Archer C7", "59.50", "2026-05-22"),
    ("Netgear", "R7000", "91.00", "2025-11-03"),
    ("Netgear", "R7000", "94.00", "2026-08-01"),
    ("Arcadyan", "KVD21", "77.00", "2024-02-14"),
    ("Inseego", "FX2000", "188.00", "2026-06-30"),
)
"""Maker, model, price and day of gateways bought in lots, on both sides of 2026-05-22."""


def write_tables(network: Network, folder: Path, seed: int) -> None:
    """All tables of the case."""
    random = Random(seed)
    write_assets(network.devices, folder / "assets" / "network-assets.xlsx", random)
    _write_csv(folder / "sites.csv", _site_rows(network))
    _write_csv(
        folder / "finance" / "purchase-ledger.csv",
        chain(_ledger_rows(network.devices, random), _lot_rows(random)),
    )
    _write_csv(folder / "transport" / "lldp-neighbors.csv", _neighbour_rows(network.devices))
    _write_csv(folder / "access" / "cpe-stock.csv", _stock_rows(network.devices, random))
    _write_csv(folder / "access" / "olt-ont-list.csv", _table(network.subscribers, "ont"))
    _write_csv(folder / "access" / "dhcp-leases.csv", _table(network.subscribers, "lease"))
    _write_json_lines(folder / "access" / "acs-export.ndjson", _table(network.subscribers, "acs"))


def _site_rows(network: Network) -> Iterator[Cells]:
    for site in network.sites:
        yield {
            "Site ID": site.id,
            "Site Name": site.name,
            "Site Type": site.kind,
            "County": site.county,
            "Latitude": f"{site.latitude:.6f}",
            "Longitude": f"{site.longitude:.6f}",
        }


def _ledger_rows(devices: Iterable[Device], random: Random) -> Iterator[Cells]:
    """One line per unit where serials were kept; a lot of parts nobody counted, here and there."""
    for number, device in enumerate(device for device in devices if "ledger" in device.sources):
        hardware = device.hardware
        yield _ledger_row(
            device.order,
            acquired_cell(device, random),
            device.supplier,
            hardware.model,
            f"{hardware.brand or hardware.maker} {hardware.model}",
            "1",
            f"{hardware.price:.2f}",
            device.serial,
            device.site.id,
            device.funding,
        )
        if number % 25 == 0:
            yield _ledger_row(
                device.order,
                acquired_cell(device, random),
                device.supplier,
                "JUMPER-4.3-10",
                "jumper cables, weatherproof kit",
                str(random.randint(5, 60)),
                "38.50",
                "",
                device.site.id,
                device.funding,
            )


def _lot_rows(random: Random) -> Iterator[Cells]:
    """Gateways bought by the pallet: a quantity and a range of serials instead of one line each."""
    for maker, model, price, bought in LOTS:
        first, count = random.randrange(10**9), random.choice((200, 500, 1000))
        serials = f"{maker[:2].upper()}{first:010d} - {maker[:2].upper()}{first + count - 1:010d}"
        order = f"PO-{bought[:4]}-{random.randrange(1000, 9999)}"
        yield _ledger_row(
            order,
            bought,
            SUPPLIERS[1],
            model,
            f"{maker} {model} residential gateway",
            str(count),
            price,
            serials,
            "SHOP-01",
            "USF High Cost",
        )


def _ledger_row(*cells: str) -> Cells:
    headers = (
        "PO Number",
        "PO Date",
        "Supplier",
        "Part Number",
        "Item Description",
        "Qty",
        "Unit Price",
        "Serial Number",
        "Site ID",
        "Funding Source",
    )
    return dict(zip(headers, cells, strict=True))


def _neighbour_rows(devices: Iterable[Device]) -> Iterator[Cells]:
    for number, device in enumerate(device for device in devices if "lldp" in device.sources):
        colons = ":".join(device.mac[place : place + 2] for place in range(0, 12, 2)).lower()
        yield {
            "Local Device": f"{device.site.id.lower()}-agg01",
            "Local Port": f"ge-0/0/{number % 48}",
            "Neighbor": device.hostname,
            "Neighbor Description": device.hardware.descr.replace("\r\n", " "),
            "Chassis ID": colons,
            "Remote Port": "uplink",
            "Neighbor IP": device.address,
        }


def _stock_rows(devices: Iterable[Device], random: Random) -> Iterator[Cells]:
    for device in devices:
        if "stock" in device.sources:
            yield {
                "Asset Tag": device.tag,
                "Vendor": maker_cell(device, random),
                "Model": device.hardware.model,
                "S/N": device.serial,
                "MAC": mac_cell(device, random),
                "Country of Origin": device.country,
                "FCC Grant Date": device.granted,
                "Purchase Date": device.acquired.isoformat(),
                "Status": "in stock",
            }


def _table(subscribers: Iterable[Subscriber], name: str) -> Iterator[Cells]:
    return (one.row for one in subscribers if one.table == name)


def _write_csv(path: Path, rows: Iterator[Cells]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    first = next(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, first)
        writer.writeheader()
        writer.writerow(first)
        writer.writerows(rows)


def _write_json_lines(path: Path, rows: Iterator[Cells]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
