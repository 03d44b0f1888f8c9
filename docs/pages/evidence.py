"""Evidence: the readers, the properties they give, and the headers of tables."""

from importlib.resources import files
from typing import Any

import yaml

from interdict.evidence import mapping
from interdict.evidence.readers import READERS
from interdict.model.observation import RecordKind
from pages.markdown import bullets, code, codes, page, plain, section, table
from pages.source import attribute_docs


def readers() -> str:
    """Every reader in the order in which they are asked."""
    kinds = attribute_docs(RecordKind)
    return page(
        "Readers",
        "A reader turns one format into records and observations; it knows no order and no party.",
        "A format is recognised from the content, never from the file's name. The readers are asked in this "
        "order and the first that accepts an input reads it. Archives (ZIP, TAR) and compressed files (gzip, "
        "bzip2, xz, Zstandard) are looked into first.\n",
        *(_reader(one) for one in READERS),
        section(
            "Kinds of record",
            table(("kind", "meaning"), [(code(kind.value), plain(kinds[kind.name])) for kind in RecordKind]),
        ),
    )


def _reader(reader: Any) -> str:
    doc = reader.doc
    lines = [f"Name: {code(reader.name)}", f"Reads: {plain(doc.reads)}", f"Gives: {plain(doc.gives)}"]
    lines += [f"Limits: {plain(doc.limitations)}"] if doc.limitations else []
    lines += [f"References: {plain('; '.join(doc.references))}"] if doc.references else []
    return section(doc.title, bullets(lines))


def properties() -> str:
    """What observations can be about, with the headers that mean it."""
    terms, headers = _data("properties"), _data("headers")["properties"]
    rows = []
    for name, term in terms.items():
        known = headers.get(name, []) + headers.get(f"module:{name}", [])
        meaning = plain(term["meaning"]) + (f" ({plain(term['standard'])})" if "standard" in term else "")
        many = "several" if term.get("many") else "one"
        rows.append((code(name), term["about"], many, meaning, plain(", ".join(known))))
    return page(
        "Properties and headers",
        "A property is what an observation is about; a mapping file names properties, and table headers in "
        "their usual spellings are recognised as one.",
        "Headers are compared without case, spaces, punctuation and width. A header with several meanings is "
        "asked about, an unknown one is left out and listed.\n",
        section("Properties", table(("property", "about", "values", "meaning", "headers"), rows)),
        section("Headers with another meaning in one kind of table", _in_kind()),
        section("Headers that are asked about", _ambiguous()),
        section("Exports whose columns are known", _exports()),
        section("The mapping file", _mapping()),
    )


def _in_kind() -> str:
    rows = [
        (code(kind), code(term), plain(", ".join(headers)))
        for kind, terms in _data("headers")["in_kind"].items()
        for term, headers in terms.items()
    ]
    return table(("kind of table", "property", "headers"), rows)


def _ambiguous() -> str:
    data = _data("headers")
    rows = [("any", codes(key.split("|")), plain(", ".join(h))) for key, h in data["ambiguous"].items()]
    for kind, terms in data["ambiguous_in_kind"].items():
        rows += [(code(kind), codes(key.split("|")), plain(", ".join(h))) for key, h in terms.items()]
    return table(("kind of table", "may mean", "headers"), rows)


def _exports() -> str:
    rows = [
        (
            plain(one["title"]),
            plain(", ".join(one["when"])),
            plain(", ".join(f"{c}: {t}" for c, t in one["columns"].items())),
        )
        for one in _data("exports").values()
    ]
    return table(("export", "known by the headers", "columns"), rows)


def _mapping() -> str:
    docs = attribute_docs(mapping.TableMapping)
    rows = [(code(f), plain(docs.get(f, "As in the file."))) for f in mapping.TableMapping.__struct_fields__]
    head = (
        "YAML: `tables:`, then a pattern of file names, then any of these; the first that fits counts. "
        "Beside it `tac_table:`, a CSV of type allocation codes (TAC, Manufacturer, Model) that names "
        "phones by their IMEI."
    )
    return f"{head}\n\n{table(('key', 'meaning'), rows)}"


def _data(name: str) -> Any:
    text = files("interdict").joinpath(f"data/vocabulary/{name}.yaml").read_text("utf-8")
    return yaml.safe_load(text)
