"""Makes the records of Prairie Wireless, a fictional rural carrier, and the truth about them, from a seed."""

import argparse
import shutil
from dataclasses import replace
from pathlib import Path

from prairie.configs import MOST, can_be_saved, write_configs
from prairie.network import build_network
from prairie.tables import write_tables
from prairie.truth import write_truth
from prairie.values import Network
from prairie.walks import write_walks

SEED = 20190220
"""The day on which a draft order was reported and none was signed."""
HERE = Path(__file__).parent


def make_case(out: Path, seed: int = SEED) -> Network:
    """
    Writes `out/case/` (what the operator has) and `out/truth.csv` (what is so); replaces what was there.

    Returns: The network that was written.
    """
    network = _with_saved_configurations(build_network(seed))
    aside = out / "case.part"
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir(parents=True)
    write_tables(network, aside, seed + 2)
    write_walks(network.devices, aside / "snmp-walks")
    write_configs(network.devices, aside / "configs")
    shutil.rmtree(out / "case", ignore_errors=True)
    aside.rename(out / "case")
    write_truth(network, out / "truth.csv")
    shutil.copyfile(HERE / "profile.yaml", out / "profile.yaml")
    return network


def _with_saved_configurations(network: Network) -> Network:
    """Every so many routers and switches have a saved configuration, beside those that a trap needs."""
    devices, able = [], 0
    candidates = sum(can_be_saved(device) for device in network.devices)
    every = max(1, candidates // MOST)
    for device in network.devices:
        if can_be_saved(device):
            able += 1
            if able % every == 0:
                device = replace(device, sources=device.sources | {"config"})
        devices.append(device)
    return replace(network, devices=tuple(devices))


def main() -> None:
    """Command line: where to write, and from which seed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("out/prairie-wireless"))
    parser.add_argument("--seed", type=int, default=SEED)
    options = parser.parse_args()
    network = make_case(options.out, options.seed)
    print(
        f"{len(network.sites)} sites, {len(network.devices)} network elements, "
        f"{len(network.subscribers)} subscriber devices in {options.out / 'case'}"
    )


if __name__ == "__main__":
    main()
