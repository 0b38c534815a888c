"""Words: how people name sensitivities, severities, categories and protocols, and what says nothing at all."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import forewarn.catalog
from forewarn.catalog import (
    categories,
    category,
    category_title,
    encrypted_by_protocol,
    is_hostile_name,
    is_template_residue,
    protocol_names,
    sensitivities,
    sensitivity,
    sensitivity_rank,
    severities,
    severity,
    severity_rank,
    stride,
    template_phrases,
)
from forewarn.catalog.statuses import meaning_of_status


def test_the_four_sensitivities_and_severities_stand_in_order() -> None:
    assert [step.name for step in sensitivities()] == ["public", "confidential", "restricted", "secret"]
    assert [step.name for step in severities()] == ["low", "medium", "high", "critical"]
    assert sensitivity_rank("restricted") > sensitivity_rank("confidential") > sensitivity_rank("no such")
    assert severity_rank("critical") > severity_rank("low") > severity_rank("no such")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("confidential", "confidential"),
        ("internal", "confidential"),
        ("Internal use only", "confidential"),
        ("highly confidential", "restricted"),
        ("Highly-Confidential", "restricted"),
        ("strictly-confidential", "restricted"),
        ("**Secret**", "secret"),
        ("restricted (tier 1)", "restricted"),
        ("mild", None),
        ("", None),
    ],
)
def test_other_words_for_a_sensitivity_are_read_as_ours(written: str, read: str | None) -> None:
    assert sensitivity(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("high", "high"),
        ("HIGH", "high"),
        ("High (7.5)", "high"),
        ("Moderate", "medium"),
        ("very-high", "critical"),
        ("P1", "critical"),
        ("minor", "low"),
        ("medium to high", None),
        ("dire", None),
    ],
)
def test_other_words_for_a_severity_are_read_as_ours(written: str, read: str | None) -> None:
    assert severity(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("information-disclosure", "information-disclosure"),
        ("Information Disclosure", "information-disclosure"),
        ("I", "information-disclosure"),
        ("i", "information-disclosure"),
        ("DoS", "denial-of-service"),
        ("Elevation of privileges", "elevation-of-privilege"),
        ("EoP", "elevation-of-privilege"),
        ("privilege escalation", "elevation-of-privilege"),
        ("other", "other"),
        ("linddun:linking", "linddun:linking"),
        ("LINDDUN: Linkability", "linddun:linking"),
        ("linddun:non-repudiation", "linddun:non-repudiation"),
        ("Non-repudiation", "repudiation"),
        ("linddun:sailing", None),
        ("mischief", None),
        ("", None),
    ],
)
def test_a_category_is_read_by_word_letter_or_synonym(written: str, read: str | None) -> None:
    assert category(written) == read


def test_stride_is_spelt_by_its_letters_and_every_category_is_explained() -> None:
    assert "".join(categories()[name].letter for name in stride()) == "STRIDE"
    assert category_title("denial-of-service") == "Denial of service"
    assert all(entry.plain.endswith(".") for entry in categories().values())


@pytest.mark.parametrize(
    ("protocol", "encrypted"),
    [
        ("https", True),
        ("HTTPS", True),
        ("tls", True),
        ("grpcs", True),
        ("wss", True),
        ("ssh", True),
        ("sftp", True),
        ("TLS 1.3", True),
        ("mutual TLS", True),
        ("gRPC over TLS", True),
        ("http over TLS", True),
        ("HTTPS (REST)", True),
        ("https/json", True),
        ("http", False),
        ("ftp", False),
        ("telnet", False),
        ("HTTP/HTTPS", None),
        ("HTTP(S)", None),
        ("http, https", None),
        ("no tls", None),
        ("postgres", None),
        ("grpc", None),
        ("http/2", None),
        ("", None),
    ],
)
def test_the_protocol_tells_whether_a_flow_is_encrypted(protocol: str, encrypted: bool | None) -> None:  # noqa: FBT001 - the expected value
    assert encrypted_by_protocol(protocol) is encrypted


def test_protocols_that_tell_something_are_offered_first() -> None:
    names = protocol_names()
    assert names[0] == "https"
    assert names.index("http") < names.index("postgres")


@pytest.mark.parametrize(
    "text",
    [
        "TBD",
        "tbd.",
        "**TODO**",
        "N/A",
        "n/a.",
        "-",
        "...",
        "Example Application",
        "<description>",
        "Describe the threat here",
        "Provide remediation for this threat or a reason if status is N/A",
    ],
)
def test_text_left_over_from_a_template_says_nothing(text: str) -> None:
    assert is_template_residue(text)


@pytest.mark.parametrize(
    "text",
    [
        "N/A: the service has no users",
        "None of the pods can reach it",
        "TBD by Ana until Friday",
        "Todo list service",
        "",
    ],
)
def test_text_with_a_reason_or_content_is_no_residue(text: str) -> None:
    assert not is_template_residue(text)


def test_phrases_of_demos_are_written_as_they_are_compared() -> None:
    assert template_phrases()
    assert all(phrase == phrase.lower().strip() for phrase in template_phrases())


@pytest.mark.parametrize("name", ["attacker", "card-thief", "Malicious insider", "Attacker A1", "script kiddies"])
def test_a_name_can_say_that_an_actor_attacks(name: str) -> None:
    assert is_hostile_name(name)


@pytest.mark.parametrize("name", ["shopper", "red-team", "robot", "support chatbot", "pen-tester", ""])
def test_most_names_do_not(name: str) -> None:
    assert not is_hostile_name(name)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("✅", "mitigated"),
        ("Mitigated by M1", "mitigated"),
        ("open — see #12", "open"),
        ("Won't fix", "accepted"),
        ("**In Progress**", "planned"),
        ("Out of scope", "excluded"),
        ("openly wombat", ""),
        ("", ""),
    ],
)
def test_a_status_word_has_a_meaning(text: str, meaning: str) -> None:
    assert meaning_of_status(text) == meaning


@given(st.text(max_size=80))
def test_no_text_upsets_a_look_up(text: str) -> None:
    sensitivity(text)
    severity(text)
    category(text)
    encrypted_by_protocol(text)
    is_template_residue(text)
    is_hostile_name(text)
    meaning_of_status(text)


@pytest.mark.parametrize("name", [found.name for found in pkgutil.iter_modules(forewarn.catalog.__path__)])
def test_the_examples_in_the_docstrings_are_true(name: str) -> None:
    failures, _ = doctest.testmod(importlib.import_module(f"forewarn.catalog.{name}"))
    assert failures == 0
