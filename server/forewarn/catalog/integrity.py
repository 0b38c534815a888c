"""Whether the catalogue agrees with itself: every name resolves, every answer answers, every text keeps its form.

Not run by the language server or the command line: a test runs it over the shipped data.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from forewarn.catalog.categories import categories, stride
from forewarn.catalog.element_types import types, types_for
from forewarn.catalog.guidance import guidance
from forewarn.catalog.mitigation_types import mitigation_types
from forewarn.catalog.protocols import protocols
from forewarn.catalog.reference_ids import Status, check, parse
from forewarn.catalog.scales import sensitivities, severities
from forewarn.catalog.source import CatalogError, read
from forewarn.catalog.threat_types import flow_threats, threat_types
from forewarn.catalog.words import folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_FIELDS = {
    "types": "label group for definition sensitivity class retain priority aliases mentions threats",
    "threats": "title aliases category ask mitigations references",
    "mitigations": ("title kind addresses references does-not-stop why sole-answer deprecated replaced-by"),
    "flow-threats": "threats",
    "sensitivities": "meaning synonyms",
    "severities": "meaning synonyms",
    "categories": "scheme letter title violates plain synonyms",
}
_CLASSES = {"personal", "payment", "authentication"}
_KINDS = {"prevent", "detect", "respond", "reduce"}
_CONDITIONS = {"crosses-boundary", "unencrypted", "unauthenticated", "to-third-party", "from-untrusted"}
_GUIDANCE_PARTS = ("bad-day", "good-answers", "prove-it")
_GUIDANCE_WORDS = 90


def problems() -> tuple[str, ...]:
    """Give what is wrong with the catalogue's data, a sentence each; empty if all is well."""
    found: list[str] = []
    for part in (_fields, _types, _aliases, _threats, _mitigations, _flows, _words, _references, _guidance):
        found.extend(_caught(part))
    return tuple(found)


def require_sound() -> None:
    """Raise `CatalogError` with everything that is wrong, if anything is."""
    if found := problems():
        raise CatalogError("\n".join(found))


