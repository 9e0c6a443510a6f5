// One file an expression, from the published conformance tests: node corpus.mjs TESTS OUT.

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [tests, out] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
for (const file of ["conformance.jsonl", "syntax_errors.jsonl"])
    for (const line of readFileSync(join(tests, file), "utf8").trim().split("\n")) {
        const { expr } = JSON.parse(line);
        writeFileSync(join(out, createHash("sha1").update(expr).digest("hex")), expr);
    }
