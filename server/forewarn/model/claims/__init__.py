"""Claims: assumptions in a form that can be checked on the model's own flows."""

from forewarn.model.claims.judging import Judgement, Verdict, judge
from forewarn.model.claims.language import Broken, Claim, Form, Name, expected, parse

__all__ = ["Broken", "Claim", "Form", "Judgement", "Name", "Verdict", "expected", "judge", "parse"]
