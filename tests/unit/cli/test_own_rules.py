"""Rules of an organisation's own, from the command line: what they find, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.model.dismissals import NAME
from tests.support.commands import check, codes, forewarn
from tests.unit.cli.test_new_since import commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Write = Callable[[str, "str | bytes"], Path]

MODEL = """\
threat-model: Ferry
assets:
  ticket: {sensitivity: secret}
  timetable: {sensitivity: public}
"""
RULE = """\
rules:
  ACME-001:
    name: secrets-have-an-owner
    kind: asset
    when: sensitivity == secret
    require: owner is known
    message: "{name} is {sensitivity}, and nobody owns it. Who does?"
    insert: owner
"""
SAID = "`ticket` is secret, and nobody owns it. Who does?"


@pytest.fixture
def set_up(write: Write) -> Callable[..., None]:
    """A model, rules, and a configuration that names them."""

    def written(rules: str = RULE, settings: str = "", model: str = MODEL) -> None:
        write("forewarn.toml", f'own-rules = ["security/rules.yaml"]\n{settings}')
        write("security/rules.yaml", rules)
        write("threat-model.yaml", model)

    return written


def own(*arguments: str) -> list[str]:
    """The messages of the organisation's own rules."""
    return [one["message"] for one in check(*arguments)["findings"] if one["code"].startswith("ACME")]


def test_a_finding_has_the_shape_of_any_other(set_up: Callable[..., None]) -> None:
    set_up()
    (one,) = [one for one in check()["findings"] if one["code"] == "ACME-001"]
    assert one["path"] == "threat-model.yaml"
    assert (one["name"], one["layer"], one["severity"]) == ("secrets-have-an-owner", "completeness", "information")
    assert one["message"] == SAID
    assert one["range"] == {"start": {"line": 3, "column": 3}, "end": {"line": 3, "column": 9}}
    assert [fix["title"] for fix in one["fixes"]] == ["Write `owner:`"]
    assert [edit["text"] for edit in one["fixes"][0]["edits"]] == ["\n    sensitivity: secret\n    owner:"]


@pytest.mark.parametrize(
    ("settings", "arguments", "speaks"),
    [
        ("", (), True),
        ('ignore = ["ACME-001"]', (), False),
        ('ignore = ["secrets-have-an-owner"]', (), False),
        ('select = ["FW101"]', (), False),
        ('select = ["secrets-have-an-owner"]', (), True),
        ("", ("--select", "ACME-001"), True),
        ("", ("--select", "FW101"), False),
        ("", ("--ignore", "ACME-001"), False),
        ('[severity]\nACME-001 = "off"', (), False),
        ('ignore = ["ACME-001"]\n[policy]\nprotected = ["ACME-001"]', (), True),
        ('[ignore-in]\n"*.yaml" = ["ACME-001"]', (), False),
    ],
)
def test_it_is_chosen_like_any_other(
    set_up: Callable[..., None], settings: str, arguments: tuple[str, ...], *, speaks: bool
) -> None:
    set_up(settings=settings)
    assert own(*arguments) == ([SAID] if speaks else [])
    assert "FW904" not in codes(check()["findings"])


def test_its_severity_is_configured(set_up: Callable[..., None]) -> None:
    set_up(settings='[severity]\nsecrets-have-an-owner = "error"')
    assert [one["severity"] for one in check()["findings"] if one["code"] == "ACME-001"] == ["error"]


def test_a_comment_waives_it(set_up: Callable[..., None]) -> None:
    comment = "  # forewarn: ignore ACME-001 because the ferry has one owner only\n"
    set_up(model=MODEL.replace("  ticket", f"{comment}  ticket"))
    report = check("--ignore", "FW101,FW202")
    assert (codes(report["findings"]), report["summary"]["waived"]) == (["FW108"], 1)
    set_up(model=MODEL.replace("  timetable", f"{comment}  timetable"))
    assert "FW901" in codes(check()["findings"])
    set_up(model=MODEL.replace("  ticket", f"{comment.replace('001', '002')}  ticket"))
    assert "FW904" in codes(check()["findings"])


def test_it_is_listed_and_explained(set_up: Callable[..., None]) -> None:
    set_up()
    (line,) = [line for line in forewarn("rules").out.splitlines() if line.startswith("ACME-001")]
    assert line.split()[1:5] == ["secrets-have-an-owner", "completeness", "information", "fix"]
    assert line.endswith("Asks of assets with `sensitivity == secret` that `owner is known`.")
    told = forewarn("explain", "ACME-001")
    assert told.code == 0
    assert told.out.startswith("ACME-001 secrets-have-an-owner (completeness, information)\n\nAsks of assets with")
    assert forewarn("explain", "secrets-have-an-ownr").err.endswith("did you mean secrets-have-an-owner?\n")
    assert forewarn("check", "--select", "ACME-002").err == (
        "forewarn: no rule is called ACME-002; `forewarn rules` lists them\n"
    )


