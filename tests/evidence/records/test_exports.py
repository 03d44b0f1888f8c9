import pytest

from interdict.evidence.mapping import IGNORE, ColumnMapping, TableMapping, properties
from interdict.evidence.records.exports import table_exports

NETBOX = """name,status,tenant,site,location,rack,role,manufacturer,device_type,ip_address,serial,asset_tag
pe-1,active,,LEJ-1,,R1,Provider edge,Huawei,NetEngine 8000 M8,10.0.0.7/32,2102352DKP,NB-7
"""
SADP = """ID,Device Type,Status,IPv4 Address,Port,Software Version,IPv4 Gateway,HTTP Port,Device Serial No.,Subnet Mask,MAC Address
1,DS-2CD2042WD-I,Active,192.0.2.64,8000,V5.4.5build 170123,192.0.2.1,80,DS-2CD2042WD-I20160808AAWR1,255.255.255.0,44-19-b6-00-11-22
"""  # noqa: E501 - as the tool writes them
LIBRENMS = """hostname,sysName,ip,sysDescr,hardware,version,os,serial,location
10.4.0.12,mw-12,10.4.0.12,Huawei RTN 950A,OptiX RTN 950A,V100R010C10,huawei-rtn,,Tower 12
"""


@pytest.mark.parametrize(
    ("table", "model"),
    [
        (NETBOX, "NetEngine 8000 M8"),
        (SADP, "DS-2CD2042WD-I"),
        (LIBRENMS, "OptiX RTN 950A"),
    ],
)
def test_the_columns_of_a_known_export_need_no_question(tell, table, model):
    told = tell({"export.csv": table})
    assert not told.unsure
    assert [row["value"] for row in told.observations if row["property"] == "model"] == [model]


def test_what_a_person_says_comes_before_what_is_known(tell):
    said = ColumnMapping(tables={"*.csv": TableMapping(columns={"device_type": "deviceRole"})})
    told = tell({"export.csv": NETBOX}, mapping=said)
    assert not [row for row in told.observations if row["property"] == "model"]


def test_known_exports_name_only_properties_and_no_export_hides_another():
    exports = table_exports()
    for name, export in exports.items():
        assert set(export.columns.values()) <= properties() | {IGNORE}, name
        assert not [
            other for other in exports if other != name and set(exports[other].when) <= set(export.when)
        ]
