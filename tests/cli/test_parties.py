import json

from typer.testing import CliRunner

from interdict.cli.parties import app


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def test_show_gives_names_numbers_and_stakes_of_the_day():
    before, after = run("show", "honor", "--at", "2020-01-01"), run("show", "honor", "--at", "2024-01-01")
    assert "Huawei in Honor 100 %" in before.stdout
    assert "Huawei in Honor" not in after.stdout


def test_show_understands_a_native_name_and_writes_json():
    shown = json.loads(run("show", "华为", "--json", "--at", "2024-01-01").stdout)
    assert shown["party"]["id"] == "huawei"
    assert {"owner": "huawei", "owned": "hisilicon"}.items() <= shown["stakes"][1].items()


def test_show_of_nobody_says_what_to_do():
    result = run("show", "nobody-of-that-name")
    assert result.exit_code == 2
    assert "interdict parties search" in result.stderr


def test_a_date_that_is_none_is_a_usage_error():
    assert run("show", "huawei", "--at", "yesterday").exit_code == 2


def test_search_says_whom_a_misspelling_means():
    assert run("search", "Huwaei").stdout.startswith("huawei")
    assert json.loads(run("search", "WS-C3850", "--json").stdout)[0]["slug"] == "cisco"
    assert "Nobody" in run("search", "Hikari").stdout