def test_status_tells_whose_rules_count(set_up: Callable[..., None], write: Write) -> None:
    set_up()
    write("other.yaml", "own-rules: Of another house\n")
    assert "  own rules in: security/rules.yaml\n" in forewarn("status", "threat-model.yaml").out
    assert (
        "checked as rules: the configuration names it under `own-rules`"
        in forewarn("status", "security/rules.yaml").out
    )
    told = forewarn("status", "other.yaml").out
    assert "checked as rules: it has a top-level key `own-rules`" in told
    assert "its rules do not count: no configuration names it" in told


def test_rules_count_below_the_configuration_that_names_them(set_up: Callable[..., None], write: Write) -> None:
    set_up()
    write("ferry/forewarn.toml", "")
    write("ferry/threat-model.yaml", MODEL)
    assert [one["path"] for one in check()["findings"] if one["code"] == "ACME-001"] == ["threat-model.yaml"]


def wrong(*paths: str) -> list[str]:
    """What is wrong in rule files and the configuration: the words meant, and what is said of them."""
    found: list[str] = []
    for one in check(*paths)["findings"]:
        if one["code"] in ("FW001", "FW005", "FW904", "FW905"):
            start = one["range"]["start"]
            found.append(f"{start['line']}:{start['column']} {one['code']} {one['message']}")
    return found


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rules:", "rulez:", "1:1 FW905 A rule file has no `rulez`. Is `rules` meant?"),
        (
            "ACME-001",
            "FW999",
            "2:3 FW905 Codes that begin with `FW` are forewarn's own. Which prefix is yours? `ACME-001`",
        ),
        ("ACME-001", "acme-1", "2:3 FW905 `acme-1` is no code. Write a prefix of your own and a number: `ACME-001`."),
        ("ACME-001", "🔑-001", "2:3 FW905 `🔑-001` is no code."),
        (
            "nobody owns it",
            "nobody owns 🔑 {ownr}",
            "7:59 FW905 `ownr` is nothing that an asset has. Is `owner` meant?",
        ),
        ("{sensitivity}", "{}", "7:25 FW905 Which fact? Write its name between the braces."),
        ("Who does?", "Who {does?", "7:64 FW905 A brace that is meant as such is doubled"),
        ("kind: asset", "kind: aset", "4:11 FW905 `aset` is nothing that `kind` can be. Is `asset` meant?"),
        ("kind: asset", "kind: [asset]", "4:11 FW905 `kind` is one text. Which elements it looks at."),
        ("kind: asset", "kind:", "4:5 FW905 `kind` says nothing yet. Which elements it looks at."),
        ("    kind: asset\n", "", "2:3 FW905 `ACME-001` lacks `kind:`. It does not count until that is there."),
        (
            "sensitivity == secret",
            "sensitivity == secrt",
            "5:26 FW905 `secrt` is nothing that `sensitivity` can be. Is",
        ),
        ("owner is known", "ownr is known", "6:14 FW905 `ownr` is nothing that an asset has. Is `owner` meant?"),
        ("owner is known", "owner is knwn", "6:23 FW905 `knwn` says nothing here. What could stand here: `not`,"),
        ("insert: owner", "insert: ownr", "8:13 FW905 `ownr` is no field that could be written here. Is `owner`"),
        ("insert: owner", "insert: {sensitivity: high}", "8:27 FW905 `high` is nothing that `sensitivity` can be."),
        (
            "insert: owner",
            "layer: loud",
            "8:12 FW905 `loud` is nothing that `layer` can be. Write `integrity`, `threat`",
        ),
        ("insert: owner", "link: http://wiki.example", "8:11 FW905 Here stands an https address."),
        ("insert: owner", "fixx: Ask", "8:5 FW905 A rule has no `fixx`. Is `fix` meant?"),
        ("insert: owner", "why: *later", "8:10 FW905 `why` is written out: aliases are not followed."),
        ("insert: owner", "kind: threat", "8:5 FW005"),
        ("secrets-have-an-owner", "Secrets!", "3:11 FW905 A name is words in lower case with hyphens"),
        ("secrets-have-an-owner", "threat-unanswered", "3:11 FW905 `threat-unanswered` is a rule of forewarn's own."),
    ],
)
def test_a_mistake_is_found_in_the_rule_file_where_it_stands(
    set_up: Callable[..., None], old: str, new: str, said: str
) -> None:
    set_up(RULE.replace(old, new, 1))
    assert [one[: len(said)] for one in wrong("threat-model.yaml")] == [said]
    assert forewarn("check", "threat-model.yaml").code == 1


