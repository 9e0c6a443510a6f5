#!/usr/bin/env python3
"""Measures what finance waits for: exports of 100,000 adjustments, beside SQLite's own scan of the same rows.

tests/bench/exports.py --build DIR --scratch DIR [--documents N] [--rounds N] [--smoke]
Prints medians over the rounds, peak memory, and the ratio to the scan in the same round: by the clock, which a goal is
about, and by CPU time, which says more where the machine has other things to do.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time

HOUSE = pathlib.Path(__file__).resolve().parents[2]


def run(words):
    """Seconds, CPU seconds, peak memory in MB and standard output of a program. Its exit status is 0: nothing may be left
    out of what is measured."""
    begin = time.monotonic()
    process = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    out = process.stdout.read()
    words_of_error = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    took = time.monotonic() - begin
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{' '.join(map(str, words))}: {words_of_error}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--scratch", type=pathlib.Path, required=True)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--smoke", action="store_true", help="tiny sizes: that the bench itself works")
    given = parser.parse_args()
    many = 200 if given.smoke else given.documents
    few = max(1, many // 10)
    rounds = 1 if given.smoke else given.rounds

    shutil.rmtree(given.scratch, ignore_errors=True)
    given.scratch.mkdir(parents=True)
    database = given.scratch / "books.db"
    makegood = given.build / "bin/makegood"
    took, _, _, _ = run([given.build / "tests/bench/bench_export_books", HOUSE / "config", database, str(few), str(many)])
    print(f"{few + many:,} credit notes made in {took:.0f} s")
    run(["sqlite3", database, "PRAGMA wal_checkpoint(TRUNCATE)"])

    for day, documents in (("2026-03-02", few), ("2026-03-03", many)):
        took, cpu, memory, _ = run([makegood, "export", "close", "--db", database, "--through", day])
        print(f"close, every format of {documents:,} hashed: {took:.2f} s, CPU {cpu:.2f} s, {memory:.0f} MB")

    def measured(name, words, documents):
        times, used, peaks = [], [], []
        for _ in range(rounds):
            shutil.rmtree(given.scratch / "out", ignore_errors=True)
            took, cpu, memory, _ = run(words)
            times.append(took)
            used.append(cpu)
            peaks.append(memory)
        print(f"{name}, {documents:,} documents: {statistics.median(times):.3f} s, CPU {statistics.median(used):.3f} s, "
              f"{max(peaks):.0f} MB")

    ratios, cpu_ratios, scans, exports, peaks = [], [], [], [], []
    for _ in range(rounds):
        _, scan_cpu, _, out = run([given.build / "tests/bench/bench_adjustments_scan", database])
        scan = float(out.split()[2]) / 1000
        took, cpu, memory, _ = run([makegood, "export", "adjustments", "--db", database, "--format", "csv", "--out",
                                    given.scratch / "adjustments.csv"])
        ratios.append(took / scan)
        cpu_ratios.append(cpu / scan_cpu)
        scans.append(scan)
        exports.append(took)
        peaks.append(memory)
    print(f"export adjustments as CSV, {few + many:,} documents: {statistics.median(exports):.3f} s, {max(peaks):.0f} MB; "
          f"SQLite's scan {statistics.median(scans):.3f} s; ratio {statistics.median(ratios):.2f} (goal 1.25), "
          f"of CPU time {statistics.median(cpu_ratios):.2f}")

    def batch(number, form):
        return [makegood, "export", "batch", str(number), "--db", database, "--format", form, "--out",
                given.scratch / "out"]

    measured("batch as hledger (goal 0.5 s)", batch(2, "hledger"), many)
    measured("batch as ledger", batch(2, "ledger"), many)
    measured("batch as beancount", batch(2, "beancount"), many)
    measured("batch as CSV", batch(2, "csv"), many)
    measured("batch as Xero's CSV", batch(2, "xero"), many)
    measured("batch as UBL (goal 3 s)", batch(1, "ubl"), few)
    shutil.rmtree(given.scratch)


main()
