// What the contenders on Node.js have in common. Called with PACKAGES RULES FACTS SECONDS; each prints one line:
// NAME EVALUATIONS_PER_SECOND MATCHES_TOTAL.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [packages, rules_path, facts_path, seconds] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));

export const load = (name) =>
    import(pathToFileURL(createRequire(join(resolve(packages), "package.json")).resolve(name)));
export const rules = read(rules_path);
export const facts = read(facts_path);

/// `round` evaluates every rule on every fact and gives how many are true. Whole rounds, the first one to warm up.
export async function measure(name, round) {
    const matches = await round();
    const begin = process.hrtime.bigint();
    let rounds = 0;
    let elapsed = 0;
    do {
        if ((await round()) !== matches) throw new Error(`${name}: another number of matches than before`);
        ++rounds;
        elapsed = Number(process.hrtime.bigint() - begin) / 1e9;
    } while (elapsed < Number(seconds));
    console.log(`${name} ${Math.round((rounds * rules.length * facts.length) / elapsed)} ${matches}`);
}

/// For conditions that are functions of a fact.
export function count_matches(conditions, bound) {
    let matches = 0;
    for (const fact of bound)
        for (const condition of conditions)
            if (condition(fact) === true) ++matches;
    return matches;
}
