"""One rule of a rule file against what a rule may say: every mistake at the token that makes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from forewarn.model.conditions import Condition, parse, wrong_in
from forewarn.model.conditions.terms import Path
from forewarn.model.conditions.vocabulary import Sort, words
from forewarn.model.conditions.wrong import Wrong, wrong_in_path
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind
from forewarn.model.own_rules import CODE, NAME, OURS, Form, OwnRule, message_parts, rule_fields
from forewarn.model.references import span_in
from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.values import Alias, Empty, Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from forewarn.model.own_rules import RuleField
    from forewarn.syntax.values import Entry, Node
    from forewarn.text.position import Span

LONGEST = 1_000
"""So many characters a text of a rule may have."""
_SHORT = 60
_GIVEN = ("name", "title")
"""What a message may say of every element: what to call it, and its title."""
_INSERTABLE = frozenset({Sort.SCALE, Sort.CHOICE, Sort.FLAG, Sort.DATE, Sort.TEXT, Sort.ELEMENTS})


class RuleReader:
    """Reads one entry of `rules:`. `problems` fills while `read` is called."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._texts: dict[str, Text] = {}
        self._sound = True

    def read(self, code: str, at: Span, value: Node) -> OwnRule | None:
        """The rule, or None where something in it is wrong. `at` is where its code stands."""
        self._code(code, at)
        if not isinstance(value, Mapping):
            self._wrong(at, "A rule has fields: `name:`, `kind:`, `require:` and `message:` at least.")
            return None
        insert: Node | None = None
        for entry in value.entries:
            field = self._field(entry)
            if field is not None and field.form is Form.INSERT:
                insert = entry.value
            elif field is not None:
                self._take(field, entry)
        missing = [f"`{one.name}:`" for one in rule_fields().values() if one.required and one.name not in self._texts]
        if missing and self._sound:
            self._wrong(at, f"`{code}` lacks {_and(missing)}. It does not count until that is there.")
        kind = self._kind()
        return self._rule(code, kind, insert) if kind is not None else None

    @property
    def name(self) -> Text | None:
        """What the rule is called, where that is said as it should be."""
        return self._texts.get("name")

    # -- the parts
    def _code(self, code: str, at: Span) -> None:
        if code.upper().startswith(OURS):
            self._wrong(at, f"Codes that begin with `{OURS}` are forewarn's own. Which prefix is yours? `ACME-001`")
        elif not CODE.fullmatch(code):
            self._wrong(at, f"`{_cut(code)}` is no code. Write a prefix of your own and a number: `ACME-001`.")

    def _field(self, entry: Entry) -> RuleField | None:
        key = entry.key
        if not isinstance(key, Scalar):
            self._wrong(key.span, "Here stands the name of a field.")
            return None
        field = rule_fields().get(key.text)
        if field is None:
            self._wrong(key.span, f"A rule has no `{_cut(key.text)}`.", key.text, tuple(rule_fields()))
        return field

    def _take(self, field: RuleField, entry: Entry) -> None:
        value = entry.value
        if isinstance(value, Empty):
            self._wrong(entry.key.span, f"`{field.name}` says nothing yet. {field.about}")
            return
        if not isinstance(value, Scalar):
            what = "is written out: aliases are not followed" if isinstance(value, Alias) else "is one text"
            self._wrong(_first_line(value, entry), f"`{field.name}` {what}. {field.about}")
            return
        text = Text(value.text.strip(), value.span)
        if not text.text:
            self._wrong(value.span, f"`{field.name}` says nothing yet. {field.about}")
        elif field.name in self._texts:
            return  # said twice: FW005's matter, and the first one counts
        elif field.form is not Form.CONDITION and len(text.text) > LONGEST:
            message = f"This has {len(text.text):,} characters; `{field.name}` has at most {LONGEST:,}."
            self._wrong(value.span, message)
        elif self._fits(field, text):
            self._texts[field.name] = text

    def _fits(self, field: RuleField, text: Text) -> bool:
        """Whether the text is of the form of its field; facts in it are looked at once the kind is known."""
        match field.form:
            case Form.CHOICE if text.text not in field.choices:
                message = f"`{_cut(text.text)}` is nothing that `{field.name}` can be."
                self._wrong(_inner(text), message, text.text, field.choices)
            case Form.NAME if not NAME.fullmatch(text.text) or len(text.text) > _SHORT:
                self._wrong(text.span, "A name is words in lower case with hyphens: `card-data-stays-in-pci`.")
            case Form.LINK if not text.text.startswith("https://") or len(text.text.split()) != 1:
                self._wrong(text.span, "Here stands an https address.")
            case _:
                return True
        return False

    def _kind(self) -> Kind | None:
        return Kind(self._texts["kind"].text) if "kind" in self._texts else None

    def _rule(self, code: str, kind: Kind, insert: Node | None) -> OwnRule | None:
        when, require = self._condition("when", kind), self._condition("require", kind)
        for name in ("message", "ask"):
            self._message(name, kind)
        field = self._insert(insert, kind) if insert is not None else None
        if not self._sound or require is None:
            return None
        said = {name: " ".join(text.text.split()) for name, text in self._texts.items()}
        return OwnRule(
            code,
            said["name"],
            kind,
            when,
            require,
            said["message"],
            said.get("ask", ""),
            said.get("layer", "completeness"),
            said.get("severity", ""),
            said.get("fix", ""),
            field,
            said.get("why", ""),
            said.get("link", ""),
        )

    def _condition(self, name: str, kind: Kind) -> Condition | None:
        text = self._texts.get(name)
        if text is None:
            return None
        for one in wrong_in(text.text, kind):
            self._wrong_in(text, one)
        found = parse(text.text)
        return found if isinstance(found, Condition) else None

    def _message(self, name: str, kind: Kind) -> None:
        text = self._texts.get(name)
        for part in message_parts(text.text) if text is not None else ():
            if text is None or (part.is_fact and part.text in _GIVEN):
                continue
            start, end = part.start, part.start + len(part.text)
            if part.is_fact and not part.text:
                self._wrong_in(text, Wrong(start - 1, end + 1, "Which fact? Write its name between the braces."))
            elif part.is_fact:
                wrong = wrong_in_path(Path(part.text, start, end), kind)
                if wrong is not None:
                    self._wrong_in(text, wrong)
            elif len(part.text) > 1 or part.text not in "{}":
                odd = next((n for n, sign in enumerate(part.text) if sign in "{}"), None)
                if odd is not None:
                    message = "A brace that is meant as such is doubled: `{{` or `}}`. A fact stands in a pair of them."
                    self._wrong_in(text, Wrong(start + odd, start + odd + 1, message))

    def _insert(self, node: Node, kind: Kind) -> tuple[str, str] | None:
        """A field's name, or a field with its value."""
        key, value = node, None
        if isinstance(node, Mapping) and len(node.entries) == 1:
            key, value = node.entries[0].key, node.entries[0].value
        if not isinstance(key, Scalar) or not isinstance(value, Scalar | None):
            span = node.span if node.span.start.line == node.span.end.line else key.span
            self._wrong(span, "`insert` is a field, or one field with its value: `insert: owner`.")
            return None
        known = {n: one for n, one in words(kind).items() if one.stated and one.sort in _INSERTABLE}
        word = known.get(key.text)
        if word is None:
            self._wrong(key.span, f"`{_cut(key.text)}` is no field that could be written here.", key.text, tuple(known))
            return None
        if value is not None and word.values and value.text not in word.values:
            message = f"`{_cut(value.text)}` is nothing that `{word.name}` can be."
            self._wrong(value.span, message, value.text, word.values)
        return key.text, value.text if value is not None else ""

    # -- problems
    def _wrong_in(self, text: Text, wrong: Wrong) -> None:
        """A mistake in a part of a text, placed there where the text stands as it is written."""
        span = span_in(text, wrong.start, wrong.end)
        exact = span != text.span or (wrong.start, wrong.end) == (0, len(text.text))
        word, known = (wrong.word, wrong.known) if exact else ("", ())
        self._wrong(span, wrong.message, word, known)

    def _wrong(self, span: Span, message: str, word: str = "", known: tuple[str, ...] = ()) -> None:
        self._sound = False
        self.problems.append(Problem(ProblemKind.SETTING, span, message, word=word, known=known))


def _inner(text: Text) -> Span:
    """The text without quotes around it."""
    return span_in(text, 0, len(text.text))


def _first_line(value: Node, entry: Entry) -> Span:
    several = isinstance(value, Mapping | Sequence) and value.span.start.line != value.span.end.line
    return entry.key.span if several else value.span


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"
