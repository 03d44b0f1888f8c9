import io
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.access.acs import AcsReader, InformReader
from interdict.evidence.access.parameters import MOST_PARAMETERS, leaves
from interdict.evidence.reader import Opened

DEVICE = {
    "_id": "00259E-EG8145V5-48575443AABBCC01",
    "_deviceId": {"_Manufacturer": "Huawei", "_OUI": "00259E", "_SerialNumber": "48575443AABBCC01"},
    "InternetGatewayDevice": {
        "X_GponInterafceConfig": {"Status": {"_value": "up"}},
        "WANDevice": {"1": {"X_HW_Mode": {"_value": 1}, "MACAddress": {"_value": "00:25:9e:00:00:01"}}},
        "LANDevice": {"1": {"Hosts": {"Host": {"1": {"MACAddress": {"_value": "aa:bb:cc:00:00:01"}}}}}},
    },
}
INFORM = (
    '<s:Envelope xmlns:s="s"><s:Body><Inform><DeviceId><Manufacturer>ZTE</Manufacturer><OUI>C0B101</OUI>'
    "</DeviceId></Inform></s:Body></s:Envelope>"
)


def opened(content: bytes) -> Opened:
    return Opened(path="a", name="a", stream=io.BytesIO(content), size=len(content))


def test_hosts_behind_a_device_are_not_the_device(tell):
    told = tell({"devices.json": json.dumps([DEVICE])})
    device = told.of(DEVICE["_id"])
    assert device["macAddress"] == ["00:25:9e:00:00:01"]
    assert device["dataModel"] == ["X_HW_"]
    assert device["manufacturerOUI"] == ["00259E"]


def test_devices_one_a_line_are_read_and_a_broken_line_costs_itself(tell):
    line = json.dumps(DEVICE)
    told = tell({"devices.ndjson": f"{line}\n{line[:50]}\n{line.replace('AABBCC01', 'AABBCC02')}\n"})
    assert len(told.records) == 2
    assert told.codes == ["P105"]


def test_an_inform_names_its_device(tell):
    told = tell({"inform.xml": INFORM})
    assert told.of("C0B101")["manufacturer"] == ["ZTE"]


def test_an_inform_with_an_entity_bomb_is_refused(tell):
    told = tell({"inform.xml": '<!DOCTYPE x [<!ENTITY a "b">]>' + INFORM})
    assert told.codes == ["P108"]


def test_a_device_of_endless_parameters_is_bounded():
    assert sum(1 for _ in leaves({str(n): n for n in range(MOST_PARAMETERS + 10)})) < MOST_PARAMETERS


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "_deviceId",
                    "_value",
                    "Device",
                    "DeviceInfo",
                    "_OUI",
                    "Manufacturer",
                    "MACAddress",
                    "WANDevice",
                    "",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=80, deadline=2_000)
@given(st.lists(JSON, max_size=4))
def test_no_document_crashes_the_reader(document):
    content = json.dumps(document).encode()
    assert list(AcsReader().read(opened(content), ordinal=0))


@settings(max_examples=60, deadline=2_000)
@given(st.integers(0, len(INFORM)))
def test_an_inform_cut_anywhere_gives_a_device_or_a_problem(length):
    assert list(InformReader().read(opened(INFORM[:length].encode()), ordinal=0))
