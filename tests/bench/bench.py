# SPDX-License-Identifier: ISC
"""What every benchmark here does alike: a network of two namespaces, servers
in one of them, load from the other, and one table.

Absolute figures differ by a factor of two from run to run and from machine to
machine. So all servers are measured in turn, round after round, in the same
run, and a figure is the median of its rounds; what counts is the ratio.

TCP has the congestion control that every namespace may have, Reno: with BBR,
which some machines have for all, what goes through a veth pair is as fast as
BBR takes it to be, by round trips of a microsecond, whoever serves.
"""

import itertools
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time

BUILD = os.path.realpath(os.environ.get("BUILD", "build"))
PEERS = os.path.join(BUILD, "peers")
QUICK = bool(os.environ.get("BENCH_QUICK"))
# Words on the command line choose the tasks whose names hold one of them.
CHOSEN = sys.argv[1:]
ROUNDS = 1 if QUICK else 3
SERVER, CLIENT = "192.168.10.1", "192.168.10.2"
TICKS = os.sysconf("SC_CLK_TCK")
OURS = "bootyard"
NUMBERS = itertools.count(1)


class Failed(Exception):
    """A run that did not come to its end, or brought wrong octets."""


def is_chosen(task):
    """Whether @task is to be run."""
    return not CHOSEN or any(word in task for word in CHOSEN)


def say(text):
    print(text, file=sys.stderr, flush=True)


def peer(package, program):
    """A peer's program, as tests/deps --bench unpacked or installed it."""
    for folder in ("usr/sbin", "usr/bin", "sbin", "bin"):
        path = os.path.join(PEERS, package, folder, program)
        if os.access(path, os.X_OK):
            return path
    path = shutil.which(program)
    if path is None:
        raise SystemExit(f"{program} is missing: make bench installs it")
    return path


# --- the network -------------------------------------------------------------

class Yard:
    """Two namespaces joined by a veth pair, a folder, and what runs there.

    @is_pinned: servers stay on the first processor, clients on the second.
    """

    def __init__(self, length=24, address=SERVER, client=CLIENT,
                 is_pinned=False):
        # Told to end, it ends as after an error: nothing is left behind.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        self.names = [f"bench-{os.getpid()}-{next(NUMBERS)}-{side}"
                      for side in "sc"]
        self.folder = tempfile.mkdtemp(prefix="bootyard-bench.")
        os.chmod(self.folder, 0o755)
        self.servers = []
        self.pins = [("taskset", "-c", str(i)) if is_pinned else ()
                     for i in range(2)]
        for name in self.names:
            run("ip", "netns", "add", name)
            run("ip", "-n", name, "link", "set", "lo", "up")
            run("ip", "netns", "exec", name, "sysctl", "-qw",
                "net.ipv4.tcp_congestion_control=reno")
        run("ip", "link", "add", "eth0", "netns", self.names[0],
            "type", "veth", "peer", "name", "eth0", "netns", self.names[1])
        for name, own in zip(self.names, (address, client)):
            run("ip", "-n", name, "address", "add", f"{own}/{length}",
                "dev", "eth0")
            run("ip", "-n", name, "link", "set", "eth0", "up")
        # Connections that were closed must not use the ports up.
        self.on_client("sysctl", "-qw",
                       "net.ipv4.ip_local_port_range=2000 64000",
                       "net.ipv4.tcp_tw_reuse=1")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for server in self.servers:
            server.stop()
        for name in self.names:
            subprocess.run(["ip", "netns", "delete", name], check=False)
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def write(self, name, content, mode=0o644):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes)
                       else content.encode())
        os.chmod(path, mode)
        return path

    def random(self, name, octets):
        return self.write(name, os.urandom(octets))

    def shared(self, name):
        """A folder that any server's own user may write to."""
        path = self.path(name)
        os.makedirs(path, exist_ok=True)
        os.chmod(path, 0o777)
        return path

    def start(self, name, *command, port, kind="udp", env=None):
        server = Server(self, name, command, port, kind, env)
        self.servers.append(server)
        return server

    def on_client(self, *command, seconds=120):
        return run("ip", "netns", "exec", self.names[1],
                   *self.pins[1], *command,
                   seconds=seconds)

    def load(self, program, *options, seconds=60, core=None):
        """Run a load generator of ours, on one @core or any; what it
        measured."""
        command = [] if core is None else ["taskset", "-c", str(core)]
        command.append(os.path.join(BUILD, "bench", program))
        command += [str(option) for option in options]
        return json.loads(self.on_client(*command, seconds=seconds))


