import re
from importlib.resources import files
from pathlib import Path

import pytest
import yaml

from interdict.assess.situation import load_roles
from interdict.identify import clues as clue_package
from interdict.identify.clues.kinds import (
    ADDRESS_PROPERTIES,
    DERIVED,
    FUNCTIONS,
    MODEL_PROPERTIES,
    NAME_PROPERTIES,
    OF_COMPONENT,
    OF_DEVICE,
    SERIAL_PROPERTIES,
    clues_of,
)
from interdict.identify.combine import HEARSAY, NUMBERS, SELF_NAMED
from interdict.identify.families import load_rows
from interdict.identify.rules import clue, load_rules, load_traps

DATA = files("interdict").joinpath("data")
CODE = Path(clue_package.__file__).parent.parent
RULE = re.compile(
    r'"((?:agent|text|chassis|address|pon|cpe|record|config|platform|module|discovery|certificate|field|data|log|tac)\.[a-z]+)"'
)


def data(path):
    return yaml.safe_load(DATA.joinpath(path).read_text("utf-8"))


def test_every_rule_is_used_and_every_clue_uses_a_rule():
    named = {rule for path in CODE.rglob("*.py") for rule in RULE.findall(path.read_text("utf-8"))}
    assert named == set(load_rules())


def test_what_combining_knows_of_rules_are_rules():
    trapped = {rule for trap in load_traps().platforms for rule in trap.sets_aside["rules"]}
    assert SELF_NAMED | NUMBERS | HEARSAY | trapped <= set(load_rules())


def test_every_rule_weighs_something_or_names_nobody():
    for name, rule in load_rules().items():
        assert rule.weight > 0 or name == "platform.shared"
        assert "{name}" in rule.because or name in {"platform.shared", "record.name"}


def test_a_clue_of_no_rule_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        clue("agent.invented", "huawei")


def test_a_clue_of_an_unknown_kind_is_a_mistake_of_ours(library):
    with pytest.raises(KeyError):
        clues_of("smell", "burnt", library)


def test_a_clue_that_names_nobody_weighs_nothing():
    assert clue("record.model", role="olt").weight == 0


def test_every_role_that_identification_gives_is_in_the_vocabulary():
    given = {row.role for row in load_rows()}
    given |= {row["role"] for name in ("words", "hostnames") for row in data(f"roles/{name}.yaml")}
    given |= set(data("roles/makers.yaml"))
    assert given <= set(load_roles())


def test_every_class_of_a_role_is_in_the_vocabulary():
    assert {one for role in load_roles().values() for one in role.classes} <= set(
        data("vocabulary/classes.yaml")
    )


def test_every_segment_of_a_role_is_a_value_the_law_knows():
    known = data("vocabulary/facts.yaml")["device.network_segments"]["values"]
    assert {role.segment for role in load_roles().values()} - set(known) <= {"office"}


def test_every_kind_of_key_is_given_and_every_property_is_in_the_vocabulary():
    assert {*OF_DEVICE.values(), *OF_COMPONENT.values(), *DERIVED} == set(FUNCTIONS)
    read = {*OF_DEVICE, *OF_COMPONENT, *ADDRESS_PROPERTIES}
    read |= {*NAME_PROPERTIES, *SERIAL_PROPERTIES, *MODEL_PROPERTIES}
    assert read <= set(data("vocabulary/properties.yaml"))


def test_every_maker_with_a_usual_role_is_one_the_parties_data_knows(library):
    known = {*library.parties.makers, *library.parties.parties}
    assert {maker for makers in data("roles/makers.yaml").values() for maker in makers} <= known


@pytest.mark.parametrize("row", load_rows(), ids=lambda row: row.id)
def test_every_family_is_reached_by_its_own_model_or_branch(library, row):
    samples = [model.rstrip("!* ").replace("%", "7") + " " for model in row.models]
    matched = [found.family for text in samples for found in library.families.in_text(text)]
    branches = [library.families.by_branch(f"{number}.{branch}".rstrip(".")) for branch in row.branches
                for number in library.enterprises(row.party)]  # fmt: skip
    assert row in [*matched, *branches]


