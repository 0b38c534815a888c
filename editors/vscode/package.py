"""Package the extension with its server inside, for the platform this runs on: `make vsix`.

What the server needs is compiled for each version of Python by itself. The files of several versions lie beside each
other in one folder: their names tell which is whose, and what is not compiled is the same for all.
"""

from __future__ import annotations

import filecmp
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
LIBS = HERE / "bundled" / "libs"
LOCK = REPOSITORY / "requirements" / "dev.txt"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
_NOT_RUN = (
    "*.pyi",
    "*_avx2.*",
    "*.c",
    "*.h",
    "__pycache__",
    "bin",
    "__pyinstaller",
    "RECORD",
    "INSTALLER",
    "REQUESTED",
    "WHEEL",
)
"""Files that no server reads; and what pip writes for itself, which differs from version to version."""
_SYSTEMS = {"linux": "linux", "darwin": "darwin", "win32": "win32"}
_MACHINES = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64", "armv7l": "armhf"}


def target() -> str:
    """VS Code's name for this platform."""
    system = _SYSTEMS[sys.platform]
    if system == "linux" and platform.libc_ver()[0] != "glibc":
        system = "alpine"
    return f"{system}-{_MACHINES[platform.machine().lower()]}"


def bundle() -> None:
    """Fill the folder of libraries anew, for all versions of Python. The versions are those of the lock."""
    shutil.rmtree(LIBS, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        wheels = Path(temporary) / "wheel"
        build = ("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(wheels))
        _pip(*build, str(REPOSITORY))
        (wheel,) = wheels.glob("*.whl")
        for version in PYTHONS:
            folder = Path(temporary) / version
            only = ("--python-version", version, "--only-binary=:all:", "--no-compile", "--constraint", str(LOCK))
            _pip("install", "--target", str(folder), *only, str(wheel))
            _merge(folder, LIBS)


def _pip(command: str, *arguments: str) -> None:
    quiet = ("--quiet", "--quiet", "--disable-pip-version-check")
    subprocess.run((sys.executable, "-m", "pip", command, *quiet, *arguments), check=True)


def _merge(source: Path, into: Path) -> None:
    """Add the files of `source`. A file that both have is the same in both, or nothing is packaged."""
    for file in sorted(source.rglob("*")):
        parts = file.relative_to(source).parts
        if file.is_dir() or any(Path(part).match(pattern) for part in parts for pattern in _NOT_RUN):
            continue
        there = into.joinpath(*parts)
        if not there.exists():
            there.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, there)
        elif not filecmp.cmp(file, there, shallow=False):
            sys.exit(f"{'/'.join(parts)} differs between versions of Python: they cannot share a folder")


def main() -> None:
    """Bundle and package; print where the package is."""
    bundle()
    for name in ("LICENSE", "NOTICE"):
        shutil.copyfile(REPOSITORY / name, HERE / name)
    out = REPOSITORY / "dist"
    out.mkdir(exist_ok=True)
    _npm("run", "build")
    _npm("run", "package", "--", "--target", target(), "--out", str(out))


def _npm(*arguments: str) -> None:
    subprocess.run((sys.executable, "-m", "tests.support.node", str(HERE), *arguments), cwd=REPOSITORY, check=True)


if __name__ == "__main__":
    main()
