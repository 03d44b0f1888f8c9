import msgspec
import pytest

from interdict.core.shipped import shipped


def test_a_shipped_file_is_read_into_its_shape() -> None:
    roles = shipped("vocabulary/roles.yaml", dict[str, dict[str, object]])
    assert "olt" in roles


def test_another_shape_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        shipped("vocabulary/roles.yaml", list[int])
