// Turns the published conformance tests of CEL into lines of JSON that a program in any language reads.
//   node extract.mjs PACKAGES OUT     PACKAGES: the folder with node_modules; OUT: the folder to write into
// conformance.jsonl: one test a line. syntax_errors.jsonl: what a parser must refuse. names.txt: the first file's names.

import { createRequire } from "node:module";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { messages_as_values, neutral } from "./neutral.mjs";

const [packages, out] = process.argv.slice(2).map((path) => resolve(path));
const resolver = createRequire(join(packages, "package.json"));
const published = (name) => import(pathToFileURL(resolver.resolve(`@bufbuild/cel-spec/testdata/${name}.js`)));

/// Every test below `suite` as [path/to/name, test]. A name that occurs again is numbered: name#2.
function* tests_of(suite, path = "", seen = new Map()) {
    for (const test of suite.tests ?? []) {
        const name = path + (test.original.name ?? test.original.expr);
        seen.set(name, (seen.get(name) ?? 0) + 1);
        yield [seen.get(name) > 1 ? `${name}#${seen.get(name)}` : name, test];
    }
    for (const inner of suite.suites ?? []) yield* tests_of(inner, `${path}${inner.name}/`, seen);
}

/// The language here is without protobuf messages, except the two that are values of its own: timestamp and duration.
/// A test needs messages when its container is their namespace, when a message, an enum or their types stand in what is
/// bound, declared or expected, or when the expression names one.
function needs_messages(test) {
    const is_message = (name) => !messages_as_values.has(name);
    if (/^(cel|google)\./.test(test.container ?? "")) return true;
    const around = JSON.stringify([test.value, test.typedResult, test.bindings, test.typeEnv]);
    const types = around.matchAll(/"(?:@type|messageType|typeValue)":"(?:type\.googleapis\.com\/)?([^"]*\.[^"]*)"/g);
    if ([...types].some(([, name]) => is_message(name))) return true;
    if (/"(enumValue|wrapper|wellKnown)":/.test(around)) return true;
    // A name with a capital before a brace builds a message, spaces and comments between or not.
    if (/\b[A-Z]\w*\s*(\/\/.*\s*)*\{/.test(test.expr)) return true;
    return [...test.expr.matchAll(/\b((?:cel\.expr|google\.protobuf)[\w.]*)/g)].some(([, name]) => is_message(name));
}

/// Not syntax, although their parser refuses it: limits and options that were set for that one test, among them
/// extensions that are part of the language here, and a variable that its own macros use.
const not_syntax = [
    /^ERROR: [^ ]* (expression recursion limit exceeded|max recursion depth exceeded)/,
    /^ERROR: [^ ]* unsupported syntax/,
    /^ERROR: [^ ]* iteration variable overwrites accumulator variable/,
];

/// What the parser refused has no syntax tree; what only the checker refused has one.
function is_syntax_error(test) {
    if (!test.error || test.ast) return false;
    const findings = test.error.split("\n").filter((line) => line.startsWith("ERROR: "));
    return findings.some((finding) => !not_syntax.some((pattern) => pattern.test(finding)));
}

const lines = (values) => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const { tests: conformance } = await published("conformance");
const { tests: parsing } = await published("parsing");
const chosen = [...tests_of(conformance)].filter(([, test]) => !needs_messages(test.original));
const refused = [...tests_of(parsing)].filter(([, test]) => is_syntax_error(test));
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "conformance.jsonl"), lines(chosen.map(([name, test]) => neutral(name, test.original))));
writeFileSync(join(out, "syntax_errors.jsonl"), lines(refused.map(([, test]) => ({ expr: test.original.expr, error: test.error }))));
writeFileSync(join(out, "names.txt"), chosen.map(([name]) => `${name}\n`).join(""));
