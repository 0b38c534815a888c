"""`forewarn status` says what is decided for a file, and by which setting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.support.commands import forewarn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, str], Path]

MODEL = """\
threat-model: Opening hours
owner: desk
paved-path: true
components:
  desk: {type: public-api}
assets:
  hours: {type: public-content}
"""
NOTHING = "Nothing personal, no payment and no authentication is stored, issued or decided on."
SILENT = """\
ignore = ["FW201", "threat-names-no-asset"]
severity.FW203 = "off"
ignore-in."*.yaml" = ["FW302"]
ignore-in."old/" = ["FW303"]
"""
USUAL = [
    "threat-model.yaml",
    "  checked as native: it has a top-level key `threat-model`",
    "  workspace: .",
    "  stage design: FW207, FW210, FW211, FW601, FW602 are silent",
    f"  need standard: {NOTHING} The paved path is not described in the configuration, so it does not count.",
]


def status(write: Write, settings: str, model: str = MODEL) -> list[str]:
    """What is said of a model where these settings lie beside it, but for what is said without any."""
    write("forewarn.toml", settings)
    write("threat-model.yaml", model)
    lines = forewarn("status", "threat-model.yaml").out.splitlines()
    return [line.strip() for line in lines if line not in (*USUAL, "  configured in: forewarn.toml")]


def test_without_settings_only_what_the_model_itself_decides_is_said(write: Write) -> None:
    write("threat-model.yaml", MODEL)
    assert forewarn("status", "threat-model.yaml").out.splitlines() == USUAL


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", []),
        ('profile = "self-serve"', ["profile self-serve: questions are shown as warnings"]),
        (
            SILENT,
            ["silent: FW201 (`ignore`), FW208 (`ignore`), FW302 (`ignore-in`, *.yaml), FW203 (`severity`)"],
        ),
        ('severity.unused-element = "error"', ["shown otherwise: FW012 error (`severity`)"]),
        (
            'select = ["FW006"]\nignore = ["FW201"]\n[policy]\nprotected = ["FW201"]',
            ["only these rules speak: FW006, FW201 (`select`)", "nobody silences: FW201 (`policy`)"],
        ),
        (
            '[policy.acceptance.high]\nby = ["CISO", "CEO"]\nmax-days = 90\n',
            [
                "critical threats are accepted by CISO or CEO for 90 days (`policy`, FW205)",
                "high threats are accepted by CISO or CEO for 90 days (`policy`, FW205)",
            ],
        ),
        (
            'ignore = ["FW205"]\n[policy.acceptance.critical]\nmax-days = 90\n',
            [
                "silent: FW205 (`ignore`; what policy asks is said)",
                "critical threats are accepted by anybody for 90 days (`policy`, FW205)",
            ],
        ),
        (
            '[sensitivity]\nconfidential = ["internal"]\nrestricted = ["C3"]',
            ["sensitivities: public, internal (confidential), C3 (restricted), secret"],
        ),
        (
            "[review-ages]\nstandard = 100",
            ["a review is out of date after: full 100 days, standard 100 days, light 1095 days (FW602)"],
        ),
        ('prose.sensitivity = "off"', ["prose off: nothing is said about sentences (`prose`)"]),
        ('ignore = ["FW999"]\nprofile = "loud"', []),
        ('profile = "guided', ["the configuration is no TOML now: nothing in it counts"]),
    ],
)
def test_what_is_decided_is_said_with_the_setting_that_does_it(write: Write, settings: str, said: list[str]) -> None:
    assert status(write, settings) == said


def test_on_the_paved_path_little_is_asked_and_status_says_so(write: Write) -> None:
    path = '[paved-path]\nname = "Harbour"\nlink = "https://wiki.example"\n[paved-path.provides]\nmfa = "wiki"\n'
    assert status(write, path) == [
        "Harbour (https://wiki.example) brings mfa",
        f"need light: {NOTHING} It is on Harbour.",
        "of a light model only FW101 to FW108 ask questions",
    ]
    assert status(write, path, MODEL.replace("paved", "stage: live\npaved"))[1].startswith("need light")


def test_of_a_configuration_itself_nothing_is_decided(write: Write) -> None:
    write("forewarn.toml", 'profile = "guided"\n')
    assert forewarn("status", "forewarn.toml").out.splitlines() == [
        "forewarn.toml",
        "  checked as configuration: it holds forewarn's settings",
        "  workspace: .",
    ]
