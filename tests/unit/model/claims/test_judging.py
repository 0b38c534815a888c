"""Whether a claim holds on the model's own flows, and why not."""

from __future__ import annotations

from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forewarn.model.claims import Claim, Judgement, Verdict, judge, parse
from forewarn.model.graph import Graph, graph_of
from tests.support.findings import judge as judged

LIBRARY = """\
threat-model: Library cards
zones:
  internet: {trust: none}
  town: {}
  office: {in: town}
  vault: {in: office}
actors:
  reader: {zone: internet}
  guest: {}
components:
  desk: {zone: office}
  hall: {zone: town}
  card-store: {zone: vault, stores: [address]}
  mailer: {zone: internet, stores: [mail]}
assets:
  address: {}
  mail: {}
  loan: {}
flows:
  ask: {from: reader, to: desk, protocol: https, carries: [loan], authentication: card}
  look-up: {from: desk, to: card-store, protocol: tls, returns: [address], authentication: service account}
  sign: {from: hall, to: desk, carries: [loan]}
  send: {from: desk, to: mailer, protocol: http, carries: [mail], authentication: none}
  talk: {from: hall, to: guest, both-ways: true}
"""


def graph(text: str = LIBRARY) -> Graph:
    (analysis,) = judged(text).analyses
    return graph_of(analysis.index)


def judgement(claim: str, text: str = LIBRARY) -> Judgement:
    understood = parse(claim)
    assert isinstance(understood, Claim), understood
    return judge(understood, graph(text))


def told(found: Judgement) -> str:
    """The verdict with what it rests on, as one line."""
    if found.holds is not None:
        return f"contradicted: {found.holds.id} keeps it"
    if found.verdict is Verdict.CONTRADICTED:
        return f"contradicted: {', '.join(hop.flow.id for hop in found.hops)}"
    if found.verdict is Verdict.UNDECIDED:
        return f"undecided: {', '.join(f'{field} of {element.id}' for element, field in found.waits)}"
    return "proved" + (f", through {', '.join(hop.flow.id for hop in found.through)}" if found.through else "")


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("no-direct reader -> card-store", "proved, through ask, look-up"),
        ("no-direct internet -> office", "contradicted: ask"),
        ("no-direct internet -> vault", "proved, through ask, look-up"),
        ("no-direct hall -> town", "contradicted: sign"),
        ("no-direct mailer -> desk", "proved"),
        ("no-direct guest -> hall", "contradicted: talk"),
        ("no-direct hall -> internet", "undecided: zone of guest"),
        ("no-path reader -> card-store", "contradicted: ask, look-up"),
        ("no-path mailer -> town", "proved"),
        ("no-path card-store -> desk", "proved"),
        ("reader -> card-store only via desk", "proved"),
        ("reader -> card-store only via hall", "contradicted: ask, look-up"),
        ("internet -> vault only via office", "proved"),
        ("encrypted reader -> card-store", "proved"),
        ("encrypted hall -> card-store", "undecided: encrypted of sign"),
        ("encrypted reader -> mailer", "contradicted: send"),
        ("encrypted address", "proved"),
        ("encrypted loan", "undecided: encrypted of sign"),
        ("encrypted mail", "contradicted: send"),
        ("authenticated reader -> card-store", "proved"),
        ("authenticated reader -> mailer", "contradicted: send"),
        ("authenticated hall -> desk", "undecided: authentication of sign"),
        ("address stays in office", "proved"),
        ("address stays in vault", "contradicted: look-up"),
        ("mail stays in town", "contradicted: send"),
        ("loan stays in internet", "contradicted: ask"),
        ("card-store only for desk", "proved"),
        ("card-store only for office", "proved"),
        ("desk only for reader", "contradicted: sign"),
        ("desk only for reader and town", "proved"),
        ("hall only for town", "undecided: zone of guest"),
    ],
)
def test_a_claim_is_judged_on_the_flows(claim: str, verdict: str) -> None:
    assert told(judgement(claim)) == verdict


def test_an_asset_that_is_kept_outside_does_not_stay_in() -> None:
    assert told(judgement("mail stays in office", LIBRARY.replace(", carries: [mail]", ""))) == (
        "contradicted: mailer keeps it"
    )


def test_zones_that_lie_in_each_other_and_flows_to_oneself_end_no_search() -> None:
    text = """\
threat-model: Round and round
zones:
  one: {in: two}
  two: {in: one}
components:
  a: {zone: one}
  b: {zone: two}
flows:
  self: {from: a, to: a}
  there: {from: a, to: b}
  back: {from: b, to: a}
"""
    assert told(judgement("no-path a -> b", text)) == "contradicted: there"
    assert told(judgement("no-direct b -> one", text)) == "contradicted: back"
    assert told(judgement("a -> b only via a", text)) == "proved"


NAMES = "abcdef"
EDGES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=12, unique=True)


def drawn(edges: list[tuple[str, str]]) -> str:
    nodes = "".join(f"  {name}: {{}}\n" for name in NAMES)
    flows = "".join(f"  {one}{other}: {{from: {one}, to: {other}}}\n" for one, other in edges)
    return f"threat-model: Drawn\ncomponents:\n{nodes}flows:\n{flows or '  {}'}\n"


def ways(edges: list[tuple[str, str]], start: str, end: str) -> list[tuple[str, ...]]:
    """Every way from one to the other that passes nothing twice, found by trying all."""
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(start,)]
    while waiting:
        way = waiting.pop()
        for one, other in edges:
            if one == way[len(way) - 1] and (other not in way or (other == end == start and len(way) > 0)):
                longer = (*way, other)
                if other == end:
                    found.append(longer)
                elif other not in way:
                    waiting.append(longer)
    return found


@given(EDGES)
def test_no_path_and_only_via_are_what_trying_every_way_says(edges: list[tuple[str, str]]) -> None:
    text = drawn(edges)
    for one, other in product("ab", "cd"):
        all_ways = ways(edges, one, other)
        found = judgement(f"no-path {one} -> {other}", text)
        assert (found.verdict is Verdict.CONTRADICTED) == bool(all_ways)
        if all_ways:
            assert len(found.hops) == min(map(len, all_ways)) - 1, "a shortest way"
            assert all(a.end == b.start for a, b in pairwise(found.hops))
        around = [way for way in all_ways if "e" not in way]
        assert (judgement(f"{one} -> {other} only via e", text).verdict is Verdict.PROVED) == (not around)


@given(EDGES)
def test_what_lies_between_two_is_on_some_way_between_them(edges: list[tuple[str, str]]) -> None:
    between = {(hop.start, hop.end) for hop in graph(drawn(edges)).between({"a"}, {"b"})}
    assert {step for way in ways(edges, "a", "b") for step in pairwise(way)} <= between
    assert all(start != "b" and end != "a" for start, end in between)
