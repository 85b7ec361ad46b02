/* SPDX-License-Identifier: ISC */
#include "common/listing_style.h"

/*
 * Colours have a contrast of 4.5 to 1 at the least (WCAG 2.1, 1.4.3). Where
 * there is no room for three columns, date and size go below the name; a row
 * stays a row for those who listen to it.
 */
static const char style[] =
    ":root{color-scheme:light dark;--ink:#1d2430;--soft:#5b6573;"
    "--link:#0b57c4;--line:#e2e6eb;--page:#fff;--panel:#f5f7f9;"
    "--hover:#eef3fa}\n"
    "@media(prefers-color-scheme:dark){:root{--ink:#e3e7ed;--soft:#9aa5b4;"
    "--link:#8ab8ff;--line:#2c333d;--page:#14181e;--panel:#1c222a;"
    "--hover:#1f2833}}\n"
    "*{box-sizing:border-box}\n"
    "body{margin:0 auto;padding:2rem 1.5rem 3rem;max-width:62rem;"
    "color:var(--ink);background:var(--page);"
    "font:1rem/1.5 system-ui,\"Segoe UI\",Roboto,\"DejaVu Sans\",sans-serif;"
    "overflow-wrap:anywhere}\n"
    "a{color:var(--link);text-decoration:none}\n"
    "a:hover{text-decoration:underline}\n"
    "a:focus-visible{outline:2px solid var(--link);outline-offset:2px;"
    "border-radius:2px}\n"
    "nav{color:var(--soft);font-size:.9rem}\n"
    "h1{margin:.1rem 0 1.25rem;font-size:1.6rem;line-height:1.25;"
    "font-weight:600}\n"
    "h2{margin:0 0 .75rem;font-size:1.1rem;font-weight:600}\n"
    "section{margin:0 0 1.75rem;padding:1.1rem 1.25rem .4rem;"
    "background:var(--panel);border:1px solid var(--line);"
    "border-radius:.5rem}\n"
    "dl{display:flex;flex-wrap:wrap;gap:.25rem 2rem;margin:0 0 1rem}\n"
    "dt,p{color:var(--soft);font-size:.85rem}\n"
    "dd{margin:0}\n"
    "section p{margin:0 0 .2rem}\n"
    "pre{margin:0 0 .9rem;padding:.5rem .75rem;background:var(--page);"
    "border:1px solid var(--line);border-radius:.35rem;"
    "font:.875rem/1.5 ui-monospace,\"DejaVu Sans Mono\",monospace;"
    "white-space:pre-wrap;word-break:break-all;user-select:all}\n"
    "table{width:100%;border-collapse:collapse}\n"
    "th,td{padding:.4rem .75rem;text-align:left;vertical-align:baseline}\n"
    "th{font-size:.85rem;font-weight:600;border-bottom:2px solid var(--line);"
    "white-space:nowrap}\n"
    "td{border-bottom:1px solid var(--line)}\n"
    "tbody tr:hover{background:var(--hover)}\n"
    "td+td{color:var(--soft);white-space:nowrap;"
    "font-variant-numeric:tabular-nums}\n"
    "th:last-child,td:nth-child(3){text-align:right}\n"
    "footer{margin-top:1.25rem}\n"
    "@media(max-width:40rem){body{padding:1.25rem 1rem 2rem}"
    "table,thead,tbody{display:block}"
    "thead tr{display:flex;justify-content:space-between;"
    "border-bottom:2px solid var(--line)}"
    "tbody tr{display:grid;grid-template-columns:1fr auto;"
    "padding:.5rem 0;border-bottom:1px solid var(--line)}"
    "td{padding:0 .25rem;border:0}td:first-child{grid-column:1/-1}"
    "td:first-child a{display:block;padding:.2rem 0}"
    "td+td{font-size:.85rem}th{padding:0 .25rem;border:0}"
    "th a,nav a,p a{display:inline-block;padding:.45rem 0}}\n";

const char *
listing_style(void)
{
	return style;
}
