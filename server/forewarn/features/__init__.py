"""What an editor can ask, as functions from a view of the workspace to plain values.

Nothing here knows the protocol.
"""
