import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pyarrow as pa
import pytest

from interdict.evidence.archives import Limits

WALK = b"1.3.6.1.2.1.1.1.0|4|Probe\n"


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return packed.getvalue()


def zstd(content: bytes) -> bytes:
    return pa.Codec("zstd").compress(content, asbytes=True)


def zipped(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("w.tar", tarred({"core/a.snmprec": WALK}, "w")),
        ("w.tar.gz", tarred({"core/a.snmprec": WALK})),
        ("w.tgz", tarred({"core/a.snmprec": WALK})),
        ("w.zip", zipped({"core/a.snmprec": WALK})),
        ("w.zip.gz", gzip.compress(zipped({"core/a.snmprec": WALK}))),
        ("w.tar.zst", zstd(tarred({"core/a.snmprec": WALK}, "w"))),
        ("w.tar.xz", lzma.compress(tarred({"core/a.snmprec": WALK}, "w"))),
        ("w.tbz2", bz2.compress(tarred({"core/a.snmprec": WALK}, "w"))),
        ("core/a.snmprec.zst", zstd(WALK)),
        ("core/a.snmprec.xz", lzma.compress(WALK) + lzma.compress(b"# more\n")),
        ("core/a.snmprec.bz2", bz2.compress(WALK)),
        ("nested.zip", zipped({"in.tar.gz": tarred({"core/a.snmprec": WALK})})),
    ],
)
def test_archives_are_looked_into(tell, name, content):
    told = tell({name: content})
    assert told.of("core/a") == {"sysDescr": ["Probe"]}
    assert told.sources[0].path.endswith(("core/a.snmprec", name))
    assert not told.problems


def test_a_compressed_file_is_one_input_under_its_own_name(tell):
    told = tell({"core/a.snmprec.gz": gzip.compress(WALK)})
    assert told.of("core/a") == {"sysDescr": ["Probe"]}


def test_the_digest_is_of_the_bytes_as_they_lie_there(tell, tmp_path):
    import hashlib

    packed = gzip.compress(WALK, mtime=0)
    told = tell({"a.snmprec.gz": packed, "b.zip": zipped({"b.snmprec": WALK})})
    assert [source.sha256 for source in told.sources] == [
        hashlib.sha256(packed).hexdigest(),
        hashlib.sha256(WALK).hexdigest(),
    ]


@pytest.mark.parametrize(
    "name", ["../evil.snmprec", "/etc/evil.snmprec", "a/../../evil", "C:\\evil", "..\\evil"]
)
@pytest.mark.parametrize("pack", [tarred, zipped])
def test_a_member_that_points_outside_is_refused_and_the_rest_is_read(tell, pack, name):
    told = tell({"w.arc": pack({name: WALK, "good.snmprec": WALK})})
    assert told.codes == ["P109"]
    assert set(told.kinds()) == {"good"}


def test_links_and_sparse_members_are_not_followed(tell):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        link = tarfile.TarInfo("link.snmprec")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        device = tarfile.TarInfo("fifo")
        device.type = tarfile.FIFOTYPE
        archive.addfile(device)
    told = tell({"w.tar": packed.getvalue()})
    assert told.codes == ["P110", "P110"]
    assert "/etc/passwd" in told.problems[0].message


def test_a_gzip_bomb_stops_at_the_ratio(tell):
    bomb = gzip.compress(WALK + b"\0" * (96 << 20), 9)
    told = tell({"bomb.snmprec.gz": bomb})
    assert told.codes == ["P107"]
    assert "300 times" in told.problems[0].message


def test_a_bomb_of_a_bomb_stops_too(tell):
    told = tell({"bomb.gz": gzip.compress(gzip.compress(WALK + b"\0" * (96 << 20), 9))})
    assert told.codes == ["P107"]


