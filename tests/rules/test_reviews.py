"""What is said of reviews, where the rules' own examples do not show it."""

from __future__ import annotations

from datetime import date

from tests.support.findings import rendered

DESK = """\
threat-model: Library cards
owner: reading-room
stage: live
assets:
  reader-address: {type: personal-data}
"""


def test_the_day_on_which_a_review_gets_too_old_is_announced_two_weeks_ahead() -> None:
    text = DESK + "reviews:\n  - date: 2025-09-12\n"
    assert rendered(text, "FW602", today=date(2026, 8, 28)) == ""
    assert (
        rendered(text, "FW602", today=date(2026, 8, 29))
        == """\
7:11 information FW602: This review is out of date after 2026-09-12, in 14 days. The system needs a full model. Who \
looks again before then?
    - date: 2025-09-12
            ^^^^^^^^^^
"""
    )
    assert rendered(text, "FW602", today=date(2026, 9, 12)).startswith("7:11 information")
    assert rendered(text, "FW602", today=date(2026, 9, 13)).startswith(
        "7:11 warning FW602: The last review was on 2025-09-12. The system needs a full model. Who looks again?"
    )


def test_while_the_system_is_designed_nobody_is_asked_for_a_review() -> None:
    text = DESK.replace("live", "design") + "threats:\n  T1: {title: Somebody lists all addresses}\n"
    assert rendered(text, "FW601", "FW602") == ""
    assert "FW601" in rendered(text.replace("design", "live"), "FW601")


def test_a_day_that_does_not_exist_and_one_at_the_end_of_time_are_no_trouble() -> None:
    for day in ("2026-02-31", "9999-12-31", "yesterday", "''"):
        assert rendered(f"{DESK}reviews:\n  - date: {day}\n", "FW602", "FW605") == ""


def test_where_nobody_counts_who_is_confident_nothing_is_made_of_the_votes() -> None:
    for votes in ("{unsure: 2}", "{confident: few, unsure: 2}", "{}", "many", "{confident: 0}"):
        assert rendered(f"{DESK}reviews:\n  - {{date: 2026-09-12, votes: {votes}}}\n", "FW604") == ""


def test_half_of_the_votes_are_no_majority() -> None:
    text = DESK + "reviews:\n  - date: 2026-09-12\n    votes: {confident: 2, unsure: 2}\n"
    assert "2 of 4 are confident enough. What would the others need to see?" in rendered(text, "FW604")


def test_a_person_may_own_an_asset_and_a_team_be_written_in_another_form() -> None:
    text = DESK + "reviews:\n  - {date: 2026-09-12, participants: [{name: ines, team: Reading Room}]}\n"
    assert rendered(text, "FW605") == ""
    assert rendered(text.replace("owner: reading-room", "owner: ines"), "FW605") == ""
    assert "belongs to tom; nobody from there" in rendered(text.replace("owner: reading-room", "owner: tom"), "FW605")
