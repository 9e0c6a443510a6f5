#!/usr/bin/env python3
"""Measures ours and its peers in one go and prints medians and ratios. Asserts nothing about time.

What is asserted: that every claim was opened, and nothing refused. scripts/bench calls this after building.
"""

import argparse
import functools
import json
import lzma
import math
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import uuid

sys.dont_write_bytecode = True  # nothing is written beside the sources

import invoices
from contenders import Server, SyncCount, run_measured

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, help="build directory with bin/makegood and the bench's programs")
    parser.add_argument("--scratch", required=True, help="directory for databases; made anew, kept afterwards")
    parser.add_argument("--fastify", help="directory with the Node.js peer's packages; without it, it is left out")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=int, default=5, help="of one peer's load in one round")
    parser.add_argument("--invoices", type=int, default=500_000)
    parser.add_argument("--connections", type=int, default=64)
    parser.add_argument("--only", choices=["claims", "reads", "import", "scaling"], help="one part alone")
    parser.add_argument("--full", action="store_true", help="also a million claims: some minutes more")
    parser.add_argument("--smoke", action="store_true", help="tiny sizes: shows only that the bench works")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.rounds, arguments.seconds, arguments.invoices, arguments.connections = 1, 1, 20_000, 2
    return arguments


def say(text):
    print(text, flush=True)


def stride_of(count):
    """About the golden ratio of `count` and coprime to it: visits all, neighbours far apart."""
    stride = round(count * 0.618)
    while math.gcd(stride, count) != 1:
        stride += 1
    return stride


class Bench:
    def __init__(self, arguments):
        self.arguments = arguments
        self.makegood = os.path.join(arguments.build, "bin/makegood")
        self.programs = os.path.join(arguments.build, "tests/bench")
        self.config = os.path.join(ROOT, "config")
        self.token = ""
        shutil.rmtree(arguments.scratch, ignore_errors=True)
        os.makedirs(arguments.scratch)

    def scratch(self, name):
        return os.path.join(self.arguments.scratch, name)

    def import_command(self, database, *rest):
        return [self.makegood, "import", "invoices", "--db", database, "--config", self.config, *rest]

    def create_token(self, database):
        return subprocess.run([self.makegood, "token", "create", "--db", database, "--role", "president", "--name",
                               "bench"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def prepare(self, count):
        """A database of `count` invoices; returns its path. The import is timed by the way."""
        lines = self.scratch("invoices.jsonl")
        invoices.write(lines, count)
        database = self.scratch("invoices.db")
        used = run_measured(self.import_command(database, lines))
        os.remove(lines)
        self.token = self.create_token(database)
        say(f"prepared {count:,} invoices: {used['seconds']:.1f} s, {1e6 * used['cpu'] / count:.0f} µs CPU each, "
            f"{used['mb']:.0f} MB at most")
        return database

    def copy(self, database, name):
        """As the contender finds it: its pages written out, so that nobody's syncs pay for the copying."""
        path = self.scratch(name)
        shutil.copyfile(database, path)
        with open(path, "rb") as file:
            os.fsync(file.fileno())
        return path

    def serve(self, database, environment=None):
        return Server([self.makegood, "serve", "--db", database, "--listen", "127.0.0.1:0", "--config", self.config],
                      environment=environment)

    def verify(self, database):
        """Every law was kept: the journal says so by itself."""
        verified = subprocess.run([self.makegood, "journal", "verify", "--db", database], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True)
        if verified.returncode != 0:
            raise SystemExit(f"bench: journal verify finds fault:\n{verified.stdout}")

    def wrk(self, script, url, seconds, connections, *arguments):
        ran = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "-s",
                              os.path.join(HERE, script), url, "--", *[str(argument) for argument in arguments]],
                             check=True, stdout=subprocess.PIPE, text=True)
        line = next(line for line in ran.stdout.splitlines() if line.startswith("bench "))
        return json.loads(line.removeprefix("bench "))

    def load(self, server, name, script, path, seconds, *arguments):
        """Adds the CPU time for each request, in µs: of all, I/O thread, writer, the rest. None may be refused."""
        before = server.cpu_us()
        load = self.wrk(script, server.url + path, seconds or self.arguments.seconds, self.arguments.connections,
                        *arguments)
        after = server.cpu_us()
        if load["refused"] or load["broken"]:
            raise SystemExit(f"bench: {name}: {load['refused']} requests refused, {load['broken']} broken off; are "
                             f"{self.arguments.invoices} invoices too few?")
        each = {task: (used - before.get(task, 0)) / load["requests"] for task, used in after.items()}
        io = each.pop(server.process.pid)
        others = sorted(each.values(), reverse=True) or [0]
        return load | {"cpu": io + sum(others), "io": io, "writer": others[0], "rest": sum(others[1:]),
                       "rate": load["requests"] / load["seconds"], "mb": server.rss_max_mb()}


