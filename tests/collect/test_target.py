import pytest

from interdict.collect.target import Target, targets
from interdict.core.errors import UsageError


def test_hosts_networks_and_lists_are_expanded_once_each(tmp_path):
    (tmp_path / "list.txt").write_text("core-1  # in the hall\n\n10.0.0.1:1161\n")
    found = targets(["10.0.0.0/30", "10.0.0.1", f"@{tmp_path / 'list.txt'}"])
    assert [one.name for one in found] == ["10.0.0.1", "10.0.0.2", "core-1", "10.0.0.1_1161"]
    assert targets(["2001:db8::1"], port=1161) == [Target(host="2001:db8::1", port=1161)]


@pytest.mark.parametrize(
    "text", ["10.0.0.0/99", "10.0.0.0/8", "host:0", "host:99999", "a b", "..\\x", "", "@no-such"]
)
def test_a_target_that_makes_no_sense_is_refused(text):
    with pytest.raises(UsageError):
        targets([text])
