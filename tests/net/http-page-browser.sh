#!/bin/bash
# SPDX-License-Identifier: ISC
#
# A folder's page in Chromium: at a phone's width as on a desk nothing is cut
# off or has to be pushed sideways; dark where its reader likes it dark, with
# enough contrast (WCAG 2.1, 1.4.3); all of it reached by the keyboard, in order,
# and named for those who listen; sorted by links. A name with markup in it runs
# nothing. The pictures are kept in $BUILD/pages.
. "$(dirname "$0")/lib.sh"
. "$(dirname "$0")/lib-http.sh"
needs chromium
serve_http
mkdir -p "$ROOT/pub/os/repodata" "$ROOT/pub/os/Packages" "$BUILD/pages"
printf '[general]\nfamily = CentOS\nversion = 7\narch = x86_64\n' \
	>"$ROOT/pub/os/.treeinfo"
random_file "$ROOT/pub/os/repodata/repomd.xml" 20
random_file "$ROOT/pub/os/RPM-GPG-KEY-CentOS-7" 20
random_file "$ROOT/pub/os/libstdc++-with-a-name-so-long-that-no-phone-has-room-for-it-4.8.5-16.el7_4.2.x86_64.rpm" 123456
random_file "$ROOT/pub/os/<img src=x onerror=document.title=1>" 10
random_file "$ROOT/pub/os/web1.ks" 10
find "$ROOT" -exec touch -d '2017-08-30 12:34 UTC' {} +

PICTURES=$BUILD/pages client_python <<'END'
from lib_browser import Browser

browser = Browser()
URL = "http://192.168.10.1/pub/os/"
CONTRAST = """(() => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map(v => v / 255)
      .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    return .2126 * r + .7152 * g + .0722 * b }
  const ground = e => {
    for (; e; e = e.parentElement) {
      const c = getComputedStyle(e).backgroundColor
      if (c !== 'rgba(0, 0, 0, 0)') return light(c) } }
  return Math.min(...[...document.querySelectorAll('a,h1,h2,p,dt,dd,pre,td,nav')]
    .map(e => { const a = light(getComputedStyle(e).color), b = ground(e)
      return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) })) })()"""

for name, width, is_dark in (("desk", 1200, False), ("desk-dark", 1200, True),
                             ("phone", 360, False), ("phone-dark", 360, True)):
    browser.look(width, 800, is_dark)
    browser.open(URL)
    with open("%s/%s.png" % (os.environ["PICTURES"], name), "wb") as file:
        file.write(browser.screenshot())
    check(browser.value("document.documentElement.scrollWidth") <= width,
          name + ": wider than its window")
    check(not browser.value("[...document.querySelectorAll('td,pre,th')].some("
                            "e => e.scrollWidth > e.clientWidth + 1)"),
          name + ": text runs over its edge")
    ground = browser.value("getComputedStyle(document.body).backgroundColor")
    equal(is_dark, ground != "rgb(255, 255, 255)", name + ": dark")
    check(browser.value(CONTRAST) >= 4.5, name + ": contrast")
    equal([("heading", "os"), ("heading", "CentOS"), ("heading", "Answer files")],
          browser.names("heading"), name + ": headings")
    equal([("navigation", "Folders above"), ("region", "CentOS"),
           ("region", "Answer files"), ("main", "")],
          browser.names("navigation", "region", "main"), name + ": landmarks")
    equal([("columnheader", "Name"), ("columnheader", "Changed (UTC)"),
           ("columnheader", "Size")],
          [(role, heard.strip())
           for role, heard in browser.names("columnheader")], name + ": columns")
    equal(9, len(browser.names("row")), name + ": rows")

order = []
while len(order) < 40:
    browser.press("Tab")
    order.append(browser.value("document.activeElement.innerText"))
    if order[-1] is None or order[-1] in order[:-1] or \
            browser.value("document.activeElement === document.body"):
        break
equal(["192.168.10.1", "pub", "Name", "Changed (UTC)", "Size", "Parent folder",
       "Packages/", "repodata/", ".treeinfo",
       "<img src=x onerror=document.title=1>", "RPM-GPG-KEY-CentOS-7"],
      order[:11], "by the keyboard")
equal("Index of /pub/os/", browser.value("document.title"), "markup in a name")
equal("all", browser.value("getComputedStyle(document.querySelector('pre')).userSelect"),
      "a click takes the whole line")

browser.open(URL)
for _ in range(5):
    browser.press("Tab")
browser.press("Enter")
browser.wait("Page.loadEventFired")
equal(URL + "?sort=-size", browser.value("location.href"), "sorted by the keyboard")
check(browser.value("document.querySelectorAll('td a')[3].innerText")
      .startswith("libstdc++"), "the largest first")
equal("descending", browser.value(
    "document.querySelector('th[aria-sort]').getAttribute('aria-sort')"), "told")
equal([], [event for event in browser.events
           if event.get("method") == "Log.entryAdded"
           and "favicon" not in event["params"]["entry"].get("url", "")],
      "the browser complains of nothing")
browser.close()
END
