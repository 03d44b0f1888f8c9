import io

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.access.duid import Duid, duid
from interdict.evidence.access.leases import LeasesReader
from interdict.evidence.reader import Opened

ISC = """\
lease 100.64.1.7 {
  hardware ethernet f4:b5:aa:12:34:56;
  set vendor-class-identifier = "ZXHN F670L";
}
ia-na "\\001\\000\\000\\000\\000\\002\\000\\000\\017>one" {
  iaaddr 2001:db8::1 {
}
ia-na "\\001\\000\\000\\000\\000\\002\\000\\000\\017>two" {
}
"""
DNSMASQ = "1683187200 00:25:9e:aa:bb:cc 192.168.1.20 HG8245 01:00:25:9e:aa:bb:cc\n"
KEA = "address,duid,valid_lifetime,expire,hostname,hwaddr\n2001:db8::1,00:02:00:00:07:db:01,1,2,x,\n"


def test_clients_without_an_address_are_told_apart_by_their_duid(tell):
    told = tell({"dhcpd.leases": ISC})
    assert [row["kind"] for row in told.records] == ["subscriber"] * 3
    assert told.of("f4:b5:aa:12:34:56")["vendorClass"] == ["ZXHN F670L"]
    enterprises = [row["value"] for row in told.observations if row["property"] == "embeddedEnterprise"]
    assert enterprises == ["3902", "3902"]


def test_the_last_lease_of_a_client_counts(tell):
    told = tell({"l": DNSMASQ + DNSMASQ.replace("1.20", "1.21")})
    assert told.of("00:25:9e:aa:bb:cc")["managementAddress"] == ["192.168.1.21"]


def test_a_kea_row_gives_the_enterprise_of_its_duid(tell):
    told = tell({"kea.csv": KEA})
    assert told.sources[0].reader == "dhcp-leases"
    assert [row["value"] for row in told.observations if row["property"] == "embeddedEnterprise"] == ["2011"]


def test_broken_rows_are_named_by_line(tell):
    told = tell({"kea.csv": KEA + "1,2\n", "dns": DNSMASQ * 3 + "what is this\n"})
    assert sorted((str(problem.code), problem.place) for problem in told.problems) == [
        ("P105", "line 3"),
        ("P105", "line 4"),
    ]


@given(st.binary(max_size=40))
def test_no_octets_crash_the_reading_of_a_duid(octets):
    assert isinstance(duid(octets), Duid)


@settings(max_examples=80, deadline=2_000)
@given(st.lists(st.sampled_from([*ISC.splitlines(), DNSMASQ, *KEA.splitlines()]) | st.text(max_size=40)))
def test_no_order_of_lines_crashes_the_reader(lines):
    content = "\n".join(lines).encode(errors="replace")
    source = Opened(path="a", name="a", stream=io.BytesIO(content), size=len(content))
    assert list(LeasesReader().read(source, ordinal=0))
