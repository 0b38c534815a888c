"""What the rules on flows know of types names types, threats and mitigations that there are."""

from __future__ import annotations

from forewarn.catalog import mitigation_types, threat_types, types
from forewarn.catalog.flow_judgements import integrity_names, pairs_of
from forewarn.catalog.protocols import encrypted_by_protocol


def test_every_name_is_known() -> None:
    named_types, named_threats, named_mitigations = integrity_names()
    assert set(named_types) <= set(types())
    assert set(named_threats) <= set(threat_types())
    assert set(named_mitigations) <= set(mitigation_types())


def test_the_encrypted_twin_of_a_plain_protocol_is_encrypted() -> None:
    assert {
        (encrypted_by_protocol(plain), encrypted_by_protocol(twin)) for plain, twin in pairs_of("secured").items()
    } == {(False, True)}