class Claims:
    """Where the load has come to: every claim of every round is on an invoice of its own."""

    def __init__(self, bench, count):
        self.bench = bench
        self.count = count
        self.stride = stride_of(count)
        self.next = {}

    def load(self, server, name, seconds=None):
        """POSTs claims on new invoices."""
        first = self.next.get(name, 0)
        load = self.bench.load(server, name, "claims.lua", "/v1/claims", seconds, first, 1, self.count, self.stride,
                               self.bench.token)
        # wrk breaks off what is under way at the end.
        self.next[name] = first + load["requests"] + 2 * self.bench.arguments.connections
        return load


class Approvals:
    """The claims that can be approved: those with a worth, each once, oldest first."""

    def __init__(self, bench, database):
        self.bench = bench
        self.database = database
        self.done = 0

    def load(self, server, seconds):
        path = self.bench.scratch("claims.txt")
        with sqlite3.connect(f"file:{self.database}?mode=ro", uri=True) as connection, open(path, "w") as out:
            for claim, in connection.execute("SELECT id FROM claims WHERE state = 0 AND services <> '' "
                                             "ORDER BY opened_sequence"):
                out.write(f"{uuid.UUID(bytes=claim)}\n")
        load = self.bench.load(server, "approvals", "approvals.lua", "", seconds, path, self.bench.token)
        self.done += load["requests"]
        return load


def sizes_of(database):
    """Bytes of a claim's envelope and of the stored answer to it, as ours wrote them."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        envelope, = connection.execute("SELECT avg(length(envelope)) FROM journal JOIN claims "
                                       "ON sequence = opened_sequence").fetchone()
        answer, = connection.execute("SELECT avg(length(body)) FROM answers").fetchone()
    return round(envelope), round(answer)


def require_done(database, opened, approved):
    """Every request opened a claim or adjusted one: no further statements, nothing answered twice."""
    claims = count_of(database, "SELECT count(*) FROM claims")
    adjusted = count_of(database, "SELECT count(*) FROM claims WHERE state IN (3, 4)")
    answers = count_of(database, "SELECT count(*) FROM answers")
    if claims + adjusted != answers or claims < opened or adjusted < approved:
        raise SystemExit(f"bench: {opened} claims and {approved} approvals were answered; stored are {claims} claims, "
                         f"{adjusted} of them adjusted, and {answers} answers")


def median(rounds, name):
    return statistics.median(each[name] for each in rounds)


class Turns:
    """Everybody's turns, each on a copy of the same database."""

    def __init__(self, bench, source):
        self.bench = bench
        self.claims = Claims(bench, bench.arguments.invoices)
        self.ours = bench.copy(source, "ours.db")
        self.approvals = Approvals(bench, self.ours)
        self.loop = bench.copy(source, "c_api.db")
        self.fastify = bench.copy(source, "fastify.db") if bench.arguments.fastify else None
        self.syncs = SyncCount(os.path.join(bench.programs, "libbench_count_syncs.so"), bench.scratch("syncs"))
        with bench.serve(self.ours) as server:
            self.answered = self.claims.load(server, "ours", 1)["requests"]
        self.envelope, self.answer = sizes_of(self.ours)

    def of_ours(self):
        with self.bench.serve(self.ours, self.syncs.environment) as server:
            self.answered += self.claims.load(server, "ours", 1)["requests"]
            before = self.syncs.read()
            load = self.claims.load(server, "ours")
            load["batch"] = load["requests"] / max(1, self.syncs.read() - before)
        self.answered += load["requests"]
        return load

    def of_approvals(self):
        """On the claims of the turns before: the server starts anew, so that it holds none of them in memory. Half as
        long as claims, so that there are enough of them."""
        seconds = self.bench.arguments.seconds // 2
        with self.bench.serve(self.ours) as server:
            if seconds > 0:
                self.approvals.load(server, 1)
            return self.approvals.load(server, max(1, seconds))

    def of_loop(self, rows, batch):
        return run_loop(self.bench, self.loop, self.claims, self.envelope, self.answer, rows, batch)

    def of_far_limit(self):
        endless = Claims(self.bench, 100_000_000)  # nothing is stored, so there need not be such invoices
        with Server([os.path.join(self.bench.programs, "bench_far_limit"), str(self.answer)]) as server:
            endless.load(server, "far limit", 1)
            return endless.load(server, "far limit")

    def of_fastify(self):
        command = ["node", os.path.join(HERE, "fastify/server.mjs"), self.fastify, str(self.envelope), str(self.answer)]
        with Server(command, self.bench.arguments.fastify) as server:
            self.claims.load(server, "Fastify", 1)
            return self.claims.load(server, "Fastify")


