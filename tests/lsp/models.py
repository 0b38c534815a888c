"""The small model that most tests type into. As it stands there is nothing to say about it."""

CARDS = """\
threat-model: Library cards
owner: reading-room
assets:
  reader-address: {type: personal-data}
threats:
  T1:
    title: Somebody lists all addresses
    against: [reader-address]
    category: information-disclosure
    severity: high
    mitigations: [M1]
mitigations:
  M1:
    title: Show a reader their own record only
    status: active
    kind: prevent
"""

MISTYPED = CARDS.replace("against: [reader-address]", "against: [reader-adress]")
"""The same with a slip of the keyboard in it."""

UNANSWERED = CARDS.replace("    mitigations: [M1]\n", "").split("mitigations:")[0]
"""The same without its mitigation: a threat that nothing answers."""
