"""Take the pictures in docs/images anew: `python -m tests.editors.pictures`, then look at them.

The screens are those of a real VS Code on the example that ships, as in test_vscode.py.
"""

from __future__ import annotations

import shutil
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from tests.editors.packaged import REPOSITORY, package
from tests.editors.vscode_server import VSCode, install
from tests.editors.workbench import Workbench, browser

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import FloatRect

IMAGES = REPOSITORY / "docs" / "images"
_COLOURS = 64
_LOOKS = {
    "workbench.activityBar.location": "hidden",
    "editor.fontSize": 13,
    "breadcrumbs.enabled": False,
    "editor.stickyScroll.enabled": False,
}
MODEL = "threat-model.yaml"
DOCUMENT = "parcel-pickup.md"
CHECKED = "forewarn checks this file"


def finding(window: Workbench) -> None:
    """A squiggle, and what is said about it."""
    window.go_to("pickup-cod,", 4)
    window.sees_marks("error", 1)
    window.hover("When it is wrong")


def fixes(window: Workbench) -> None:
    """The light bulb on an open threat."""
    window.go_to("T2:", 1)
    window.menu("Add mitigation")


def hover(window: Workbench) -> None:
    """What to ask about a type of component."""
    window.go_to("iot-device", 4)
    window.hover("Ask yourself")


def completion(window: Workbench) -> None:
    """Types of assets."""
    window.go_to("flows:")
    window.press("ArrowUp")
    window.type("  photo: {type: ")
    window.suggestions("identity-document")


def hints(window: Workbench) -> None:
    """How the sections of a document were read."""
    window.go_to("### Risks in the pilot")
    window.sees_line("### Risks in the pilot.*threats · 3, 1 open")
    window.sees_marks("warning", 1)


def lens(window: Workbench) -> None:
    """The threats to an asset, out of the line above it."""
    window.go_to("  parcel: {")
    window.lens("4 threats · 1 open")
    window.sees("A caller talks support into", ".peekview-widget")
    window.page.add_style_tag(content=".peekview-title .dirname { display: none }")  # a folder of this machine


def rename(window: Workbench) -> None:
    """Another name for an asset."""
    window.go_to("recipient-contact:", 4)
    window.begin_rename("recipient-contact", "recipient-phone")


SCENES: dict[str, tuple[str, Callable[[Workbench], None]]] = {
    "finding": (MODEL, finding),
    "fixes": (MODEL, fixes),
    "hover": (MODEL, hover),
    "completion": (MODEL, completion),
    "hints": (DOCUMENT, hints),
    "lens": (MODEL, lens),
    "rename": (MODEL, rename),
}


def main() -> None:
    """Take them all."""
    install()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary, browser() as shown:
        vscode = VSCode(Path(temporary) / "vscode", package(), _LOOKS)
        for name, (file, scene) in SCENES.items():
            folder = Path(temporary) / name / "parcels"
            shutil.copytree(REPOSITORY / "docs" / "example", folder)
            (folder / ".git").mkdir()
            window = Workbench(shown, vscode.address, folder, name)
            window.page.set_viewport_size({"width": 860, "height": 520})
            window.open(file)
            window.status(CHECKED)
            window.press("Control+b")
            scene(window)
            keep(window, IMAGES / f"vscode-{name}.png")
            window.close()
        vscode.close()


def keep(window: Workbench, file: Path) -> None:
    """Keep the editor and the status bar, in few colours."""
    box = window.page.locator(".part.editor").bounding_box()
    assert box
    clip: FloatRect = {"x": box["x"], "y": box["y"], "width": box["width"], "height": 520 - box["y"]}
    picture = Image.open(BytesIO(window.page.screenshot(clip=clip, animations="disabled", caret="initial")))
    picture.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)


if __name__ == "__main__":
    main()
