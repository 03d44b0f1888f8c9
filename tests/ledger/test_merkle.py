import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interdict.ledger import merkle
from interdict.ledger.verify.proofs import grown, hash_leaf, included, root_of_leaves

INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The reference tree of Certificate Transparency's own tests, sizes 1 to 8."""


def node_of(entries):
    """Hashes of complete subtrees, straight from the definition."""

    def node(level, index):
        if level == 0:
            return merkle.leaf_hash(entries[index])
        return merkle.node_hash(node(level - 1, 2 * index), node(level - 1, 2 * index + 1))

    return node


def entries_of(count):
    return [f"entry {n}".encode() for n in range(count)]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_of_the_reference_tree(size):
    entries = [bytes.fromhex(text) for text in INPUTS]
    assert merkle.root(node_of(entries), size).hex() == ROOTS[size - 1]
    assert root_of_leaves(map(hash_leaf, entries[:size])).hex() == ROOTS[size - 1]


def test_the_empty_tree_has_the_hash_of_nothing():
    assert merkle.root(node_of([]), 0) == root_of_leaves([]) == hashlib.sha256().digest()


@given(st.integers(1, 300), st.data())
def test_every_inclusion_proof_verifies_and_no_other_place_does(size, data):
    index = data.draw(st.integers(0, size - 1))
    entries = entries_of(size)
    node = node_of(entries)
    root, path = merkle.root(node, size), merkle.inclusion(node, index, size)
    leaf = hash_leaf(entries[index])
    assert included(leaf, index, size, path, root)
    assert not any(included(leaf, other, size, path, root) for other in range(size) if other != index)
    assert not included(hash_leaf(b"forged"), index, size, path, root)
    assert not included(leaf, index, size, [*path, root], root)


@given(st.integers(1, 300), st.data())
def test_every_consistency_proof_verifies_and_no_changed_one_does(size, data):
    old = data.draw(st.integers(1, size))
    node = node_of(entries_of(size))
    before, now, path = merkle.root(node, old), merkle.root(node, size), merkle.consistency(node, old, size)
    assert grown(old, size, before, now, path)
    forged = merkle.root(node_of([b"forged", *entries_of(size)[1:]]), old)
    assert not grown(old, size, forged, now, path)
    for place in range(len(path)):
        changed = [*path[:place], bytes(32), *path[place + 1 :]]
        assert not grown(old, size, before, now, changed)
    assert not grown(old, size, before, now, [*path, bytes(32)])


def test_a_place_that_is_not_in_the_tree_has_no_proof():
    with pytest.raises(ValueError, match="no leaf 3"):
        merkle.inclusion(node_of(entries_of(3)), 3, 3)
    with pytest.raises(ValueError, match="no proof from 4"):
        merkle.consistency(node_of(entries_of(3)), 4, 3)
