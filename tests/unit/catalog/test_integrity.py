"""The catalogue agrees with itself, and we would notice if it did not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from forewarn.catalog import CatalogError
from forewarn.catalog.integrity import problems, require_sound

if TYPE_CHECKING:
    from collections.abc import Callable

MIXED_UP: list[tuple[str, str, dict[str, object], str]] = [
    # file, entry, changed fields, what is said
    (
        "types",
        "session-token",
        {"threats": ["no-such-threat"]},
        "`threats` names `no-such-threat`, which does not exist",
    ),
    ("types", "session-token", {"threats": []}, "nothing can happen to it"),
    ("types", "session-token", {"sensitivity": None}, "can be an asset, so it needs a sensitivity"),
    ("types", "session-token", {"sensitivity": "dire"}, "can be an asset, so it needs a sensitivity"),
    ("types", "public-api", {"sensitivity": "secret"}, "cannot be an asset, so it has no sensitivity"),
    ("types", "session-token", {"for": []}, "is for neither assets nor components"),
    ("types", "session-token", {"class": "cheese"}, "unknown class {'cheese'}"),
    ("types", "session-token", {"retain": "sometimes"}, "`retain` can only be never"),
    ("types", "session-token", {"colour": "red"}, "no such field: colour"),
    ("types", "session-token", {"label": None}, "`label` is missing"),
    ("types", "session-token", {"label": 7}, "`label` is no text"),
    ("types", "session-token", {"aliases": [7]}, "`aliases` is no list of texts"),
    ("types", "session-token", {"priority": "yes"}, "`priority` is neither true nor false"),
    ("types", "session-token", {"aliases": ["jwt"]}, "the alias `jwt` already means session-token for a asset"),
    ("types", "session-token", {"aliases": ["Session", "session"]}, "`aliases` has `session` 2 times"),
    ("types", "session-token", {"definition": "no sentence"}, "`definition` does not read as a sentence"),
    ("types", "Session", {"label": "Again"}, "is no kebab-case id"),
    ("threats", "session-hijack", {"category": "mayhem"}, "needs STRIDE categories"),
    ("threats", "session-hijack", {"category": None}, "needs STRIDE categories"),
    ("threats", "session-hijack", {"ask": "Tell me"}, "`ask` does not read as a sentence"),
    ("threats", "session-hijack", {"mitigations": ["alerting"]}, "no mitigation is enough on its own"),
    ("threats", "session-hijack", {"mitigations": ["mfa"]}, "offers `mfa`, which says that it does not stop it"),
    (
        "threats",
        "session-hijack",
        {"mitigations": ["auth-rate-limit"]},
        "offers `auth-rate-limit`, which is deprecated",
    ),
    ("threats", "session-hijack", {"mitigations": ["nothing"]}, "`mitigations` names `nothing`, which does not exist"),
    ("threats", "session-hijack", {"references": ["CWE 384"]}, "`CWE 384` is not how we write a reference id"),
    ("threats", "session-hijack", {"references": ["CWE-99999"]}, "`CWE-99999` is unknown"),
    ("threats", "session-hijack", {"references": ["CWE-132"]}, "`CWE-132` is deprecated"),
    ("threats", "session-hijack", {"references": ["ATT&CK T1002"]}, "`ATT&CK T1002` is revoked"),
    ("threats", "session-hijack", {"references": ["CWE-79", "CWE-79"]}, "`references` has `CWE-79` 2 times"),
    ("mitigations", "mfa", {"kind": "hope"}, "unknown kind `hope`"),
    ("mitigations", "mfa", {"addresses": ["mayhem"]}, "needs STRIDE categories"),
    ("mitigations", "mfa", {"does-not-stop": ["gravity"]}, "`does-not-stop` names `gravity`, which does not exist"),
    ("mitigations", "mfa", {"why": None}, "`does-not-stop` and `why` belong together"),
    ("mitigations", "mfa", {"deprecated": True}, "`deprecated` and `replaced-by` belong together"),
    ("mitigations", "csprng", {"deprecated": True, "replaced-by": ["luck"]}, "`replaced-by` names `luck`"),
    ("mitigations", "a-talisman", {"title": "Wear it"}, "`kind` is missing"),
    ("flow-threats", "unencrypted", {"threats": ["whispering"]}, "`threats` names `whispering`, which does not exist"),
    ("flow-threats", "on-sundays", {"threats": ["request-flood"]}, "has the conditions"),
    ("severities", "low", {"synonyms": ["major"]}, "`synonyms` has `major` 2 times"),
    ("categories", "tampering", {"letter": "X"}, "the letters spell SXRIDE"),
    ("guidance", "types", {"unicorn": {}}, "`types` names `unicorn`, which does not exist"),
    ("guidance", "types", {"session-token": {"ask": "What?"}}, "guidance/types/session-token: `bad-day` is missing"),
    ("guidance", "kinds", {"asset": {"hint": "Look."}}, "guidance/kinds/asset: no such part: hint"),
    ("reference-details", "titles", {"CWE384": "x"}, "`CWE384` is not how we write a reference id"),
]


def test_the_catalogue_agrees_with_itself() -> None:
    assert problems() == ()


@pytest.mark.parametrize(("file", "entry", "fields", "said"), MIXED_UP)
def test_a_mistake_in_the_data_is_said(
    with_entry: Callable[[str, str, dict[str, object]], None],
    file: str,
    entry: str,
    fields: dict[str, object],
    said: str,
) -> None:
    with_entry(file, entry, fields)
    assert any(said in problem for problem in problems()), problems()


def test_a_mitigation_that_answers_nothing_is_said(
    with_entry: Callable[[str, str, dict[str, object]], None],
) -> None:
    with_entry("mitigations", "talisman", {"title": "Wear it", "kind": "prevent", "addresses": ["spoofing"]})
    assert "mitigations/talisman: no threat is answered by it" in problems()


def test_strict_mode_raises_with_everything_that_is_wrong(
    with_entry: Callable[[str, str, dict[str, object]], None],
) -> None:
    require_sound()
    with_entry("mitigations", "mfa", {"kind": "hope", "addresses": ["mayhem"]})
    with pytest.raises(CatalogError, match="unknown kind `hope`") as raised:
        require_sound()
    assert "needs STRIDE categories" in str(raised.value)
