import json


def test_parts_that_come_before_their_device_join_it(tell):
    rows = [
        {"id": 1, "url": "/api/dcim/modules/1/", "device": {"name": "pe-1"}, "module_type": {"model": "X"}},
        {"id": 7, "url": "/api/dcim/devices/7/", "name": "pe-1", "device_type": {"model": "NE40E"}},
    ]
    told = tell({"dump.jsonl": "".join(json.dumps(row) + "\n" for row in rows)})
    assert len(told.records) == 1
    assert told.of("pe-1")["model"] == ["NE40E"]
    assert told.of("pe-1", "module.1")["moduleModel"] == ["X"]


def test_a_device_type_library_is_no_inventory(tell):
    rows = {
        "results": [
            {"url": "/api/dcim/device-types/1/", "model": "NE40E", "manufacturer": {"name": "Huawei"}}
        ]
    }
    told = tell({"types.json": json.dumps(rows)})
    assert not told.records
    assert "P112" in told.codes


def test_yaml_with_aliases_is_refused_before_it_expands(tell):
    bomb = "zabbix_export:\n  a: &a [x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(
        f"  b{n}: &b{n} [{', '.join(['*' + ('a' if n == 0 else f'b{n - 1}')] * 9)}]\n" for n in range(30)
    )
    assert tell({"z.yaml": bomb}).codes == ["P108"]


def test_yaml_cannot_make_objects(tell, tmp_path):
    made = f"zabbix_export:\n  hosts: !!python/object/apply:os.mkdir ['{tmp_path}/made']\n"
    assert tell({"z.yaml": made}).codes == ["P108"]
    assert not (tmp_path / "made").exists()


def test_references_that_were_left_numbers_are_not_taken_for_names(tell):
    rows = [{"id": 3, "name": "sw-3", "networkequipmentmodels_id": 17, "manufacturers_id": "4"}]
    told = tell({"glpi.json": json.dumps(rows)})
    assert told.of("sw-3") == {"hostname": ["sw-3"]}


def test_unknown_is_no_maker(tell):
    device = {"device_id": 1, "hostname": "a", "sysObjectID": "", "sysDescr": "", "hardware": "Generic"}
    assert "model" not in tell({"l.json": json.dumps({"devices": [device]})}).of("a")
