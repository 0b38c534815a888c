"""Threat models in other tools' formats, told in forewarn's own: the same elements, names and links, nothing added.

What a format leaves open stays open, and a name that nothing has there has nothing here. Formats: OWASP's threat model
library (TM-BOM), OWASP Threat Dragon 2, the Open Threat Model standard (OTM).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

Json = Mapping[str, Any]
_KINDS = ("zones", "actors", "components", "assets", "flows", "threats", "mitigations", "assumptions")


class _Model:
    """A native model in the making: sections by name, entries by identifier."""

    def __init__(self, title: str, owner: str = "") -> None:
        self.header = {"threat-model": title, "owner": owner}
        self.sections: dict[str, dict[str, dict[str, object]]] = {kind: {} for kind in _KINDS}

    def put(self, kind: str, name: str, **fields: object) -> None:
        """An entry with the fields that say something; `from_` stands for a word that Python keeps."""
        said = {
            key.rstrip("_").replace("_", "-"): value for key, value in fields.items() if value not in ("", None, [])
        }
        self.sections[kind][name] = said

    def text(self) -> str:
        """The model as YAML."""
        made = {key: value for key, value in self.header.items() if value}
        return yaml.safe_dump(made | {k: v for k, v in self.sections.items() if v}, sort_keys=False, allow_unicode=True)


def native(path: Path) -> str:
    """The model in the file `path`, as native YAML."""
    text = path.read_text(encoding="utf-8")
    whole: Json = json.loads(text) if path.suffix == ".json" else yaml.safe_load(text)
    return _READERS[path.parent.name](whole).text()


def _name(*words: str) -> str:
    """An identifier of these words."""
    return "-".join(re.findall(r"\w+", " ".join(words).lower())) or "unnamed"


def _short(text: object) -> str:
    """The first line of a text: enough for a title."""
    return " ".join(str(text or "").split())[:200]


# -- OWASP threat model library
_SENSITIVE = {"cred": "secret", "pii": "restricted", "fin": "restricted", "health": "restricted", "biz": "confidential"}
_RANKS = ("secret", "restricted", "confidential")


def _tm_bom(whole: Json) -> _Model:
    model = _Model(_short(whole["scope"]["title"]))
    for zone in whole["trust_zones"]:
        model.put("zones", zone["symbolic_name"], title=zone["title"])
    for actor in whole["actors"]:
        model.put("actors", actor["symbolic_name"], title=actor["title"], zone=actor.get("trust_zone"))
    for persona in whole["threat_personas"]:
        model.put("actors", persona["symbolic_name"], title=persona["title"], hostile=persona["malicious_intent"])
    kept: dict[str, list[str]] = {}
    for asset in whole["data_sets"]:
        levels = {_SENSITIVE.get(one, "") for one in asset["data_sensitivity"]}
        level = next((one for one in _RANKS if one in levels), "")
        model.put("assets", asset["symbolic_name"], title=asset["title"], sensitivity=level)
        for place in asset["placements"]:
            kept.setdefault(place["data_store"], []).append(asset["symbolic_name"])
    for one in (*whole["components"], *whole["data_stores"]):
        name = one["symbolic_name"]
        model.put("components", name, title=one["title"], zone=one["trust_zone"], stores=kept.get(name))
    for flow in whole["data_flows"]:
        model.put(
            "flows", flow["symbolic_name"], title=flow["title"], from_=flow["source"]["object"],
            to=flow["destination"]["object"], encrypted=flow["encrypted"],
        )  # fmt: skip
    answers: dict[str, list[str]] = {}
    for control in whole["controls"]:
        model.put("mitigations", control["symbolic_name"], title=control["title"], status=control["status"])
        for threat in control["threats"]:
            answers.setdefault(threat, []).append(control["symbolic_name"])
    levels = {threat: risk["level"] for risk in whole["risks"] for threat in risk["threats"]}
    for threat in whole["threats"]:
        name = threat["symbolic_name"]
        model.put(
            "threats", name, title=threat["title"], severity=levels.get(name), mitigations=answers.get(name),
            references=[f"CWE-{one['cwe_id']}" for one in threat.get("weaknesses", ())],
        )  # fmt: skip
    for number, one in enumerate(whole["assumptions"], 1):
        model.put("assumptions", f"A{number}", statement=_short(one["description"]), validity=one["validity"])
    return model


# -- OWASP Threat Dragon
_STATUS = {"mitigated": "active", "open": "suggested"}
_DREAD = {"critical": "critical", "high": "high", "medium": "medium", "low": "low"}
_WORDS = {"information disclosure": "information-disclosure", "denial of service": "denial-of-service",
          "elevation of privilege": "elevation-of-privilege", "spoofing": "spoofing", "tampering": "tampering",
          "repudiation": "repudiation"}  # fmt: skip


def _dragon(whole: Json) -> _Model:
    model = _Model(_short(whole["summary"]["title"]), whole["summary"].get("owner", ""))
    number = 0
    for diagram in whole["detail"]["diagrams"]:
        cells: list[Json] = diagram.get("cells") or diagram.get("diagramJson", {}).get("cells", [])
        for cell in cells:
            told: Json = cell.get("data") or cell
            kind = _dragon_kind(cell)
            if not kind or told.get("isTrustBoundary") or told.get("outOfScope"):
                continue
            name = _name(kind[:-1], cell["id"][:8])
            if kind == "flows":
                ends = (_end(cell, "source", cells), _end(cell, "target", cells))
                model.put(
                    kind, name, title=_short(told.get("name")), from_=ends[0], to=ends[1],
                    protocol=told.get("protocol", "").lower(),
                    encrypted=True if told.get("isEncrypted") else None,
                )  # fmt: skip
            else:
                model.put(kind, name, title=_short(told.get("name") or _label(cell)))
            for threat in told.get("threats") or ():
                number += 1
                _dragon_threat(model, number, name if kind != "actors" else "", threat)
    return model


def _dragon_kind(cell: Json) -> str:
    shape = str(cell.get("shape") or cell.get("type", "")).lower()
    if "flow" in shape:
        return "flows"
    if "actor" in shape:
        return "actors"
    return "components" if shape.endswith(("process", "store")) else ""


def _label(cell: Json) -> str:
    return cell.get("attrs", {}).get("text", {}).get("text", "")


def _end(cell: Json, end: str, cells: Iterable[Json]) -> str:
    """The identifier of what a flow leaves or reaches; empty where the arrow ends in the air."""
    tip: Json = cell.get(end) or {}
    found = next((one for one in cells if one["id"] in (tip.get("cell"), tip.get("id"))), None)
    return _name(_dragon_kind(found)[:-1], found["id"][:8]) if found and _dragon_kind(found) else ""


def _dragon_threat(model: _Model, number: int, against: str, threat: Json) -> None:
    told = _short(threat.get("mitigation"))
    status = str(threat.get("status", "")).lower()
    if told:
        model.put("mitigations", f"M{number}", title=told, status=_STATUS.get(status))
    model.put(
        "threats", f"T{number}", title=_short(threat.get("title") or threat.get("ruleId")),
        against=[against] if against else None, category=_WORDS.get(str(threat.get("type", "")).lower()),
        severity=_DREAD.get(str(threat.get("severity", "")).lower()), mitigations=[f"M{number}"] if told else None,
    )  # fmt: skip


# -- Open Threat Model
_STATES = {"implemented": "active", "recommended": "suggested", "required": "planned", "rejected": "rejected"}


def _otm(whole: Json) -> _Model:
    model = _Model(_short(whole["project"]["name"]), whole["project"].get("owner", ""))
    zones = {zone["id"]: _name(zone["name"]) for zone in whole.get("trustZones", ())}
    for zone in whole.get("trustZones", ()):
        model.put("zones", zones[zone["id"]], title=zone["name"])
    for asset in whole.get("assets", ()):
        model.put("assets", _name(asset["name"]), title=asset["name"])
    threats = {one["id"]: one for one in whole.get("threats", ())}
    mitigations = {one["id"]: one for one in whole.get("mitigations", ())}
    parents = {one["id"]: one["parent"] for one in whole.get("components", ())}
    numbered = 0
    for one in whole.get("components", ()):
        name = _name("c", str(one["id"])[:8])
        zone = _zone_of(one["parent"], parents)
        model.put("components", name, title=one["name"], zone=zones.get(zone, _name(zone)))
        for risk in one.get("threats") or ():
            numbered += 1
            own: list[str] = []
            for answer in risk.get("mitigations") or ():
                label = f"M{numbered}-{len(own) + 1}"
                title = _short(mitigations.get(answer["mitigation"], {}).get("name"))
                model.put("mitigations", label, title=title, status=_STATES.get(answer["state"].lower()))
                own.append(label)
            title = _short(threats.get(risk["threat"], {}).get("name"))
            model.put("threats", f"T{numbered}", title=title, against=[name], mitigations=own)
    for flow in whole.get("dataflows", ()):
        ends = [_name("c", str(flow[end])[:8]) for end in ("source", "destination")]
        model.put("flows", _name("f", str(flow["id"])[:8]), title=_short(flow["name"]), from_=ends[0], to=ends[1])
    return model


def _zone_of(parent: Mapping[str, str], parents: Mapping[str, Mapping[str, str]]) -> str:
    """The zone around a component, through the components that it is part of."""
    for _ in parents:
        if "trustZone" in parent:
            return parent["trustZone"]
        parent = parents.get(parent["component"], {"trustZone": parent["component"]})
    return parent.get("trustZone", "")


_READERS: Mapping[str, Callable[[Json], _Model]] = {"tm-bom": _tm_bom, "threat-dragon": _dragon, "otm": _otm}
FORMATS = tuple(_READERS)
"""The folders of the corpus whose models can be told so."""


def models(corpus: Path) -> list[Path]:
    """The models of these formats in the corpus, one model a file."""
    found = (path for name in FORMATS for path in sorted((corpus / "threat-models" / name).iterdir()))
    return [path for path in found if ".cdx." not in path.name]
