"""How much modelling a system needs, as its model and the paved path tell."""

from __future__ import annotations

import pytest

from forewarn.model.configuration import Configuration, PavedPath
from forewarn.model.need import Level, Need, need
from tests.support.findings import judge


def needed(text: str, paved: PavedPath | None = None) -> Need:
    """What the model in `text` needs, where an organisation describes this paved path."""
    judged = judge(f"threat-model: Library cards\n{text}", settings=Configuration(paved_path=paved))
    return need(judged.analyses[0].index)


HARBOUR = PavedPath("Harbour", provides={"service-authentication": "https://wiki.example/identity"})

DESK = """\
zones:
  street: {trust: none}
actors:
  reader: {zone: street}
components:
  desk: {}
  shelf: {stores: [address]}
  post: {type: third-party-api, stores: [card]}
assets:
  address: {type: personal-data}
  card: {type: payment-card-data}
flows:
  ask: {from: desk, to: shelf}
"""


def test_a_system_that_stores_personal_data_needs_a_full_model() -> None:
    """What others store it does not store itself."""
    assert needed(DESK) == Need(Level.FULL, ("It stores `address` (personal).",))


SESSION = """\
zones:
  street: {trust: none}
actors:
  reader: {zone: street}
components:
  desk: {type: web-api}
assets:
  session: {type: session-token}
  db-password: {type: service-credential}
flows:
  borrow: {from: reader, to: desk, carries: [session]}
"""


def test_who_only_carries_a_session_and_holds_a_password_of_its_database_needs_no_full_model() -> None:
    found = needed(SESSION)
    assert found.level == "standard"
    assert found.reasons == ("Nothing personal, no payment and no authentication is stored, issued or decided on.",)


def test_who_hands_sessions_out_or_checks_passwords_does() -> None:
    issues = SESSION.replace("carries: [session]", "returns: [session]")
    assert needed(issues).reasons == ("It issues `session` (authentication).",)
    checks = SESSION.replace("session-token", "user-password")
    assert needed(checks).reasons == ("It decides on `session` (authentication).",)


def test_on_the_paved_path_a_light_model_will_do() -> None:
    on = f"paved-path: true\n{SESSION}"
    assert needed(on, HARBOUR).level == "light"
    assert needed(on, HARBOUR).reasons[-1] == "It is on Harbour."
    assert needed(on, PavedPath("Harbour", covers=("worker",))).reasons[-1] == "Harbour is not for `desk`."


def test_the_paved_path_counts_only_where_it_is_described() -> None:
    found = needed(f"paved-path: true\n{SESSION}")
    assert found.level == "standard"
    assert found.reasons[-1] == "The paved path is not described in the configuration, so it does not count."


def test_off_the_paved_path_what_is_exposed_counts() -> None:
    found = needed(f"paved-path: {{deviates: [service-authentication]}}\n{SESSION}", HARBOUR)
    assert found.level == "full"
    assert found.reasons == (
        "It exposes `session` off the paved path (authentication).",
        "It deviates from Harbour.",
    )


def test_where_no_asset_is_listed_it_is_unclear() -> None:
    assert needed("owner: reading-room\n") == Need(Level.UNCLEAR, ("No asset is listed.",))


def test_where_nothing_says_what_the_assets_are_it_is_unclear() -> None:
    found = needed("assets:\n  loan: {}\n  door: {sensitivity: restricted}\n  hours: {sensitivity: public}\n")
    assert found.level == "unclear"
    assert found.reasons == ("Nothing says what sort of asset `loan` and `door` are (`type:`).",)


def test_where_no_flow_takes_a_grave_asset_along_it_is_unclear() -> None:
    """In a model that has flows; one that only lists assets is taken at its word."""
    drawn = DESK.replace("shelf: {stores: [address]}", "shelf: {}")
    assert needed(drawn).reasons == ("No flow and no component says where `address` goes.",)
    listed = "assets:\n  address: {type: personal-data}\n"
    assert needed(listed).level == "full"


def test_long_lists_of_names_are_cut() -> None:
    assets = "".join(f"  a{number}: {{type: personal-data}}\n" for number in range(5))
    (reason,) = needed(f"assets:\n{assets}").reasons
    assert reason == "It lists `a0`, `a1`, `a2` and 2 more among its assets (personal)."


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("", "Nothing says whether it is on Harbour (`paved-path:`)."),
        ("paved-path: false\n", "It is not on Harbour."),
        ("paved-path: maybe\n", "Nothing says whether it is on Harbour (`paved-path:`)."),
        ("paved-path:\n", "Nothing says whether it is on Harbour (`paved-path:`)."),
        ("paved-path: {deviates: }\n", "Nothing says whether it is on Harbour (`paved-path:`)."),
        ("paved-path: {deviates: []}\n", "It is on Harbour."),
        ("paved-path: {deviates: service-authentication}\n", "It deviates from Harbour."),
        ("paved-path: [true]\n", "It is on Harbour."),
    ],
)
def test_only_who_says_so_is_on_the_path(written: str, reason: str) -> None:
    assert needed(written + SESSION, HARBOUR).reasons[-1] == reason


def test_what_others_run_need_not_be_on_the_path() -> None:
    on = f"paved-path: true\n{SESSION}".replace("assets:", "  sms: {type: third-party-api}\nassets:")
    covers = PavedPath("Harbour", covers=("public-api",))
    assert needed(on.replace("web-api", "public-api"), covers).level == "light"
    assert needed(on, covers).reasons[-1] == "Harbour is not for `desk`."
