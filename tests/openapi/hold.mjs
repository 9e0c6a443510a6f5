// Holds openapi.json to its linter, to the table of routes, and to every answer of a live server.
//   node hold.mjs --tools DIR --document FILE --routes PROGRAM --server PROGRAM --config DIR
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { Contract } from "./contract.mjs";
import { Desk, same } from "./desk.mjs";
import { tell_documented_money, tell_documented_story } from "./documented_story.mjs";
import { tell_of_exports } from "./exports.mjs";
import * as money from "./money.mjs";
import { find_what_was_planted } from "./planted.mjs";
import * as refusals from "./refusals.mjs";
import { tell_of_rules } from "./rules.mjs";
import { Server } from "./server.mjs";
import * as stories from "./stories.mjs";

const whole_run_ms = 240_000;

/// What no client can provoke at will: our own mistakes, a full disk, a request that is still in flight.
const unprovoked = (name) => / (500|503)$/.test(name) || /(\/(notes|cause|make-goods)|^POST \/v1\/claims) 409$/.test(name) ||
    name === "GET /v1/make-goods/{number} 422";  // takes a server without a letterhead

function read_wishes() {
    const required = ["tools", "document", "routes", "server", "config"];
    const options = Object.fromEntries(required.map((name) => [name, { type: "string" }]));
    const { values } = parseArgs({ options });
    for (const name of required) if (!values[name]) throw new Error(`--${name} is required`);
    return values;
}

function lint({ tools, document }) {
    const config = join(fileURLToPath(new URL(".", import.meta.url)), "redocly.yaml");
    const { status, stdout, stderr } = spawnSync(process.execPath,
        [join(tools, "node_modules/@redocly/cli/bin/cli.js"), "lint", "--config", config, "--format", "json", document],
        { encoding: "utf8", env: { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: "true", REDOCLY_TELEMETRY: "off" }, timeout: 60_000 });
    const found = stdout.includes("{") ? JSON.parse(stdout.slice(stdout.indexOf("{"))) : undefined;
    if (status !== 0 || !found || found.totals.errors + found.totals.warnings > 0)
        throw new Error(`the linter objects:\n${stdout}\n${stderr}`);
}

function compare_routes(contract, program) {
    const served = execFileSync(program, { encoding: "utf8" }).trim().split("\n").sort();
    same(contract.operations().map((one) => one.name).sort(), served, "the documented routes against the table");
}

function check_coverage(contract) {
    const documented = contract.operations().flatMap(({ name, operation }) => Object.keys(operation.responses).map((status) => `${name} ${status}`));
    const missing = documented.filter((name) => !contract.seen.has(name) && !unprovoked(name));
    same(missing, [], "documented answers that the server never gave");
    return documented.length;
}

async function walk(desk, contract, wishes) {
    await tell_documented_story(desk, contract.document, wishes.document);
    await tell_documented_money(desk, contract.document);
    const { tell_of_repeats, tell_of_statements, tell_of_withdrawal, tell_of_offers, tell_of_currencies, tell_of_pages, tell_of_outcomes, tell_of_refusals } = stories;
    for (const tell of [tell_of_repeats, tell_of_statements, tell_of_withdrawal, tell_of_offers, tell_of_currencies, tell_of_pages, tell_of_outcomes, tell_of_refusals])
        await tell(desk);
    const { tell_of_payments, tell_of_refunds, tell_of_balances, tell_of_credits_elsewhere, tell_of_make_goods, tell_of_reversals, tell_of_supplements, tell_of_papers } = money;
    for (const tell of [tell_of_payments, tell_of_refunds, tell_of_balances, tell_of_credits_elsewhere, tell_of_make_goods, tell_of_reversals, tell_of_supplements, tell_of_papers, tell_of_exports])
        await tell(desk);
    const { refuse_bodies, refuse_money_bodies, refuse_money_headers, refuse_with_findings, refuse_headers, refuse_questions, refuse_roles, refuse_framing } = refusals;
    for (const refuse of [refuse_bodies, refuse_money_bodies, refuse_money_headers, refuse_with_findings, refuse_headers, refuse_questions, refuse_roles, refuse_framing]) await refuse(desk);
}

async function main() {
    const wishes = read_wishes();
    lint(wishes);
    const tools = createRequire(join(resolve(wishes.tools), "package.json"));
    const document = JSON.parse(readFileSync(wishes.document, "utf8"));
    const contract = new Contract(document, tools("ajv/dist/2020").default, tools("ajv-formats").default);
    compare_routes(contract, wishes.routes);

    const folder = mkdtempSync(join(tmpdir(), "makegood-openapi-"));
    const database = join(folder, "test.db");
    const rules = join(folder, "rules");
    mkdirSync(rules);
    const server = await Server.start(wishes.server, database, wishes.config, rules);
    const too_late = setTimeout(() => {
        console.error(`openapi: not done within ${whole_run_ms} ms`);
        server.child.kill("SIGKILL");
        process.exit(1);
    }, whole_run_ms);
    try {
        server.create_tokens();
        const desk = new Desk(server, contract);
        await walk(desk, contract, wishes);
        await tell_of_rules(desk, { shipped: join(wishes.config, "../rules"), rules });
        const documented = check_coverage(contract);
        const planted = find_what_was_planted(contract, desk.samples);
        same(await server.stop(), { code: 0, signal: null }, "the end of the server");
        execFileSync(wishes.server, ["journal", "verify", "--db", database], { timeout: 60_000 });
        console.log(`openapi: ${contract.operations().length} routes, ${desk.asked} answers judged, ${contract.seen.size} of ${documented} ` +
            `documented answers seen, ${planted} planted breaches found`);
    } catch (error) {
        if (server.log) error.message += `\nthe server said:\n${server.log}`;
        throw error;
    } finally {
        clearTimeout(too_late);
        if (server.child.exitCode === null && server.child.signalCode === null) await server.stop().catch(() => {});
        rmSync(folder, { recursive: true });
    }
}

main().catch((error) => {
    console.error(`openapi: ${error.message}`);
    process.exitCode = 1;
});
