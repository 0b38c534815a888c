"""What a document says of a threat's answer: statuses, decisions, names of mitigations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from forewarn.dialects.markdown import words
from forewarn.dialects.markdown.drafts import down
from forewarn.dialects.markdown.names import IDENTIFIER, STRICT
from forewarn.dialects.markdown.vocabulary import ALL, folded, is_all_threats, reality, status
from forewarn.model.elements import Text
from forewarn.syntax.markdown.inline import label, plain
from forewarn.syntax.markdown.sentences import cut
from forewarn.text.position import Span

if TYPE_CHECKING:
    from forewarn.dialects.markdown.drafts import Draft
    from forewarn.syntax.markdown.passage import Passage

_STATUS_OF_MITIGATION = {"mitigated": "active", "planned": "planned", "open": "suggested"}
_DECISIONS = {"accepted": "accept", "transferred": "transfer"}
_TOLD = frozenset({"mitigated", "open", "accepted", "excluded"})
_FIRST_WORDS = re.compile(r"\W*(\w[^.;:,()—–\n]*)")
_BECAUSE = re.compile(
    r"[\W_]*(?:\w+[ -]){0,3}\w+[\s*_]*(?:[:;,—–]|\s-|\(|\bbecause\b|\bsince\b)[\s*_]*(?=\S)", re.IGNORECASE
)
"""A status with a reason behind it: "Accepted: nobody can stop that"."""
_ACCEPTANCE = re.compile(
    r"[\W_]*(?:risk )?accepted by (?P<by>[^:;|]+?),? until (?P<until>…|\d{4}-\d\d-\d\d)[\s.]*"
    r"(?:[:;—–][\s*_]*(?P<reason>\S.*))?$",
    re.IGNORECASE | re.DOTALL,
)
"""A whole record in one cell or line: "Accepted by Ana Ruiz until 2027-03-01: the depot watches the doors"."""
_MITIGATED_BY = re.compile(
    r"(?<!not )(?<!not fully )\b(?:mitigated|prevented|reduced|addressed|bounded|contained|compensated)"
    r" (?:by|through|via|with|using)\b|\bmitigations? (?:is|are)\b|\bmitigations?:"
    r"|\bto (?:mitigate|prevent|reduce|avoid|address) (?:this|these|it|that)\b"
    r"|\b(?:can|which|that|and) mitigates? (?:this|these|it|that|the (?:risk|threat|attack))\b",
    re.IGNORECASE,
)
RULED_OUT = re.compile(r"(?:is )?ruled out by\b", re.IGNORECASE)
"""How a cell says that an assumption answers its threat."""
NONE_OF_ITS_KIND = re.compile(r"\W*(?:n/a|not applicable)\b", re.IGNORECASE)
"""How a cell says that there is no threat of its kind."""
_LISTED = rf"(?-i:{STRICT})(?:(?:\s*[,;/&]\s*|\s+and\s+)(?-i:{STRICT}))*"
_SPLIT = (",", ";", " and ", " & ", "<br>", "<br/>", "<br />", "\n")


def put_status(draft: Draft, passage: Passage, lines: int, key: Span | None = None) -> bool:
    """Give a threat the status that `passage` states, with the decision that goes with it. Whether it states one."""
    said = status(passage.text)
    if not said:
        return False
    span = down(passage.whole, lines)
    draft.put("status", said, span, key)
    if said in _DECISIONS:
        because = _BECAUSE.match(passage.text)
        record = dict(draft.record)
        accepted = _ACCEPTANCE.match(passage.text) if said == "accepted" else None
        if accepted:
            for name, text in accepted.groupdict().items():
                if text:
                    part = passage.cut(*accepted.span(name))
                    record.setdefault(name, (plain(text).strip(), down(part.whole, lines)))
        elif because:
            reason = passage.cut(because.end(), len(passage.text))
            record.setdefault("reason", (plain(reason.text), down(reason.whole, lines)))
        draft.decide(_DECISIONS[said], span, record)
    return True


def settle(draft: Draft, passage: Passage, lines: int, key: Span | None = None, *, over: tuple[str, ...]) -> None:
    """Give a threat the status that `passage` states, also where one of the statuses `over` was told before."""
    before = draft.fields.get("status")
    if status(passage.text) and before and before.texts and before.texts[0].text in over:
        del draft.fields["status"]
        draft.fields.pop("decision", None)
    put_status(draft, passage, lines, key)


def begins_with_reality(text: str) -> bool:
    """Whether the text of a mitigation begins with how real it is: "Planned: …"."""
    found = _BEFORE.match(text)
    return found is not None and bool(reality(found[1]))


def says_what_mitigates(text: str) -> bool:
    """Whether a text says by itself what is done about the threat that it names: "mitigated by …"."""
    return _MITIGATED_BY.search(text) is not None


_NONE = frozenset({"none", "none known", "none identified", "no", "nothing"})


def says_there_is_none(passage: Passage) -> bool:
    """Whether the text behind a threat's name says that there is none of its kind: "Breaking changes: None"."""
    found = label(passage.text)
    first = next(cut(passage.text[found.content :]), None) if found else None
    behind = passage.text[found.content :][first.start : first.end] if found and first else ""
    return folded(behind) in _NONE


def put_told(draft: Draft, passage: Passage, lines: int) -> None:
    """Give a threat the status that the text behind its name begins with: "prevented by …", "not defended against"."""
    if "status" in draft.fields or status(passage.text) not in _TOLD:
        return
    words = _FIRST_WORDS.match(passage.text)
    if words:
        put_status(draft, passage.cut(*words.span(1)), lines)


