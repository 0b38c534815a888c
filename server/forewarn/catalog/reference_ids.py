"""Reference ids: the names that public catalogues give to weaknesses, attacks, controls (rule FW009).

The forms and the words for them are data (`data/reference-schemes.yaml`); the complete lists that tell *unknown* from
*known* are generated (`external_lists`). Everything is loaded on first use: a model without references pays nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from forewarn.catalog.categories import categories, category
from forewarn.catalog.external_lists import ExternalList, Listed, external_list
from forewarn.catalog.source import read

if TYPE_CHECKING:
    from collections.abc import Iterator

_LISTS = {"CWE": "cwe", "ATT&CK": "attack"}
_LONGEST = 300
"""Code points looked at: no reference id is longer, and a title after it may be cut."""
_AFTER = r"(?=$|[\s,;:()\]\[}>\"'`|*]|\.(?:\s|$)|[–—-](?:\s|$))"
_LETTERS = re.compile(r"(?:AML\.)?[A-Z]+")


class Status(StrEnum):
    """What is known of a reference id."""

    KNOWN = "known"
    UNKNOWN = "unknown"
    """The complete list of its scheme does not have it."""
    DEPRECATED = "deprecated"
    REVOKED = "revoked"
    MALFORMED = "malformed"
    """It means to be an id of a scheme and is not written like one."""
    VERSION_MISSING = "version-missing"
    """An ASVS id without its version: the numbers of versions 4 and 5 differ."""
    NOT_CHECKED = "not-checked"
    """Well-formed; forewarn has no complete list of this scheme, or the id is newer than the list."""


@dataclass(frozen=True, slots=True)
class ReferenceId:
    """An id, read: its scheme (`ATT&CK`), the id proper (`T1110.004`), its version where it has one (`5.0.0`).

    `written` is the one way forewarn writes it (`ATT&CK T1110.004`); `rest` is what follows it, such as a title.
    """

    scheme: str
    id: str
    version: str
    written: str
    rest: str


@dataclass(frozen=True, slots=True)
class Check:
    """The result of looking at a reference: its status, its scheme, and how it should be written, if that is known.

    `replacement` is empty where there is nothing to propose. `edition` names the list that was asked (`4.14`).
    """

    status: Status
    scheme: str
    reference: ReferenceId | None = None
    replacement: str = ""
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Scheme:
    """A public catalogue: its title, how its ids are written (regular expressions), an example, its pages."""

    name: str
    title: str
    example: str
    written: str
    url: str
    urls: dict[str, str]
    form: str
    meant: tuple[str, ...]
    opens: str


@cache
def schemes() -> dict[str, Scheme]:
    """Give the schemes by name, in the order in which they are tried."""
    return {
        name: Scheme(
            name=name,
            title=record.text("title"),
            example=record.text("example"),
            written=record.text("written"),
            url=record.text("url"),
            urls={letters: record.record("kinds").text(letters) for letters in record.record("kinds").names()},
            form=record.text("form"),
            meant=record.texts("meant"),
            opens=record.text("opens"),
        )
        for name, record in read("reference-schemes").records()
    }


@lru_cache(maxsize=4096)
def parse(text: str) -> ReferenceId | None:
    """Read a reference id in its proper form, letter case and a title after it aside; None where it has none.

    >>> parse("ATT&CK T1110.004").id, parse("cwe-384: Session Fixation").written, parse("CWE 384")
    ('T1110.004', 'CWE-384', None)
    """
    bare = _bare(text)
    for scheme in schemes().values():
        match = _whole(scheme.form).match(bare)
        if match:
            return _reference(scheme, match)
    return None


@lru_cache(maxsize=4096)
def check(text: str) -> Check | None:
    """Say what is known of a reference as an author wrote it; None where it names none of our schemes.

    URLs, tickets and ids of other catalogues are nobody's business here.
    """
    reference = parse(text)
    if reference is not None:
        return _check(reference)
    bare = _bare(text)
    if "://" in bare:
        return None
    for scheme in schemes().values():
        for form in scheme.meant:
            match = _whole(form).match(bare)
            if match:
                meant = _reference(scheme, match)
                status = Status.VERSION_MISSING if scheme.name == "ASVS" else Status.MALFORMED
                return Check(status, scheme.name, None, meant.written)
    for scheme in schemes().values():
        if scheme.opens and _begins(scheme.opens).match(bare) and len(bare.split()) <= len(scheme.name.split()) + 1:
            return Check(Status.MALFORMED, scheme.name)
    return None


def find(text: str) -> Iterator[tuple[int, int, ReferenceId]]:
    """Find the ids in running text: start and end in code points, and the id. In the order of the text."""
    for match in _anywhere().finditer(text):
        reference = parse(match[0])
        if reference is not None:
            yield match.start(), match.end(), reference


def title(reference: ReferenceId) -> str:
    """Give what an id is about, in a few words; empty where we do not know.

    Names of CWE and ATT&CK entries come from the generated lists, the rest from `data/reference-details.yaml`.
    """
    details = read("reference-details")
    own = details.record("titles").text(reference.written, "")
    if own:
        return own
    listed = _listed(reference)
    if listed:
        return listed.title
    if reference.scheme == "LINDDUN":
        entry = categories().get(f"linddun:{reference.id}")
        return entry.plain if entry else ""
    if reference.scheme == "NIST 800-53":
        return details.record("families").text(reference.id[:2], "")
    if reference.scheme == "ASVS":
        chapters = details.record("asvs-chapters").record(reference.version.partition(".")[0])
        return chapters.text(reference.id.partition(".")[0], "")
    return ""


def url(reference: ReferenceId) -> str:
    """Give the public page that explains an id, or the home page of its scheme."""
    scheme = schemes()[reference.scheme]
    letters = _LETTERS.match(reference.id)
    template = scheme.urls.get(letters[0] if letters else "", scheme.url)
    return template.format(id=reference.id, path=reference.id.replace(".", "/"))


def edition(scheme: str) -> str:
    """Give the edition of the complete list that we have of a scheme (`4.14` of CWE); empty where we have none."""
    return external_list(_LISTS[scheme]).edition if scheme in _LISTS else ""


def _check(reference: ReferenceId) -> Check:
    scheme = reference.scheme
    if scheme in _LISTS:
        return _check_in_list(reference, external_list(_LISTS[scheme]))
    if scheme == "LINDDUN":
        return _check_linddun(reference)
    # No complete list here: an id that cannot be one is malformed, no more is known.
    details = read("reference-details")
    if scheme == "NIST 800-53" and reference.id[:2] not in details.record("families").names():
        return Check(Status.MALFORMED, scheme, reference)
    if scheme == "ASVS":
        chapters = details.record("asvs-chapters").record(reference.version.partition(".")[0]).names()
        if chapters and reference.id.partition(".")[0] not in chapters:
            return Check(Status.MALFORMED, scheme, reference)
    return Check(Status.NOT_CHECKED, scheme, reference)


def _check_in_list(reference: ReferenceId, known: ExternalList) -> Check:
    listed = known.find(reference.id)
    if listed is None:
        parent = reference.id.partition(".")[0]
        if parent != reference.id and known.find(parent):
            return Check(Status.UNKNOWN, reference.scheme, reference, _written(reference.scheme, parent), known.edition)
        status = Status.UNKNOWN if _listed_kind(reference) and known.claims(reference.id) else Status.NOT_CHECKED
        return Check(status, reference.scheme, reference, edition=known.edition)
    status = Status(listed.status) if listed.status else Status.KNOWN
    replacement = _written(reference.scheme, listed.replacement) if listed.replacement else ""
    return Check(status, reference.scheme, reference, replacement, known.edition)


def _check_linddun(reference: ReferenceId) -> Check:
    if f"linddun:{reference.id}" in categories():
        return Check(Status.KNOWN, "LINDDUN", reference)
    # Older editions named the categories otherwise: linkability is today's linking.
    meant = category(f"linddun:{reference.id}")
    replacement = _written("LINDDUN", meant.removeprefix("linddun:")) if meant else ""
    return Check(Status.UNKNOWN, "LINDDUN", reference, replacement)


def _listed_kind(reference: ReferenceId) -> bool:
    """Tell whether the list of the id's scheme holds ids of its kind: ATT&CK's has no groups, software, analytics."""
    return reference.scheme == "CWE" or re.match(r"(?:T|M|TA)\d", reference.id) is not None


def _listed(reference: ReferenceId) -> Listed | None:
    name = _LISTS.get(reference.scheme)
    return external_list(name).find(reference.id) if name else None


def _bare(text: str) -> str:
    return text[:_LONGEST].strip().strip("`*_[]<>\"' \t")


def _reference(scheme: Scheme, match: re.Match[str]) -> ReferenceId:
    groups = {name.rstrip("2"): value for name, value in match.groupdict().items() if value}
    name = _proper(scheme.name, groups["id"])
    # The version of NIST's catalogue is not part of its ids; a version that is missing is taken to be the newest.
    version = groups.get("version", "5.0.0") if scheme.name == "ASVS" else ""
    written = scheme.written.format(id=name, version=version)
    return ReferenceId(scheme.name, name, version, written, match.string[match.end() :].strip(" :()–—-"))


def _proper(scheme: str, name: str) -> str:
    """Give the id proper as its scheme writes it."""
    if scheme == "LINDDUN":
        return "-".join(name.casefold().split())
    upper = name.upper()
    if scheme == "NIST 800-53":
        return re.sub(r"^([A-Z]{2})-?0*(?=\d)", r"\1-", re.sub(r"\s", "", upper))
    if scheme == "ATT&CK":
        return upper.replace("/", ".")
    if scheme == "ATLAS":
        return "AML." + re.sub(r"^AML[.\s-]?", "", upper)
    return upper


def _written(scheme: str, name: str) -> str:
    return schemes()[scheme].written.format(id=name, version="")


# Each is compiled when it is first needed: most models name ids of one scheme or two, and compiling all takes 10 ms.
@cache
def _whole(form: str) -> re.Pattern[str]:
    return re.compile(f"(?:{form}){_AFTER}", re.IGNORECASE)


@cache
def _begins(opens: str) -> re.Pattern[str]:
    return re.compile(opens, re.IGNORECASE)


@cache
def _anywhere() -> re.Pattern[str]:
    forms = [re.sub(r"\(\?P<\w+>", "(?:", f"(?:{scheme.form}){_AFTER}") for scheme in schemes().values()]
    return re.compile(r"(?<![\w/-])(?:" + "|".join(forms) + ")", re.IGNORECASE)
