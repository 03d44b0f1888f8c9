"""Verification of Merkle proofs, by the algorithms of RFC 9162."""

import hashlib
from collections.abc import Iterable, Sequence


def hash_leaf(data: bytes) -> bytes:
    """HASH(0x00 || data) (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\0" + data).digest()


def hash_pair(left: bytes, right: bytes) -> bytes:
    """HASH(0x01 || left || right) (RFC 9162, section 2.1.1)."""
    return hashlib.sha256(b"\1" + left + right).digest()


def root_of_leaves(leaves: Iterable[bytes]) -> bytes:
    """
    Root over leaf hashes.

    Sources: RFC 9162, section 2.1.2: a stack that merges as often as the count of leaves has trailing ones.
    """
    stack: list[bytes] = []
    for count, leaf in enumerate(leaves):
        stack.append(leaf)
        while count & 1:
            right, left = stack.pop(), stack.pop()
            stack.append(hash_pair(left, right))
            count >>= 1
    if not stack:
        return hashlib.sha256(b"").digest()
    while len(stack) > 1:
        right, left = stack.pop(), stack.pop()
        stack.append(hash_pair(left, right))
    return stack[0]


def included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> bool:
    """
    Whether the path shows the leaf at `index` of the tree of `size` leaves with this root.

    Sources: RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size:
        return False
    fn, sn, r = index, size - 1, leaf
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = hash_pair(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = hash_pair(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def grown(first: int, second: int, first_root: bytes, second_root: bytes, path: Sequence[bytes]) -> bool:
    """
    Whether the path shows that the tree of `second` leaves begins with the tree of `first` leaves.

    Sources: RFC 9162, section 2.1.4.2; equal trees have an empty path, any tree begins with the empty one.
    """
    if first > second or (first == 0 and path):
        return False
    if first == 0:
        return first_root == hashlib.sha256(b"").digest()
    if first == second:
        return not path and first_root == second_root
    if not path:
        return False
    nodes = [first_root, *path] if first & (first - 1) == 0 else list(path)
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = nodes[0]
    for c in nodes[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = hash_pair(c, fr), hash_pair(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = hash_pair(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root