def measure_claims(bench, source):
    turns = Turns(bench, source)
    say(f"a claim: envelope {turns.envelope} bytes, answer {turns.answer} bytes; {bench.arguments.rounds} rounds of "
        f"{bench.arguments.seconds} s")
    results = {"ours": [], "ours, approvals": [], "C API, same batch": [], "C API, batch 128": [], "Fastify": [], "far limit": []}
    for _ in range(bench.arguments.rounds):
        ours = turns.of_ours()
        results["ours"].append(ours)
        results["ours, approvals"].append(turns.of_approvals())
        results["C API, same batch"].append(turns.of_loop(ours["requests"], max(1, round(ours["batch"]))))
        results["C API, batch 128"].append(turns.of_loop(ours["requests"], 128))
        results["far limit"].append(turns.of_far_limit())
        if turns.fastify:
            results["Fastify"].append(turns.of_fastify())
    require_done(turns.ours, turns.answered, turns.approvals.done)
    bench.verify(turns.ours)
    print_claims(bench, {name: rounds for name, rounds in results.items() if rounds})
    return turns.ours


def run_loop(bench, database, claims, envelope, answer, rows, batch):
    first = claims.next.get("C API", 0)
    claims.next["C API"] = first + rows
    ran = subprocess.run([os.path.join(bench.programs, "bench_c_api_loop"), database] +
                         [str(number) for number in
                          (first, rows, batch, claims.count, claims.stride, envelope, answer)],
                         check=True, stdout=subprocess.PIPE, text=True)
    result = json.loads(ran.stdout)
    return {"rate": result["rows"] / result["seconds"], "cpu": 1e6 * result["cpu"] / result["rows"], "batch": batch}


COLUMNS = [("rate", "per s", 10, "{:,.0f}"), ("mean", "mean ms", 9, "ms"), ("p50", "p50 ms", 9, "ms"),
           ("p99", "p99 ms", 9, "ms"), ("cpu", "CPU µs", 8, "{:.1f}"), ("io", "I/O", 7, "{:.1f}"),
           ("writer", "writer", 7, "{:.1f}"), ("rest", "rest", 7, "{:.1f}"), ("batch", "batch", 7, "{:.1f}"),
           ("mb", "MB", 7, "{:.0f}")]


def shown(rounds, name, form):
    if name not in rounds[0]:
        return "-"
    value = median(rounds, name)
    return f"{value / 1000:.2f}" if form == "ms" else form.format(value)


def print_claims(bench, results):
    say(f"\nPOST /v1/claims, and approvals of these claims, {bench.arguments.connections} connections, medians; CPU of "
        "the server a request, \"writer\" its busiest thread beside the I/O thread")
    say(f"{'':20}" + "".join(f"{title:>{width}}" for _, title, width, _ in COLUMNS))
    for name, rounds in results.items():
        say(f"{name:20}" + "".join(f"{shown(rounds, key, form):>{width}}" for key, _, width, form in COLUMNS))
    ours = results["ours"]
    say("\nratios of medians                              goal")
    ratio("rate: ours / C API at the same batch", ours, results["C API, same batch"], "rate", "at least 0.7")
    ratio("rate: ours / C API at batch 128", ours, results["C API, batch 128"], "rate", "")
    ratio("rate: ours / far limit", ours, results["far limit"], "rate", "later 0.35")
    if "Fastify" in results:
        ratio("rate: ours / Fastify", ours, results["Fastify"], "rate", "at least 8")
        ratio("p99: ours / Fastify", ours, results["Fastify"], "p99", "at most 0.1")
    ratio("rate: approvals / claims of ours", results["ours, approvals"], ours, "rate", "at least 0.5")
    say(f"{'p99 / mean of ours':40}{median(ours, 'p99') / median(ours, 'mean'):7.2f}   at most 4")
    say(f"{'CPU µs a claim of ours':40}{median(ours, 'cpu'):7.1f}   at most 80")


def ratio(title, ours, peer, name, goal):
    say(f"{title:40}{median(ours, name) / median(peer, name):7.2f}   {goal}")


def count_of(database, what):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return connection.execute(what).fetchone()[0]


def measure_reads(bench, database):
    """Start, and a page of the queue, of a database that has had its claims."""
    events = count_of(database, "SELECT max(sequence) FROM journal")
    waiting = count_of(database, "SELECT count(*) FROM claims WHERE promise IS NOT NULL")
    starts = {"warm": [], "cold": []}
    for temperature, seconds in starts.items():
        for _ in range(bench.arguments.rounds):
            if temperature == "cold":
                forget_pages(database)
            with bench.serve(database) as server:
                seconds.append(server.wait_until_ready())
    say(f"\nstart to ready, {events:,} events: {statistics.median(starts['warm']):.3f} s; "
        f"file not in memory: {statistics.median(starts['cold']):.3f} s   (goal: a million under 1 s)")
    with bench.serve(database) as server:
        measure_page(bench, server, f"page of 50 of {waiting:,} open claims", "/v1/queue")


