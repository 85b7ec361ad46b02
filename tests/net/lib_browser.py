# SPDX-License-Identifier: ISC
"""Chromium without a window, driven by its DevTools protocol over a pipe."""

import base64
import json
import os
import shutil
import subprocess
import tempfile


class Browser:
    """One page of one browser; everything it does waits for the answer."""

    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="bootyard-browser.")
        to_read, self.to = os.pipe()
        self.of, of_write = os.pipe()
        self.process = subprocess.Popen(
            ["bash", "-c", 'exec 3<&"$1" 4>&"$2"; shift 2; exec "$@"', "bash",
             str(to_read), str(of_write),
             "chromium", "--headless=new", "--no-sandbox", "--disable-gpu",
             "--disable-dev-shm-usage", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run",
             "--disable-extensions", "--disable-features=MediaRouter",
             "--hide-scrollbars", "--force-device-scale-factor=1",
             "--user-data-dir=" + self.folder, "--remote-debugging-pipe",
             "about:blank"],
            pass_fds=(to_read, of_write), stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(os.environ, HOME=self.folder))
        os.close(to_read)
        os.close(of_write)
        self.n, self.received, self.session = 0, b"", None
        self.events = []
        pages = [target for target in self.do("Target.getTargets")["targetInfos"]
                 if target["type"] == "page"]
        page = pages[0]["targetId"] if pages else self.do(
            "Target.createTarget", url="about:blank")["targetId"]
        self.session = self.do("Target.attachToTarget", targetId=page,
                               flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Accessibility", "DOM", "Log"):
            self.do(domain + ".enable")

    def message(self):
        while b"\0" not in self.received:
            octets = os.read(self.of, 1 << 20)
            if not octets:
                raise RuntimeError("chromium ended")
            self.received += octets
        text, self.received = self.received.split(b"\0", 1)
        return json.loads(text)

    def do(self, method, **params):
        """Send a command, and give back its result."""
        self.n += 1
        command = {"id": self.n, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        os.write(self.to, json.dumps(command).encode() + b"\0")
        while True:
            message = self.message()
            if message.get("id") == self.n:
                if "error" in message:
                    raise RuntimeError("%s: %s" % (method, message["error"]))
                return message["result"]
            self.events.append(message)

    def wait(self, method):
        """Until that event came, also before this call."""
        while True:
            for i, event in enumerate(self.events):
                if event.get("method") == method:
                    del self.events[:i + 1]
                    return event["params"]
            self.events.append(self.message())

    def look(self, width, height, is_dark):
        """The window's size, and the colours that its reader prefers."""
        self.do("Emulation.setDeviceMetricsOverride", width=width,
                height=height, deviceScaleFactor=1, mobile=width < 600)
        self.do("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme",
             "value": "dark" if is_dark else "light"}])

    def open(self, url):
        self.events = []
        self.do("Page.navigate", url=url)
        self.wait("Page.loadEventFired")

    def value(self, expression):
        """Of a JavaScript expression, which no policy of the page stops."""
        result = self.do("Runtime.evaluate", expression=expression,
                         returnByValue=True)
        if "exceptionDetails" in result:
            raise RuntimeError(str(result["exceptionDetails"]))
        return result["result"].get("value")

    def names(self, *roles):
        """What a screen reader hears of these roles: (role, name), in order."""
        heard = []
        for node in self.do("Accessibility.getFullAXTree")["nodes"]:
            role = node.get("role", {}).get("value")
            if not node["ignored"] and role in roles:
                heard.append((role, node.get("name", {}).get("value", "")))
        return heard

    def press(self, key):
        code = {"Tab": 9, "Enter": 13}[key]
        text = {"text": "\r"} if key == "Enter" else {}
        for kind in ("keyDown", "keyUp"):
            self.do("Input.dispatchKeyEvent", type=kind, key=key, code=key,
                    windowsVirtualKeyCode=code, **text)

    def screenshot(self):
        """Of the whole page, as PNG."""
        return base64.b64decode(self.do(
            "Page.captureScreenshot", captureBeyondViewport=True)["data"])

    def close(self):
        self.process.kill()
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
