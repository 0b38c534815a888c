"""What forewarn says about a word: a field, a choice, a type, an element, a reference id. Markdown, short.

A *topic* names what is asked about: `field:threat.severity`, `choice:threat.decision.kind.accept`, `kind:asset`,
`type:session-token`, `threat:session-hijack`, `mitigation:mfa`, `category:spoofing`, `reference:CWE-384`,
`element:T1`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn import catalog
from forewarn.catalog import reference_ids
from forewarn.catalog.guidance import Topic, guidance
from forewarn.features.prose import escape
from forewarn.features.summary import summary
from forewarn.model.kinds import Kind
from forewarn.model.schema import Shape, schema, words

if TYPE_CHECKING:
    from forewarn.model.schema import FieldSpec
    from forewarn.model.whole import Whole


def teach(topic: str, whole: Whole | None = None) -> str:
    """What to say about `topic`, as Markdown; empty if nothing is known. `whole` is the model for `element:`."""
    sort, _, name = topic.partition(":")
    match sort:
        case "field":
            return _field(name)
        case "choice":
            return _choice(name)
        case "kind":
            return _kind(name)
        case "type":
            return _type(name)
        case "threat":
            return _threat(name)
        case "mitigation":
            return _mitigation(name)
        case "category":
            return _category(name)
        case "reference":
            return _reference(name)
        case "element" if whole is not None:
            return "\n\n---\n\n".join(summary(element, whole) for element in whole.index.by_id.get(name, ()))
        case _:
            return ""


def _spec(path: str) -> FieldSpec | None:
    """The field that a path such as threat.decision.kind leads to."""
    kind, *keys = path.split(".")
    fields = schema().kinds[Kind(kind)].fields
    spec = None
    for key in keys:
        spec = fields.get(key)
        if spec is None:
            return None
        fields = spec.fields
    return spec


def _field(name: str) -> str:
    spec = _spec(name)
    if spec is None:
        return ""
    lines = [f"**{spec.name}** · {spec.about}"]
    if spec.of:
        lines.append(f"Takes: {words(spec.of)}, by identifier.")
    if spec.choices:
        lines.append("\n".join(f"- `{choice}` {about}" for choice, about in spec.choices.items()))
    if spec.shape is Shape.REFERENCE_IDS:
        lines.append("Forms: " + ", ".join(f"`{scheme.example}`" for scheme in reference_ids.schemes().values()) + ".")
    return "\n\n".join(lines)


def _choice(name: str) -> str:
    path, _, choice = name.rpartition(".")
    spec = _spec(path)
    about = spec.choices.get(choice, "") if spec else ""
    return f"**{choice}** · {about}" if about else ""


def _kind(name: str) -> str:
    spec = schema().kinds[Kind(name)]
    return f"**{spec.section}** · {spec.about}{_guidance('kind', name)}"


def _guidance(topic: Topic, name: str) -> str:
    found = guidance(topic, name)
    if found is None:
        return ""
    parts = (
        ("Ask yourself", found.ask),
        ("A bad day", found.bad_day),
        ("Good answers look like", found.good_answers),
        ("Prove it", found.prove_it),
    )
    return "".join(f"\n\n**{head}** {text}" for head, text in parts if text)


def _type(name: str) -> str:
    entry = catalog.types().get(name)
    if entry is None:
        return ""
    head = f"**{entry.label}** · {entry.definition}"
    if entry.sensitivity:
        head += f" Usually {entry.sensitivity}."
    return head + _guidance("type", name)


def _threat(name: str) -> str:
    entry = catalog.threat_types().get(name)
    if entry is None:
        return ""
    head = f"**{entry.title}** · {', '.join(catalog.category_title(one) for one in entry.categories)}"
    ids = " · ".join(_link(reference) for reference in entry.references)
    return head + _guidance("threat", name) + (f"\n\n{ids}" if ids else "")


def _mitigation(name: str) -> str:
    entry = catalog.mitigation_types().get(name)
    if entry is None:
        return ""
    head = f"**{entry.title}** · {schema().kinds[Kind.MITIGATION].fields['kind'].choices.get(entry.kind, entry.kind)}"
    ids = " · ".join(_link(reference) for reference in entry.references)
    limits = f"\n\n**It does not stop** {', '.join(entry.does_not_stop)}. {entry.why}" if entry.does_not_stop else ""
    return head + _guidance("mitigation", name) + limits + (f"\n\n{ids}" if ids else "")


def _category(name: str) -> str:
    found = catalog.category(name)
    entry = catalog.categories().get(found) if found else None
    return f"**{entry.title}** · {entry.plain}{_guidance('category', entry.id)}" if entry else ""


def _reference(name: str) -> str:
    found = reference_ids.parse(name)
    if found is None:
        return ""
    title = reference_ids.title(found)
    return f"{_link(found.written)}{' · ' + escape(title) if title else ''}"


def _link(written: str) -> str:
    found = reference_ids.parse(written)
    return f"[{found.written}]({reference_ids.url(found)})" if found else escape(written)
