"""The package says which version it is."""

from importlib.metadata import version

import forewarn


def test_installed_version_is_the_one_in_the_source() -> None:
    assert version("forewarn") == forewarn.__version__
