import pytest

HEAD = "<189>Oct  9 2025 10:00:00 core-1 "


@pytest.mark.parametrize(
    ("message", "grammar"),
    [
        ("%%01SHELL/5/CMDRECORD(s)[12]:Recorded command information.", "vrp"),
        ("%%10SHELL/5/SHELL_LOGIN: admin logged in.", "comware"),
        ("201: Oct  9 10:00:00.1: %SYS-5-CONFIG_I: Configured from console", "ios"),
        ("%ASA-6-302013: Built outbound TCP connection", "ios"),
    ],
)
def test_the_form_of_a_message_tells_its_grammar(tell, message, grammar):
    told = tell({"n.log": f"{HEAD}{message}\n"})
    assert told.of("core-1")["logMessage"] == [f"{grammar}: {message[message.index('%') :]}"]


def test_the_log_of_a_server_is_not_taken(tell):
    assert tell({"auth.log": f"{HEAD}sshd[3]: Accepted password for root\n" * 5}).codes == ["P100"]


def test_a_device_behind_a_collector_is_called_by_its_own_name(tell):
    line = "<187>Oct  9 10:00:01 10.8.0.2 Oct  9 2025 10:00:01 agg-2 %%01IFNET/4/IF_STATE(l)[3]:Port down.\n"
    told = tell({"n.log": line})
    assert told.of("agg-2")["managementAddress"] == ["10.8.0.2"]


def test_a_million_lines_of_one_device_are_one_record_with_three_messages(tell):
    lines = "".join(f"{HEAD}%%01MOD{n % 50}/5/NAME(l)[{n}]:text\n" for n in range(20_000))
    told = tell({"n.log": lines})
    assert len(told.records) == 1
    assert len(told.of("core-1")["logMessage"]) == 3
