"""Exports as their own libraries see them."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import polars
import pytest
from outputs import records
from pages_by_hand import BORDER, GENEVA

from dragoman.exchange.exports import Job
from dragoman.knowledge import codebook

Exported = Callable[..., tuple[Path, Job]]
HERE = Path(__file__).parent


@pytest.mark.parametrize(("form", "name"), [("csv", "events.csv"), ("csv", "tables"), ("ro-crate", "crate")])
def test_frictionless_finds_the_tables_as_described(exported: Exported, form: str, name: str) -> None:
    frictionless = pytest.importorskip("frictionless")
    out, _ = exported(form, name)
    descriptor = out / "datapackage.json" if out.is_dir() else out.parent / "events.csv.datapackage.json"
    found = frictionless.validate(str(descriptor))
    assert found.valid, found.flatten(["taskNumber", "fieldName", "note"])
    assert sum(task.stats["rows"] for task in found.tasks) >= 18


def test_frictionless_finds_a_fault_where_there_is_one(exported: Exported) -> None:
    frictionless = pytest.importorskip("frictionless")
    out, _ = exported("csv", "tables")
    path = out / "events.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2021-03-01", "2021-13-01"), encoding="utf-8")
    assert not frictionless.validate(str(out / "datapackage.json")).valid


def test_parquet_is_as_described(exported: Exported) -> None:
    frictionless = pytest.importorskip("frictionless")
    out, _ = exported("parquet")
    package = frictionless.Package(str(out / "datapackage.json"))
    types = {
        polars.String: "string", polars.Float64: "number", polars.Boolean: "boolean", polars.Int64: "integer",
        polars.List(polars.String): "any",
    }  # fmt: skip
    described = set()
    for resource in package.resources:
        for path in (resource.path, *resource.extrapaths):
            described.add(path)
            schema = polars.read_parquet_schema(out / path)
            found = {field.name: field.type for field in resource.schema.fields}
            assert list(found) == list(schema)
            wanted = {name: types[type_] for name, type_ in schema.items()}
            # Whole numbers with gaps come as floats from the reader that Frictionless uses.
            assert {**found, "geonames_id": "integer"} == {**wanted, "geonames_id": "integer"}
    assert described == {one.relative_to(out).as_posix() for one in out.rglob("*.parquet")}
    if find_spec("pyarrow") and find_spec("pandas"):
        assert frictionless.validate(str(out / "datapackage.json")).valid


def test_json_ld_expands_to_schema_org_without_the_network(exported: Exported) -> None:
    jsonld = pytest.importorskip("pyld").jsonld
    out, _ = exported("jsonld")

    def refuse(url: str, options: Any) -> Any:
        raise AssertionError(f"{url} is asked for")

    nodes = jsonld.expand(json.loads(out.read_text(encoding="utf-8")), {"documentLoader": refuse})
    kinds = [node["@type"][0].removeprefix("https://schema.org/") for node in nodes]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"NewsArticle": 4, "Event": 18, "Quotation": 2}
    articles = {node["@id"] for node, kind in zip(nodes, kinds, strict=True) if kind == "NewsArticle"}
    for node, kind in zip(nodes, kinds, strict=True):
        if kind == "Event":
            assert node["https://schema.org/subjectOf"][0]["@id"] in articles
        assert not any(key.startswith("_:") for key in node)


def test_the_crate_loads_with_its_provenance(exported: Exported) -> None:
    rocrate = pytest.importorskip("rocrate.rocrate")
    out, job = exported("ro-crate")
    crate = rocrate.ROCrate(str(out))
    held = {entity.id for entity in crate.data_entities}
    assert {path.relative_to(out).as_posix() for path in job.files if out in path.parents} - held == {
        "ro-crate-metadata.json"
    }
    action = crate.dereference("#export")
    assert action.type == "CreateAction"
    assert {entity.id for entity in action["result"]} == held
    assert action["instrument"]["name"] == "Dragoman"
    assert crate.dereference("#coding")["result"].id == action["object"].id
    ids = {entity["@id"] for entity in json.loads((out / "ro-crate-metadata.json").read_text())["@graph"]}
    for entity in json.loads((out / "ro-crate-metadata.json").read_text())["@graph"]:
        for value in entity.values():
            for one in value if isinstance(value, list) else [value]:
                if isinstance(one, dict) and "@id" in one:
                    assert one["@id"] in ids or one["@id"].startswith("https://w3id.org/"), one


def test_annotations_have_the_words_of_the_page(exported: Exported) -> None:
    """The page as received is sliced by position; the quotation must be the same words."""
    out, _ = exported("w3c-annotations")
    found = json.loads(out.read_text(encoding="utf-8"))
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert found["first"]["type"] == "AnnotationPage"
    pages = {"https://courier.example/2021/talks": GENEVA, "urn:dragoman:page:border": BORDER}
    items = found["first"]["items"]
    assert len({one["id"] for one in items}) == len(items) > 30
    checked = 0
    for one in items:
        assert one["type"] == "Annotation"
        position, quotation = one["target"]["selector"]
        assert (position["type"], quotation["type"]) == ("TextPositionSelector", "TextQuoteSelector")
        if (page := pages.get(one["target"]["source"])) is not None:
            assert quotation["exact"] == page[position["start"] : position["end"]]
            # The words around it, where the report holds them.
            assert quotation["prefix"].split()[-1:] in ([], page[: position["start"]].split()[-1:])
            assert quotation["suffix"].split()[:1] in ([], page[position["end"] :].split()[:1])
            checked += 1
        for body in one["body"] if isinstance(one["body"], list) else [one["body"]]:
            assert body["type"] in ("TextualBody", "SpecificResource")
            assert body["purpose"] in ("tagging", "classifying", "describing", "identifying", "linking")
            assert body.get("value") or body["source"].startswith(("urn:dragoman:", "https://sws.geonames.org/"))
    assert checked > 20


def test_without_text_annotations_stand_by_position_alone(exported: Exported) -> None:
    out, _ = exported("w3c-annotations", text=False)
    items = json.loads(out.read_text(encoding="utf-8"))["first"]["items"]
    quoted = [one for one in items if len(one["target"]["selector"]) == 2]
    # Those of the headline, which is no running text, may be quoted.
    assert all(one["target"]["selector"][0]["start"] < 40 for one in quoted)
    assert len(quoted) < len(items) / 4


def test_ninjs_is_as_its_schema_says(exported: Exported) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((HERE / "ninjs_schema.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft4Validator(schema)
    for text in (True, False):
        out, _ = exported("ninjs", f"text-{text}", text=text)
        items = records(out)
        assert len(items) == 4
        for item in items:
            assert list(checker.iter_errors(item)) == []
            assert ("body_text" in item) == text
    assert list(checker.iter_errors({**items[0], "headlines": []})) != []


def test_ftm_entities_are_as_their_schemata_say(exported: Exported) -> None:
    """By the summary of the schemata kept here: the package itself needs ICU to be compiled."""
    schemata = json.loads((HERE / "ftm_schema.json").read_text(encoding="utf-8"))["schemata"]
    out, _ = exported("ftm")
    entities = records(out)
    kinds = {one["id"]: one["schema"] for one in entities}
    for one in entities:
        schema = schemata[one["schema"]]
        assert set(one) == {"id", "schema", "properties"}
        assert set(schema["required"]) <= set(one["properties"])
        for name, values in one["properties"].items():
            kind = schema["properties"][name]
            assert values and all(isinstance(value, str) and value for value in values)
            if kind["type"] == "entity":
                for value in values:
                    assert kind["range"] == "Thing" or kind["range"] in schemata[kinds[value]]["schemata"], (
                        name,
                        value,
                    )
            if kind["type"] == "country":
                assert all(len(value) == 2 and value.islower() for value in values)
    assert {"Article", "Person", "PublicBody", "Organization", "Event", "Note", "Project", "Mention"} <= set(
        kinds.values()
    )


def test_the_followthemoney_package_takes_every_value(exported: Exported) -> None:
    model = pytest.importorskip("followthemoney", reason="followthemoney is not installed (it compiles ICU)").model
    out, _ = exported("ftm")
    for one in records(out):
        proxy = model.get_proxy(one, cleaned=False)
        proxy.schema.validate(one)
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(values) for name, values in kept.items()} == {
            name: sorted(values) for name, values in one["properties"].items()
        }


def test_plover_records_have_what_the_manual_demands(exported: Exported) -> None:
    out, _ = exported("plover")
    rows = records(out)
    assert len({row["id"] for row in rows}) == len(rows) == 14
    for row in rows:
        assert row["date"]
        assert isinstance(row["actor"], list)
        [kind] = row["event"]
        assert kind in codebook.types()
        for entity in (*row["actor"], *row.get("recipient", [])):
            assert len(entity["code"]) == 3
    mutual = next(row for row in rows if row["id"] == "border:e2")
    assert [entity["code"] for entity in mutual["actor"]] == ["AZE", "TUR", "GEO"]
    assert "recipient" not in mutual
