import pytest

RANCID = "# comment\nedge-9;cisco;up\nolt-3.example.net;huawei;down\n"


def test_platforms_come_from_the_list(tell):
    told = tell({"router.db": RANCID})
    assert told.of("olt-3.example.net") == {
        "hostname": ["olt-3.example.net"],
        "platform": ["huawei"],
        "status": ["down"],
    }


@pytest.mark.parametrize(
    "text", ["edge-9:cisco:up\nolt-3:huawei:down\n", "edge-9:ios:admin:secret\nolt-3:smartax:admin:secret\n"]
)
def test_the_other_forms_are_read_without_their_credentials(tell, text):
    told = tell({"router.db": text})
    assert told.sources[0].reader == "router-db"
    assert [row["key"] for row in told.records] == ["edge-9", "olt-3"]
    assert "secret" not in str(told.observations)


def test_a_line_of_another_form_is_named(tell):
    (problem,) = tell({"router.db": RANCID * 20 + "what is this\n"}).problems
    assert problem.place == "line 61"


def test_a_table_with_semicolons_is_no_device_list(tell):
    told = tell({"t.csv": "Hostname;Vendor;Model\na;ZTE;F670L\nb;ZTE;F660\n"})
    assert told.sources[0].reader == "delimited"
