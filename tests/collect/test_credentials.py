import pytest

from interdict.collect.credentials import CredentialsError, credential_for, credentials

FILE = """credentials:
  - {match: "10.0.*", version: "3", user: auditor, auth_key: aaaaaaaa, privacy_key: bbbbbbbb}
  - {community: s3cret}
"""


def written(tmp_path, text, mode=0o600):
    path = tmp_path / "snmp.yaml"
    path.write_text(text)
    path.chmod(mode)
    return path


def test_the_first_pattern_that_fits_a_host_counts(tmp_path):
    known = credentials(written(tmp_path, FILE), {})
    assert credential_for("10.0.0.9", known).version == "3"
    assert credential_for("192.0.2.1", known).community == "s3cret"


def test_the_environment_gives_one_credential_for_all():
    (one,) = credentials(None, {"INTERDICT_SNMP_COMMUNITY": "s3cret", "HOME": "/"})
    assert (one.match, one.community) == ("*", "s3cret")


def test_a_secret_is_never_in_the_text_form_of_a_credential(tmp_path):
    assert "s3cret" not in repr(credentials(written(tmp_path, FILE), {}))


@pytest.mark.parametrize(
    "text",
    [
        "credentials: []",
        "credentials: [{version: '3', user: s3cret}]",
        "credentials: [{communty: s3cret}]",
        "credentials: [{version: '1', community: s3cret}]",
        "s3cret: [",
        "",
    ],
)
def test_a_file_that_is_not_in_the_schema_is_refused_without_its_secrets(tmp_path, text):
    with pytest.raises(CredentialsError) as error:
        credentials(written(tmp_path, text), {})
    assert "s3cret" not in str(error.value)


def test_a_file_that_others_may_read_is_refused(tmp_path):
    with pytest.raises(CredentialsError, match="chmod 600"):
        credentials(written(tmp_path, FILE, 0o644), {})


def test_no_credentials_at_all_are_told():
    with pytest.raises(CredentialsError, match="INTERDICT_SNMP_COMMUNITY"):
        credentials(None, {})
