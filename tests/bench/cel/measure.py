#!/usr/bin/env python3
"""Measures rules in our language beside those in others: same run, same 30 rules, same facts, medians and ratios.

What is asserted: that everybody finds the same number of matches. scripts/bench cel calls this after building.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys

sys.dont_write_bytecode = True  # nothing is written beside the sources

import facts
import rules

HERE = os.path.dirname(os.path.abspath(__file__))
PEERS_ON_NODE = {"json-logic-engine": "json_logic.mjs", "cel-js": "cel_js.mjs", "zen": "zen.mjs"}


def parse_arguments():
    parser = argparse.ArgumentParser(prog="scripts/bench cel", description=__doc__.splitlines()[0])
    parser.add_argument("--build", required=True, help="build directory with bin/makegood")
    parser.add_argument("--scratch", required=True, help="directory for rules and facts; made anew, kept afterwards")
    parser.add_argument("--packages", help="directory with the npm packages; without it, those peers are left out")
    parser.add_argument("--rounds", type=int, default=3, help="how often each has its turn; medians are shown")
    parser.add_argument("--seconds", type=float, default=3, help="how long a turn is")
    parser.add_argument("--facts", type=int, default=10_000)
    parser.add_argument("--smoke", action="store_true", help="tiny sizes: shows only that the bench works")
    arguments = parser.parse_args()
    if arguments.smoke:
        arguments.rounds, arguments.seconds, arguments.facts = 1, 0.05, 200
    return arguments


def contenders(arguments, rules_path, facts_path):
    """Name to command. Each is a process of its own, on one core as far as it can."""
    schema = os.path.join(HERE, "schema.json")
    every_language, seconds = rules_path + ".all", str(arguments.seconds)
    commands = {"makegood": [os.path.join(arguments.build, "bin/makegood"), "cel", "bench", "--schema", schema,
                             "--rules", rules_path, "--facts", facts_path, "--seconds", seconds]}
    if arguments.packages:
        for name, program in PEERS_ON_NODE.items():
            commands[name] = ["node", os.path.join(HERE, program), arguments.packages, every_language, facts_path,
                              seconds]
    if shutil.which("luajit"):
        commands["luajit"] = ["luajit", os.path.join(HERE, "luajit.lua"), every_language, facts_path, seconds]
    return commands


def take_turn(name, command):
    """Evaluations a second, and matches."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    words = done.stdout.split()
    if done.returncode != 0 or len(words) != 3 or words[0] != name:
        raise SystemExit(f"bench: {name} ended with status {done.returncode}:\n{done.stdout}{done.stderr}")
    return int(words[1]), int(words[2])


def main():
    arguments = parse_arguments()
    shutil.rmtree(arguments.scratch, ignore_errors=True)
    os.makedirs(arguments.scratch)
    rules_path = os.path.join(arguments.scratch, "rules.json")
    facts_path = os.path.join(arguments.scratch, "facts.json")
    rules.write(rules_path)
    facts.write(facts_path, arguments.facts)

    commands = contenders(arguments, rules_path, facts_path)
    rates = {name: [] for name in commands}
    matches = {}
    for _ in range(arguments.rounds):
        for name, command in commands.items():
            rate, matches[name] = take_turn(name, command)
            rates[name].append(rate)
    if len(set(matches.values())) != 1:
        raise SystemExit(f"bench: not the same matches: {matches}")

    print(f"{len(rules.RULES)} rules, {arguments.facts} facts, {matches['makegood']} matches, "
          f"{arguments.rounds} rounds of {arguments.seconds:g} s")
    ours = statistics.median(rates["makegood"])
    print(f"{'':20}{'evaluations/s':>15}{'ours to it':>12}")
    for name, turns in rates.items():
        median = statistics.median(turns)
        print(f"{name:20}{median:15,.0f}{ours / median:12.2f}")


if __name__ == "__main__":
    main()
