import io

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.access.radius import RadiusDetailReader
from interdict.evidence.reader import Opened

PACKET = """\
Thu May  4 08:00:01 2023
\tUser-Name = "0011223344@fibre"
\tNAS-IP-Address = 10.3.0.1
\tNAS-Identifier = "bras-north"
\tCalling-Station-Id = "f4:b5:aa:12:34:56"
\tHuawei-Connect-ID = 77
\tAttr-26.3902.1 = 0x01

"""


def test_the_access_server_and_the_subscribers_box_are_two_records(tell):
    told = tell({"detail": PACKET * 3})
    assert told.kinds() == {"bras-north": "self", "f4:b5:aa:12:34:56": "subscriber"}
    assert told.of("bras-north")["dataModel"] == ["RADIUS Huawei-"]
    assert told.of("bras-north")["embeddedEnterprise"] == ["3902"]
    assert told.of("f4:b5:aa:12:34:56")["seenBy"] == ["bras-north"]


def test_a_line_port_instead_of_an_address_is_no_device(tell):
    told = tell({"detail": PACKET.replace("f4:b5:aa:12:34:56", "slot=3;port=1")})
    assert told.kinds() == {"bras-north": "self"}


def test_a_line_that_is_no_attribute_is_named(tell):
    (problem,) = tell({"detail": PACKET + "nonsense\n"}).problems
    assert problem.place == "line 9"


@settings(max_examples=60, deadline=2_000)
@given(st.lists(st.sampled_from(PACKET.splitlines()) | st.text(max_size=40), max_size=40))
def test_no_order_of_lines_crashes_the_reader(lines):
    content = "\n".join(lines).encode(errors="replace")
    source = Opened(path="a", name="a", stream=io.BytesIO(content), size=len(content))
    assert list(RadiusDetailReader().read(source, ordinal=0))
