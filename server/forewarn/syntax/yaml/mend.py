"""Make a broken slice readable: find each line that breaks it, say why, and let the other lines keep their meaning.

One pass over the lines keeps the indentations of the collections that are open, as YAML's own grammar would, and
judges each line against them. Only what cannot stand where it stands is changed, in a shadow of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING

from forewarn.syntax.problem import Problem, ProblemKind
from forewarn.syntax.yaml.flow import mend_flow, quoted
from forewarn.syntax.yaml.items import ItemKind
from forewarn.syntax.yaml.levels import level_below
from forewarn.syntax.yaml.lines import (
    BLANKS,
    CLOSERS,
    CONFLICT,
    DASH,
    GLUED_DASH,
    KEY,
    MARKER,
    NO_LINE,
    NOTHING,
    Kind,
    Next,
    indentation,
    looks_like_entry,
    next_content,
    tab_widths,
    unclosed,
    value_kind,
    value_of,
    without_junk,
)
from forewarn.text.position import Position, Span

if TYPE_CHECKING:
    from forewarn.syntax.yaml.shadow import Shadow

_GLUED = re.compile(r"[ \t]*(?P<key>[A-Za-z][\w-]*):(?=[^ \t\r\n/:])")
_FIRST_WORD = re.compile(r"[ \t]*(?P<word>[A-Za-z][\w-]*)(?P<rest>[ \t]+[^ \t].*)?$")
_HEADER_WITHOUT_COLON = re.compile(r"[ \t]*(?P<word>[A-Za-z][\w-]*)[ \t]+[|>][-+0-9]{0,2}[ \t]*$")
_ALMOST_COLON = re.compile(r"[;,.=][ \t]*$")
_COMMENT = re.compile(r"[ \t]+#.*$")
_BARE_ANCHOR = re.compile(r"[ \t]*(?:![^ \t]*[ \t]+)*&(?=[ \t]|$)")
_INNER_COLON = re.compile(r":(?=[ \t]|$)")
_PLAIN_VALUE = re.compile(r"[ \t]*(?:[&!][^ \t]*[ \t]+)*(?P<value>[^ \t].*?)(?P<comment>[ \t]+#.*)?[ \t]*$")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]{0,2}(?:[ \t]+#.*|[ \t]*)$")
_ALIAS = re.compile(r"\*[^ \t\r\n,\[\]{}]+$")


@dataclass(slots=True)
class _Level:
    """An open block collection: its indentation in the shadow, and whether it is a list."""

    indent: int
    is_list: bool


@dataclass(slots=True)
class _Last:
    """The last key or dash: what stands after it, its own indentation, its line, where its value begins."""

    value: Kind = Kind.EMPTY
    indent: int = -1
    line: int = -1
    column: int = 0
    is_dash: bool = False


@dataclass(slots=True)
class Mender:
    """A pass over one slice. `shadow` is changed, `problems` are found."""

    shadow: Shadow
    kind: ItemKind
    in_list: bool
    expected: int
    """Where the item's first line should stand."""
    problems: list[Problem] = field(default_factory=list)
    _levels: list[_Level] = field(default_factory=list)
    _last: _Last = field(default_factory=_Last)
    _orphan: int = -1
    _dropped: int = -1
    """The indentation of a line that was taken out with all lines below it; -1 if there is none."""
    """The indentation of words that were taken out, until the next key or dash: what stands deeper goes with them."""

    def run(self) -> None:
        """Judge all lines."""
        if self.kind is ItemKind.WHOLE:
            self._whole()
            return
        lines = self.shadow.lines
        number = 0
        while number < len(lines):
            line = lines[number]
            if CONFLICT.match(line):
                self._conflict(number)
            elif self.kind is ItemKind.HEADER and self._levels and not NOTHING.match(line):
                self._drop(number, "This line belongs to nothing.")
            elif MARKER.match(line):
                self._report(number, 0, 3, "This line would start another document in the middle of this one.")
                self.shadow.blank(number)
            elif not NOTHING.match(line):
                number = self._content(number)
            number += 1

    # -- reporting ---------------------------------------------------------------------------------------------------

    def _span(self, line: int, start: int, end: int) -> Span:
        return Span(
            Position(line, self.shadow.column(line, start)),
            Position(line, self.shadow.column(line, end)),
        )

    def _between(self, start: tuple[int, int], end: tuple[int, int]) -> Span:
        return Span(Position(start[0], self.shadow.column(*start)), Position(end[0], self.shadow.column(*end)))

    def _report(
        self, line: int, start: int, end: int, message: str, mend: tuple[int, int, str] | None = None, title: str = ""
    ) -> None:
        """Report columns `start` to `end` of shadow line `line`; `mend` is columns and text."""
        change = (self._span(line, mend[0], mend[1]), mend[2]) if mend is not None else None
        self.problems.append(Problem(ProblemKind.SYNTAX, self._span(line, start, end), message, change, title))

    def _conflict(self, number: int) -> None:
        line = self.shadow.lines[number]
        self._report(number, 0, len(line.rstrip(BLANKS)), "A merge conflict is left here: keep one side.")
        self.shadow.blank(number)

    # -- one line with content ---------------------------------------------------------------------------------------

    def _content(self, number: int) -> int:
        """Judge line `number`; the number of the last line that was judged with it."""
        if self._levels and self._last.value is Kind.BLOCK:
            end = self._block_text(number)
            if end >= number:
                return end
        self._tabs(number)
        line = self.shadow.lines[number]
        if CLOSERS.match(line):
            self._report(number, 0, len(line.rstrip(BLANKS)), "Nothing is open that this could close.")
            self.shadow.blank(number)
            return number
        self._junk(number)
        line = self.shadow.lines[number]
        if not self._levels:
            return self._first(number)
        indent = indentation(line)
        if 0 <= self._dropped <= indent:
            self.shadow.blank(number)
            return number
        self._dropped = -1
        if DASH.match(line):
            return self._dash(number, indent)
        if KEY.match(line):
            return self._key(number, indent)
        return self._words(number, indent)

    def _junk(self, number: int) -> None:
        """Take characters away that make no sense in front of a key."""
        line = self.shadow.lines[number]
        clean = without_junk(line)
        if clean != line:
            start = len(line) - len(line.lstrip(" \t"))
            width = len(line) - len(clean)
            self._report(number, start, start + width, f"`{line[start : start + width]}` has no place before a key.",
                         (start, start + width, ""), "Remove it")  # fmt: skip
            self.shadow.replace(number, start, start + width, "")

    def _tabs(self, number: int) -> None:
        """Read tabs at the start of a line as the indentation that fits best."""
        line = self.shadow.lines[number]
        lead = line[: len(line) - len(line.lstrip(" \t"))]
        widths = tab_widths(line)
        if not widths:
            return
        fitting = [level.indent for level in self._levels[1:]] or [level.indent for level in self._levels]
        if self._last.value is Kind.EMPTY and self._levels:
            width = next((w for w in widths if w > self._levels[-1].indent), widths[0])
        else:
            width = next((w for w in widths if w in fitting), widths[0])
        message = "YAML is indented with spaces; this line begins with a tab."
        self._report(number, 0, len(lead), message, (0, len(lead), " " * width), "Indent with spaces")
        self.shadow.indent(number, width)

    def _first(self, number: int) -> int:
        """The first line with content: the item's own key or dash."""
        line = self.shadow.lines[number]
        indent = indentation(line)
        if self.in_list and not DASH.match(line):
            glued = GLUED_DASH.match(line)
            if glued:
                self._report(number, indent, indent + 1, "A dash needs a space after it.",
                             (indent + 1, indent + 1, " "), "Add the space")  # fmt: skip
                self.shadow.replace(number, indent + 1, indent + 1, " ")
            elif KEY.match(line):
                self._report(number, indent, len(line.rstrip(BLANKS)), "This begins a new element: it needs a dash.",
                             (indent, indent, "- "), "Add the dash")  # fmt: skip
                width = self._width_below(number, indent)
                self.shadow.replace(number, indent, indent, "- " if width < indent + 2 else "-".ljust(width - indent))
        line = self.shadow.lines[number]
        following = self._following(number)
        if (
            self.kind is ItemKind.ENTRY
            and self.expected < following.indent <= indent
            and value_of(line) is Kind.EMPTY
            and KEY.match(line)
            and KEY.match(self.shadow.lines[following.number])
        ):
            # The entry has slipped to the depth of its own fields.
            self._slip(number, self.expected)
            line, indent = self.shadow.lines[number], self.expected
        if not DASH.match(line) and not KEY.match(line):
            following = self._following(number)
            is_open = self.kind is ItemKind.HEADER or (
                following is not NO_LINE
                and following.indent > indent
                and looks_like_entry(self.shadow.lines[following.number])
            )
            if not self._add_colon(number, has_lines=is_open):
                return number
            line = self.shadow.lines[number]
        self._levels.append(_Level(indent, DASH.match(line) is not None))
        return self._take(number, indent)

    def _following(self, number: int) -> Next:
        return next_content(self.shadow.lines, number + 1, len(self.shadow.lines))

    def _width_below(self, number: int, indent: int) -> int:
        following = self._following(number)
        return following.indent if following is not NO_LINE and following.indent > indent else indent + 2

    def _take(self, number: int, indent: int) -> int:
        """Accept a key or dash at `indent`, which is that of the innermost level now; look at what it holds."""
        line = self.shadow.lines[number]
        self._orphan = -1
        dash = DASH.match(line)
        while dash:
            rest = line[dash.end() :]
            self._last = _Last(value_kind(rest), indent, number, dash.end(), is_dash=True)
            if self._last.value is Kind.EMPTY:
                return number
            inner = dash.end() + len(rest) - len(rest.lstrip(" \t"))
            nested = DASH.match(rest)
            if nested or KEY.match(rest):
                self._levels.append(_Level(inner, nested is not None))
                indent = inner
                dash = re.compile(DASH.pattern).match(line, dash.end()) if nested else None
                if nested:
                    continue
                break
            return self._value(number, dash.end(), indent)
        match = KEY.match(line[indent:])
        if match is None:
            return number
        column = indent + match.end()
        self._last = _Last(value_kind(line[column:]), indent, number, column)
        return self._value(number, column, indent)

    # -- values ------------------------------------------------------------------------------------------------------

    def _value(self, number: int, column: int, indent: int) -> int:
        """Look at the value that begins after `column`; the last line it takes."""
        kind = self._last.value
        line = self.shadow.lines[number]
        if kind is Kind.EMPTY:
            bare = _BARE_ANCHOR.match(line, column)
            if bare is not None:
                at = bare.end() - 1
                self._report(number, at, at + 1, "An anchor needs a name.", (at, at + 1, ""), "Remove it")
                self.shadow.replace(number, at, at + 1, "")
            return number
        match = _PLAIN_VALUE.match(line, column)
        if match is None:
            return number
        start, end = match.span("value")
        first = line[start]
        if self._is_stray_value(number, indent, start):
            self._report(number, start, len(line.rstrip(BLANKS)), "Something stands here, though lines below are the value.",
                         (column, len(line.rstrip(BLANKS)), ""), "Remove it")  # fmt: skip
            self.shadow.replace(number, column, len(line), "")
            self._last.value = Kind.EMPTY
            return number
        if first in "[{":
            return self._flow(number, start, indent)
        if first in "\"'":
            return self._quoted(number, start, indent)
        self._plain(number, start, end)
        return number

    def _is_stray_value(self, number: int, indent: int, start: int) -> bool:
        """Whether the value of this key is its lines below, and what stands on its own line was typed by mistake."""
        kind = self._last.value
        if self.kind is ItemKind.HEADER:
            return True
        if kind is Kind.BLOCK and _BLOCK_HEADER.match(self.shadow.lines[number], start):
            return False
        lines = self.shadow.lines
        following = self._following(number)
        if following is NO_LINE or following.indent <= indent or self._last.is_dash:
            return False
        if lines[number][start] in "[{" and lines[number].rstrip(BLANKS).endswith(","):
            return False
        if not looks_like_entry(lines[following.number]) or lines[following.number].rstrip(BLANKS).endswith(","):
            return False
        if DASH.match(lines[following.number]) and kind is Kind.TEXT and lines[number][start] not in "\"'":
            return False
        if kind is Kind.OPEN and lines[number][start] in "\"'" and not self._is_unclosed_quote(number, start, indent):
            return False
        if len(self._levels) == 1:
            return kind is not Kind.FLOW or ":" not in lines[number][start:]
        if value_of(lines[following.number]) is Kind.EMPTY and not DASH.match(lines[following.number]):
            return False
        after = next_content(lines, following.number + 1, len(lines))
        return after is not NO_LINE and after.indent >= following.indent and following.indent > indent + 1

    def _is_unclosed_quote(self, number: int, start: int, indent: int) -> bool:
        last = self._reach(number, indent, flow=False)
        return bool(unclosed("\n".join(self.shadow.lines[number : last + 1])[start:]))

    def _reach(self, number: int, indent: int, *, flow: bool) -> int:
        """The last line that an open value of line `number` may reach to."""
        lines = self.shadow.lines
        if self.kind is ItemKind.WHOLE:
            return len(lines) - 1
        last = number
        for n in range(number + 1, len(lines)):
            line = lines[n]
            if NOTHING.match(line):
                continue
            if flow and CLOSERS.match(line):
                last = n
                continue
            if CONFLICT.match(line) or indentation(line) <= indent:
                break
            if looks_like_entry(line):
                before = _COMMENT.sub("", lines[last]).rstrip(BLANKS)
                if not flow or before[-1:] not in ",[{:" or DASH.match(line):
                    break
            last = n
        return last

    def _flow(self, number: int, start: int, indent: int) -> int:
        """A flow collection."""
        last = self._reach(number, indent, flow=True)
        text = "\n".join(self.shadow.lines[number : last + 1])
        mended = mend_flow(text, start, len(text))
        starts = [0, *accumulate(len(line) + 1 for line in self.shadow.lines[number:last])]

        def place(offset: int) -> tuple[int, int]:
            row = bisect_right(starts, offset) - 1
            return number + row, offset - starts[row]

        for problem in mended.problems:
            start_place, end_place = place(problem.start), place(problem.end)
            change: tuple[Span, str] | None = None
            if problem.mend is not None:
                change = (self._between(place(problem.mend.start), place(problem.mend.end)), problem.mend.text)
            span = self._between(start_place, end_place)
            self.problems.append(Problem(ProblemKind.SYNTAX, span, problem.message, change, problem.title))
        end_line, end_column = place(mended.end)
        self._rest(end_line, end_column)
        for edit in reversed(mended.edits):
            line, column = place(edit.start)
            if edit.hide:
                self.shadow.hide(line, column)
            else:
                self.shadow.replace(line, column, column + edit.end - edit.start, edit.text)
        self._last.value = Kind.FLOW
        for n in range(number + 1, last + 1):
            if n > end_line:
                return n - 1
            if indentation(self.shadow.lines[n]) == 0 and CLOSERS.match(self.shadow.lines[n]):
                self.shadow.indent(n, indent + 1)
        return last

    def _rest(self, number: int, column: int) -> None:
        """What stands behind a value that has ended: nothing may, but a comment."""
        line = self.shadow.lines[number]
        rest = line[column:]
        if NOTHING.match(rest) and (not rest.strip(BLANKS) or rest[0] in " \t"):
            return
        start = column + len(rest) - len(rest.lstrip(BLANKS))
        self._report(number, start, len(line.rstrip(BLANKS)), "The value has ended before this.",
                     (column, len(line.rstrip(BLANKS)), ""), "Remove it")  # fmt: skip
        self.shadow.replace(number, column, len(line), "")

    def _quoted(self, number: int, start: int, indent: int) -> int:
        """A quoted scalar."""
        lines = self.shadow.lines
        quote = lines[number][start]
        last = self._reach(number, indent, flow=False)
        body = re.compile(r'"(?:[^"\\]|\\.)*"' if quote == '"' else r"'(?:[^']|'')*'", re.DOTALL)
        text = "\n".join(lines[number : last + 1])
        match = body.match(text, start)
        if match is None:
            end = len(lines[last].rstrip(BLANKS))
            self._report(number, start, start + 1, "This quote is never closed.")
            old = self.problems.pop()
            mend = (self._span(last, end, end), quote)
            self.problems.append(Problem(old.kind, old.span, old.message, mend, "Close the quote"))
            odd = (end - len(lines[last][:end].rstrip("\\"))) % 2 == 1 and quote == '"'
            self.shadow.replace(last, end, len(lines[last]), (" " if odd else "") + quote)
            self._last.value = Kind.TEXT
            return last
        head = text[: match.end()]
        row = head.count("\n")
        column = len(head) - (head.rfind("\n") + 1)
        rest = lines[number + row][column:]
        bare = _COMMENT.sub("", rest).strip(BLANKS)
        if row == 0 and bare and (bare[-1] == quote or bare[0].isalnum()):
            # 'it's' or "a "b" c": the quotes are part of the text.
            inner = lines[number][start + 1 : column + len(rest.rstrip(BLANKS)) - (bare[-1] == quote)]
            end = column + len(_COMMENT.sub("", rest).rstrip(BLANKS))
            self._report(number, column - 1, column, "The quote ends here, and the text goes on.",
                         (start, end, _requoted(inner)), "Quote the whole text")  # fmt: skip
            self.shadow.hide(number, start)
            self._hide_colons(number, start, end)
            self._last.value = Kind.TEXT
            return number
        self._rest(number + row, column)
        self._last.value = Kind.TEXT
        return number + row

    def _hide_colons(self, number: int, start: int, end: int) -> None:
        line = self.shadow.lines[number]
        for match in _INNER_COLON.finditer(line, start, end):
            self.shadow.hide(number, match.start())

    def _plain(self, number: int, start: int, end: int) -> None:
        """A plain scalar, alias or block header on a key's or dash's own line."""
        line = self.shadow.lines[number]
        value = line[start:end]
        first = value[0]
        if first in "|>":
            if _BLOCK_HEADER.match(value) and self._last.value is Kind.BLOCK:
                return
            self._last.value = Kind.TEXT
        if first == "*" and _ALIAS.match(value):
            return
        bad = first in "@`%|>,]}" or first == "*" or (first in "-?:&" and value[1:2] in ("", " ", "\t"))
        if bad:
            self._report(number, start, end, f"A value cannot start with `{first}`: put quotes around it.",
                         (start, end, quoted(value)), "Put quotes around it")  # fmt: skip
            self.shadow.hide(number, start)
        inner = _INNER_COLON.search(line, start, end)
        if inner is not None:
            if not bad:
                self._report(number, inner.start(), inner.start() + 1,
                             "A second colon in one line: put quotes around the value.",
                             (start, end, quoted(value)), "Put quotes around it")  # fmt: skip
            self._hide_colons(number, start, end)

    # -- lines below a block scalar's header --------------------------------------------------------------------------

    def _block_text(self, number: int) -> int:
        """The last line of the block scalar whose text begins at line `number`; less than that if there is none."""
        parent = self._last.indent
        lines = self.shadow.lines
        self._last.value = Kind.TEXT
        least = -1
        last = number - 1
        for n in range(number, len(lines)):
            line = lines[n]
            content = line.lstrip(" ")
            if not content.strip(BLANKS) and "\t" not in content:
                continue
            indent = len(line) - len(content)
            tabbed = content.startswith("\t")
            if indent <= parent and not tabbed:
                if looks_like_entry(line) or CLOSERS.match(line) or CONFLICT.match(line) or NOTHING.match(line):
                    break
                if least < 0 and not self._is_text_below(n, indent):
                    break
            if least < 0:
                least = self._text_indent(n, parent)
            if tabbed and indent < least:
                self._tabs_in_text(n, least)
            elif indent < least:
                message = "This line stands further left than the text that it belongs to."
                self._report(n, 0, indent or 1, message, (0, indent, " " * least), "Indent it")
                self.shadow.indent(n, least)
            last = n
        return last

    def _text_indent(self, number: int, parent: int) -> int:
        """The indentation of a block scalar's text: that of its first line that is indented enough."""
        for line in self.shadow.lines[number:]:
            indent = len(line) - len(line.lstrip(" "))
            if indent > parent and line.strip(BLANKS):
                return indent
            if line.strip(BLANKS) and looks_like_entry(line):
                break
        return parent + 2

    def _is_text_below(self, number: int, indent: int) -> bool:
        """Whether a line of words that is not indented enough was meant as the text of the header above it."""
        return indent == self._last.indent and len(self.shadow.lines[number].strip(BLANKS).split(" ")) > 1

    def _tabs_in_text(self, number: int, width: int) -> None:
        line = self.shadow.lines[number]
        lead = len(line) - len(line.lstrip(" \t"))
        message = "YAML is indented with spaces; this line begins with a tab."
        self._report(number, 0, lead, message, (0, lead, " " * width), "Indent with spaces")
        self.shadow.indent(number, width)

    # -- keys, dashes, words ------------------------------------------------------------------------------------------

    def _nearest(self, indent: int, *, is_list: bool) -> int | None:
        """The index of the level of one sort whose indentation is nearest, the item's own level excepted."""
        candidates = [n for n in range(1, len(self._levels)) if self._levels[n].is_list == is_list]
        if not candidates:
            return None
        return min(candidates, key=lambda n: (abs(self._levels[n].indent - indent), -n))

    def _slip(self, number: int, width: int) -> None:
        """Read line `number` as if it were indented by `width`."""
        line = self.shadow.lines[number]
        indent = indentation(line)
        message = f"This line is indented by {indent}, where {width} would fit the lines around it."
        content = len(line) - len(line.lstrip(" \t"))
        self._report(
            number, content, len(line.rstrip(BLANKS)), message, (0, content, " " * width), f"Indent by {width}"
        )
        self.shadow.indent(number, width)

    def _open(self, number: int, indent: int, *, is_list: bool) -> int:
        """Begin a collection below the last key or dash."""
        level = level_below(self.shadow.lines, number, self._last.indent)
        if is_list is False and level != indent:
            self._slip(number, level)
            indent = level
        self._levels.append(_Level(indent, is_list))
        return self._take(number, indent)

    def _key(self, number: int, indent: int) -> int:
        """A line with a key."""
        top = self._levels[-1]
        if self._last.value is Kind.EMPTY and indent > self._last.indent:
            return self._open(number, indent, is_list=False)
        if self._is_colon(number):
            return self._colon_line(number, indent)
        if len(self._levels) == 1 and indent > top.indent and not top.is_list:
            # Below a value that is complete, in an item that has no fields of its own.
            self._dropped = indent
            return self._drop(number, "The value above is complete: a key cannot stand below it.")
        match = next((n for n in range(len(self._levels) - 1, 0, -1) if self._levels[n].indent == indent), None)
        if match is not None and self._levels[match].is_list:
            below = match - 1
            is_plain_list = below > 0 and self._levels[below].indent == indent and not self._levels[below].is_list
            match = below if is_plain_list else None
        if match is None:
            match = self._nearest(indent, is_list=False)
            if match is None:
                return self._drop(number, "This key has no place here.")
            if indent > self._levels[-1].indent and not self._levels[-1].is_list:
                match = len(self._levels) - 1
            self._slip(number, self._levels[match].indent)
        popped = self._popped(number, match)
        if popped is not None:
            self._slip(number, self._levels[popped].indent)
            match = popped
        del self._levels[match + 1 :]
        return self._take(number, self._levels[match].indent)

    def _popped(self, number: int, match: int) -> int | None:
        """The deeper level that line `number` is meant for: the next line goes on with it, below a complete value."""
        if value_of(self.shadow.lines[number]) not in (Kind.TEXT, Kind.FLOW):
            return None
        following = self._following(number)
        if following is NO_LINE or not KEY.match(self.shadow.lines[following.number]):
            return None
        return next(
            (
                n
                for n in range(match + 1, len(self._levels))
                if self._levels[n].indent == following.indent and not self._levels[n].is_list
            ),
            None,
        )

    def _is_colon(self, number: int) -> bool:
        text = self.shadow.lines[number].strip(BLANKS)
        return text == ":" or text.startswith(": ")

    def _colon_line(self, number: int, indent: int) -> int:
        for index in range(len(self._levels) - 1, -1, -1):
            if self._levels[index].indent == indent and not self._levels[index].is_list:
                del self._levels[index + 1 :]
                line = self.shadow.lines[number]
                self._last = _Last(value_kind(line[indent + 1 :]), indent, number, indent + 1)
                return number
        return self._drop(number, "This colon has no key before it.")

    def _dash(self, number: int, indent: int) -> int:
        """A line with a dash."""
        top = self._levels[-1]
        if self.kind is ItemKind.ENTRY and len(self._levels) == 1 and indent == top.indent and not top.is_list:
            following = self._following(number)
            if following.indent > indent and KEY.match(self.shadow.lines[following.number]):
                return self._drop(number, "A list cannot stand here: the lines below belong to the key above.")
        if self._last.value is Kind.EMPTY and (
            indent > self._last.indent or (indent == self._last.indent and not self._last.is_dash)
        ):
            return self._open(number, indent, is_list=True)
        if self._last.value is Kind.TEXT and indent > self._last.indent and self._goes_on():
            return number  # Text that happens to begin with a dash.
        match = next(
            (
                n
                for n in range(len(self._levels) - 1, 0, -1)
                if self._levels[n].indent == indent and self._levels[n].is_list
            ),
            None,
        )
        if match is None:
            match = self._nearest(indent, is_list=True)
            if match is None or (len(self._levels) > 1 and indent > top.indent and not self._near_list(match)):
                return self._drop(number, "A list cannot stand here: the key above has a value already.")
            self._slip(number, self._levels[match].indent)
        del self._levels[match + 1 :]
        return self._take(number, self._levels[match].indent)

    def _near_list(self, match: int) -> bool:
        return match >= len(self._levels) - 2

    def _goes_on(self) -> bool:
        """Whether the last value is a plain scalar, which may go on in deeper lines."""
        line = self.shadow.lines[self._last.line]
        return line[self._last.column :].lstrip(" \t")[:1] not in ("'", '"', "*", "|", ">")

    def _words(self, number: int, indent: int) -> int:
        """A line with neither key nor dash."""
        if indent > self._last.indent and (
            self._last.value is Kind.EMPTY or (self._last.value is Kind.TEXT and self._goes_on())
        ):
            following = self._following(number)
            if (
                following is NO_LINE
                or following.indent < indent
                or not looks_like_entry(self.shadow.lines[following.number])
            ):
                self._last.value = Kind.TEXT
                return number
        if 0 <= self._orphan < indent:
            self.shadow.blank(number)
            return number
        following = self._following(number)
        has_lines = (
            following is not NO_LINE
            and following.indent > indent
            and looks_like_entry(self.shadow.lines[following.number])
            and (
                any(level.indent == indent for level in self._levels[1:])
                or all(level.indent != following.indent for level in self._levels)
            )
        )
        glued = GLUED_DASH.match(self.shadow.lines[number])
        if glued and any(level.is_list and level.indent == indent for level in self._levels):
            self._report(number, indent, indent + 1, "A dash needs a space after it.",
                         (indent + 1, indent + 1, " "), "Add the space")  # fmt: skip
            self.shadow.replace(number, indent + 1, indent + 1, " ")
            return self._dash(number, indent)
        if self._add_colon(number, has_lines=has_lines):
            return self._key(number, indent)
        self._orphan = indent
        return number

    def _add_colon(self, number: int, *, has_lines: bool) -> bool:
        """Read a line without a key as one, where a colon is all that lacks; else take it out of the text.

        Whether it is a key now.
        """
        line = self.shadow.lines[number]
        glued = _GLUED.match(line)
        start = len(line) - len(line.lstrip(BLANKS))
        end = len(_COMMENT.sub("", line).rstrip(BLANKS))
        if glued:
            self._report(number, start, glued.end(), "A colon needs a space after it.",
                         (glued.end(), glued.end(), " "), "Add the space")  # fmt: skip
            self.shadow.replace(number, glued.end(), glued.end(), " ")
            return True
        header = _HEADER_WITHOUT_COLON.match(line)
        if header is not None:
            at = header.end("word")
            message = f"A key needs a colon and a space: `{header['word']}: …`."
            self._report(number, start, end, message, (at, at, ":"), "Add the colon")
            self.shadow.replace(number, at, at, ":")
            return True
        word = _FIRST_WORD.match(line)
        name = word["word"] if word else "title"
        message = f"A key needs a colon and a space: `{name}: …`."
        if has_lines:
            almost = _ALMOST_COLON.search(line, start, end)
            cut = almost.start() if almost else end
            self._report(number, start, end, message, (cut, end, ":"), "Add the colon")
            self.shadow.replace(number, cut, end, ":")
            return KEY.match(self.shadow.lines[number]) is not None
        mend: tuple[int, int, str] | None = None
        if word is not None and word["rest"]:
            mend = (word.end("word"), word.end("word"), ":")
        elif word is not None:
            mend = (word.end("word"), word.end("word"), ": ")
        self._report(number, start, end, message, mend, "Add the colon" if mend else "")
        self.shadow.blank(number)
        return False

    def _drop(self, number: int, message: str) -> int:
        """Take line `number` out of the text."""
        line = self.shadow.lines[number]
        start = len(line) - len(line.lstrip(BLANKS))
        self._report(number, start, len(line.rstrip(BLANKS)), message)
        self.shadow.blank(number)
        return number

    # -- documents that are one item -----------------------------------------------------------------------------------

    def _whole(self) -> None:
        """A document that is one item: conflict markers go, a flow collection at its root is mended."""
        lines = self.shadow.lines
        for number, line in enumerate(lines):
            if CONFLICT.match(line):
                self._conflict(number)
        following = next_content(lines, 0, len(lines))
        if following is NO_LINE:
            return
        line = lines[following.number]
        start = len(line) - len(line.lstrip(" \t"))
        if line[start] in "[{":
            self._last = _Last(Kind.FLOW, -1, following.number, start)
            self._flow(following.number, start, -1)


def _requoted(text: str) -> str:
    return "'" + text.replace("''", "'").replace("'", "''") + "'" if '"' in text else f'"{text}"'
