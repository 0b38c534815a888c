"""Settings of every odd shape: each is said where it stands, what is right counts, and nothing breaks."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest

from forewarn.dialects.configuration import read as settings
from forewarn.model.configuration import NOTHING_SET
from forewarn.text.document import Document
from tests.support.findings import judge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from forewarn.model.configuration import Configuration

ODD = (
    "-1", "0", "1.5", "inf", "nan", "true", "1e3", "1979-05-27", "07:32:00", "100000000000000000000000000000",
    '""', '" "', '"\\u0000"', '"😀"', '"x"', "[]", "[1]", "[[]]", '[""]', '["x", 1, ["y"]]', "{}", "{x = 1}",
    '{"" = []}', '{high = {by = "me"}}', "{high = 3}", "{critical = {}}", '{full = "long"}',
)  # fmt: skip
NAMES = (
    "policy.acceptance", "policy.acceptance.high", "policy.acceptance.high.by", "policy.acceptance.high.max-days",
    "sensitivity", "sensitivity.restricted", "review-ages", "review-ages.full", "review-ages.light",
    "paved-path", "paved-path.name", "paved-path.link", "paved-path.covers", "paved-path.provides",
    "paved-path.provides.mfa",
)  # fmt: skip
RIGHT = """\
[sensitivity]
confidential = ["internal"]
restricted = ["confidential"]

[review-ages]
full = 180

[policy.acceptance.high]
by = ["CISO"]
max-days = 90

[paved-path]
name = "Harbour"
covers = ["public-api"]
provides.service-authentication = "https://wiki.example"
"""
MODEL = """\
threat-model: Opening hours
owner: desk
stage: live
paved-path: {deviates: [service-authentication]}
components: {desk: {type: public-api}}
assets: {hours: {type: public-content, sensitivity: internal}}
threats:
  T1:
    title: Somebody calls as the desk
    type: service-impersonation
    severity: high
    against: [hours]
    decision: {kind: accept, by: Bo, date: 2026-10-01, until: 2027-10-01, reason: It is rare.}
reviews: [{date: 2025-01-01}]
"""


def configuration(text: str) -> Configuration:
    """What counts of these settings."""
    return settings.configuration_of(settings.read(Document.of(text), "forewarn.toml")) or NOTHING_SET


def typed() -> Iterator[str]:
    """Every odd value of every setting, and the right settings while they are typed."""
    for name in NAMES:
        yield from (f"{name} = {value}\n" for value in ODD)
    yield from (RIGHT[:length] for length in range(len(RIGHT)))


def test_a_model_can_be_judged_whatever_the_settings_are(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        for text in typed():
            found = judge(text, "configuration").findings()
            assert {one.code for one in found} <= {"FW001", "FW904", "FW905"}, text
            assert all(one.message.strip() and one.line < len(Document.of(text).lines) for one in found), text
            judge(MODEL, settings=configuration(text)).findings()
    assert caplog.text == ""


@pytest.mark.parametrize("name", NAMES)
def test_what_counts_has_the_shape_of_its_setting(name: str) -> None:
    """A value that is found to be wrong does not count, so that nobody has to ask twice."""
    for value in ODD:
        text = f"{name} = {value}\n"
        if name.count(".") > 1 and judge(text, "configuration").findings():
            built = configuration(text)
            kept = [(one.by, one.max_days) for one in built.acceptance.values()]
            assert all(by in ((), ("x",)) and days is None for by, days in kept), text
            assert built.paved_path is None or not built.paved_path.provides, text


def test_settings_one_by_one_mean_what_they_say() -> None:
    built = configuration(RIGHT)
    assert built.scale.step("Confidential") == "restricted"
    assert built.review_ages == {"full": 180}
    policy = built.acceptance_of("critical")
    assert policy is not None
    assert (policy.by, policy.max_days) == (("CISO",), 90)
    assert built.acceptance_of("low") is None
    assert built.acceptance_of("grave") is None
    assert built.paved_path is not None
    assert built.paved_path.called == "Harbour"
