import io

from hypothesis import given, settings
from hypothesis import strategies as st

from interdict.evidence.oss.mml import MmlReader
from interdict.evidence.reader import Opened

ANSWER = """\
+++    HILL-7        2023-05-04 10:11:12
O&M    #1
%%DSP BRD:;%%
RETCODE = 0  Operation succeeded.

Display Board
-------------
Cabinet No.  Subrack No.  Slot No.  Config Type  Availability

0            0            6         UMPT         Normal
0            0            7         NULL         Faulty
(Number of results = 2)

---    END
"""


def test_boards_are_components_of_the_element(tell):
    told = tell({"a.txt": ANSWER})
    assert told.of("HILL-7")["sysName"] == ["HILL-7"]
    assert told.of("HILL-7", "board.0.0.6") == {"moduleModel": ["UMPT"]}
    assert told.of("HILL-7", "board.0.0.7") == {}
    assert not told.problems


def test_answers_of_one_element_are_one_record(tell):
    told = tell({"a.txt": ANSWER + ANSWER.replace("UMPT ", "UMPTb")})
    assert [row["key"] for row in told.records] == ["HILL-7"]


def test_a_refusal_is_told_with_its_line(tell):
    text = "+++    OFF-1        2023-05-04 10:11:12\n%%LST BRD:;%%\nRETCODE = 1  NE is not connected\n"
    (problem,) = tell({"a.txt": text}).problems
    assert problem.place == "line 3"
    assert "not connected" in problem.message


def test_an_answer_without_an_end_is_read(tell):
    assert tell({"a.txt": ANSWER.partition("(Number")[0]}).of("HILL-7", "board.0.0.6")


@settings(max_examples=60, deadline=2_000)
@given(st.lists(st.sampled_from(ANSWER.splitlines()) | st.text(max_size=60), max_size=40))
def test_no_order_of_lines_crashes_the_reader(lines):
    content = "\n".join(lines).encode(errors="replace")
    source = Opened(path="a", name="a", stream=io.BytesIO(content), size=len(content))
    assert list(MmlReader().read(source, ordinal=0))
