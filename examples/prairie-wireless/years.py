"""Two years of Prairie Wireless as a case: three snapshots, between which network, law and people change."""

import argparse
import csv
import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from make import HERE, SEED
from prairie.network import build_network
from prairie.values import Device
from prairie.walks import write_walks

DAYS = ("2020-06-30", "2021-06-30", "2022-06-30")
"""One before the Covered List and before xFusion's sale, one between the two, one after both."""
COUNTY_GEAR = {"huawei", "zte", "hikvision", "dahua", "hytera"}
COLUMNS = (
    *("Asset Tag", "Hostname", "Manufacturer", "Model", "Serial Number", "MAC Address"),
    *("Site", "Region", "Purchase Date"),
)


def county_of(devices: Iterable[Device]) -> str:
    """The county that is cleared: the one with the fewest covered devices."""
    counted: dict[str, int] = {}
    for device in devices:
        if device.hardware.producer in COUNTY_GEAR:
            counted[device.site.county] = counted.get(device.site.county, 0) + 1
    return min(counted, key=lambda county: (counted[county], county))


class Years:
    """
    The network in each year, and what people say between.

    Args:
        out: Folder for `case/` and the evidence beside it.
        seed: Of the network.
        run: Starts an `interdict` command line and returns its exit status.
    """

    def __init__(self, out: Path, seed: int, run: Callable[[list[str]], int]) -> None:
        self.out, self._run = out, run
        devices = build_network(seed).devices
        asset = [one for one in devices if "asset" in one.sources and one.entry == "full"]
        self.county = county_of(asset)
        self.cleared = [one for one in asset if one.site.county == self.county and is_covered(one)]
        rest = [one for one in asset if one not in self.cleared]
        self.swapped = next(one for one in rest if is_covered(one) and one.hardware.role == "ip-router")
        self.moved = next(one for one in rest if not is_covered(one) and one is not self.swapped)
        self.divested = next(one for one in asset if one.hardware.producer == "xfusion")
        nokia = next(one for one in rest if one.hardware.maker == "Nokia")
        self.new = replace(
            nokia, tag="PW-900001", hostname="new-9001", serial="NK9000001", mac="000000000000"
        )
        self.reviewed = next(one for one in reversed(rest) if one.hardware.maker == "Cisco")
        self._first = asset

    def network(self, year: int) -> list[Device]:
        """Devices as the records of a year have them: 0, 1 or 2."""
        found = list(self._first)
        if year >= 1:
            gone = self.cleared if year == 1 else self.cleared[1:]
            found = [self._changed(one) for one in found if one not in gone]
            found.append(self.new)
        return found

    def _changed(self, device: Device) -> Device:
        if device is self.swapped:
            return replace(device, hardware=self.new.hardware, serial="NK7770001", mac="")
        if device is self.moved:
            return replace(device, site=self.cleared[0].site)
        return device

    def write(self, year: int) -> None:
        """The records of a year, in place of the year's before."""
        records = self.out / "records"
        devices = self.network(year)
        shutil.rmtree(records, ignore_errors=True)
        records.mkdir(parents=True)
        with (records / "network-assets.csv").open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(COLUMNS)
            rows.writerows(_row(one, dated=one.tag != self.divested.tag) for one in devices)
        walked = [one for one in devices if "walk" in one.sources]
        write_walks([one for one in walked if one is not self.swapped], records / "snmp-walks")

    def play(self) -> list[int]:
        """Make the case, take three snapshots and say things between. Returns: every exit status."""
        case = str(self.out / "case")
        shutil.rmtree(case, ignore_errors=True)
        self.out.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / "profile.yaml", self.out / "profile.yaml")
        self.write(0)
        done = [
            self._say(
                *("init", case, "--title", "Prairie Wireless"),
                *("--source", "../records", "--profile", "../profile.yaml"),
            ),
            self._say("scan", "--case", case, "--at", DAYS[0]),
        ]
        for number, device in enumerate(self.cleared):
            on = f"2021-03-{number % 27 + 1:02}"
            order = self.out / "work-order.txt"
            order.write_text(
                f"Work order {7000 + number}: {device.tag} taken out on {on}.\n", encoding="utf-8"
            )
            done.append(
                self._say(
                    "removed",
                    device.tag,
                    "--on",
                    on,
                    "--attach",
                    str(order),
                    "--case",
                    case,
                    "--by",
                    "Dana Field",
                )
            )
        self.write(1)
        done.append(self._say("scan", "--case", case, "--at", DAYS[1]))
        done.append(
            self._say(
                *("review", self.reviewed.tag, "--maker", "Huawei", "--by", "Lee Sanders", "--case", case),
                *("--reason", "The label on the chassis says Huawei; the asset row was wrong."),
            )
        )
        self.write(2)
        done.append(self._say("scan", "--case", case, "--at", DAYS[2]))
        done.append(
            self._say("diff", DAYS[0], DAYS[1], "--case", case, "--out", str(self.out / "first-year"))
        )
        done.append(
            self._say("diff", DAYS[1], DAYS[2], "--case", case, "--out", str(self.out / "second-year"))
        )
        done.append(self._say("status", "--case", case, "--at", DAYS[2]))
        return done

    def _say(self, *words: str) -> int:
        print("\n$ interdict " + " ".join(words), file=sys.stderr)
        return self._run(list(words))


def is_covered(device: Device) -> bool:
    """Whether a firm made it that the Covered List names."""
    return device.hardware.producer in COUNTY_GEAR


def _row(device: Device, *, dated: bool) -> tuple[str, ...]:
    """A row of the asset table; undated, nobody can say whether it was made before its maker was sold."""
    hardware = device.hardware
    return (
        device.tag,
        device.hostname,
        hardware.brand or hardware.maker,
        hardware.model,
        device.serial,
        device.mac,
        device.site.id,
        device.site.county,
        device.acquired.isoformat() if dated else "",
    )


def main() -> int:
    """Plays the two years. Returns: 0 where every command did its job."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/prairie-years"))
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    from interdict.cli.main import main as interdict

    codes = Years(options.out, options.seed, interdict).play()
    return 0 if set(codes) <= {0, 10, 11, 12, 14} else 1


if __name__ == "__main__":
    sys.exit(main())