NOT_CLUES = {
    "snmpEngineID": "its number and address are cut out of it",
    "certificateSubject": "is read as the banner `tls.subject`",
    "imei": "names nobody without the operator's table: `allocatedMaker`",
    "tac": "names nobody without the operator's table: `allocatedMaker`",
}
EVIDENCE_OF_MAKERS = {
    *{"discoveryProtocol", "certificateIssuer", "vendorEnterprise", "embeddedEnterprise", "dataModel"},
    *{"logMessage", "allocatedMaker", "configurationGrammar", "banner", "vendorClass", "manufacturer"},
}


def test_what_speaks_of_a_maker_is_read_by_a_clue_or_says_why_not():
    read = {*OF_DEVICE, *OF_COMPONENT, *ADDRESS_PROPERTIES, *NAME_PROPERTIES, *SERIAL_PROPERTIES}
    assert read >= EVIDENCE_OF_MAKERS
    assert set(NOT_CLUES) <= set(data("vocabulary/properties.yaml"))
    assert not set(NOT_CLUES) & set(OF_DEVICE)


CASES = {
    "agent.product": ("agent", "1.3.6.1.4.1.2011.2.62.30"),
    "agent.enterprise": ("agent", "1.3.6.1.4.1.9.1.1745"),
    "agent.engine": ("engine", "800007db"),
    "agent.answered": ("answered", "3902"),
    "agent.squatted": ("agent", "1.3.6.1.4.1.1004849.2.1"),
    "agent.borrowed": ("agent", "1.3.6.1.4.1.50001"),
    "text.maker": ("own-text", "Huawei Integrated Access Software"),
    "text.family": ("own-text", "ZXR10 5928"),
    "text.mention": ("mention", "uplink to the Cisco"),
    "chassis.maker": ("chassis-maker", "ZTE"),
    "chassis.model": ("chassis-model", "S5720-28X-LI-AC"),
    "address.chassis": ("address", "chassis|zte corporation"),
    "address.most": ("address", "most|zte corporation"),
    "address.some": ("address", "some|zte corporation"),
    "cpe.oui": ("address", "cpe|zte corporation"),
    "pon.vendor": ("pon", "HWTC"),
    "record.maker": ("maker", "Huawei"),
    "record.model": ("model", "S5720-28X-LI-AC"),
    "record.name": ("host-name", "olt-"),
    "record.description": ("record-text", "old ZTE box"),
    "record.platform": ("platform", "huawei_vrp"),
    "config.grammar": ("grammar", "vrp"),
    "text.grammar": ("command-output", "gei_1/1  up"),
    "text.idiom": ("banner", "ssh: SSH-2.0--"),
    "text.banner": ("banner", "ssh: SSH-2.0-HUAWEI-1.5"),
    "text.fingerprint": None,
    "discovery.answered": ("discovery", "sadp"),
    "certificate.factory": ("issuer", "CN=Huawei Fixed Network Product CA,O=Huawei"),
    "certificate.issuer": ("issuer", "CN=Huawei Equipment CA,O=Huawei"),
    "field.vendor": ("vendor-field", "3902"),
    "field.embedded": ("embedded-number", "3902"),
    "data.model": ("data-model", "X_HW_"),
    "data.dictionary": ("data-model", "RADIUS Huawei-"),
    "data.prefix": ("data-model", "X_00259E_"),
    "log.grammar": ("log-message", "vrp: %%01SHELL/5/LOGIN: x"),
    "tac.maker": ("allocated-maker", "ZTE"),
    "platform.shared": ("own-text", "H3C Comware Software"),
    "module.maker": ("part-maker", "HISILICON"),
    "module.record": ("part-record", "Huawei"),
    "module.model": ("part-model", "S5720-28X-LI-AC"),
    "module.description": ("part-text", "Huawei optical module"),
}
"""A key that gives a clue of each rule; `text.fingerprint` needs an organisation's own, see test_recog.py."""


def test_every_rule_and_every_kind_of_key_has_a_case():
    assert set(CASES) == set(load_rules())
    assert {case[0] for case in CASES.values() if case} | {"role", "private-string"} >= set(FUNCTIONS)


@pytest.mark.parametrize("rule", [rule for rule, case in CASES.items() if case])
def test_a_case_gives_its_rule(library, rule):
    assert rule in {one.rule for one in clues_of(*CASES[rule], library)}
