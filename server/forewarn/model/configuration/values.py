"""A configuration, read: only what was right in it. What was not is a finding in its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.catalog import severities, severity_rank
from forewarn.model.scale import USUAL, Scale

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who may accept threats of some severity (anybody if `by` is empty), and for how many days (None: any number)."""

    by: tuple[str, ...] = ()
    max_days: int | None = None


@dataclass(frozen=True, slots=True)
class PavedPath:
    """The organisation's standard way to production: mitigation types that come with it with their evidence."""

    name: str = ""
    link: str = ""
    covers: tuple[str, ...] = ()
    provides: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def called(self) -> str:
        """What it is called in a sentence."""
        return self.name or "the paved path"


@dataclass(frozen=True, slots=True)
class Configuration:
    """The settings of one file. Rules are named as the author did, by code or name; some may not exist.

    `ignore_in` holds rules by glob; `severity` the severity of rules (`off` for none); `prose` how watchfully sentences
    are read; `scale` the words for how sensitive assets are; `review_ages` days by need; `acceptance` is by severity;
    `hints` tells of sorts of hints whether they are shown. Globs are relative to the file's folder, as in .gitignore;
    `own_rules` are paths relative to it.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    ignore_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, "tuple[str, ...]"])
    severity: Mapping[str, str] = field(default_factory=dict[str, str])
    profile: str = "observed"
    prose: str = "normal"
    own_rules: tuple[str, ...] = ()
    claim: tuple[str, ...] = ()
    disclaim: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    acceptance: Mapping[str, Acceptance] = field(default_factory=dict[str, Acceptance])
    scale: Scale = USUAL
    review_ages: Mapping[str, int] = field(default_factory=dict[str, int])
    paved_path: PavedPath | None = None
    hints: Mapping[str, bool] = field(default_factory=dict[str, bool])

    def acceptance_of(self, severity: str) -> Acceptance | None:
        """What policy says of accepting a threat of this severity; None if it says nothing.

        What is said of a severity holds for graver ones of which nothing is said.
        """
        if severity_rank(severity) < 0:
            return None
        here = [self.acceptance[step.name] for step in severities()[: severity_rank(severity) + 1][::-1] if
                step.name in self.acceptance]  # fmt: skip
        if not here:
            return None
        by = next((one.by for one in here if one.by), ())
        return Acceptance(by, next((one.max_days for one in here if one.max_days is not None), None))


NOTHING_SET = Configuration()
"""What holds where there is no configuration."""
