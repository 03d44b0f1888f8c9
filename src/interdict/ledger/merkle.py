"""Merkle trees over entries, and the proofs that a tree grew from another or holds an entry (RFC 9162)."""

import hashlib
from collections.abc import Callable

HASH = 32
"""Bytes of a SHA-256 digest."""

Node = Callable[[int, int], bytes]
"""Hash of the complete subtree of 2^level leaves that begins at leaf `index * 2^level`."""


def leaf_hash(entry: bytes) -> bytes:
    """
    Hash of an entry as a leaf.

    Sources: RFC 9162, section 2.1.1: MTH({d[0]}) = HASH(0x00 || d[0]).

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return hashlib.sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """
    Hash of an inner node.

    Sources: RFC 9162, section 2.1.1: HASH(0x01 || MTH(D[0:k]) || MTH(D[k:n])).
    """
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(node: Node, size: int) -> bytes:
    """
    Root hash of the first `size` leaves.

    Args:
        node: Gives hashes of complete subtrees, from tiles or from memory.
        size: Leaves, 0 or more.
    Sources: RFC 9162, section 2.1.1; the empty tree's is HASH().
    """
    return _subtree(node, 0, size) if size else hashlib.sha256().digest()


def inclusion(node: Node, index: int, size: int) -> list[bytes]:
    """
    Proof that the leaf `index` is in the tree of `size` leaves, nearest sibling first.

    Raises: ValueError unless 0 <= index < size.
    Sources: RFC 9162, section 2.1.3.1, PATH(m, D_n).
    """
    if not 0 <= index < size:
        raise ValueError(f"there is no leaf {index} in a tree of {size}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(_subtree(node, middle, end))
            end = middle
        else:
            path.append(_subtree(node, start, middle))
            start = middle
    return path[::-1]


def consistency(node: Node, old: int, size: int) -> list[bytes]:
    """
    Proof that the tree of `size` leaves begins with the tree of `old` leaves.

    Raises: ValueError unless 0 < old <= size; the empty tree is the beginning of any and needs no proof.
    Sources: RFC 9162, section 2.1.4.1, PROOF(m, D_n) = SUBPROOF(m, D_n, true).
    """
    if not 0 < old <= size:
        raise ValueError(f"there is no proof from {old} leaves to {size}")
    proof: list[bytes] = []
    start, end, known = 0, size, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_subtree(node, middle, end))
            end = middle
        else:
            proof.append(_subtree(node, start, middle))
            start, known = middle, False
    if not known:
        proof.append(_subtree(node, start, end))
    return proof[::-1]


def _subtree(node: Node, start: int, end: int) -> bytes:
    """MTH(D[start:end]) where `start` is a multiple of the largest power of two that is below the width."""
    width = end - start
    if width & (width - 1) == 0:
        level = width.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(width)
    return node_hash(_subtree(node, start, middle), _subtree(node, middle, end))


def _split(width: int) -> int:
    """The largest power of two smaller than `width`, which is at least 2."""
    return 1 << ((width - 1).bit_length() - 1)
