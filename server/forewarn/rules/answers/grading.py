"""How a threat's answers stand, in words: what a rule says that found nothing to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.answers import Grade, answered, names_unknown_answer
from forewarn.model.paved import plain
from forewarn.rules.calling import called
from forewarn.rules.rule import Reply, State

if TYPE_CHECKING:
    from forewarn.model.answers import Answer
    from forewarn.model.elements import Element
    from forewarn.model.facts import Facts

_GRADES = {Grade.HELD: "held by", Grade.PROMISED: "promised by"}


def standing(threat: Element, facts: Facts) -> Reply:
    """What answers a threat, and how well; for an open one, which rule asks about it."""
    state = answered(threat, facts)
    if state.grade is not Grade.OPEN:
        answers = ", ".join(map(_told, state.with_grade(state.grade)))
        return Reply(State.ANSWERED, f"it is {_GRADES[state.grade]} {answers}")
    if names_unknown_answer(threat, facts):
        return Reply(State.CANNOT_TELL, "it names an answer that there is not (FW006 asks)")
    if state.being_written:
        return Reply(State.CANNOT_TELL, "an answer is still to be written (FW004 asks)")
    if state.fallen:
        return _asks("FW303", f"{called(state.fallen[0])}, on which it rests, was found not to hold")
    if state.reopened:
        return _asks("FW201", "the author says that it is open")
    if state.weak:
        return _asks("FW203", "all there is are suggestions, or plans that nobody has")
    if threat.section:
        return Reply(State.CANNOT_TELL, "its document may say in other words, or in another place, what answers it")
    return _asks("FW201", "nothing answers it")


def _asks(code: str, what: str) -> Reply:
    """What another rule asks about: one question for each open threat."""
    return Reply(State.NOT_APPLICABLE, f"{what} ({code} asks)")


def _told(answer: Answer) -> str:
    if answer.paved:
        by = f"the paved path's {plain(answer.paved)}"
    else:
        by = called(answer.by) if answer.by else "its decision"
    return f"{by} ({answer.lack.value})" if answer.lack.value else by
