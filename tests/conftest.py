"""What all tests share: Hypothesis profiles, and the folder of real documents that lies beside the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Hundreds of servers start under test: with their bytecode kept each starts twice as fast.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

REPOSITORY = Path(__file__).resolve().parent.parent

# `quick` is a glance, `dev` is for the machine under the fingers, `ci` looks a little longer and always at the same
# examples, `nightly` looks for hours: HYPOTHESIS_PROFILE=nightly make test.
_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile("quick", deadline=None, max_examples=8, suppress_health_check=_QUIET)
settings.register_profile("dev", deadline=None, max_examples=50, suppress_health_check=_QUIET)
settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True, suppress_health_check=_QUIET)
settings.register_profile("nightly", deadline=None, max_examples=20_000, suppress_health_check=_QUIET)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "dev"))


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of this repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the corpus of real documents. Tests that need it skip where it is absent."""
    folder = Path(os.environ.get("FOREWARN_SHARED") or REPOSITORY.parent / "shared")
    if not (folder / "corpus").is_dir():
        pytest.skip("the corpus is not here: set FOREWARN_SHARED to the folder that holds it")
    return folder


@pytest.fixture(scope="session")
def shared_or_none() -> Path | None:
    """The same folder for tests that have something to look at without it: None where it is absent."""
    folder = Path(os.environ.get("FOREWARN_SHARED") or REPOSITORY.parent / "shared")
    return folder if (folder / "corpus").is_dir() else None
