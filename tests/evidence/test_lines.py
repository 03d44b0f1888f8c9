import io

from hypothesis import given
from hypothesis import strategies as st

from interdict.evidence import lines as module
from interdict.evidence.lines import lines


@given(
    st.lists(st.binary(max_size=40).map(lambda line: line.replace(b"\n", b"")), max_size=20),
    st.integers(1, 9),
)
def test_lines_come_out_as_they_went_in_whatever_the_chunks(given_lines, chunk):
    content = b"\n".join(given_lines)
    usual, module.CHUNK = module.CHUNK, chunk
    try:
        found = [line for _, line in lines(io.BytesIO(content))]
    finally:
        module.CHUNK = usual
    expected = content.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if content[:2] not in module.BYTE_ORDER_MARKS:
        assert found == (expected[:-1] if not expected[-1] else expected)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.integers(1, 9))
def test_only_lines_that_are_too_long_are_left_out(lengths, chunk):
    content = b"".join(b"x" * length + b"\n" for length in lengths)
    usual, module.CHUNK = module.CHUNK, chunk
    try:
        found = list(lines(io.BytesIO(content), longest=10))
    finally:
        module.CHUNK = usual
    assert [number for number, _ in found] == list(range(1, len(lengths) + 1))
    assert [line is None for _, line in found] == [length > 10 for length in lengths]