def run(*command, seconds=60):
    try:
        done = subprocess.run(command, capture_output=True, text=True,
                              timeout=seconds, check=False,
                              stdin=subprocess.DEVNULL)
    except subprocess.TimeoutExpired as late:
        raise Failed(f"{command[0]} took over {seconds} s") from late
    if done.returncode != 0:
        raise Failed(done.stderr.strip().split("\n")[-1] or
                     f"{command}: status {done.returncode}")
    return done.stdout


# --- servers -----------------------------------------------------------------

def process_tree(root):
    children = {}
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            stat = read_stat(int(entry))
            if stat:
                children.setdefault(stat["parent"], []).append(int(entry))
    tree, left = [], [root]
    while left:
        pid = left.pop()
        tree.append(pid)
        left += children.get(pid, [])
    return tree


def read_stat(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii",
                  errors="replace") as file:
            fields = file.read().rpartition(")")[2].split()
    except OSError:
        return None
    return {"parent": int(fields[1]),
            "ticks": sum(map(int, fields[11:13])),
            "reaped": sum(map(int, fields[13:15]))}


def memory_of(pid, shared):
    """Octets of its own; with @shared, those of mapped files, too."""
    octets = 0
    try:
        with open(f"/proc/{pid}/status", encoding="ascii",
                  errors="replace") as file:
            for line in file:
                if line.startswith("RssAnon") or (
                        shared and line.startswith("RssFile")):
                    octets += int(line.split()[1]) * 1024
    except OSError:
        pass
    return octets


class Server:
    """One server in its namespace: what it costs in time and memory is read
    from /proc, with its children."""

    def __init__(self, yard, name, command, port, kind, env):
        self.name = name
        self.log = open(yard.path(f"{name}.log"), "ab")
        self.process = subprocess.Popen(
            ["ip", "netns", "exec", yard.names[0], *yard.pins[0],
             *map(str, command)],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
            env={**os.environ, **(env or {})})
        self.wait_bound(yard, port, kind)

    def wait_bound(self, yard, port, kind):
        flag = "-lntH" if kind == "tcp" else "-lnuH"
        end = time.monotonic() + 30
        while time.monotonic() < end:
            bound = run("ip", "netns", "exec", yard.names[0], "ss", flag)
            if any(line.split()[3].endswith(f":{port}")
                   for line in bound.splitlines()):
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.02)
        with open(self.log.name, encoding="utf-8", errors="replace") as file:
            raise SystemExit(f"{self.name} does not serve: "
                             + "".join(file.readlines()[-5:]))

    def is_alive(self):
        return self.process.poll() is None

    def pin(self, cores):
        """Its processes and threads, and those they start, run on @cores."""
        for pid in process_tree(self.process.pid):
            for thread in os.listdir(f"/proc/{pid}/task"):
                os.sched_setaffinity(int(thread), cores)

    def sample(self):
        """({pid: CPU ticks, those of reaped children included}, octets)"""
        ticks, octets = {}, 0
        for pid in process_tree(self.process.pid):
            stat = read_stat(pid)
            if stat:
                ticks[pid] = stat["ticks"], stat["reaped"]
            octets += memory_of(pid, pid == self.process.pid)
        return ticks, octets

    def stop(self):
        if self.is_alive():
            tree = process_tree(self.process.pid)
            self.process.terminate()
            try:
                self.process.wait(5)
            except subprocess.TimeoutExpired:
                pass
            for pid in tree[1:] + ([tree[0]] if self.is_alive() else []):
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    pass
            self.process.wait()
        self.log.close()


