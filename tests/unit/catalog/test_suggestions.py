"""What the catalogue proposes, and what it knows of types, threats and mitigations."""

from __future__ import annotations

import pytest

from forewarn.catalog import (
    category_of,
    flow_threats,
    mitigation_types,
    mitigations_for_threat,
    nearest_type,
    threat_near,
    threat_types,
    threats_for_type,
    threats_with_reference,
    types,
    types_for,
    why_it_does_not_stop,
)
from forewarn.catalog.guidance import guidance


def test_a_session_token_is_a_secret_of_class_authentication() -> None:
    entry = types()["session-token"]
    assert entry.for_asset
    assert not entry.for_component
    assert (entry.sensitivity, entry.classes, entry.priority) == ("secret", ("authentication",), True)
    assert entry.threats[0] == "session-hijack"


def test_a_card_verification_value_must_never_be_kept() -> None:
    assert types()["card-verification-value"].retain == "never"
    assert {entry.id for entry in types().values() if entry.retain} == {"card-verification-value"}


def test_types_are_offered_where_they_may_stand() -> None:
    assets = {entry.id for entry in types_for("asset")}
    components = {entry.id for entry in types_for("component")}
    assert "session-token" in assets - components
    assert "public-api" in components - assets
    assert "relational-database" in assets & components


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("session-token", "session-token"),
        ("Session Token", "session-token"),
        ("session-tokn", "session-token"),
        ("postgres", "relational-database"),
        ("jwt", "access-token"),
        ("our s3 bucket", "object-storage"),
        ("third-party api", "third-party-api"),
        ("webfrontend", "web-frontend"),
        ("unicorn", None),
        ("", None),
        ("  ", None),
    ],
)
def test_the_nearest_type_is_found_by_name_alias_or_likeness(written: str, meant: str | None) -> None:
    found = nearest_type(written)
    assert (found.id if found else None) == meant


def test_the_nearest_type_can_be_asked_for_one_place_only() -> None:
    assert nearest_type("session cookie", "component") is None
    found = nearest_type("session cookie", "asset")
    assert found is not None
    assert found.id == "session-token"


def test_a_threat_type_gives_category_question_references() -> None:
    entry = threat_types()["session-hijack"]
    assert entry.category == "spoofing"
    assert entry.ask == "If I copy this cookie to my laptop, for how long am I this user?"
    assert {"CWE-384", "CAPEC-593", "ATT&CK T1539"} <= set(entry.references)
    assert threat_types()["re-identification"].linddun == ("linddun:identifying", "linddun:linking")
    assert category_of("sql-injection") == "tampering"
    assert category_of("no-such-threat") is None


def test_mitigations_that_the_threat_names_come_first_and_people_last() -> None:
    offered = [entry.id for entry in mitigations_for_threat("phishing-login")]
    assert offered[:3] == ["phishing-resistant-mfa", "security-training", "alerting"]
    offered = [entry.id for entry in mitigations_for_threat("card-testing")]
    assert offered[:5] == ["velocity-and-bot-checks", "three-d-secure", "rate-limits", "generic-errors", "alerting"]


def test_only_a_category_gives_what_answers_it_most_often() -> None:
    offered = mitigations_for_threat("", ("I",))
    assert offered
    assert all("information-disclosure" in entry.addresses for entry in offered)
    assert [entry.sole_answer for entry in offered] == sorted((entry.sole_answer for entry in offered), reverse=True)


def test_what_does_not_stop_a_threat_is_never_offered_for_it() -> None:
    for threat in threat_types():
        offered = mitigations_for_threat(threat)
        assert offered, threat
        assert not [entry.id for entry in offered if threat in entry.does_not_stop or entry.deprecated]
        assert len(set(offered)) == len(offered)


def test_nothing_is_offered_for_nothing() -> None:
    assert mitigations_for_threat() == ()
    assert mitigations_for_threat("no-such-threat") == ()
    assert mitigations_for_threat("", ("mischief",)) == ()


def test_encryption_at_rest_does_not_stop_an_insider_and_the_catalogue_says_why() -> None:
    for threat in ("insider-misuse", "sql-injection", "over-privileged-role"):
        why = why_it_does_not_stop("encryption-at-rest", threat)
        assert why is not None
        assert "decrypts for whoever may query it" in why
    assert why_it_does_not_stop("encryption-at-rest", "cleartext-at-rest") is None
    assert why_it_does_not_stop("no-such-mitigation", "sql-injection") is None


def test_people_and_alarms_alone_are_no_answer() -> None:
    alone = {entry.id for entry in mitigation_types().values() if not entry.sole_answer}
    assert {"alerting", "security-training", "two-person-rule", "access-review"} <= alone
    assert "encryption-at-rest" not in alone


def test_what_is_deprecated_says_what_to_take_instead() -> None:
    old = mitigation_types()["auth-rate-limit"]
    assert old.deprecated
    assert old.replaced_by == ("auth-throttling", "account-lockout")


def test_a_flow_brings_threats_by_its_condition() -> None:
    assert flow_threats()["unencrypted"] == ("cleartext-transit", "in-transit-tampering")


def test_threats_of_a_type_come_in_the_order_of_the_data() -> None:
    assert [entry.id for entry in threats_for_type("session-token")] == list(types()["session-token"].threats)
    assert threats_for_type("no-such-type") == ()


def test_a_reference_leads_to_the_threats_that_carry_it() -> None:
    assert [entry.id for entry in threats_with_reference("CWE-89")] == ["sql-injection"]
    assert threats_with_reference("CWE-99999") == ()


def test_guidance_that_somebody_wrote() -> None:
    found = guidance("type", "session-token")
    assert found is not None
    assert found.written
    assert found.ask == "If I copy this cookie to my laptop, how long am I this user?"
    assert found.prove_it == "Log out, replay the old cookie, expect 401."


def test_guidance_put_together_from_the_catalogue() -> None:
    found = guidance("threat", "xxe")
    assert found is not None
    assert not found.written
    assert found.ask == "What does your parser do with an entity that points at a file on your disk?"
    assert found.good_answers.startswith("Switch off external entities")


def test_guidance_on_a_mitigation_says_what_it_is_for_and_whether_it_is_enough() -> None:
    found = guidance("mitigation", "alerting")
    assert found is not None
    assert found.ask == "If I bring a list of a million leaked passwords, what stops me trying them all?"
    assert found.good_answers.startswith("Beside others, never alone: passwords leaked elsewhere open accounts here;")


def test_there_is_guidance_on_every_kind_of_element() -> None:
    kinds = ("zone", "actor", "component", "asset", "flow", "threat", "mitigation", "assumption", "question", "review")
    assert all(guidance("kind", kind) for kind in kinds)
    assert guidance("kind", "unicorn") is None
    assert guidance("type", "unicorn") is None


@pytest.mark.parametrize(
    ("title", "meant"),
    [
        ("SQL injection", "sql-injection"),
        ("Third-party outage", "dependency-outage"),
        ("Stolen session cookies", "session-hijack"),
        ("Denial of service", None),
        ("Somebody lists all addresses", None),
        ("", None),
    ],
)
def test_a_title_in_somebodys_own_words_means_a_threat_only_where_that_is_plain(title: str, meant: str | None) -> None:
    found = threat_near(title)
    assert (found.id if found else None) == meant
