import io

from interdict.core.problem import Problem
from interdict.evidence import markup
from interdict.evidence.markup import elements, text_of


def read(text: str | bytes, wanted=("host",)):
    stream = io.BytesIO(text if isinstance(text, bytes) else text.encode())
    return list(elements(stream, wanted=set(wanted), where="scan.xml"))


def test_wanted_elements_come_one_by_one_without_their_namespace():
    first, second = read('<a xmlns="urn:x"><host n="1"><name>core</name></host><other/><host/></a>')
    assert (first.get("n"), text_of(first, "name"), second.tag) == ("1", "core", "host")


def test_what_comes_before_broken_text_is_kept():
    host, problem = read("<a><host/><host")
    assert host.tag == "host"
    assert isinstance(problem, Problem)
    assert problem.code == "P108"


def test_entities_are_refused_before_they_expand():
    laughs = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};&l{n - 1};&l{n - 1};">' for n in range(1, 40))
    (problem,) = read(f'<!DOCTYPE a [<!ENTITY l0 "lol">{laughs}]><a><host>&l39;</host></a>')
    assert problem.code == "P107"


def test_an_external_entity_is_never_fetched(tmp_path):
    (tmp_path / "secret").write_text("s3cret")
    found = read(
        f'<!DOCTYPE a [<!ENTITY x SYSTEM "{(tmp_path / "secret").as_uri()}">]><a><host>&x;</host></a>'
    )
    assert [one.code for one in found] == ["P107"]


def test_elements_without_end_inside_each_other_are_refused():
    (problem,) = read("<a>" * 100_000)
    assert problem.code == "P107"


def test_a_record_of_a_million_elements_is_refused():
    host, problem = read("<a><host/><host>" + "<b/>" * (markup.MOST_NODES + 1) + "</host></a>")
    assert host.tag == "host"
    assert problem.code == "P107"


def test_long_text_is_cut_in_bounded_memory():
    (host,) = read("<a><host>" + "x" * (3 << 20) + "</host></a>")
    assert len(host.text) <= markup.LONGEST_TEXT + markup.CHUNK