class Measure:
    """CPU seconds and peak memory of a server over a with block.

    Children that ended are in their parent's account, unless it ignores their
    end (tftpd-hpa does): then they count with what was last seen of them.
    """

    def __init__(self, server):
        self.server = server
        self.first, self.peak = server.sample()
        self.last = dict(self.first)
        self.is_over = threading.Event()
        self.sampler = threading.Thread(target=self.watch, daemon=True)

    def look(self):
        ticks, octets = self.server.sample()
        self.last.update(ticks)
        self.peak = max(self.peak, octets)
        return ticks

    def watch(self):
        while not self.is_over.wait(0.1):
            self.look()

    def __enter__(self):
        self.sampler.start()
        return self

    def __exit__(self, *_):
        self.is_over.set()
        self.sampler.join()
        # What ends with the last answer is counted, too.
        time.sleep(0.05)
        alive = self.look()

        def total(ticks, pids):
            return sum(sum(ticks.get(pid, (0, 0))) for pid in pids)

        reaped = total(alive, alive) - total(self.first, self.first)
        seen = sum(self.last[pid][0] - self.first.get(pid, (0, 0))[0]
                   for pid in self.last)
        self.cpu = max(reaped, seen) / TICKS


# --- figures -----------------------------------------------------------------

class Figure:
    """One server's rounds at one task."""

    def __init__(self):
        self.rates, self.costs, self.peaks = [], [], []
        self.reason = ""

    def add(self, rate, cost, peak):
        self.rates.append(rate)
        self.costs.append(cost)
        self.peaks.append(peak)

    @property
    def rate(self):
        return statistics.median(self.rates)

    @property
    def spread(self):
        """How far the rounds lie apart, in % of their median."""
        return (max(self.rates) - min(self.rates)) / self.rate * 100


class Table:
    """Tasks by servers. For each peer: how many times its rate ours is, and
    how many times it should be at least."""

    def __init__(self, title, cost_unit):
        self.title, self.cost_unit = title, cost_unit
        self.rows, self.is_wrong = [], False
        self.remarks = []

    def note(self, text):
        """A line below the table."""
        self.remarks.append(text)

    def measure(self, task, unit, servers, once, wanted=None, limits="",
                rounds=ROUNDS):
        """Run @once(server) for every server in turn, round after round.

        It returns (rate, work): the cost is CPU seconds per unit of work.
        A task that is not chosen has figures without a round.
        """
        figures = {server.name: Figure() for server in servers}
        if not is_chosen(task):
            return figures
        say(f"  {task}")
        for number in range(rounds):
            order = servers if number % 2 == 0 else servers[::-1]
            for server in order:
                self.round(server, once, figures[server.name])
        self.rows.append((task, unit, figures, wanted or {}, limits))
        return figures

    def round(self, server, once, figure):
        if figure.reason:
            return
        try:
            if not server.is_alive():
                raise Failed("it has ended")
            with Measure(server) as measure:
                rate, work = once(server)
            figure.add(rate, measure.cpu / work, measure.peak / 1e6)
        except Failed as failed:
            figure.reason = str(failed)
            if server.name == OURS:
                self.is_wrong = True

    def lines(self):
        yield ("task", "server", "rate", "", "spread", "ours is", "wanted",
               self.cost_unit, "peak MB")
        for task, unit, figures, wanted, limits in self.rows:
            ours = figures.get(OURS)
            for name, figure in figures.items():
                yield self.line(task, unit, name, figure, ours,
                                wanted.get(name), limits)
                task = limits = ""

    @staticmethod
    def line(task, unit, name, figure, ours, wanted, limits):
        if figure.reason:
            return (task, name, "failed", figure.reason[:48], "", "", "", "",
                    "")
        ratio = verdict = ""
        if name != OURS and ours and ours.rates:
            ratio = ours.rate / figure.rate
            if wanted:
                verdict = f"{wanted:.2f} " + (
                    "met" if ratio >= wanted else "SHORT")
            ratio = f"{ratio:.2f} x"
        elif name == OURS:
            verdict = limits
        return (task, name, f"{figure.rate:,.{0 if figure.rate > 99 else 1}f}",
                unit, f"{figure.spread:.0f} %", ratio, verdict,
                f"{statistics.median(figure.costs):.2f}",
                f"{max(figure.peaks):.1f}")

    def show(self):
        lines = [[str(cell) for cell in line] for line in self.lines()]
        widths = [max(len(line[i]) for line in lines)
                  for i in range(len(lines[0]))]
        left = (0, 1, 3, 6)
        print(f"\n{self.title}")
        print(f"median of {ROUNDS} rounds, servers in turn; spread is"
              " (highest - lowest) / median")
        for line in lines:
            print("  ".join(
                cell.ljust(width) if i in left else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(line, widths))).rstrip())
        print("\n".join(self.remarks))
        sys.stdout.flush()
        return 1 if self.is_wrong else 0