def _caught(part: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Give what a part finds, up to a field of the wrong form, which is itself a finding."""
    try:
        yield from part()
    except CatalogError as error:
        yield str(error)


def _fields() -> Iterator[str]:
    for name, fields in _FIELDS.items():
        for entry, record in read(name).records():
            if unknown := record.names() - set(fields.split()):
                yield f"{name}/{entry}: no such field: {', '.join(sorted(unknown))}"
            if name != "categories" and not _ID.fullmatch(entry):
                yield f"{name}/{entry}: is no kebab-case id"


def _types() -> Iterator[str]:
    scale = {step.name for step in sensitivities()}
    for entry in types().values():
        where = f"types/{entry.id}"
        if not (entry.for_asset or entry.for_component):
            yield f"{where}: is for neither assets nor components"
        if entry.for_asset and entry.sensitivity not in scale:
            yield f"{where}: can be an asset, so it needs a sensitivity"
        if not entry.for_asset and entry.sensitivity:
            yield f"{where}: cannot be an asset, so it has no sensitivity"
        if unknown := set(entry.classes) - _CLASSES:
            yield f"{where}: unknown class {unknown}"
        if entry.retain not in {"", "never"}:
            yield f"{where}: `retain` can only be never"
        if not entry.threats:
            yield f"{where}: nothing can happen to it"
        yield from _missing(where, "threats", entry.threats, threat_types())
        yield from _twice(where, "aliases", map(folded, entry.aliases))
        yield from _twice(where, "mentions", entry.mentions)
        yield from _sentence(where, "definition", entry.definition, ".")


def _aliases() -> Iterator[str]:
    for holder in ("asset", "component"):
        chosen = types_for(holder)
        names = {folded(entry.id): entry.id for entry in chosen}
        for entry in chosen:
            for alias in entry.aliases:
                owner = names.setdefault(folded(alias), entry.id)
                if owner != entry.id:
                    yield f"types/{entry.id}: the alias `{alias}` already means {owner} for a {holder}"


def _threats() -> Iterator[str]:
    known = mitigation_types()
    for entry in threat_types().values():
        where = f"threats/{entry.id}"
        if not entry.categories or set(entry.categories) - set(stride()):
            yield f"{where}: needs STRIDE categories, has {entry.categories}"
        yield from _sentence(where, "title", entry.title, "")
        yield from _sentence(where, "ask", entry.ask, "?.")
        yield from _missing(where, "mitigations", entry.mitigations, known)
        yield from _twice(where, "mitigations", entry.mitigations)
        yield from _twice(where, "aliases", entry.aliases)
        named = [known[name] for name in entry.mitigations if name in known]
        if not any(answer.sole_answer for answer in named):
            yield f"{where}: no mitigation is enough on its own"
        for answer in named:
            if answer.deprecated:
                yield f"{where}: offers `{answer.id}`, which is deprecated"
            if entry.id in answer.does_not_stop:
                yield f"{where}: offers `{answer.id}`, which says that it does not stop it"


def _mitigations() -> Iterator[str]:
    used = {name for threat in threat_types().values() for name in threat.mitigations}
    for entry in mitigation_types().values():
        where = f"mitigations/{entry.id}"
        if entry.kind not in _KINDS:
            yield f"{where}: unknown kind `{entry.kind}`"
        if not entry.addresses or set(entry.addresses) - set(stride()):
            yield f"{where}: needs STRIDE categories, has {entry.addresses}"
        yield from _sentence(where, "title", entry.title, "")
        yield from _missing(where, "does-not-stop", entry.does_not_stop, threat_types())
        yield from _twice(where, "does-not-stop", entry.does_not_stop)
        if bool(entry.does_not_stop) != bool(entry.why):
            yield f"{where}: `does-not-stop` and `why` belong together"
        if entry.deprecated != bool(entry.replaced_by):
            yield f"{where}: `deprecated` and `replaced-by` belong together"
        yield from _missing(where, "replaced-by", entry.replaced_by, mitigation_types())
        if entry.id not in used and not entry.deprecated:
            yield f"{where}: no threat is answered by it"


def _flows() -> Iterator[str]:
    if set(flow_threats()) != _CONDITIONS:
        yield f"flow-threats: has the conditions {sorted(flow_threats())}"
    for condition, threats in flow_threats().items():
        yield from _missing(f"flow-threats/{condition}", "threats", threats, threat_types())
        yield from _twice(f"flow-threats/{condition}", "threats", threats)


def _words() -> Iterator[str]:
    for name, steps in (("sensitivities", sensitivities()), ("severities", severities())):
        yield from _twice(name, "synonyms", (folded(word) for step in steps for word in (step.name, *step.synonyms)))
    letters = [entry.letter for entry in categories().values() if entry.letter]
    if "".join(letters) != "STRIDE":
        yield f"categories: the letters spell {''.join(letters)}"
    for scheme in ("stride", "linddun"):
        chosen = [entry for entry in categories().values() if entry.scheme == scheme]
        yield from _twice("categories", "synonyms", (folded(word) for entry in chosen for word in entry.synonyms))
    if both := protocols().encrypted & protocols().plain:
        yield f"protocols: {both} cannot be encrypted and plain"


def _references() -> Iterator[str]:
    places = [(f"threats/{entry.id}", entry.references) for entry in threat_types().values()]
    places += [(f"mitigations/{entry.id}", entry.references) for entry in mitigation_types().values()]
    places += [("reference-details", tuple(read("reference-details").record("titles").names()))]
    for where, references in places:
        yield from _twice(where, "references", references)
        for written in references:
            reference = parse(written)
            if reference is None or reference.written != written:
                yield f"{where}: `{written}` is not how we write a reference id"
                continue
            result = check(written)
            if result is None or result.status not in {Status.KNOWN, Status.NOT_CHECKED}:
                yield f"{where}: `{written}` is {result.status if result else 'nothing we know'}"


def _guidance() -> Iterator[str]:
    known = {
        "categories": set(categories()),
        "types": set(types()),
        "threats": set(threat_types()),
        "kinds": set(read("guidance").record("kinds").names()),
    }
    for section, record in read("guidance").records():
        yield from _missing("guidance", section, record.names(), known.get(section, ()))
        for name, entry in record.records():
            where = f"guidance/{section}/{name}"
            if unknown := entry.names() - {"ask", *_GUIDANCE_PARTS}:
                yield f"{where}: no such part: {', '.join(sorted(unknown))}"
            yield from _sentence(where, "ask", entry.text("ask"), "?.")
            for part in _GUIDANCE_PARTS:
                yield from _sentence(where, part, entry.text(part), ".")
    yield from _long_guidance()


def _long_guidance() -> Iterator[str]:
    names = [("category", name) for name in categories()]
    for topic, known in (("type", types()), ("threat", threat_types()), ("mitigation", mitigation_types())):
        names += [(topic, name) for name in known]
    for topic, name in names:
        found = guidance(topic, name)
        if found is None:
            yield f"guidance: nothing on the {topic} {name}"
            continue
        words = sum(len(part.split()) for part in (found.ask, found.bad_day, found.good_answers, found.prove_it))
        if words > _GUIDANCE_WORDS:
            yield f"guidance: {words} words on the {topic} {name}"


def _missing(where: str, field: str, names: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    have = set(known)
    for name in names:
        if name not in have:
            yield f"{where}: `{field}` names `{name}`, which does not exist"


def _twice(where: str, field: str, names: Iterable[str]) -> Iterator[str]:
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{where}: `{field}` has `{name}` {times} times"


def _sentence(where: str, field: str, text: str, ends: str) -> Iterator[str]:
    """Ask for a capital and one of the given ends; no end given means none is wanted (a title)."""
    starts = text[:1].isupper() or text[:1] in {'"', "3"}
    closed = text.rstrip('"').endswith(tuple(ends)) if ends else not text.endswith((".", "?"))
    if not starts or not closed:
        yield f"{where}: `{field}` does not read as a {'sentence' if ends else 'title'}: {text!r}"
