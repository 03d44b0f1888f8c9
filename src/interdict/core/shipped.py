"""Data that ships with the package, read from YAML into values and checked against their shape."""

from importlib.resources import files
from typing import TypeVar

import msgspec
import yaml

T = TypeVar("T")


def shipped(path: str, shape: type[T]) -> T:
    """
    One file below `data/` as a value.

    Args:
        path: Relative to `data/`, e.g. `roles/words.yaml`.
        shape: Type to convert to; unknown fields and wrong types are errors.
    Raises: msgspec.ValidationError if the file does not have the shape: a bug of ours, caught by the tests.
    """
    text = files("interdict").joinpath("data").joinpath(path).read_text("utf-8")
    return msgspec.convert(yaml.load(text, yaml.CSafeLoader), shape)
