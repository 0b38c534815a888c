"""VS Code's workbench in a browser: keys go in, and what is on the screen is looked at.

Waiting means waiting until the page shows something, never for a fixed time. Keys rather than the mouse: where things
are depends on fonts and sizes.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from playwright.sync_api import Locator, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as TooLate

if TYPE_CHECKING:
    from collections.abc import Generator

    from playwright.sync_api import Browser

    from tests.editors.vscode_server import VSCode

PATIENCE = 60.0
"""Seconds after which something that should happen is taken to have failed. A wait that succeeds ends at once."""
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
SCREENSHOTS = Path(__file__).resolve().parents[2] / "dist" / "screenshots"
"""Where pictures of the screen are kept, for people to look at."""


def browser_program() -> str | None:
    """The browser of this machine that VS Code is looked at with, or None."""
    return next((path for name in _BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def browser() -> Generator[Browser]:
    """A browser without a window."""
    program = browser_program()
    assert program, "there is no Chromium: .ci/run installs it"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield opened
        opened.close()


class Workbench:
    """One window of VS Code on a folder or a workspace file."""

    def __init__(self, browser: Browser, address: str, place: Path, name: str) -> None:
        """Open `place` in the VS Code that is served at `address`; `name` is for the pictures that are kept."""
        self._name = re.sub(r"\W+", "-", name)
        self._pictures = 0
        context = browser.new_context(viewport={"width": 1200, "height": 760}, locale="en-US")
        context.set_default_timeout(PATIENCE * 1000)
        expect.set_options(timeout=PATIENCE * 1000)
        self.page: Page = context.new_page()
        kind = "folder" if place.is_dir() else "workspace"
        self.page.goto(f"{address}/?{kind}={quote(str(place))}", wait_until="domcontentloaded")
        files = self.page.locator(".explorer-folders-view .monaco-list-row").first
        nothing = self.page.get_by_text("You have not yet added a folder").first
        expect(files.or_(nothing).first).to_be_visible()
        if nothing.is_visible():
            # On a slow machine VS Code in a browser can miss what a workspace file says, and does not look again.
            self.page.reload(wait_until="domcontentloaded")
            expect(files).to_be_visible()

    # -- what is on the screen
    @property
    def text(self) -> str:
        """The lines of the editor that are on the screen."""
        return _plain(self._editor.locator(".view-lines").inner_text())

    @property
    def _editor(self) -> Locator:
        return self.page.locator(".editor-group-container.active .editor-instance").first

    def sees(self, text: str | re.Pattern[str], where: str = ".view-lines") -> None:
        """Wait until a part of the window (the lines of the editor unless another is named) has this text in it."""
        expect(self.page.locator(where, has_text=text).first).to_be_visible()

    def sees_line(self, pattern: str) -> None:
        """Wait until a line of the editor matches."""
        self.page.wait_for_function(
            "pattern => [...document.querySelectorAll('.editor-instance .view-line')]"
            ".some(line => new RegExp(pattern).test(line.textContent.replaceAll('\\u00a0', ' ')))",
            arg=pattern,
        )

    def sees_marks(self, severity: str, count: int) -> None:
        """Wait until so many squiggles of a severity (error, warning, info, hint) are on the screen."""
        expect(self.page.locator(f".editor-instance .squiggly-{severity}")).to_have_count(count)

    def status(self, text: str | re.Pattern[str]) -> None:
        """Wait until forewarn's item in the status bar says this to those who cannot see it."""
        expect(self.page.locator("[id='forewarn.forewarn.forewarn'] [aria-label]").first).to_have_attribute(
            "aria-label", text if isinstance(text, re.Pattern) else re.compile(re.escape(text))
        )

    def notification(self, text: str) -> Locator:
        """Wait for a message at the corner of the window."""
        found = self.page.locator(".notifications-toasts .notification-toast", has_text=text)
        expect(found.first).to_be_visible()
        return found.first

    def notifications(self) -> int:
        """How many messages stand at the corner of the window now."""
        return self.page.locator(".notifications-toasts .notification-toast").count()

    def answer(self, message: Locator, button: str) -> None:
        """Press a button of a message, which closes it."""
        message.get_by_role("button", name=button, exact=True).click()
        expect(message).to_have_count(0)

    def output(self, text: str) -> None:
        """Wait until the output channel that is shown has a line with this text."""
        # Once it is shown it takes the focus, and what is typed elsewhere until then would go there.
        expect(self.page.locator(".part.panel .monaco-editor.focused").first).to_be_visible()
        self.page.locator(".part.panel .viewpane-filter input").fill(text)
        self.sees(text, ".part.panel .view-line")

    def picture(self) -> None:
        """Keep what the window looks like now."""
        self._pictures += 1
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{self._name}-{self._pictures}.png", animations="disabled")

    # -- what one does
    def press(self, *keys: str) -> None:
        """Press keys, one chord after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Type into whatever has the focus."""
        self.page.keyboard.type(text, delay=5)

    def open(self, name: str) -> None:
        """Open a file of the workspace by its name."""
        self._pick("Control+p", name, name.rsplit("/", 1)[-1])
        expect(self.page.locator(".tab.active", has_text=name.rsplit("/", 1)[-1])).to_be_visible()
        expect(self._editor.locator(".view-line").first).to_be_visible()

    def run(self, command: str) -> None:
        """Run a command by its title."""
        self._pick("F1", command, command, typed=f">{command}")

    def _pick(self, keys: str, name: str, row: str, typed: str | None = None) -> None:
        self.press(keys)
        box = self.page.locator(".quick-input-widget input[type=text]")
        expect(box).to_be_visible()
        box.fill(typed or name)
        found = self.page.locator(".quick-input-widget .monaco-list-row", has_text=row).first
        expect(found).to_be_visible()
        found.click()

    def go_to(self, text: str, plus: int = 0) -> None:
        """Put the cursor before the first place that has this text, and `plus` characters further."""
        self.press("Control+Home", "Control+f")
        box = self.page.locator(".find-widget.visible textarea[aria-label=Find]")
        expect(box).to_be_visible()
        box.fill(text)
        expect(self.page.locator(".find-widget.visible .matchesCount")).to_have_text(re.compile("^1 of"))
        self.press("Escape")
        expect(self.page.locator(".find-widget.visible")).to_have_count(0)
        self.press("ArrowLeft", *["ArrowRight"] * plus)

    def hover(self, text: str) -> None:
        """Show what is known of the thing under the cursor, and wait until it has this text."""
        found = self.page.locator(".monaco-hover:visible", has_text=text).first
        self._open(found, "Control+k", "Control+i")

    def light_bulb(self, title: str) -> None:
        """Choose the fix at the cursor whose title has this in it."""
        self.menu(title)
        self.choose(title)

    def menu(self, title: str) -> None:
        """Open the menu of fixes at the cursor, and wait until it has one with this title."""
        bulb = self.page.get_by_role("listbox", name=re.compile("^Show (Code Actions|Quick Fix)"))
        expect(bulb.first).to_be_visible()
        self._open(self._fix(title), "Control+.")

    def _open(self, found: Locator, *keys: str) -> None:
        """Press keys until something is there that closes by itself where findings or lenses come at that moment."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            self.press(*keys)
            try:
                return found.wait_for(timeout=PATIENCE * 1000 / 6)
            except TooLate:
                self.press("Escape")
        return expect(found).to_be_visible()

    def choose(self, title: str) -> None:
        """Choose from that menu."""
        self._fix(title).click()
        expect(self.page.locator(".action-widget .monaco-list-row")).to_have_count(0)

    def _fix(self, title: str) -> Locator:
        return self.page.locator(".action-widget .monaco-list-row", has_text=title).first

    def rename(self, old: str, new: str) -> None:
        """Give what is under the cursor, which is called `old`, another name."""
        self.begin_rename(old, new)
        self.press("Enter")
        expect(self.page.locator(".rename-box input")).to_be_hidden()

    def begin_rename(self, old: str, new: str) -> None:
        """Do so up to the moment before it happens."""
        self.press("F2")
        box = self.page.locator(".rename-box input")
        expect(box).to_have_value(old)
        box.fill(new)

    def lens(self, text: str) -> None:
        """Choose the line above the text that says this."""
        found = self.page.locator(".codelens-decoration a", has_text=text).first
        expect(found).to_be_visible()
        found.click()

    def suggestions(self, *labels: str) -> None:
        """Ask for completions, and wait until these are offered."""
        self._open(self._suggestion(labels[0]), "Control+Space")
        for label in labels[1:]:
            expect(self._suggestion(label)).to_be_visible()

    def accept(self, label: str, kind: str = "") -> None:
        """Take a completion that is offered; `kind` is that of the icon beside it, such as `snippet`."""
        found = (
            self._suggestion(label)
            if not kind
            else self._suggestions.filter(has_text=label, has=self.page.locator(f".codicon-symbol-{kind}"))
        )
        found.first.click()
        expect(self.page.locator(".suggest-widget.visible")).to_have_count(0)

    def _suggestion(self, label: str) -> Locator:
        return self._suggestions.filter(has_text=label).first

    @property
    def _suggestions(self) -> Locator:
        return self.page.locator(".suggest-widget.visible .monaco-list-row")

    def close(self) -> None:
        """Leave the window."""
        self.page.context.close()


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def run_in_host(browser: Browser, vscode: VSCode, folder: Path, tests: Path) -> tuple[int, str]:
    """Have VS Code's extension host run `tests`, a JavaScript module with a `run`; its exit code, and what it printed.

    This is what VS Code does for `--extensionTestsPath` (its smoke-test driver).
    """
    context = browser.new_context(viewport={"width": 1200, "height": 760}, locale="en-US")
    page = context.new_page()
    said: list[str] = []
    codes: list[int] = []

    def log(kind: str, parts: list[object]) -> None:
        del kind  # all of it is worth reading when something fails
        said.extend(str(part) for part in parts)

    def end(code: int, logs: object = None) -> None:
        del logs  # they are those of the whole window
        codes.append(code)

    page.expose_function("codeAutomationLog", log)  # pyright: ignore[reportUnknownMemberType] - partly untyped in playwright
    page.expose_function("codeAutomationExit", end)  # pyright: ignore[reportUnknownMemberType] - partly untyped in playwright
    remote = f"vscode-remote://{urlsplit(vscode.address).netloc}"
    payload = [
        ["extensionDevelopmentPath", f"{remote}{vscode.extension}"],
        ["extensionTestsPath", f"{remote}{tests}"],
        ["skipWelcome", "true"],
    ]
    page.goto(f"{vscode.address}/?folder={quote(str(folder))}&payload={quote(json.dumps(payload))}")
    deadline = time.monotonic() + 4 * PATIENCE
    while not codes and time.monotonic() < deadline:
        page.wait_for_timeout(100)  # lets the page call back; it ends as soon as it does
    context.close()
    return (codes or [-1])[0], "\n".join(said)
