"""Exports of Snipe-IT: the answer of `/api/v1/hardware`."""

from interdict.evidence.inventories.exported import Export, ExportReader
from interdict.evidence.reader import ReaderDoc


class SnipeItReader(ExportReader):
    """Reads the assets that Snipe-IT lists."""

    name = "snipe-it"
    doc = ReaderDoc(
        title="Snipe-IT assets (JSON)",
        reads='Objects with `asset_tag` and an object `model` or `status_label`, within `"rows"`. The CSV'
        " form is"
        " read as a table.",
        gives="One record an asset, kind `asset`, under its tag: manufacturer, model, partNumber,"
        " serialNumber,"
        " assetTag, hostname, deviceRole (category), site, supplier, purchaseOrder, acquiredOn, cost,"
        " status.",
        references=("snipe-it.readme.io/reference/hardware-list",),
        limitations="Custom fields are left out, but for one that is called MAC address.",
    )
    export = Export(
        marks=(rb'"asset_tag"\s*:', rb'"(?:status_label|model_number)"\s*:'),
        key=("asset_tag", "serial", "id"),
        fields={
            "asset_tag": "assetTag",
            "name": "hostname",
            "serial": "serialNumber",
            "manufacturer": "manufacturer",
            "model": "model",
            "model_number": "partNumber",
            "category": "deviceRole",
            "status_label": "status",
            "location": "site",
            "rtd_location": "site",
            "supplier": "supplier",
            "order_number": "purchaseOrder",
            "purchase_date.date": "acquiredOn",
            "purchase_cost": "cost",
            "notes": "remarks",
            "custom_fields.MAC Address.value": "macAddress",
        },
    )