def mitigation_status(draft: Draft, passage: Passage | None, lines: int) -> None:
    """Give a mitigation the status that `passage` states, in its own words for it."""
    said = _STATUS_OF_MITIGATION.get(status(passage.text)) if passage is not None else None
    if passage is not None and said:
        draft.put("status", said, down(passage.whole, lines))


_BEFORE = re.compile(r"\s*[(\[*_]*([A-Za-z][A-Za-z ]{2,20}?)[*_]*\s*(?:[)\]]|:)[*_]*:?\s+(?=\S)")
_IN_PARENTHESES = re.compile(r"\s*\(([^()]{2,30})\)\s*\.?\s*$")


def put_reality(draft: Draft, passage: Passage, lines: int) -> Passage:
    """Take "(planned)" at a mitigation's end, or "Planned:" before it, for its status. Gives the rest."""
    before = _BEFORE.match(passage.text)
    said = reality(before[1]) if before else ""
    if before and said and "status" not in draft.fields:
        draft.put("status", said, down(passage.span(*before.span(1)), lines))
        return passage.cut(before.end(), len(passage.text))
    found = _IN_PARENTHESES.search(passage.text)
    several = ";" in passage.text  # Of several controls the word is said of the last one only.
    name = reality(found[1]) if found and not several else ""
    if found and name:
        draft.put("status", name, down(passage.span(found.start(1), found.end(1)), lines))
        return passage.cut(0, found.start())
    return passage


def put_category(draft: Draft, passage: Passage, lines: int, key: Span | None = None) -> None:
    """Give a threat the category that `passage` names; a list where it names several."""
    one = words.category(passage.text)
    span = down(passage.whole, lines)
    if one:
        draft.put("category", one, span, key)
        return
    found: list[Text] = []
    for start, end in pieces(passage.text):
        part = passage.cut(start, end)
        name = words.category(part.text)
        if name:
            found.append(Text(name, down(part.whole, lines)))
    letters = plain(passage.text).strip()
    if not found and 1 < len(letters) <= 6 and set(letters) <= set("STRIDE"):  # noqa: PLR2004 - the letters of STRIDE
        found = [Text(words.category(letter), span) for letter in dict.fromkeys(letters)]
    if found and "category" not in draft.fields:
        draft.add("category", found, key)


def put_against(draft: Draft, passage: Passage, lines: int, key: Span | None = None) -> None:
    """Give a threat the names of what it hurts."""
    found: list[Text] = []
    for start, end in pieces(passage.text):
        part = passage.cut(start, end)
        text = plain(part.text).strip(" .")
        if text and not words.says_nothing(text):
            found.append(Text(text, down(part.whole, lines)))
    draft.targets.extend((text, key) for text in found)


def pieces(text: str) -> list[tuple[int, int]]:
    """Offsets of the parts of a list written in running text; commas in parentheses separate nothing."""
    cuts: list[tuple[int, int]] = []
    start = depth = position = 0
    while position < len(text):
        character = text[position]
        depth += (character in "([") - (character in ")]")
        mark = next((m for m in _SPLIT if text.startswith(m, position)), "") if depth <= 0 else ""
        if mark:
            cuts.append((start, position))
            position += len(mark)
            start = position
        else:
            position += 1
    cuts.append((start, len(text)))
    return [(a, b) for a, b in cuts if text[a:b].strip()]


_FOR_THREATS = re.compile(
    rf"(?<!not )\b(?:address|mitigat|cover|counter|prevent|protect|defend|block|stop|handl|reduc)\w*(?: against)?:?\s+"
    rf"(?P<one>{_LISTED})|[(\[][*_`]*(?P<two>{_LISTED})[*_`]*[)\]]\s*(?:\.?\s*$|[.,;]\s|\s(?=and\s))",
    re.IGNORECASE,
)


def threats_in(passage: Passage, lines: int) -> list[Text]:
    """Identifiers of the threats that a mitigation says it answers: "Addresses T1 and T3", "… (T2)"."""
    found: list[Text] = []
    for one in _FOR_THREATS.finditer(passage.text):
        found += candidates(passage.cut(*one.span("one" if one["one"] else "two")), lines)
    return found


def threats_listed(passage: Passage, lines: int) -> list[Text]:
    """Identifiers of the threats that a mitigation's own column or label lists: "T1–T4", or all of them."""
    if is_all_threats(passage.text):
        return [Text(ALL, down(passage.whole, lines))]
    return candidates(passage, lines)


def candidates(passage: Passage, lines: int) -> list[Text]:
    """Identifiers in running text that may name elements of the document; of "M1–M4" those between as well."""
    names: list[Text] = []
    before: re.Match[str] | None = None
    for found in IDENTIFIER.finditer(passage.text):
        span = down(passage.span(found.start(1), found.end(1)), lines)
        if before is not None and _RANGE.fullmatch(passage.text, before.end(), found.start()):
            names += [Text(name, Span(span.start, span.start)) for name in _between(before[1], found[1])]
        names.append(Text(found[1], span))
        before = found
    return names


_RANGE = re.compile(r"\s*(?:–|—|-|\.\.\.?|to|through)\s*")
_COUNTED = re.compile(r"(.*?)(\d+)")
_LONGEST_RANGE = 60


def _between(first: str, last: str) -> list[str]:
    """The identifiers of a series between two of its own."""
    one, other = _COUNTED.fullmatch(first), _COUNTED.fullmatch(last)
    if one is None or other is None or one[1] != other[1] or int(other[2]) - int(one[2]) > _LONGEST_RANGE:
        return []
    return [f"{one[1]}{number:0{len(one[2])}}" for number in range(int(one[2]) + 1, int(other[2]))]
