"""The asset workbook: five sheets, each begun by somebody else, kept for years by anybody."""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from random import Random

import xlsxwriter

from prairie import spelling
from prairie.values import Device

_Column = Callable[[Device, Random], str]

_SAVED = datetime(2026, 11, 20, 8, 0)  # noqa: DTZ001 - a workbook's clock knows no zone
_VIDEO = {"camera", "recorder"}
_POWER = {"power", "sensor", "inverter", "timing"}


def maker_cell(device: Device, random: Random) -> str:
    """The maker as somebody typed it; empty where nobody did."""
    if device.entry in ("no-maker", "bare"):
        return ""
    return device.written_maker or spelling.maker(random, device.hardware.maker)


def _model(device: Device, random: Random) -> str:
    if device.entry in ("no-model", "bare"):
        return ""
    return spelling.model(random, device.hardware.model, alone=device.entry == "no-maker")


def mac_cell(device: Device, random: Random) -> str:
    """The address in one of the usual notations."""
    return "" if device.entry == "bare" else spelling.mac(random, device.mac)


def acquired_cell(device: Device, random: Random) -> str:
    """Traps turn on the very day, so theirs is typed in the house style."""
    return device.acquired.isoformat() if device.trap else spelling.day(random, device.acquired)


def _installed(device: Device, random: Random) -> str:
    return spelling.day(random, device.installed)


def _part_of(field: str) -> _Column:
    def cell(device: Device, _random: Random) -> str:
        return str(getattr(device.components[0], field)) if device.components else ""

    return cell


def _own(field: str) -> _Column:
    return lambda device, _random: str(getattr(device, field))


def _site(device: Device, _random: Random) -> str:
    return device.site.id


def _status(_device: Device, random: Random) -> str:
    return random.choice(("In Service", "in service", "Active", "Spare", ""))


SHEETS: dict[str, dict[str, _Column]] = {
    "Cell Sites": {
        "Asset Tag": _own("tag"),
        "Site ID": _site,
        "NE Name": _own("hostname"),
        "Vendor": maker_cell,
        "Model": _model,
        "S/N": _own("serial"),
        "MAC": mac_cell,
        "Install Date": _installed,
        "PO #": _own("order"),
        "Purchase Date": acquired_cell,
        "Module Vendor": _part_of("maker"),
        "Module": _part_of("model"),
        "FCC Grant Date": _own("granted"),
        "Purpose": _own("purpose"),
        "Status": _status,
        "Notes": _own("note"),
    },
    "Core & Transport": {
        "Tag Number": _own("tag"),
        "Hostname": _own("hostname"),
        "Mfr": maker_cell,
        "Model No": _model,
        "Serial Number": _own("serial"),
        "MAC Address": mac_cell,
        "Mgmt IP": _own("address"),
        "Site": _site,
        "In Service Date": _installed,
        "PO Number": _own("order"),
        "Date Purchased": acquired_cell,
        "Funding": _own("funding"),
        "Remarks": _own("note"),
    },
    "Power & Facilities": {
        "Tag": _own("tag"),
        "Site ID": _site,
        "Equipment Name": _own("hostname"),
        "Manufacturer": maker_cell,
        "Model": _model,
        "Serial No": _own("serial"),
        "Installed": _installed,
        "PO #": _own("order"),
        "Purchased": acquired_cell,
        "Module Vendor": _part_of("maker"),
        "Module": _part_of("model"),
    },
    "Stores": {
        "Asset Tag": _own("tag"),
        "Site ID": _site,
        "Device Name": _own("hostname"),
        "Make": maker_cell,
        "Model": _model,
        "Serial": _own("serial"),
        "MAC Addr": mac_cell,
        "Purchase Date": acquired_cell,
    },
    "Video": {
        "Asset Tag": _own("tag"),
        "Site ID": _site,
        "Device Name": _own("hostname"),
        "Make": maker_cell,
        "Model Number": _model,
        "Serial": _own("serial"),
        "MAC": mac_cell,
        "IP Address": _own("address"),
        "Purpose": _own("purpose"),
        "Install Date": _installed,
        "Purchase Date": acquired_cell,
        "Comments": _own("note"),
    },
}
"""Each sheet was begun by somebody else, so each has its own headers."""


def sheet_of(device: Device) -> str:
    """The sheet on which a device is kept."""
    if device.hardware.role in _VIDEO:
        return "Video"
    if device.hardware.role in _POWER:
        return "Power & Facilities"
    kinds = {"Cell site": "Cell Sites", "Core site": "Core & Transport", "Retail store": "Stores"}
    return kinds[device.site.kind]


def write_assets(devices: Iterable[Device], path: Path, random: Random) -> None:
    """The workbook: a title, an empty row, then headers; empty rows wherever somebody liked some air."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Device]] = {sheet: [] for sheet in SHEETS}
    for device in devices:
        if "asset" in device.sources:
            rows[sheet_of(device)].append(device)
    with xlsxwriter.Workbook(str(path), {"strings_to_numbers": False}) as book:
        book.set_properties({"created": _SAVED, "title": "Network assets"})
        for sheet, columns in SHEETS.items():
            _write_sheet(book.add_worksheet(sheet), sheet, columns, rows[sheet], random)


def _write_sheet(
    page: "xlsxwriter.worksheet.Worksheet",
    title: str,
    columns: dict[str, _Column],
    devices: list[Device],
    random: Random,
) -> None:
    page.write_string(0, 0, f"Prairie Wireless - {title} (master list, do not sort!)")
    for column, header in enumerate(columns):
        page.write_string(2, column, header)
    row = 3
    for device in devices:
        for column, cell in enumerate(columns.values()):
            if text := cell(device, random):
                page.write_string(row, column, text)
        row += 2 if random.random() < 0.01 else 1
