"""Reference ids: read as people write them, checked as far as we know, explained (FW009)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.catalog.reference_ids import Status, check, edition, find, parse, schemes, title, url
from forewarn.catalog.reference_search import Offer, known_references, search

# what an author writes → status, what forewarn proposes instead
SEEN = [
    ("CWE-384", Status.KNOWN, ""),
    ("cwe-384", Status.KNOWN, ""),
    ("CWE-079", Status.KNOWN, ""),
    ("`CWE-89`", Status.KNOWN, ""),
    ("CWE-384: Session Fixation", Status.KNOWN, ""),
    ("CWE-384 (Session Fixation)", Status.KNOWN, ""),
    ("CWE-99999", Status.UNKNOWN, ""),
    ("CWE-132", Status.DEPRECATED, "CWE-170"),
    ("CWE-1", Status.DEPRECATED, ""),
    ("CWE-1427", Status.NOT_CHECKED, ""),
    ("CWE 384", Status.MALFORMED, "CWE-384"),
    ("CWE384", Status.MALFORMED, "CWE-384"),
    ("CWE:384", Status.MALFORMED, "CWE-384"),
    ("CWE-", Status.MALFORMED, ""),
    ("CWE-79x", Status.MALFORMED, ""),
    ("CAPEC-60", Status.NOT_CHECKED, ""),
    ("CAPEC 60", Status.MALFORMED, "CAPEC-60"),
    ("CAPEC-sixty", Status.MALFORMED, ""),
    ("ATT&CK T1110.004", Status.KNOWN, ""),
    ("MITRE ATT&CK: T1539 (Steal Web Session Cookie)", Status.KNOWN, ""),
    ("ATT&amp;CK T1539", Status.KNOWN, ""),
    ("ATT&CK M1032", Status.KNOWN, ""),
    ("ATT&CK TA0001", Status.KNOWN, ""),
    ("ATT&CK T1002", Status.REVOKED, "ATT&CK T1560"),
    ("ATT&CK T1999", Status.UNKNOWN, ""),
    ("ATT&CK T1110.999", Status.UNKNOWN, "ATT&CK T1110"),
    ("ATT&CK T0803", Status.NOT_CHECKED, ""),  # from the matrix for industrial control systems
    ("ATT&CK G0016", Status.NOT_CHECKED, ""),
    ("T1110.004", Status.MALFORMED, "ATT&CK T1110.004"),
    ("ATT&CK technique T1110", Status.MALFORMED, "ATT&CK T1110"),
    ("ATTACK T1110/004", Status.MALFORMED, "ATT&CK T1110.004"),
    ("ATT&CK T11", Status.MALFORMED, ""),
    ("ATLAS AML.T0051", Status.NOT_CHECKED, ""),
    ("ATLAS AML.T0051.000", Status.NOT_CHECKED, ""),
    ("AML.T0051", Status.MALFORMED, "ATLAS AML.T0051"),
    ("ATLAS T0051", Status.MALFORMED, "ATLAS AML.T0051"),
    ("ASVS 5.0.0 V7.2.4", Status.NOT_CHECKED, ""),
    ("ASVS 5.0 V7.2.4", Status.NOT_CHECKED, ""),
    ("OWASP ASVS v4.0.3 2.1.1", Status.NOT_CHECKED, ""),
    ("v5.0.0-7.2.4", Status.NOT_CHECKED, ""),
    ("ASVS V7.2.4", Status.VERSION_MISSING, "ASVS 5.0.0 V7.2.4"),
    ("ASVS 7.2.4", Status.VERSION_MISSING, "ASVS 5.0.0 V7.2.4"),
    ("V7.2.4", Status.VERSION_MISSING, "ASVS 5.0.0 V7.2.4"),
    ("ASVS 5.0.0 V19.1.1", Status.MALFORMED, ""),  # there are 17 chapters
    ("ASVS 4.0.3 V15.1.1", Status.MALFORMED, ""),  # there were 14
    ("ASVS", Status.MALFORMED, ""),
    ("NIST 800-53 AC-3", Status.NOT_CHECKED, ""),
    ("NIST SP 800-53 Rev. 5 AC-2(1)", Status.NOT_CHECKED, ""),
    ("NIST 800-53 XX-3", Status.MALFORMED, ""),
    ("NIST 800-53 AC3", Status.MALFORMED, "NIST 800-53 AC-3"),
    ("NIST AC-3", Status.MALFORMED, "NIST 800-53 AC-3"),
    ("NIST 800-53", Status.MALFORMED, ""),
    ("LINDDUN linking", Status.KNOWN, ""),
    ("LINDDUN: Data disclosure", Status.KNOWN, ""),
    ("LINDDUN Linkability", Status.UNKNOWN, "LINDDUN linking"),
    ("LINDDUN drowning", Status.UNKNOWN, ""),
    ("OWASP A01:2025", Status.NOT_CHECKED, ""),
]
NOT_OURS = [
    "",
    "SEC-12",
    "T1",
    "AC-3",
    "see CWE-79",
    "CWE Top 25 of last year",
    "https://cwe.mitre.org/data/definitions/384.html",
    "ISO 27001 A.5.1",
    "PCI DSS 6.4.3",
    "NIST 800-63B",
    "NIST CSF PR.AC-1",
    "Atlas project",
    "CVE-2024-3094",
]


@pytest.mark.parametrize(("written", "status", "replacement"), SEEN)
def test_a_reference_is_checked_and_mended(written: str, status: Status, replacement: str) -> None:
    found = check(written)
    assert found is not None
    assert (found.status, found.replacement) == (status, replacement)


@pytest.mark.parametrize("written", NOT_OURS)
def test_what_is_no_id_of_ours_is_left_alone(written: str) -> None:
    assert check(written) is None


@pytest.mark.parametrize("replacement", sorted({replacement for _, _, replacement in SEEN if replacement}))
def test_what_forewarn_proposes_is_well_formed(replacement: str) -> None:
    found = check(replacement)
    assert found is not None
    assert found.status in {Status.KNOWN, Status.NOT_CHECKED}
    assert found.reference is not None
    assert found.reference.written == replacement


@pytest.mark.parametrize(
    ("written", "about", "page"),
    [
        ("CWE-384", "Session Fixation", "https://cwe.mitre.org/data/definitions/384.html"),
        ("CAPEC-60", "Reusing session ids (session replay)", "https://capec.mitre.org/data/definitions/60.html"),
        ("ATT&CK T1110.004", "Brute Force: Credential Stuffing", "https://attack.mitre.org/techniques/T1110/004/"),
        ("ATT&CK M1032", "Multi-factor Authentication", "https://attack.mitre.org/mitigations/M1032/"),
        (
            "ATLAS AML.T0051",
            "Inject instructions into a language model",
            "https://atlas.mitre.org/techniques/AML.T0051",
        ),
        ("ASVS 5.0.0 V7.2.4", "Sessions", None),
        ("NIST 800-53 AC-3", "Access enforcement", None),
        ("NIST 800-53 AC-24", "Access control", None),  # no title of its own: its family's
        (
            "LINDDUN linking",
            "Pieces of data about one person are joined that were meant to stay apart.",
            "https://linddun.org/",
        ),
        ("CAPEC-999", "", "https://capec.mitre.org/data/definitions/999.html"),
    ],
)
def test_a_hover_has_a_title_and_a_page(written: str, about: str, page: str | None) -> None:
    reference = parse(written)
    assert reference is not None
    assert title(reference) == about
    assert url(reference).startswith("https://") if page is None else url(reference) == page


def test_a_title_that_follows_the_id_is_kept_apart() -> None:
    reference = parse("CWE-384: Session Fixation")
    assert reference is not None
    assert (reference.scheme, reference.id, reference.rest) == ("CWE", "384", "Session Fixation")


def test_ids_are_found_in_running_text_with_their_places() -> None:
    text = "See CWE-79, and (ATT&CK T1110.004); not XCWE-79, not cwe-less. ASVS 5.0.0 V7.2.4."
    found = [(text[start:end], reference.written) for start, end, reference in find(text)]
    assert found == [
        ("CWE-79", "CWE-79"),
        ("ATT&CK T1110.004", "ATT&CK T1110.004"),
        ("ASVS 5.0.0 V7.2.4", "ASVS 5.0.0 V7.2.4"),
    ]


def test_the_edition_behind_a_verdict_is_known() -> None:
    assert edition("CWE") == "4.14"
    assert edition("ATT&CK") == "18.1 (Enterprise)"
    assert edition("CAPEC") == ""


def test_ids_are_offered_by_number_and_by_words() -> None:
    assert [offer.written for offer in search("CWE-38")][:3] == ["CWE-384", "CWE-38", "CWE-382"]
    assert search("session fixation") == (Offer("CAPEC-61", "Session fixation"), Offer("CWE-384", "Session Fixation"))
    assert search("credential stuffing")[0].written == "ATT&CK T1110.004"
    assert search("no such thing at all") == ()


def test_what_is_no_longer_in_force_is_not_offered() -> None:
    offered = {offer.written for offer in known_references()}
    assert "CWE-170" in offered
    assert not offered & {"CWE-132", "ATT&CK T1002"}


@pytest.mark.parametrize("scheme", schemes().values(), ids=lambda scheme: scheme.name)
def test_the_example_of_a_scheme_is_well_formed(scheme: object) -> None:
    example = getattr(scheme, "example", "")
    reference = parse(example)
    assert reference is not None
    assert reference.written == example


@given(st.text(max_size=60) | st.from_regex(r"(?:CWE|ATT&CK|ASVS|NIST 800-53|LINDDUN)[ :-].{0,20}", fullmatch=True))
def test_no_text_upsets_the_check_and_what_parses_once_parses_again(text: str) -> None:
    found = check(text)
    reference = parse(text)
    if reference is None:
        assert found is None or found.reference is None
        return
    again = parse(reference.written)
    assert again is not None
    assert (again.scheme, again.id, again.version) == (reference.scheme, reference.id, reference.version)
    title(reference)
    assert url(reference).startswith("https://")
