import json

import pytest


def test_a_host_that_is_down_and_a_closed_port_say_nothing(tell):
    told = tell(
        {
            "s.xml": '<nmaprun><host><status state="down"/><address addr="10.0.0.1" addrtype="ipv4"/></host>'
            '<host><status state="up"/><address addr="10.0.0.2" addrtype="ipv4"/><ports><port portid="23">'
            '<state state="closed"/><service name="telnet" product="Huawei"/></port></ports></host></nmaprun>'
        }
    )
    assert told.kinds() == {"10.0.0.2": "self"}
    assert told.of("10.0.0.2") == {"managementAddress": ["10.0.0.2"]}


def test_the_maker_nmap_looks_up_for_an_address_is_not_taken_over(tell):
    told = tell(
        {
            "s.xml": '<nmaprun><host><status state="up"/><address addr="10.0.0.2" addrtype="ipv4"/>'
            '<address addr="00:E0:FC:00:00:01" addrtype="mac" vendor="Huawei"/></host></nmaprun>'
        }
    )
    assert "Huawei" not in str(told.observations)


@pytest.mark.parametrize(
    "data",
    [
        {"ssh": None},
        {"ssh": []},
        {"ssh": {"result": {"server_id": []}}},
        {"http": {"result": {"response": {"headers": {"server": [{}]}, "body": 7}}}},
        {"tls": {"result": {"handshake_log": {"server_certificates": {"certificate": {"raw": "AAAA"}}}}}},
        {"tls": {"result": {"handshake_log": {"server_certificates": {"certificate": {"raw": "é"}}}}}},
    ],
)
def test_results_of_another_shape_are_left_out(tell, data):
    told = tell({"z.jsonl": json.dumps({"ip": "10.0.0.1", "data": data}) + "\n{}\n"})
    assert told.of("10.0.0.1") == {"managementAddress": ["10.0.0.1"]}
    assert "P103" not in told.codes


def test_a_camera_of_another_brand_keeps_the_protocol_that_betrays_it(tell):
    answer = (
        "<ProbeMatch><MAC>a4-14-37-00-00-09</MAC><DeviceDescription>NR41P8-8</DeviceDescription></ProbeMatch>"
    )
    told = tell({"sadp.txt": answer})
    assert told.of("a4-14-37-00-00-09")["discoveryProtocol"] == ["sadp"]
    assert "manufacturer" not in told.of("a4-14-37-00-00-09")


def test_a_bundle_of_authorities_is_no_device(tell, tmp_path):
    from datetime import datetime

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    names = [
        x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)]) for text in ("Sub CA", "Root CA")
    ]
    made = x509.CertificateBuilder().subject_name(names[0]).issuer_name(names[1]).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(datetime(2020, 1, 1)).not_valid_after(datetime(2030, 1, 1))  # noqa: DTZ001
    made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    pem = made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
    told = tell({"ca.pem": pem})
    assert not told.records
    assert told.codes == ["P112"]


def test_a_private_key_beside_a_certificate_is_never_kept(tell):
    text = (
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n-----BEGIN PRIVATE KEY-----\nS3CRET\n"
    )
    assert "S3CRET" not in str(tell({"k.pem": text}).observations)