def test_what_is_wrong_in_one_rule_leaves_the_others_in_force(set_up: Callable[..., None]) -> None:
    broken = RULE.removeprefix("rules:\n").replace("001", "002").replace("== secret", "== secrt")
    set_up(f"{RULE}{broken.replace('have-an', 'need-an')}")
    assert own() == [SAID]
    assert len(wrong()) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("- ACME-001\n", "1:1 FW905 A rule file is a mapping: `own-rules: …` with a title, then `rules:`."),
        ("rules: [ACME-001]\n", "1:8 FW905 `rules` is a mapping: each code, `ACME-001:`, with its rule below."),
        ("rules: all\n", "1:8 FW905 `rules` is a mapping"),
        ("rules:\n  ACME-001: yes\n", "2:3 FW905 A rule has fields: `name:`, `kind:`, `require:` and `message:` at"),
        ("own-rules: [1]\n", "1:1 FW905 `own-rules` is the title of these rules, a text."),
    ],
)
def test_a_file_of_another_shape_says_so(set_up: Callable[..., None], typed: str, said: str) -> None:
    set_up(typed)
    assert [one[: len(said)] for one in wrong()] == [said]


@pytest.mark.parametrize("typed", ["", "# soon\n", "own-rules: Ours\n", "rules:\n", "own-rules: Ours\nrules: {}\n"])
def test_a_file_without_rules_is_no_mistake(set_up: Callable[..., None], typed: str) -> None:
    set_up(typed)
    assert wrong() == []


def test_a_code_counts_once(set_up: Callable[..., None], write: Write) -> None:
    again = RULE.removeprefix("rules:\n").replace("secrets-have-an-owner", "secrets-are-owned")
    set_up(f"{RULE}{again}")
    assert wrong() == ["9:3 FW905 `ACME-001` is another rule already, and that one counts. What else is this called?"]
    assert own() == [SAID]
    write("forewarn.toml", 'own-rules = ["security/rules.yaml", "more.yaml"]')
    write("security/rules.yaml", RULE)
    write("more.yaml", RULE)
    assert [one[:22] for one in wrong()] == ["2:3 FW905 `ACME-001` i", "3:11 FW905 `secrets-ha"]


@pytest.mark.parametrize(
    ("named", "said"),
    [
        ("security/none.yaml", "1:15 FW905 There is no file `security/none.yaml` in this workspace that can be read"),
        ("../rules.yaml", "1:15 FW905 `../rules.yaml` leads out of this folder."),
        ("/etc/rules.yaml", "1:15 FW905 `/etc/rules.yaml` leads out of this folder."),
        ("rules/*.yaml", "1:15 FW905 Here stands one file with rules, in YAML: `security/rules.yaml`."),
        ("readme.md", "1:15 FW905 Here stands one file with rules, in YAML: `security/rules.yaml`."),
    ],
)
def test_a_rule_file_that_is_not_there_is_found_in_the_configuration(write: Write, named: str, said: str) -> None:
    write("forewarn.toml", f'own-rules = ["{named}"]')
    write("threat-model.yaml", MODEL)
    assert [one[: len(said)] for one in wrong()] == [said]


def test_a_link_that_leads_out_of_the_workspace_is_not_followed(write: Write, tmp_path: Path) -> None:
    outside = write("outside.yaml", RULE)
    write("work/.git/HEAD", "")
    write("work/forewarn.toml", 'own-rules = ["rules.yaml"]')
    write("work/threat-model.yaml", MODEL)
    (tmp_path / "work/rules.yaml").symlink_to(outside)
    assert own("work") == []
    assert [one[:35] for one in wrong("work")] == ["1:15 FW905 There is no file `rules."]


def many(count: int) -> str:
    """So many rules, all of them sound."""
    rule = RULE.removeprefix("rules:\n").replace("ACME-001", "ACME-{0}").replace("-an-", "-{0}-")
    rule = rule.replace("{name} is {sensitivity}, and nobody", "Nobody")
    return "rules:\n" + "".join(rule.format(number) for number in range(count))


def test_much_too_much_is_said_once(set_up: Callable[..., None]) -> None:
    set_up(RULE.replace("owner is known", "owner is known or " * 55_000 + "owner is known"))
    assert wrong() == ["6:14 FW905 This has 990,014 characters; a condition has at most 2,000."]
    set_up(many(600))
    assert wrong() == ["3502:3 FW905 A file holds at most 500 rules. Those from here on do not count."]
    assert len(own()) == 500
    set_up(many(10_000))
    assert [one[:25] for one in wrong()] == ["1:1 FW905 This file has 1"]
    assert own() == []


def test_a_tab_is_found_and_the_rules_around_it_count(set_up: Callable[..., None]) -> None:
    again = RULE.removeprefix("rules:\n").replace("ACME-001", "ACME-002").replace("-an-", "-one-")
    set_up(RULE.replace("    insert", "\tinsert") + again)
    assert all(" FW001 " in one for one in wrong())
    assert own()[-1:] == [SAID]


