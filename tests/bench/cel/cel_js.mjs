// CEL in JavaScript: the same sources as ours, parsed and checked once. Whole numbers are BigInt there, where int is meant.

import { readFileSync } from "node:fs";

import { count_matches, facts, load, measure, rules } from "./contender.mjs";

const { Environment } = await load("@marcbachmann/cel-js");
const schema = JSON.parse(readFileSync(new URL("schema.json", import.meta.url), "utf8"));

function bound(value, type) {
    if (type === "int") return BigInt(value);
    if (Array.isArray(type)) return value.map((element) => bound(element, type[0]));
    if (typeof type === "object")
        return Object.fromEntries(Object.entries(type).map(([name, inner]) => [name, bound(value[name], inner)]));
    return value;
}

const environment = new Environment({ unlistedVariablesAreDyn: true });
const conditions = rules.map((rule) => environment.parse(rule.cel));
const values = facts.map((fact) => bound(fact, schema));
await measure("cel-js", () => count_matches(conditions, values));
