"""Threats that a summary names, and that the document tells elsewhere in other words."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from forewarn.dialects.markdown.merge.places import At, before_name, element_at
from forewarn.dialects.markdown.vocabulary import folded
from forewarn.model.elements import Text
from forewarn.model.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from forewarn.dialects.markdown.merge.known import Known
    from forewarn.dialects.markdown.merge.links import Links
    from forewarn.dialects.markdown.units import Raw

_STEM = 5
"""So many letters of a word tell it from others: "endpoint", "endpoints"."""
_COMMON = 16
"""A word that so many threats are named by tells none from the others; looking them all up would take long."""
_ONE = 2
"""A title of one word names a threat whose title has no more words than this."""
_MOST = 2 / 3
"""So many of the words of one title stand in the other where both name one thing."""


def summarised(raws: Sequence[Raw], known: Known, dropped: dict[At, At], links: Links) -> None:
    """A threat that a summary names is the one told elsewhere that alone has its category, or shares most words.

    The mitigations in the summary's row are its mitigations.
    """
    summaries = [(At(n, place), key[1]) for n in sorted(known.summarised) for key, place in raws[n].names.summarised]
    if not summaries:
        return
    others = _others(raws, {at for at, _ in summaries} | dropped.keys())
    by_category: dict[str, list[At]] = defaultdict(list)
    by_word: dict[str, set[At]] = defaultdict(set)
    for at in others:
        by_category[element_at(raws, at).text("category")].append(at)
        for word in _stems(raws, at):
            by_word[word].add(at)
    rows = Counter(category for _, category in summaries)
    for at, category in summaries:
        if at in dropped:
            continue
        found = by_category.get(category, []) if category and rows[category] == 1 else []
        if len(found) != 1:
            found = _sharing_words(words := _stems(raws, at), by_word)
            if len(found) == 1 and len(words) == 1 and len(_stems(raws, found[0])) > _ONE:
                found = []  # "Storage" is not what "Changed in storage by a stranger" is called.
        if len(found) == 1 and (element_at(raws, at).derived or element_at(raws, found[0]).derived):
            dropped[at] = found[0]
            anchor = before_name(raws, found[0])
            links[found[0]] += [
                ("mitigations", Text(text.text, anchor, "in the summary"))
                for text in element_at(raws, at).texts("mitigations")
            ]


def _others(raws: Sequence[Raw], without: set[At]) -> list[At]:
    return [
        at
        for number, raw in enumerate(raws)
        for place, element in enumerate(raw.item.elements)
        if element.kind is Kind.THREAT and (at := At(number, place)) not in without
    ]


def _sharing_words(words: set[str], by_word: dict[str, set[At]]) -> list[At]:
    """The one threat that shares most of these words, if it shares more of them than any other."""
    telling = (places for word in words if len(places := by_word.get(word, ())) <= _COMMON)
    shared = Counter(other for places in telling for other in places)
    best = shared.most_common(2)
    alone = bool(best) and (len(best) == 1 or best[0][1] > best[1][1])
    return [best[0][0]] if alone and best[0][1] >= max(min(2, len(words)), len(words) * _MOST) else []


def _stems(raws: Sequence[Raw], at: At) -> set[str]:
    """The beginnings of the words of a title that say something."""
    words = folded(element_at(raws, at).title).split()
    return {word[:_STEM] for word in words if len(word) >= _STEM - 1}
