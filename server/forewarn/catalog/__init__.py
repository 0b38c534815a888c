"""The catalogue: forewarn's vocabulary as data, and functions that look things up in it.

Stands above `syntax`, below `model`: it knows nothing of elements, documents or files. Everything is read on demand
from `data/` and kept; every function is pure. Ids are kebab-case words of our own; *categories* are STRIDE words.

| question | function |
|---|---|
| what kinds of assets and components are there? | `types`, `types_for`, `nearest_type`, `type_named_in` |
| what goes wrong? | `threat_types`, `threats_for_type`, `flow_threats` |
| which threat is meant? | `threats_with_reference`, `threat_near`, `threats_mentioned` |
| what answers it? | `mitigation_types`, `mitigations_for_threat`, `why_it_does_not_stop` |
| what do these words mean? | `sensitivity`, `severity`, `category`, `encrypted_by_protocol` |
| is this text a leftover, this actor an adversary? | `is_template_residue`, `says_none`, `is_hostile_name` |
"""

from forewarn.catalog.categories import Category, categories, category, category_title, stride
from forewarn.catalog.element_types import Type, nearest_type, type_named_in, types, types_for
from forewarn.catalog.mitigation_types import MitigationType, mitigation_types
from forewarn.catalog.near_threats import threat_near, threats_mentioned
from forewarn.catalog.phrases import is_hostile_name, is_template_residue, says_none, template_phrases
from forewarn.catalog.protocols import encrypted_by_protocol, protocol_names
from forewarn.catalog.scales import (
    Step,
    sensitivities,
    sensitivity,
    sensitivity_rank,
    severities,
    severity,
    severity_rank,
)
from forewarn.catalog.source import CatalogError
from forewarn.catalog.suggestions import (
    category_of,
    mitigations_for_threat,
    threats_for_type,
    threats_with_reference,
    why_it_does_not_stop,
)
from forewarn.catalog.threat_types import ThreatType, flow_threats, threat_types

__all__ = [
    "CatalogError",
    "Category",
    "MitigationType",
    "Step",
    "ThreatType",
    "Type",
    "categories",
    "category",
    "category_of",
    "category_title",
    "encrypted_by_protocol",
    "flow_threats",
    "is_hostile_name",
    "is_template_residue",
    "mitigation_types",
    "mitigations_for_threat",
    "nearest_type",
    "protocol_names",
    "says_none",
    "sensitivities",
    "sensitivity",
    "sensitivity_rank",
    "severities",
    "severity",
    "severity_rank",
    "stride",
    "template_phrases",
    "threat_near",
    "threat_types",
    "threats_for_type",
    "threats_mentioned",
    "threats_with_reference",
    "type_named_in",
    "types",
    "types_for",
    "why_it_does_not_stop",
]
