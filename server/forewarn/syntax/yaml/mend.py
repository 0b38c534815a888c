"""Make a broken slice readable: find each line that breaks it, say why, and let the other lines keep their meaning.

One pass over the lines keeps the indentations of the collections that are open, as YAML's own grammar would, and
judges each line against them. Only what cannot stand where it stands is changed, in a shadow of the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from forewarn.syntax.yaml.colons import add_colon
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
    indentation,
    looks_like_entry,
    next_content,
    tab_widths,
    value_kind,
    value_of,
    without_junk,
)
from forewarn.syntax.yaml.mend_values import Spot, mend_block_text, mend_flow_value, mend_value

if TYPE_CHECKING:
    from forewarn.syntax.yaml.patch import Patch


CONFLICT_MESSAGE = "A merge conflict is left here: keep one side."


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
    """A pass over one slice, an item of some kind, in a list or not. `expected` is its first line's indentation."""

    patch: Patch
    kind: ItemKind
    in_list: bool
    expected: int
    _levels: list[_Level] = field(default_factory=list[_Level])
    _last: _Last = field(default_factory=_Last)
    _orphan: int = -1
    """The indentation of words that were taken out, until the next key or dash: what stands deeper goes with them."""
    _dropped: int = -1
    """The indentation of a line that was taken out with all lines below it; -1 if there is none."""

    def run(self) -> None:
        """Judge all lines."""
        if self.kind is ItemKind.WHOLE:
            self._whole()
            return
        lines = self.patch.lines
        number = 0
        while number < len(lines):
            line = lines[number]
            if CONFLICT.match(line):
                self.patch.drop(number, CONFLICT_MESSAGE)
            elif self.kind is ItemKind.HEADER and self._levels and not NOTHING.match(line):
                self.patch.drop(number, "This line belongs to nothing.")
            elif MARKER.match(line):
                self.patch.drop(number, "This line would start another document in the middle of this one.")
            elif not NOTHING.match(line):
                number = self._content(number)
            number += 1

    # -- one line with content ---------------------------------------------------------------------------------------

    def _content(self, number: int) -> int:
        """Judge line `number`; the number of the last line that was judged with it."""
        if self._levels and self._last.value is Kind.BLOCK:
            self._last.value = Kind.TEXT
            end = mend_block_text(self.patch, number, self._last.indent)
            if end >= number:
                return end
        self._tabs(number)
        line = self.patch.lines[number]
        if CLOSERS.match(line):
            return self.patch.drop(number, "Nothing is open that this could close.")
        self._junk(number)
        line = self.patch.lines[number]
        if not self._levels:
            return self._first(number)
        indent = indentation(line)
        if 0 <= self._dropped <= indent:
            self.patch.shadow.blank(number)
            return number
        self._dropped = -1
        if DASH.match(line):
            return self._dash(number, indent)
        if KEY.match(line):
            return self._key(number, indent)
        return self._words(number, indent)

    def _junk(self, number: int) -> None:
        """Take characters away that make no sense in front of a key."""
        line = self.patch.lines[number]
        clean = without_junk(line)
        if clean != line:
            start = len(line) - len(line.lstrip(" \t"))
            width = len(line) - len(clean)
            end = start + width
            message = f"`{line[start:end]}` has no place before a key."
            self.patch.report(number, start, end, message, (start, end, ""), "Remove it")
            self.patch.shadow.replace(number, start, start + width, "")

    def _tabs(self, number: int) -> None:
        """Read tabs at the start of a line as the indentation that fits best."""
        widths = tab_widths(self.patch.lines[number])
        if not widths:
            return
        fitting = [level.indent for level in self._levels[1:]] or [level.indent for level in self._levels]
        if self._last.value is Kind.EMPTY and self._levels:
            width = next((w for w in widths if w > self._levels[-1].indent), widths[0])
        else:
            width = next((w for w in widths if w in fitting), widths[0])
        self.patch.untab(number, width)

    def _first(self, number: int) -> int:
        """The first line with content: the item's own key or dash."""
        line = self.patch.lines[number]
        indent = indentation(line)
        if self.in_list and not DASH.match(line):
            glued = GLUED_DASH.match(line)
            if glued:
                self._add_space(number, indent + 1)
            elif KEY.match(line):
                end, message = len(line.rstrip(BLANKS)), "This begins a new element: it needs a dash."
                self.patch.report(number, indent, end, message, (indent, indent, "- "), "Add the dash")
                width = self._width_below(number, indent)
                self.patch.shadow.replace(
                    number, indent, indent, "- " if width < indent + 2 else "-".ljust(width - indent)
                )
        line = self.patch.lines[number]
        following = self.patch.following(number)
        if (
            self.kind is ItemKind.ENTRY
            and self.expected < following.indent <= indent
            and value_of(line) is Kind.EMPTY
            and KEY.match(line)
            and KEY.match(self.patch.lines[following.number])
        ):
            # The entry has slipped to the depth of its own fields.
            self.patch.slip(number, self.expected)
            line, indent = self.patch.lines[number], self.expected
        if not DASH.match(line) and not KEY.match(line):
            following = self.patch.following(number)
            is_open = self.kind is ItemKind.HEADER or (
                following is not NO_LINE
                and following.indent > indent
                and looks_like_entry(self.patch.lines[following.number])
            )
            if not add_colon(self.patch, number, has_lines=is_open):
                return number
            line = self.patch.lines[number]
        self._levels.append(_Level(indent, DASH.match(line) is not None))
        return self._take(number, indent)

    def _add_space(self, number: int, at: int) -> None:
        """Put a space behind the dash that ends at column `at`."""
        self.patch.report(number, at - 1, at, "A dash needs a space after it.", (at, at, " "), "Add the space")
        self.patch.shadow.replace(number, at, at, " ")

    def _width_below(self, number: int, indent: int) -> int:
        following = self.patch.following(number)
        return following.indent if following is not NO_LINE and following.indent > indent else indent + 2

    def _take(self, number: int, indent: int) -> int:
        """Accept a key or dash at `indent`, which is that of the innermost level now; look at what it holds."""
        line = self.patch.lines[number]
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
                dash = DASH.match(line, dash.end()) if nested else None
                continue
            return self._value(number, dash.end(), indent)
        match = KEY.match(line[indent:])
        if match is None:
            return number
        column = indent + match.end()
        self._last = _Last(value_kind(line[column:]), indent, number, column)
        return self._value(number, column, indent)

    def _value(self, number: int, column: int, indent: int) -> int:
        """Look at the value that begins behind `column`; the last line it takes."""
        last = self._last
        own = len(self._levels) == 1
        bare = self.kind is ItemKind.HEADER and last.value is not Kind.EMPTY
        taken = mend_value(self.patch, Spot(number, column, indent, last.value, last.is_dash, own, bare))
        self._last.value = taken.kind
        return taken.last

    # -- keys, dashes, words ------------------------------------------------------------------------------------------

    def _nearest(self, indent: int, *, is_list: bool) -> int | None:
        """The index of the level of one sort whose indentation is nearest, the item's own level excepted."""
        candidates = [n for n in range(1, len(self._levels)) if self._levels[n].is_list == is_list]
        if not candidates:
            return None
        return min(candidates, key=lambda n: (abs(self._levels[n].indent - indent), -n))

    def _open(self, number: int, indent: int, *, is_list: bool) -> int:
        """Begin a collection below the last key or dash."""
        level = level_below(self.patch.lines, number, self._last.indent)
        if is_list is False and level != indent:
            self.patch.slip(number, level)
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
            return self.patch.drop(number, "The value above is complete: a key cannot stand below it.")
        match = next((n for n in range(len(self._levels) - 1, 0, -1) if self._levels[n].indent == indent), None)
        if match is not None and self._levels[match].is_list:
            below = match - 1
            is_plain_list = below > 0 and self._levels[below].indent == indent and not self._levels[below].is_list
            match = below if is_plain_list else None
        if match is None:
            match = self._nearest(indent, is_list=False)
            if match is None:
                return self.patch.drop(number, "This key has no place here.")
            if indent > self._levels[-1].indent and not self._levels[-1].is_list:
                match = len(self._levels) - 1
            self.patch.slip(number, self._levels[match].indent)
        popped = self._popped(number, match)
        if popped is not None:
            self.patch.slip(number, self._levels[popped].indent)
            match = popped
        del self._levels[match + 1 :]
        return self._take(number, self._levels[match].indent)

    def _popped(self, number: int, match: int) -> int | None:
        """The deeper level that line `number` is meant for: the next line goes on with it, below a complete value."""
        if value_of(self.patch.lines[number]) not in (Kind.TEXT, Kind.FLOW):
            return None
        following = self.patch.following(number)
        if following is NO_LINE or not KEY.match(self.patch.lines[following.number]):
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
        text = self.patch.lines[number].strip(BLANKS)
        return text == ":" or text.startswith(": ")

    def _colon_line(self, number: int, indent: int) -> int:
        for index in range(len(self._levels) - 1, -1, -1):
            if self._levels[index].indent == indent and not self._levels[index].is_list:
                del self._levels[index + 1 :]
                line = self.patch.lines[number]
                self._last = _Last(value_kind(line[indent + 1 :]), indent, number, indent + 1)
                return number
        return self.patch.drop(number, "This colon has no key before it.")

    def _dash(self, number: int, indent: int) -> int:
        """A line with a dash."""
        top = self._levels[-1]
        if self.kind is ItemKind.ENTRY and len(self._levels) == 1 and indent == top.indent and not top.is_list:
            following = self.patch.following(number)
            if following.indent > indent and KEY.match(self.patch.lines[following.number]):
                return self.patch.drop(number, "A list cannot stand here: the lines below belong to the key above.")
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
                return self.patch.drop(number, "A list cannot stand here: the key above has a value already.")
            self.patch.slip(number, self._levels[match].indent)
        del self._levels[match + 1 :]
        return self._take(number, self._levels[match].indent)

    def _near_list(self, match: int) -> bool:
        return match >= len(self._levels) - 2

    def _goes_on(self) -> bool:
        """Whether the last value is a plain scalar, which may go on in deeper lines."""
        line = self.patch.lines[self._last.line]
        return line[self._last.column :].lstrip(" \t")[:1] not in ("'", '"', "*", "|", ">")

    def _words(self, number: int, indent: int) -> int:
        """A line with neither key nor dash."""
        if indent > self._last.indent and (
            self._last.value is Kind.EMPTY or (self._last.value is Kind.TEXT and self._goes_on())
        ):
            following = self.patch.following(number)
            if (
                following is NO_LINE
                or following.indent < indent
                or not looks_like_entry(self.patch.lines[following.number])
            ):
                self._last.value = Kind.TEXT
                return number
        if 0 <= self._orphan < indent:
            self.patch.shadow.blank(number)
            return number
        following = self.patch.following(number)
        has_lines = (
            following is not NO_LINE
            and following.indent > indent
            and looks_like_entry(self.patch.lines[following.number])
            and (
                any(level.indent == indent for level in self._levels[1:])
                or all(level.indent != following.indent for level in self._levels)
            )
        )
        glued = GLUED_DASH.match(self.patch.lines[number])
        if glued and any(level.is_list and level.indent == indent for level in self._levels):
            self._add_space(number, indent + 1)
            return self._dash(number, indent)
        if add_colon(self.patch, number, has_lines=has_lines):
            return self._key(number, indent)
        self._orphan = indent
        return number

    # -- documents that are one item -----------------------------------------------------------------------------------

    def _whole(self) -> None:
        """A document that is one item: conflict markers go, a flow collection at its root is mended."""
        lines = self.patch.lines
        for number, line in enumerate(lines):
            if CONFLICT.match(line):
                self.patch.drop(number, CONFLICT_MESSAGE)
        following = next_content(lines, 0, len(lines))
        if following is NO_LINE:
            return
        line = lines[following.number]
        start = len(line) - len(line.lstrip(" \t"))
        if line[start] in "[{":
            mend_flow_value(self.patch, Spot(following.number, start, -1, Kind.FLOW, whole=True), start)