def test_a_zip_bomb_stops_and_its_neighbours_are_read(tell):
    told = tell({"a.snmprec": WALK, "bomb.zip": zipped({"x": b"\0" * (96 << 20)}), "z.snmprec": WALK})
    assert "P107" in told.codes
    assert set(told.kinds()) == {"a", "z"}


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(members=2), "2 members"),
        (Limits(depth=1), "1 deep"),
        (Limits(expanded=1), "0 GiB"),
    ],
)
def test_members_depth_and_size_are_limited(tell, limits, what):
    inner = tarred({"c.snmprec": WALK})
    members = {"a.snmprec": WALK, "b.snmprec": WALK, "in.tgz": inner}
    told = tell({"w.tgz": tarred(members)}, limits=limits)
    assert "P107" in told.codes
    assert what in " ".join(problem.message for problem in told.problems)


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.9])
def test_a_cut_archive_gives_what_came_before_the_cut(tell, keep):
    whole = tarred(
        {f"{n}.snmprec": WALK + bytes(f"1.3.6.1.2.1.1.5.0|4|{n**31}\n", "ascii") for n in range(300)}
    )
    told = tell({"w.tgz": whole[: int(len(whole) * keep)]})
    assert "P108" in told.codes
    assert 0 < len(told.records) < 300


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a.snmprec", b"1.3.6.1.2.1.1.5.0|4|n1\n1.3.6.1.2.1.1.6.0|4|%d\n"),
        ("a.walk", b".1.3.6.1.2.1.1.5.0 = STRING: n1\n.1.3.6.1.2.1.1.6.0 = STRING: %d\n"),
        ("a.jsonl", b'{"id": "a", "evidence": {"sysName": "n1", "sysLocation": "%d"}}\n'),
    ],
)
def test_a_cut_file_gives_what_came_before_the_cut(tell, name, line):
    whole = b"".join(line.replace(b"%d", str(n**29).encode()) for n in range(20_000))
    told = tell({f"{name}.gz": gzip.compress(whole)[:100_000]})
    assert told.of("a")["sysName"][0] == "n1"
    assert "P108" in told.codes


def test_an_encrypted_member_asks_for_the_password(tell):
    content = bytearray(zipped({"a.snmprec": WALK}))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    assert tell({"w.zip": bytes(content)}).codes == ["P114"]


ROWS = b"".join(b"host-%d,ZTE,M%d\n" % (n, n**7) for n in range(900_000))


def test_a_cut_table_gives_the_blocks_before_the_cut(tell):
    packed = gzip.compress(b"Hostname,Vendor,Model\n" + ROWS, 1)
    told = tell({"t.csv.gz": packed[: len(packed) - 1000]})
    assert told.codes == ["P108"]
    assert len(told.records) > 100_000


def test_a_table_bomb_stops_at_the_ratio(tell):
    told = tell({"t.csv.gz": gzip.compress(b"Hostname,Vendor\n" + b"host,ZTE\n" * (8 << 20), 6)})
    assert told.codes == ["P107"]


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, zstd])
def test_a_small_file_that_expands_without_measure_stops(tell, pack):
    told = tell({"bomb.bin": pack(b"1" * (32 << 20))}, limits=Limits(ratio_from=1 << 20))
    assert told.codes == ["P107"]
    assert not told.sources


@pytest.mark.parametrize("pack", [bz2.compress, lzma.compress, zstd])
def test_a_compressed_file_that_is_cut_off_is_told(tell, pack):
    packed = pack(b"".join(b"1.3.6.1.2.1.1.5.0|4|nj-%d\n" % n for n in range(20_000)))
    told = tell({"a.snmprec": packed[: len(packed) // 2]})
    assert "P108" in told.codes
    assert "P103" not in told.codes


def test_text_that_begins_like_bzip2_is_not_taken_for_it(tell):
    assert tell({"a.csv": "BZh,Hostname,Vendor\n1,a,ZTE\n"}).records


def test_an_xz_file_that_asks_for_gigabytes_of_memory_is_refused(tell):
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 20}]
    packed = bytearray(lzma.compress(WALK, filters=filters))
    packed[16] = 40  # the largest dictionary, 4 GiB - 1 (The .xz File Format 5.3.1)
    assert "P108" in tell({"a.xz": bytes(packed)}).codes
