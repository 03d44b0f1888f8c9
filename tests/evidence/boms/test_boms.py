import json

import pytest


def cyclonedx(**members) -> str:
    return json.dumps({"bomFormat": "CycloneDX", "specVersion": "1.6", **members})


def test_a_supplier_is_never_taken_for_the_maker(tell):
    part = {"type": "device", "name": "X", "supplier": {"name": "Huawei"}}
    told = tell({"b.json": cyclonedx(components=[part])})
    assert "manufacturer" not in told.of("X")
    assert told.of("X")["supplier"] == ["Huawei"]


def test_a_bill_of_software_alone_has_no_device(tell):
    subject = {"type": "application", "name": "app"}
    told = tell(
        {"b.json": cyclonedx(metadata={"component": subject}, components=[{"type": "library", "name": "l"}])}
    )
    assert not told.records
    assert told.codes == ["P112"]


@pytest.mark.parametrize("origins", [["CN"], [{"country": "CN"}], [{"countryCode": "CN"}]])
def test_origins_are_read_in_the_forms_they_take(tell, origins):
    told = tell({"b.json": cyclonedx(components=[{"type": "device", "name": "X", "origins": origins}])})
    assert told.of("X")["countryOfProduction"] == ["CN"]


def test_components_inside_each_other_without_end_are_cut(tell):
    part = {"type": "device", "name": "leaf"}
    for number in range(200):
        part = {"type": "device", "name": f"n{number}", "components": [part]}
    told = tell({"b.json": cyclonedx(components=[part])})
    assert len({row["component"] for row in told.observations}) < 40


def test_noassertion_is_no_maker(tell):
    document = {
        "spdxVersion": "SPDX-2.3",
        "packages": [
            {"SPDXID": "a", "name": "X", "originator": "NOASSERTION", "primaryPackagePurpose": "DEVICE"}
        ],
    }
    assert tell({"s.json": json.dumps(document)}).of("X") == {"model": ["X"]}
