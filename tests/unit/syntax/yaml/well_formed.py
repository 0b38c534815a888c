"""Well-formed YAML in many styles, and JSON, made by Hypothesis."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st

if TYPE_CHECKING:
    from random import Random

_KEYS = (
    "title",
    "type",
    "against",
    "T1",
    "a-b",
    "key 1",
    "x.y",
    "é",
    "zone",
    "n_1",
    "by",
    "汉字",
    "q/r",
    "8",
    "http",
    "it's",
)
_WORDS = (
    "text",
    "a longer one",
    "12:30",
    "no",
    "~",
    "1.5",
    "a#b",
    "a:b",
    "-1",
    "x'y",
    'say "hi"',
    "ünï",
    "😀 face",
    "(x)",
    "-> y",
    "a, b",
    "null",
    "<< x",
    "2026-01-02",
    "?x",
    ":x",
)
_FLOW_WORDS = ("text", "two words", "12:30", "a:b", "x'y", "é", "-1", "no", "a#b", "😀", "y]x"[0:1])
_ESCAPES = (r"\n", r"\t", r"\"", r"\\", r"\x41", r"\u00e9", r"\U0001F600", r"\/", r"\_", r"\0")


@dataclass
class Writer:
    """Writes nodes. `random` decides; `anchors` are those that may be used."""

    random: Random
    anchors: list[str] = field(default_factory=list[str])
    size: int = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def document(self) -> str:
        """A document: mostly a mapping, as models are."""
        self.anchors = []
        if self.chance(0.1):
            return self.sequence(0, 0)
        if self.chance(0.1):
            return self.flow(2, multiline=True) + "\n"
        indent = 0 if self.chance(0.9) else 2
        return self.mapping(indent, 0)

    def keys(self) -> list[str]:
        return self.random.sample(_KEYS, self.random.randint(1, 4))

    def key(self, key: str) -> str:
        if self.chance(0.1) and '"' not in key:
            key = f'"{key}"'
        elif self.chance(0.1) and "'" not in key:
            key = f"'{key}'"
        return key + (" :" if self.chance(0.05) else ":")

    def mapping(self, indent: int, depth: int) -> str:
        """A block mapping at `indent`."""
        out: list[str] = []
        for key in self.keys():
            out.append(self.between(indent))
            if self.chance(0.03):
                out.append(f"{' ' * indent}? {key}\n{' ' * indent}:{self.value(indent, depth)}")
            else:
                out.append(f"{' ' * indent}{self.key(key)}{self.value(indent, depth)}")
        return "".join(out)

    def sequence(self, indent: int, depth: int) -> str:
        """A block sequence at `indent`."""
        out: list[str] = []
        for _ in range(self.random.randint(1, 3)):
            out.append(self.between(indent))
            lead = " " * indent + "-"
            if depth < 3 and self.chance(0.3):
                blanks = self.random.choice((1, 1, 1, 3))
                inner = self.mapping(indent + 1 + blanks, depth + 1).lstrip("\n")
                first, _, rest = inner.partition("\n")
                if not first.strip().startswith("#"):
                    out.append(f"{lead}{' ' * blanks}{first.lstrip()}\n{rest}")
                    continue
            out.append(lead + self.value(indent, depth, in_list=True))
        return "".join(out)

    def between(self, indent: int) -> str:
        """What may stand between two lines."""
        if self.chance(0.06):
            return "\n"
        if self.chance(0.06):
            return " " * indent + "# a comment: [not] {a} 'value'\n"
        return ""

    def end(self) -> str:
        """The end of a line."""
        return self.random.choice(("\n",) * 8 + ("  # why\n", " \n", "  \n"))

    def properties(self) -> str:
        if self.chance(0.04):
            return " !!str"
        if self.chance(0.06):
            name = f"a{len(self.anchors)}"
            self.anchors.append(name)
            return f" &{name}"
        return ""

    def value(self, indent: int, depth: int, *, in_list: bool = False) -> str:
        """All that follows a colon or a dash."""
        self.size += 1
        choice = self.random.random()
        if depth < 4 and self.size < 60:
            if choice < 0.25:
                return (
                    self.collection_properties()
                    + self.end()
                    + self.mapping(indent + self.random.choice((1, 2, 2, 2, 4)), depth + 1)
                )
            if choice < 0.4:
                zero = not in_list and self.chance(0.3)
                return self.end() + self.sequence(indent if zero else indent + self.random.choice((1, 2, 2)), depth + 1)
        if choice < 0.5:
            return " " + self.flow(indent + 2, multiline=self.chance(0.3)) + self.end()
        if choice < 0.58:
            return self.block_scalar(indent)
        if choice < 0.62:
            return self.end()
        if choice < 0.66 and self.anchors:
            return f" *{self.random.choice(self.anchors)}" + self.end()
        return self.properties() + " " + self.scalar(indent) + self.end()

    def collection_properties(self) -> str:
        if self.chance(0.1):
            name = f"a{len(self.anchors)}"
            return f" &{name}"
        return ""

    def fold(self, words: list[str], indent: int) -> str:
        """Words in one or several lines."""
        out = words[0]
        for word in words[1:]:
            out += self.random.choice((" ",) * 4 + ("\n" + " " * (indent + 2), "\n\n" + " " * (indent + 3))) + word
        return out

    def scalar(self, indent: int) -> str:
        """A scalar that is no block scalar."""
        words = [self.random.choice(_WORDS) for _ in range(self.random.randint(1, 4))]
        if self.chance(0.6):
            plain = [word.lstrip("-?:<~ ") or "x" for word in words]
            return self.fold(plain, indent)
        if self.chance(0.5):
            return "'" + self.fold([word.replace("'", "''") for word in words], indent) + "'"
        parts = [word.replace("\\", "\\\\").replace('"', '\\"') for word in words]
        parts.insert(self.random.randint(0, len(parts)), self.random.choice(_ESCAPES))
        text = self.fold(parts, indent)
        if self.chance(0.2):
            text += "\\\n" + " " * (indent + 2) + "glued"
        return f'"{text}"'

    def block_scalar(self, indent: int) -> str:
        """A literal or folded scalar."""
        sign = self.random.choice("|>")
        inner = indent + self.random.choice((1, 2, 2, 4))
        chomp = self.random.choice(("", "", "-", "+"))
        explicit = self.chance(0.2)
        header = f" {sign}{inner - indent if explicit else ''}{chomp}" + ("  # why" if self.chance(0.1) else "")
        lines: list[str] = []
        for number in range(self.random.randint(1, 5)):
            more = " " * self.random.choice((0, 0, 0, 2)) if number or explicit else ""
            blank = number and self.chance(0.2)
            lines.append(
                "" if blank else " " * inner + more + self.random.choice((*_WORDS, "# no comment", "key: x", "- y"))
            )
        return header + "\n" + "\n".join(lines) + "\n"

    def flow(self, indent: int, *, multiline: bool, depth: int = 0) -> str:
        """A flow collection."""
        gap = ("\n" + " " * indent) if multiline else " "
        out: list[str] = []
        is_map = self.chance(0.5)
        keys = self.random.sample(_KEYS[:5], self.random.randint(0, 3))
        for key in keys:
            if depth < 2 and self.chance(0.25):
                value = self.flow(indent, multiline=multiline, depth=depth + 1)
            elif self.chance(0.2):
                value = '"' + self.random.choice(("a, b", "x: y", "]", "")) + '"'
            elif self.chance(0.1):
                value = "'it''s'"
            else:
                value = self.random.choice(_FLOW_WORDS)
            if is_map:
                out.append(f"{key}: {value}" if not self.chance(0.1) else key)
            elif self.chance(0.1):
                out.append(f"{key}: {value}")
            else:
                out.append(value)
        body = ("," + gap).join(out) + ("," if out and self.chance(0.1) else "")
        pad = gap if multiline else self.random.choice(("", " "))
        return ("{" + pad + body + pad + "}") if is_map else ("[" + pad + body + pad + "]")


def _stream(random: Random) -> str:
    writer = Writer(random)
    parts: list[str] = []
    for number in range(random.choice((1, 1, 1, 2, 3))):
        if number or random.random() < 0.1:
            parts.append("---\n" if random.random() < 0.9 else "--- # next\n")
        parts.append(writer.document())
        if random.random() < 0.05:
            parts.append("...\n")
            if random.random() < 0.5:
                parts.append("# the end\n")
    text = "".join(parts)
    if random.random() < 0.05:
        text = "\ufeff" + text
    if random.random() < 0.15:
        text = text.replace("\n", "\r\n")
    elif random.random() < 0.05:
        text = text.replace("\n", "\r")
    return text.rstrip("\r\n") if random.random() < 0.1 else text


streams = st.randoms(use_true_random=False).map(_stream)
"""YAML streams of one to three documents."""

_json_scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=9)
)
_json_keys = st.sampled_from(_KEYS)
_json_inner = st.recursive(
    _json_scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_json_keys, inner, max_size=4),
    max_leaves=20,
)


def _written(value: object, indent: int | None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


json_texts = st.builds(
    _written,
    st.lists(_json_inner, max_size=3) | st.dictionaries(_json_keys, _json_inner, max_size=5),
    st.sampled_from([None, 1, 2, 4]),
)
"""JSON texts in one line or several."""
