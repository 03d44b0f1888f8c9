"""Writes how often words stand in the names of the shipped IEEE extract: `data/names/frequency.json`."""

import json
from collections import Counter
from importlib.resources import files
from pathlib import Path

import pyarrow.parquet as pq

from interdict.parties.names.prepare import tokens_of

LEAST = 4
"""Words of fewer organisations are rare enough not to be listed."""


def main() -> None:
    """Count each word once per organisation."""
    data = Path(str(files("interdict") / "data"))
    table = pq.read_table(data / "identifiers" / "oui.parquet", columns=["organisation"])
    names = set(table["organisation"].to_pylist())
    counted = Counter(token for name in names if name for token in set(tokens_of(name)))
    frequent = {token: count for token, count in sorted(counted.items()) if count >= LEAST}
    document = {"source": "IEEE registries, oui.parquet", "names": len(names), "words": frequent}
    target = data / "names" / "frequency.json"
    target.write_text(json.dumps(document, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main()
