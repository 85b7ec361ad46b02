# SPDX-License-Identifier: ISC
"""What happened, as it happens: the daemons' events and the serial console.

A source is read again and again and gives events; the timeline prints each as
a line and holds them to a list of steps that must come in order.
"""

import calendar
import json
import os
import re
import time

# How the machine's own words begin, and who then speaks.
SPEAKERS = (
    ("installer: ", "installer"),
    ("installed system: ", "disk"),
    ("SeaBIOS ", "firmware"),
    ("Booting from ", "firmware"),
    ("Boot failed", "firmware"),
    ("iPXE ", "firmware"),
    ("BdsDxe: ", "firmware"),
    (">>Start PXE", "firmware"),
    ("PXELINUX ", "loader"),
    ("SYSLINUX ", "loader"),
    ("Welcome to GRUB", "loader"),
)
# The daemons' steps in words.
VERBS = {"offer": "offers", "ack": "gives", "nak": "denies", "read": "sends",
         "retr": "sends by FTP:", "get": "sends by HTTP:"}
WIDTH = 80
# What a terminal would obey, of ECMA-48.
CONTROL = re.compile(rb"\x1b\[[0-9;?=]*[A-Za-z]|\x1b.|[\x00-\x08\x0b-\x1f\x7f]")


class Event:
    """One thing that happened, no earlier than `earliest` and at `time` or
    before it."""

    def __init__(self, moment, who, **fields):
        self.time = moment
        self.earliest = fields.get("earliest", moment)
        self.who = who
        self.step = fields.get("step", "")
        self.object = fields.get("object", "")
        self.machine = fields.get("machine", "")
        self.address = fields.get("address", "")
        self.bytes = fields.get("bytes", 0)
        self.outcome = fields.get("outcome", "")
        self.reason = fields.get("reason", "")
        self.text = fields.get("text", "")
        self.seconds = fields.get("duration_ms", 0) / 1000

    def is_missing(self):
        return self.outcome == "missing"

    def what(self):
        """The event in words."""
        if self.text:
            return self.text
        words = [VERBS.get(self.step, self.step), self.object]
        if self.step == "refused":
            words = ["refuses", self.machine]
        elif self.who == "dhcpd":
            words = [VERBS.get(self.step, self.step), self.address, "to",
                     self.machine, self.object]
        if self.bytes:
            words.append(size(self.bytes))
        if self.outcome not in ("", "ok", "refused"):
            words.append("(%s)" % self.outcome)
        if self.reason:
            words.append("- " + self.reason)
        return " ".join(word for word in words if word)


def size(octets):
    if octets < 10 << 10:
        return "%d octets" % octets
    if octets < 10 << 20:
        return "%.0f KiB" % (octets / (1 << 10))
    return "%.1f MiB" % (octets / (1 << 20))


def shorten(text):
    """Cut out of the middle what is too wide."""
    if len(text) <= WIDTH:
        return text
    half = (WIDTH - 3) // 2
    return text[:half] + "..." + text[-half:]


class Tail:
    """The whole lines that a growing file got since it was last asked."""

    def __init__(self, path):
        self.path = path
        self.position = 0
        self.rest = b""

    def lines(self):
        if not os.path.exists(self.path):
            return []
        with open(self.path, "rb") as growing:
            growing.seek(self.position)
            fresh = growing.read()
        self.position += len(fresh)
        *whole, self.rest = (self.rest + fresh).split(b"\n")
        return whole


class Journal:
    """A daemon's events file."""

    def __init__(self, who, path):
        self.who = who
        self.tail = Tail(path)

    def events(self):
        for line in self.tail.lines():
            fields = json.loads(line)
            yield Event(moment(fields["time"]), self.who, **fields)


def moment(text):
    """2026-01-31T12:00:00.123Z in seconds since 1970."""
    whole, milliseconds = text.rstrip("Z").split(".")
    return (calendar.timegm(time.strptime(whole, "%Y-%m-%dT%H:%M:%S"))
            + int(milliseconds) / 1000)


class Console:
    """The serial line; what takes the machine how long is told line by line."""

    def __init__(self, path):
        self.tail = Tail(path)
        self.last = time.time()
        self.last_read = self.last
        self.last_text = "\n"

    def events(self):
        before, self.last_read = self.last_read, time.time()
        for line in self.tail.lines():
            text = CONTROL.sub(b"", line).decode("ascii", "replace").strip()
            for beginning, who in SPEAKERS:
                if text.startswith(beginning) and not self.is_echo(text):
                    yield self.event(who, text, beginning, before)
                    break

    def is_echo(self, text):
        """SYSLINUX speaks to the serial line and to the screen, which SeaBIOS
        copies, but for its last columns, to the serial line."""
        is_echo = text.startswith(self.last_text) or self.last_text.startswith(text)
        self.last_text = text
        return is_echo

    def event(self, who, text, beginning, before):
        now = self.last_read
        passed, self.last = now - self.last, now
        if who in ("installer", "disk"):
            text = text[len(beginning):]
        return Event(now, who, earliest=before, text=text,
                     duration_ms=passed * 1000)


class Timeline:
    def __init__(self, sources, begin):
        self.sources = sources
        self.begin = begin
        self.seen = []
        self.missing = []

    def gather(self):
        """Read all sources; print what is new, in the order of its time."""
        fresh = [event for source in self.sources for event in source.events()]
        for event in sorted(fresh, key=lambda one: one.time):
            self.print_event(event)
        self.seen += fresh
        return bool(fresh)

    def print_event(self, event):
        # A loader tries a dozen names; one line tells them all.
        if event.is_missing():
            self.missing.append(event)
            return
        self.print_missing()
        self.print_line(event.time, event.who, event.what(), event.seconds)

    def print_missing(self):
        if not self.missing:
            return
        first, last = self.missing[0], self.missing[-1]
        names = first.object
        if len(self.missing) > 1:
            names += " ... " + last.object
        self.print_line(last.time, last.who, "%d not there: %s" % (
            len(self.missing), names), last.time - first.time)
        self.missing = []

    def print_line(self, when, who, what, seconds):
        print("%8.2f s  %-9s  %-*s %7.2f s" % (
            when - self.begin, who, WIDTH, shorten(what), seconds), flush=True)

    def take(self, step, not_before):
        """The first event that is this step, taken out; None while there is
        none. A daemon tells of a file a moment after its last octet arrived,
        when the machine may have gone on: that moment is allowed for."""
        for index, event in enumerate(self.seen):
            if event.time >= not_before - 1 and step.is_met_by(event):
                return self.seen.pop(index)
        return None
