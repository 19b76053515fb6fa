"""Chromium, driven by its own protocol over a pipe; no library, no network.

usage: browser.py [--axe FILE] [--shots FOLDER] PAGE...

Opens each page (an HTML file) at widths of a telephone and a desk, in light and
in dark, and prints a JSON object for each: `overflow` (pixels that must be
scrolled sideways), `wide` (elements that stick out), `asked` (what it wanted
from elsewhere), `marks` (ins and del), `bare` (those told by color alone: no
line, or nothing said in words), `background`, and with axe-core `violations`
(impact, rule, where). On paper once a page: `pages`, and the widths again.
"""
import argparse
import atexit
import base64
import json
import os
import select
import subprocess
import sys
import tempfile
import time
import urllib.parse

SIZES = ((375, 812), (1280, 900))
SCHEMES = ("light", "dark")
SECONDS = 120

LOOK = """(() => {
const e = document.documentElement, w = e.clientWidth;
const out = r => r.right > w + 1 || r.left < -1;
const scrolls = n => {
	for (; n && n !== e; n = n.parentElement)
		if (/auto|scroll|hidden/.test(getComputedStyle(n).overflowX))
			return true;
	return false;
};
const wide = [...document.body.querySelectorAll('*')].filter(n => {
	const r = n.getBoundingClientRect();
	return r.width > 2 && out(r) && !scrolls(n.parentElement);
}).slice(0, 5).map(n => n.outerHTML.slice(0, 200));
const body = getComputedStyle(document.body);
const marks = [...document.querySelectorAll('del, ins')];
const bare = marks.filter(n => !getComputedStyle(n).textDecorationLine.
	includes(n.tagName === 'DEL' ? 'line-through' : 'underline') ||
	!/^\\[.*\\]$/s.test(n.textContent));
return { marks: marks.length, bare: bare.map(n => n.outerHTML.slice(0, 200)), overflow: e.scrollWidth - w, wide: wide,
	background: body.backgroundColor, color: body.color,
	scripts: document.scripts.length };
})()"""

AXE = """axe.run(document, { resultTypes: ['violations'] }).then(r =>
r.violations.map(v => ({ impact: v.impact, id: v.id, help: v.help,
	nodes: v.nodes.length,
	where: v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + ' -- ' +
		n.failureSummary.replace(/\\s+/g, ' ').slice(0, 200)) })))"""


class Browser:
    def __init__(self, home):
        into, self.to = os.pipe()
        self.back, out = os.pipe()

        def pipes():
            # what the protocol calls 3 and 4; they may be each other's
            a, b = os.dup(into), os.dup(out)
            while a < 5 or b < 5:
                a, b = os.dup(a), os.dup(b)
            os.dup2(a, 3)
            os.dup2(b, 4)

        args = ["chromium", "--headless", "--remote-debugging-pipe",
                "--user-data-dir=" + home, "--no-first-run", "--disable-gpu",
                "--disable-dev-shm-usage", "--hide-scrollbars",
                "--disable-background-networking", "--disable-sync",
                "--disable-component-update", "--disable-extensions",
                "--force-device-scale-factor=1",
                "--host-resolver-rules=MAP * ~NOTFOUND"]
        if os.getuid() == 0:
            args.append("--no-sandbox")
        self.process = subprocess.Popen(
            args, preexec_fn=pipes, close_fds=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=open(os.path.join(home, "log"), "w"))
        os.close(into)
        os.close(out)
        self.rest, self.n, self.session, self.events = b"", 0, None, []

    def read(self, until):
        while b"\0" not in self.rest:
            if not select.select([self.back], [], [], until - time.time())[0]:
                sys.exit("chromium does not answer")
            got = os.read(self.back, 1 << 20)
            if not got:
                sys.exit("chromium ended")
            self.rest += got
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def __call__(self, method, **params):
        self.n += 1
        message = {"id": self.n, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        until = time.time() + SECONDS
        while True:
            answer = self.read(until)
            if answer.get("id") == self.n:
                if "error" in answer:
                    sys.exit("%s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        until = time.time() + SECONDS
        while not any(e.get("method") == method for e in self.events):
            self.events.append(self.read(until))

    def value(self, script):
        r = self("Runtime.evaluate", expression=script, returnByValue=True,
                 awaitPromise=True)
        if "exceptionDetails" in r:
            sys.exit(str(r["exceptionDetails"])[:2000])
        return r["result"].get("value")

    def open(self, target):
        self.events = []
        self("Page.navigate", url=target)
        self.wait("Page.loadEventFired")
        return [e["params"]["request"]["url"][:200] for e in self.events
                if e.get("method") == "Network.requestWillBeSent"
                and not e["params"]["request"]["url"].startswith(target)]

    def close(self):
        self.session = None
        self("Browser.close")
        self.process.wait(20)


def look(b, page, axe, shots):
    url = "file://" + urllib.parse.quote(os.path.abspath(page))
    name = os.path.splitext(os.path.basename(page))[0]
    for width, height in SIZES:
        for scheme in SCHEMES:
            b("Emulation.setDeviceMetricsOverride", width=width,
              height=height, deviceScaleFactor=1, mobile=width < 500)
            b("Emulation.setEmulatedMedia", media="screen", features=[
                {"name": "prefers-color-scheme", "value": scheme}])
            asked = b.open(url)
            found = {"page": name, "width": width, "scheme": scheme,
                     "asked": asked, **b.value(LOOK)}
            if shots:
                save(b, os.path.join(shots, "%s-%d-%s.png" %
                                     (name, width, scheme)))
            if axe:
                b.value(axe)
                found["violations"] = b.value(AXE)
            print(json.dumps(found), flush=True)
    b("Emulation.setEmulatedMedia", media="print", features=[])
    b("Emulation.setDeviceMetricsOverride", width=718, height=1000,
      deviceScaleFactor=1, mobile=False)
    pdf = base64.b64decode(b("Page.printToPDF", printBackground=False)["data"])
    if shots:
        with open(os.path.join(shots, name + ".pdf"), "wb") as f:
            f.write(pdf)
    print(json.dumps({"page": name, "width": 718, "scheme": "print",
                      "asked": [], **b.value(LOOK),
                      "pages": pdf.count(b"/Type /Page\n")}), flush=True)


def save(b, path):
    size = b("Page.getLayoutMetrics")["cssContentSize"]
    shot = b("Page.captureScreenshot", captureBeyondViewport=True,
             clip={"x": 0, "y": 0, "width": size["width"],
                   "height": min(size["height"], 6000), "scale": 1})
    with open(path, "wb") as f:
        f.write(base64.b64decode(shot["data"]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--axe")
    parser.add_argument("--shots")
    parser.add_argument("pages", nargs="+")
    args = parser.parse_args()
    axe = open(args.axe, encoding="utf-8").read() if args.axe else None
    if args.shots:
        os.makedirs(args.shots, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        b = Browser(home)
        atexit.register(b.process.kill)
        target = b("Target.createTarget", url="about:blank")["targetId"]
        b.session = b("Target.attachToTarget", targetId=target,
                      flatten=True)["sessionId"]
        b("Page.enable")
        b("Network.enable")
        for page in args.pages:
            look(b, page, axe, args.shots)
        b.close()


main()
