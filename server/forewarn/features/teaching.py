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
from forewarn.features.prose import code, escape
from forewarn.features.summary import summary
from forewarn.model.kinds import Kind
from forewarn.model.scale import USUAL
from forewarn.model.schema import Shape, schema, words

if TYPE_CHECKING:
    from forewarn.model.scale import Scale
    from forewarn.model.schema import FieldSpec
    from forewarn.model.whole import Whole

_SENSITIVITY = "asset.sensitivity"


def teach(topic: str, whole: Whole | None = None) -> str:
    """What to say about `topic`, as Markdown; empty if nothing is known. `whole` is the model it is asked in."""
    sort, _, name = topic.partition(":")
    scale = whole.facts.scale if whole is not None else USUAL
    match sort:
        case "field":
            return _field(name, scale)
        case "choice":
            return _choice(name, scale)
        case "kind":
            return _kind(name)
        case "type":
            return _type(name, scale)
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
    if kind not in schema().kinds:
        return None
    fields = schema().kinds[Kind(kind)].fields
    spec = None
    for key in keys:
        spec = fields.get(key)
        if spec is None:
            return None
        fields = spec.fields
    return spec


def _field(name: str, scale: Scale) -> str:
    spec = _spec(name)
    if spec is None:
        return ""
    lines = [f"**{spec.name}** · {spec.about}"]
    if spec.of:
        lines.append(f"Takes: {words(spec.of)}, by identifier.")
    if spec.choices:
        choices = _sensitivities(scale, spec) if name == _SENSITIVITY else spec.choices
        lines.append("\n".join(f"- {code(choice)} {escape(about)}" for choice, about in choices.items()))
    if spec.shape is Shape.REFERENCE_IDS:
        lines.append("Forms: " + ", ".join(f"`{scheme.example}`" for scheme in reference_ids.schemes().values()) + ".")
    return "\n\n".join(lines)


def _choice(name: str, scale: Scale) -> str:
    if name.startswith(f"{_SENSITIVITY}."):
        return _sensitivity(name.removeprefix(f"{_SENSITIVITY}."), scale)
    path, _, choice = name.rpartition(".")
    spec = _spec(path)
    about = spec.choices.get(choice, "") if spec else ""
    return f"**{choice}** · {about}" if about else ""


def _sensitivity(word: str, scale: Scale) -> str:
    spec, step = _spec(_SENSITIVITY), scale.step(word)
    about = spec.choices.get(step, "") if spec and step else ""
    return f"**{escape(word)}** · {about if step == word else f'{step}: {about}'}" if about else ""


def _sensitivities(scale: Scale, spec: FieldSpec) -> dict[str, str]:
    """What each sensitivity means, by what it is called here."""
    return {word: spec.choices[step] if word == step else f"{step}: {spec.choices[step]}" for word, step in
            scale.words.items()}  # fmt: skip


def _kind(name: str) -> str:
    if name not in schema().kinds:
        return ""
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


def _type(name: str, scale: Scale) -> str:
    entry = catalog.types().get(name)
    if entry is None:
        return ""
    head = f"**{entry.label}** · {entry.definition}"
    if entry.sensitivity:
        head += f" Usually {escape(scale.in_full(entry.sensitivity))}."
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