DOCUMENT = """\
# Threat model of the ferry

## Assets

- Tickets
- Seats

## Threats

- T1: A ticket is copied (high)
- T2: A seat is sold twice
  - Severity: high
- T3: The ferry sinks
  - Severity: low
"""


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (
            "kind: asset\n    require: owner is known\n    message: Whose is {name}?\n    fix: Name the {team}.",
            ["Both assets differ from what `ferry-rule` asks. Name the {team}."],
        ),
        ("kind: threat\n    require: severity != low\n    message: Is {title} low?", ["Is The ferry sinks low?"]),
        (
            'kind: threat\n    require: ticket == X\n    message: "{ticket}"\n    ask: Which ticket?',
            ["All 3 threats do not say whether they are as `ferry-rule` asks."],
        ),
        ('kind: threat\n    require: ticket == X\n    message: "{ticket}"', []),
        (
            "kind: model\n    require: owner is stated\n    message: Is {title} ours?",
            ["Is Threat model of the ferry ours?"],
        ),
        (
            "kind: model\n    require: owner is stated\n    message: Whose is {name}?",
            ["Whose is “Threat model of the ferry”?"],
        ),
        ('kind: question\n    require: answer is stated\n    message: "{name}?"', []),
    ],
)
def test_a_document_is_asked_once_what_all_of_it_lacks(write: Write, rule: str, said: list[str]) -> None:
    write("forewarn.toml", 'own-rules = ["rules.yaml"]')
    write("rules.yaml", f"rules:\n  ACME-001:\n    name: ferry-rule\n    {rule}\n")
    write("threat-model.md", DOCUMENT)
    assert wrong() == []
    assert own("threat-model.md", "--select", "ACME-001") == said


def test_what_a_day_alone_brings_makes_no_run_fail(set_up: Callable[..., None]) -> None:
    rule = "rules:\n  ACME-001:\n    name: on-time\n    kind: mitigation\n    layer: integrity\n    message: Late\n"
    model = "threat-model: Ferry\nmitigations:\n  M1: {title: A rail, due: 2026-01-31}\n"
    set_up(f"{rule}    require: due >= today\n", model=model)
    assert own("--today", "2026-01-31") == []
    assert own("--today", "2026-02-01") == ["Late"]
    chosen = ("--select", "ACME-001", "--today", "2026-02-01")
    assert forewarn("check", *chosen).code == 0
    assert forewarn("check", "--fail-on-expired", *chosen).code == 1
    set_up(f"{rule}    require: due <= today + 90 days\n", model=model)
    assert forewarn("check", "--select", "ACME-001", "--today", "2025-01-01").code == 1


def test_explain_tells_what_a_rule_would_need(set_up: Callable[..., None]) -> None:
    set_up(model=MODEL + "  rumour: {}\n")
    assert "ACME-001 secrets-have-an-owner — open: " in forewarn("explain", "threat-model.yaml:3", "ACME-001").out
    told = forewarn("explain", "threat-model.yaml:4", "ACME-001").out
    assert "not applicable: it concerns assets with `sensitivity == secret`" in told
    told = forewarn("explain", "threat-model.yaml:5", "ACME-001").out
    assert "cannot tell: whether it concerns this; needs the `sensitivity` of `rumour`" in told
    set_up(model=MODEL + "owner: crew\n")
    assert "answered: `owner is known`" in forewarn("explain", "threat-model.yaml:3", "ACME-001").out


def test_what_it_finds_is_dismissed_known_by_a_baseline_and_new_since_a_revision(
    set_up: Callable[..., None], write: Write
) -> None:
    set_up()
    (one,) = [one for one in check()["findings"] if one["code"] == "ACME-001"]
    write(NAME, f"{one['fingerprint']} ACME-001 ticket\n")
    assert own() == []
    assert "FW904" not in codes(check()["findings"])
    write(NAME, "")
    forewarn("check", "--write-baseline", "known.json")
    assert own("--baseline", "known.json") == []
    set_up(settings='ignore = ["FW101"]', model=MODEL.replace("  ticket", "  pass: {sensitivity: secret}\n  ticket"))
    assert own("--baseline", "known.json") == [SAID.replace("ticket", "pass")]


def test_a_rule_that_is_new_makes_nothing_old_new(set_up: Callable[..., None], write: Write) -> None:
    """Texts of before are judged by the rules of today, as by the settings of today."""
    set_up(rules="rules: {}\n")
    commit()
    set_up()
    assert own() == [SAID]
    assert own("--new-since", "HEAD") == []
    set_up(model=MODEL.replace("  ticket", "  pass: {sensitivity: secret}\n  ticket"))
    assert own("--new-since", "HEAD") == [SAID.replace("ticket", "pass")]