def forget_pages(path):
    for name in (path, path + "-wal"):
        if os.path.exists(name):
            with open(name, "rb") as file:
                os.fsync(file.fileno())
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def measure_page(bench, server, title, path):
    bench.wrk("reads.lua", server.url + path, 1, 1, bench.token)
    before = sum(server.cpu_us().values())
    load = bench.wrk("reads.lua", server.url + path, 1 if bench.arguments.smoke else 3, 1, bench.token)
    cpu = (sum(server.cpu_us().values()) - before) / load["requests"]
    if load["refused"] or load["broken"]:
        raise SystemExit(f"bench: {path} was refused")
    say(f"{title}: p50 {load['p50'] / 1000:.2f} ms, p99 {load['p99'] / 1000:.2f} ms, server CPU {cpu:.0f} µs   "
        "(goal: under 1 ms of server time)")


def measure_import(bench):
    shared = os.environ.get("MAKEGOOD_SHARED")
    packed = shared and os.path.join(shared, "data/retail/online_retail.csv.xz")
    if not packed or not os.path.exists(packed):
        say("\nimport of Online Retail: LEFT OUT, MAKEGOOD_SHARED names no folder with data/retail")
        return
    source = bench.scratch("online_retail.csv")
    with lzma.open(packed) as packed_file, open(source, "wb") as out:
        shutil.copyfileobj(packed_file, out)
    runs = []
    for _ in range(bench.arguments.rounds):
        database = bench.scratch("retail.db")
        for end in ("", "-wal", "-shm", ".writer"):
            if os.path.exists(database + end):
                os.remove(database + end)
        mapping = os.path.join(ROOT, "config/import/online-retail.json")
        runs.append(run_measured(bench.import_command(database, "--mapping", mapping, "--rejects",
                                                      bench.scratch("rejects.csv"), source), accepted=(0, 3)))
    say(f"\nimport of Online Retail, {count_of(database, 'SELECT count(*) FROM invoices'):,} invoices: "
        f"{median(runs, 'seconds'):.1f} s, {median(runs, 'cpu'):.1f} s CPU, {median(runs, 'mb'):.0f} MB at most   "
        "(goal: under 20 s, 300 MB)")


def measure_scaling(bench):
    """The same load when there are ten thousand claims and when there are a million."""
    few, many, window = 10_000, 1_000_000, bench.arguments.seconds
    count = 1_400_000
    database = bench.prepare(count)
    claims = Claims(bench, count)
    with bench.serve(database) as server:
        while claims.next.get("ours", 0) < few:
            claims.load(server, "ours", 1)
        early = [claims.load(server, "ours", window) for _ in range(bench.arguments.rounds)]
        while claims.next["ours"] < many:
            claims.load(server, "ours", 10)
        late = [claims.load(server, "ours", window) for _ in range(bench.arguments.rounds)]
    say(f"\n{'cost of a claim':20}{'claims/s':>10}{'CPU µs':>9}{'p99 ms':>9}{'MB':>7}")
    for name, rounds in ((f"from {few:,} on", early), (f"from {many:,} on", late)):
        say(f"{name:20}{median(rounds, 'rate'):10,.0f}{median(rounds, 'cpu'):9.1f}"
            f"{median(rounds, 'p99') / 1000:9.2f}{median(rounds, 'mb'):7.0f}")
    say(f"{'late / early':20}{median(early, 'rate') / median(late, 'rate'):10.2f}"
        f"{median(late, 'cpu') / median(early, 'cpu'):9.2f}   (goal: at most 1.3)")
    measure_reads(bench, database)


def main():
    arguments = parse_arguments()
    if not shutil.which("wrk"):
        say("bench: SKIPPED, NOTHING WAS MEASURED: wrk is not installed (scripts/setup --bench)")
        return 77
    bench = Bench(arguments)
    wanted = [arguments.only] if arguments.only else ["claims", "reads", "import"] + ["scaling"] * arguments.full
    if "claims" in wanted or "reads" in wanted:
        database = measure_claims(bench, bench.prepare(arguments.invoices))
        if "reads" in wanted:
            measure_reads(bench, database)
    if "import" in wanted and not arguments.smoke:
        measure_import(bench)
    if "scaling" in wanted:
        measure_scaling(bench)
    return 0


if __name__ == "__main__":
    sys.exit(main())
