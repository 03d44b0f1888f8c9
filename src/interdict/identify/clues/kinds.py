"""Which kind of key each property gives, and the clue function of each kind."""

from collections.abc import Callable, Iterator, Mapping

from interdict.identify.clues import address, agent, fields, models, optical, records, signed, text
from interdict.identify.library import Library
from interdict.model.identification import Clue

ClueFunction = Callable[[str, Library], Iterator[Clue]]

FUNCTIONS: Mapping[str, ClueFunction] = {
    "agent": agent.from_sys_object_id,
    "answered": agent.from_answered,
    "engine": agent.from_engine_id,
    "address": address.from_block,
    "pon": optical.from_vendor_id,
    "own-text": text.from_own_text,
    "banner": text.from_banner,
    "command-output": text.from_command_output,
    "mention": text.from_mention,
    "private-string": text.from_private_string,
    "record-text": text.from_record_text,
    "maker": records.from_maker_column,
    "chassis-maker": records.from_chassis_maker,
    "model": records.from_model,
    "chassis-model": records.from_chassis_model,
    "role": records.from_role_column,
    "host-name": records.from_host_name,
    "platform": records.from_platform,
    "grammar": records.from_grammar,
    "discovery": fields.from_discovery,
    "vendor-field": fields.from_vendor_field,
    "embedded-number": fields.from_embedded_number,
    "log-message": fields.from_log_message,
    "allocated-maker": fields.from_allocated_maker,
    "data-model": models.from_data_model,
    "issuer": signed.from_issuer,
    "part-maker": records.from_part_maker,
    "part-record": records.from_part_record,
    "part-model": records.from_part_model,
    "part-text": text.from_part_text,
}

OF_DEVICE: Mapping[str, str] = {
    "sysObjectID": "agent",
    "answeredEnterprise": "answered",
    "sysDescr": "own-text",
    "banner": "banner",
    "vendorClass": "own-text",
    "commandOutput": "command-output",
    "softwareVersion": "mention",
    "hrDeviceDescr": "mention",
    "privateString": "private-string",
    "remarks": "mention",
    "description": "record-text",
    "deviceRole": "role",
    "manufacturer": "maker",
    "entPhysicalMfgName": "chassis-maker",
    "upsIdentManufacturer": "chassis-maker",
    "model": "model",
    "partNumber": "model",
    "productClass": "model",
    "equipmentId": "model",
    "entPhysicalModelName": "chassis-model",
    "entPhysicalDescr": "part-text",
    "upsIdentModel": "chassis-model",
    "platform": "platform",
    "configurationGrammar": "grammar",
    "discoveryProtocol": "discovery",
    "vendorEnterprise": "vendor-field",
    "embeddedEnterprise": "embedded-number",
    "logMessage": "log-message",
    "allocatedMaker": "allocated-maker",
    "dataModel": "data-model",
    "certificateIssuer": "issuer",
}
"""Kind of the key that a property of the device itself gives; its value is the key."""

OF_COMPONENT: Mapping[str, str] = {
    "entPhysicalMfgName": "part-maker",
    "entPhysicalModelName": "part-model",
    "entPhysicalDescr": "part-text",
    "moduleManufacturer": "part-record",
    "moduleModel": "part-model",
}
"""Kind of the key that a property of a component gives."""

NAME_PROPERTIES = ("hostname", "sysName")
"""Properties whose value is a host name."""
DERIVED = ("engine", "address", "pon", "host-name")
"""Kinds whose keys are cut out of a value relationally, because the values themselves are all distinct."""
ADDRESS_PROPERTIES = {
    "dot1dBaseBridgeAddress": "chassis",
    "chassisMac": "chassis",
    "ifPhysAddress": "interface",
    "macAddress": "chassis",
    "manufacturerOUI": "cpe",
}
"""Properties that hold a media address or its block, and how near to the chassis it is."""
SERIAL_PROPERTIES = ("ponSerial", "serialNumber")
"""Properties that may begin with a PON vendor id."""
MODEL_PROPERTIES = (
    "model",
    "entPhysicalModelName",
    "productClass",
    "equipmentId",
    "upsIdentModel",
    "partNumber",
)
"""Properties that hold a model name as such, the most telling first."""


def clues_of(kind: str, key: str, library: Library) -> tuple[Clue, ...]:
    """
    What one key of one kind suggests, without repetition.

    Raises: KeyError if the kind is none of `FUNCTIONS`.
    """
    return tuple({clue.id: clue for clue in FUNCTIONS[kind](key, library)}.values())
