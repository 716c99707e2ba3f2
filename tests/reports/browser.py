"""Chromium without a window, driven over its own protocol: keys are pressed and pages printed as by a person."""

from __future__ import annotations

import base64
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from select import select
from typing import Any

WAIT = 120
"""So many seconds an answer may take: a cold start on a busy machine is slow."""
KEYS = {"ArrowRight": 39, "ArrowLeft": 37, "Tab": 9, "Enter": 13}
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
    "--disable-crash-reporter", "--no-first-run", "--remote-debugging-pipe",
)  # fmt: skip


class Page:
    """One page of a running Chromium. `events` holds what it told by itself, by method name."""

    def __init__(self, to: int, answers: int) -> None:
        self.to, self.answers, self.waiting = to, answers, b""
        self.last, self.session = 0, ""
        self.events: list[tuple[str, dict[str, Any]]] = []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Log", "Runtime"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """What Chromium answers to a command."""
        self.last += 1
        message: dict[str, object] = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.told()
            if answer.get("id") == self.last:
                assert "error" not in answer, answer
                return answer["result"]

    def told(self) -> dict[str, Any]:
        """The next message."""
        while b"\0" not in self.waiting:
            assert select([self.answers], [], [], WAIT)[0], "Chromium says nothing"
            part = os.read(self.answers, 1 << 16)
            assert part, "Chromium has ended"
            self.waiting += part
        first, _, self.waiting = self.waiting.partition(b"\0")
        message = json.loads(first)
        if "method" in message:
            self.events.append((message["method"], message["params"]))
        return message

    def open(self, path: Path, *, width: int = 1366, scripts: bool = False) -> None:
        """Show a file in a window so many pixels wide; the page's own scripts run only if asked for."""
        self.call("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=768, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=path.as_uri())
        while not any(method == "Page.loadEventFired" for method, _ in self.events):
            self.told()

    def value(self, expression: str) -> Any:
        """What an expression is in the page."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def press(self, key: str) -> None:
        """Press a key and let it go."""
        code = {"key": key, "code": key, "windowsVirtualKeyCode": KEYS[key]}
        text = {"text": "\r"} if key == "Enter" else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", **code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", **code)

    def printed(self) -> bytes:
        """The page as a PDF."""
        printed = self.call("Page.printToPDF", preferCSSPageSize=True, printBackground=False)
        return base64.b64decode(printed["data"])

    @property
    def requests(self) -> list[str]:
        """What the page has asked for since it was opened."""
        return [event["request"]["url"] for method, event in self.events if method == "Network.requestWillBeSent"]

    @property
    def complaints(self) -> list[str]:
        """What the browser would write into its console."""
        return [event["entry"]["text"] for method, event in self.events if method == "Log.entryAdded"]


@contextmanager
def running(program: str, profile: Path) -> Iterator[Page]:
    """A Chromium of our own, which ends with the block."""
    import fcntl  # noqa: PLC0415 - Windows has none, where the tests skip for want of the program

    from_us, to = os.pipe()
    answers, from_it = os.pipe()
    # Chromium reads its commands from 3 and answers on 4, which may be taken here by the pipes themselves.
    theirs = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (from_us, from_it)]
    silent = os.open(os.devnull, os.O_RDWR)
    actions = [(os.POSIX_SPAWN_DUP2, own, number) for own, number in zip([silent] * 3 + theirs, range(5), strict=True)]
    process = os.posix_spawnp(
        program, [program, *OPTIONS, f"--user-data-dir={profile}"], os.environ, file_actions=actions, setpgroup=0
    )
    for end in (from_us, from_it, silent, *theirs):
        os.close(end)
    try:
        yield Page(to, answers)
    finally:
        # The command may be a script that started the browser: all of its group are ours.
        with suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
        os.waitpid(process, 0)
        os.close(to)
        os.close(answers)
