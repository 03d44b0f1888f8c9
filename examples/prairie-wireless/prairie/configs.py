"""Saved router and switch configurations in four grammars."""

from collections.abc import Callable, Iterable
from pathlib import Path

from prairie.values import Device

MOST = 40
"""Configurations that somebody remembered to save."""


def write_configs(devices: Iterable[Device], folder: Path) -> int:
    """A file per device whose configuration is on record. Returns: how many."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen = [device for device in devices if _grammar(device) and "config" in device.sources]
    for device in chosen:
        grammar = _grammar(device)
        assert grammar is not None
        (folder / f"{device.hostname}.cfg").write_text(grammar(device), "utf-8", newline="\n")
    return len(chosen)


def can_be_saved(device: Device) -> bool:
    """Whether the device has a configuration in one of the grammars."""
    return _grammar(device) is not None


def _grammar(device: Device) -> Callable[[Device], str] | None:
    if device.hardware.role not in ("switch", "ip-router", "packet-transport"):
        return None
    grammars = {"huawei": vrp, "h3c": comware, "cisco": ios, "zte": zxros}
    return grammars.get(device.hardware.producer)


def vrp(device: Device) -> str:
    """Huawei VRP: the SNMP engine id carries number and address."""
    return f"""!Software Version V200R011C10SPC600
#
sysname {device.hostname}
#
vlan batch 10 20 900
#
interface Vlanif900
 description mgmt {device.site.id}
 ip address {device.address} 255.255.255.0
#
interface Eth-Trunk1
 undo portswitch
 description to ring east
#
snmp-agent
snmp-agent local-engineid 800007DB03{device.mac}
snmp-agent sys-info version v3
#
return
"""


def comware(device: Device) -> str:
    """H3C Comware: the same look, other words."""
    return f"""#
 version 5.20, Release 2202P15
#
 sysname {device.hostname}
#
interface Bridge-Aggregation1
 port link-type trunk
#
interface Vlan-interface900
 ip address {device.address} 255.255.255.0
#
interface GigabitEthernet1/0/1
 port link-mode bridge
 port link-aggregation group 1
#
 snmp-agent
 snmp-agent local-engineid 800063A203{device.mac}
#
return
"""


def ios(device: Device) -> str:
    """Cisco IOS."""
    return f"""version 15.5
service timestamps log datetime msec
!
hostname {device.hostname}
!
boot-start-marker
boot-end-marker
!
interface Loopback0
 description {device.site.name}
 ip address {device.address} 255.255.255.255
!
interface GigabitEthernet0/0/1
 description ring west
 mtu 9100
!
snmp-server location {device.site.id}
!
end
"""


def zxros(device: Device) -> str:
    """ZTE ZXROS: named blocks, each interface closed by a dollar sign."""
    return f"""!<system-config>
hostname {device.hostname}
!</system-config>
!<if-intf>
interface xgei-0/1/0/1
  description ring {device.site.id}
$
interface loopback1
  ip address {device.address} 255.255.255.255
$
interface smartgroup1
$
!</if-intf>
!<snmp>
snmp-server enable trap
!</snmp>
"""
