"""
Scores pairs of names with nomenklatura's logic-v2; runs in an environment of its own, without interdict.

Reads a JSON list of [left, right, schema] and writes {"version", "scores", "seconds"}. The pairs are scored
twice and the second time is taken, because the first loads its word lists.
"""

import json
import sys
import time
from importlib.metadata import version
from uuid import uuid4

from followthemoney import ValueEntity, model
from nomenklatura.matching.logic_v2.model import LogicV2

CONFIG = LogicV2.default_config()


def entity(name: str, schema: str) -> ValueEntity:
    """An entity with a name and an id of its own: scores are remembered by id."""
    made = ValueEntity(model.get(schema), {"id": uuid4().hex})
    made.add("name", name)
    return made


def main() -> None:
    """Score what stands on stdin."""
    pairs = json.load(sys.stdin)
    scores, seconds = [], 0.0
    for _ in range(2):
        start = time.perf_counter()
        scores = [
            LogicV2.compare(entity(left, schema), entity(right, schema), CONFIG).score
            for left, right, schema in pairs
        ]
        seconds = time.perf_counter() - start
    json.dump({"version": version("nomenklatura"), "scores": scores, "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
