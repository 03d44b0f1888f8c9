import io

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.configs.netconf import NetconfReader
from interdict.evidence.reader import Opened

BASE = 'xmlns="urn:ietf:params:xml:ns:netconf:base:1.0"'
SERVER = (
    f"<hello {BASE}><capabilities><capability>urn:ietf:params:netconf:base:1.1</capability>"
    "<capability>http://www.huawei.com/netconf/capability/base/1.0?x=1</capability></capabilities>"
    "<session-id>7</session-id></hello>"
)
CLIENT = (
    f"<hello {BASE}><capabilities><capability>http://www.zte.com.cn/x</capability></capabilities></hello>"
)
REPLY = (
    f'<rpc-reply {BASE} message-id="1"><data><system xmlns="http://www.huawei.com/netconf/vrp/huawei-system">'
    "<systemInfo><sysName>core-1</sysName></systemInfo></system></data></rpc-reply>"
)


def test_a_servers_capabilities_and_name_come_out_and_a_clients_do_not(tell):
    told = tell({"trace.txt": f"{CLIENT}]]>]]>\n{SERVER}]]>]]>\n{REPLY}]]>]]>\n"})
    device = told.of("trace")
    assert device["hostname"] == ["core-1"]
    assert device["dataModel"] == [
        "http://www.huawei.com/netconf/capability/base/1.0",
        "http://www.huawei.com/netconf/vrp/huawei-system",
    ]


def test_chunks_are_put_together(tell):
    half = len(REPLY) // 2
    chunked = f"\n#{half}\n{REPLY[:half]}\n#{len(REPLY) - half}\n{REPLY[half:]}\n##\n"
    assert tell({"trace.xml": chunked}).of("trace")["hostname"] == ["core-1"]


def test_a_message_with_an_entity_is_refused_and_the_others_are_read(tell):
    bomb = f'<!DOCTYPE x [<!ENTITY a "b">]>{REPLY}'
    told = tell({"trace.txt": f"{SERVER}]]>]]>{bomb}]]>]]>"})
    assert told.codes == ["P108"]
    assert told.of("trace")["dataModel"]


@settings(max_examples=60, deadline=2_000)
@given(st.lists(st.sampled_from([*SERVER.split(">"), "]]>]]", "#12\n", "##\n"]) | st.text(max_size=9)))
def test_no_order_of_tags_crashes_the_reader(parts):
    content = ">".join(parts).encode(errors="replace")
    source = Opened(path="a", name="a", stream=io.BytesIO(content), size=len(content))
    assert list(NetconfReader().read(source, ordinal=0))
