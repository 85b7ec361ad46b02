#!/bin/bash
# SPDX-License-Identifier: ISC
#
# The form at /ks/, and at preseed/ and autoinstall/, in Chromium: at a phone's
# width as on a desk nothing runs over its edge; in the dark with enough contrast
# (WCAG 2.1, 1.4.3); each field has a name for those who listen; filled in by the
# keyboard, and the file grows with it. A hash never leaves the browser. Without
# a script the form's button leads to the same text. A folder of that name stays
# what it is, with a link. The pictures are kept in $BUILD/pages.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs chromium curl
serve_http
mkdir -p "$BUILD/pages"

PICTURES=$BUILD/pages client_python <<'END'
import time
import urllib.request
from lib_browser import Browser

browser = Browser()
URL = "http://192.168.10.1/ks/"
TEXT = "document.querySelector('pre').textContent"
CONTRAST = """(() => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b }
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor
      if (c !== 'rgba(0, 0, 0, 0)') return light(c) } }
  return Math.min(...[...document.querySelectorAll('a,h1,h2,p,small,label,legend,input,select,button,pre')]
    .map(e => { const a = light(getComputedStyle(e).color), b = ground(e)
      return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) })) })()"""


def shows(text, what):
    for _ in range(100):
        if text in browser.value(TEXT):
            return
        time.sleep(0.05)
    check(False, "%s: no %r in %s" % (what, text, browser.value(TEXT)))


def write(text):
    browser.do("Input.insertText", text=text)


def go_to(name):
    """By the keyboard alone."""
    for _ in range(80):
        if browser.value("document.activeElement.id") == name:
            return
        browser.press("Tab")
    check(False, name + " is not reached by the keyboard")


for kind, of in (("ks", "#version=RHEL9"), ("preseed", "#_preseed_V1"),
                 ("autoinstall", "#cloud-config")):
    for name, width, is_dark in (("desk", 1200, False), ("phone-dark", 360, True)):
        browser.look(width, 800, is_dark)
        browser.open("http://192.168.10.1/%s/" % kind)
        shows(of, kind)
        with open("%s/form-%s-%s.png" % (os.environ["PICTURES"], kind, name), "wb") as file:
            file.write(browser.screenshot())
        check(browser.value("document.documentElement.scrollWidth") <= width,
              "%s, %s: wider than its window" % (kind, name))
        check(browser.value(CONTRAST) >= 4.5, "%s, %s: contrast %s" % (
            kind, name, browser.value(CONTRAST)))
        for role, heard in browser.names("textbox", "combobox", "button"):
            check(heard.strip(), "%s: a %s without a name" % (kind, role))

browser.look(1200, 800, False)
browser.open(URL)
equal([("heading", "Make a kickstart"), ("heading", "The file")],
      browser.names("heading"), "headings")
shows("rootpw --iscrypted HASH-OF-root-password", "at first")
go_to("language")
browser.do("Input.dispatchKeyEvent", type="rawKeyDown", key="a", code="KeyA",
           windowsVirtualKeyCode=65, modifiers=2, commands=["selectAll"])
write("de_DE.UTF-8")
shows("\nlang de_DE.UTF-8\n", "a language")
go_to("ntp")
write("10.0.0.1")
shows("\ntimesource --ntp-server=10.0.0.1\n", "a time server")
go_to("root-password")
write("$6$saltsalt$secretsecretsecretsecret")
shows('rootpw --iscrypted $6$saltsalt$secretsecretsecretsecret\n', "a hash")
go_to("packages")
write("@core, <b>vim</b>")
for _ in range(100):
    if browser.value("document.getElementById('packages').getAttribute('aria-invalid')") == "true":
        break
    time.sleep(0.05)
equal("true", browser.value("document.getElementById('packages').getAttribute('aria-invalid')"),
      "a bad package is told")
check("a list of packages" in browser.value(
    "document.getElementById('hint-packages').textContent"), "and beside its field")
go_to("post-script")
write("echo ${x} & done")
shows("\n%post --log=/root/ks-post.log\necho ${x} & done\n%end\n", "a script")
browser.value("document.getElementById('version').value='rhel 6';"
              "document.getElementById('version').dispatchEvent("
              "new Event('input',{bubbles:true}))")
shows("#version=RHEL6", "another release")
shows("# WRONG ntp: ", "what that has not")
browser.do("Browser.setDownloadBehavior", behavior="allow", downloadPath=TMP)
go_to("download")
browser.press("Enter")
for _ in range(100):
    if os.path.exists(TMP + "/ks.cfg"):
        break
    time.sleep(0.05)
equal(browser.value(TEXT), open(TMP + "/ks.cfg").read(), "the download")
equal([], [event for event in browser.events
           if event.get("method") == "Log.entryAdded"
           and "favicon" not in event["params"]["entry"].get("url", "")],
      "the browser complains of nothing")
browser.close()

# Without a script: the button of the form is this request.
answer = urllib.request.urlopen(
    URL + "?make=&version=fedora+42&language=de_DE.UTF-8&root-password=x&post-script=a%0D%0Ab")
equal("text/plain; charset=utf-8", answer.headers["Content-Type"], "text")
text = answer.read().decode()
check("#version=F42\n" in text and "\nlang de_DE.UTF-8\n" in text and
      "\na\nb\n%end\n" in text, text)
check("HASH-OF-root-password" in text, "a hash in a URL is not taken")
for bad in ("%", "%zz=%", "&&&==&", "language", "language=%00", "language=a%0Ab",
            "packages=" + "a," * 3000, "x=" + "%41" * 2000):
    equal(200, urllib.request.urlopen(URL + "?make&" + bad).status, bad[:20])
END

expect_not "the hash is in no log" grep -r secretsecret "$TMP"/*.log "$TMP/state"
mkdir -p "$ROOT/ks"
echo mine >"$ROOT/ks/a.cfg"
chmod -R a+rX "$ROOT"
on_client curl -s http://192.168.10.1/ks/ >"$TMP/page"
expect "a folder is listed" grep -q 'href="a.cfg"' "$TMP/page"
expect "and leads to the form" grep -q 'href="?new"' "$TMP/page"
on_client curl -s 'http://192.168.10.1/ks/?new' >"$TMP/page"
expect "the form" grep -q '<form' "$TMP/page"
expect "no other folder has one" [ "$(code_of '/other/?new')" = 404 ]
