// Everything that can be refused from outside, row by row, and who may do what.
import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";
import { roles } from "./server.mjs";
import { plain_invoice, rich_invoice } from "./stories.mjs";

const nobody = "00000000-0000-7000-8000-000000000000";
const deep = '{"invoice":'.repeat(40) + "1" + "}".repeat(40);

/// seen: whether the documented body refuses it, too. Left out where the body is no JSON object, or only the state tells.
function bodies(claim) {
    const invoice = plain_invoice("X-1");
    const restate = { kind: "restate", channel: "phone", worth: "1.00" };
    return [
        //  why                                 as        path            body          status  problem      seen
        ["no JSON at all", "office", "/v1/claims", "worth=1", 400, "malformed-body"],
        ["cut off", "office", "/v1/claims", '{"invoice":"MS-2026', 400, "malformed-body"],
        ["nothing", "office", "/v1/claims", "", 400, "malformed-body"],
        ["an array", "office", "/v1/claims", "[]", 400, "malformed-body"],
        ["too deep", "office", "/v1/claims", deep, undefined, undefined],
        ["a field twice", "office", "/v1/claims", '{"invoice":"MS-2026-0417","invoice":"MS-2026-0417","channel":"phone"}', 422, "not-understood"],
        ["an unknown invoice", "office", "/v1/claims", { invoice: "nope", channel: "phone" }, 422, "unknown-invoice", false],
        ["an unknown channel", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "fax" }, 422, "not-understood", true],
        ["no channel", "office", "/v1/claims", { invoice: "MS-2026-0417" }, 422, "not-understood", true],
        ["an unknown field", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", cap: "5.00" }, 422, "not-understood", true],
        ["a worth that is a number", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: 5 }, 422, "not-understood", true],
        ["a worth that is no money", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "half" }, 422, "not-understood", true],
        ["a worth with a comma", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "5,00" }, 422, "not-understood", true],
        ["a worth below zero", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "-5.00" }, 422, "not-understood", true],
        ["a worth of minus nothing", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "-0.00" }, 422, "not-understood", true],
        ["a worth with other digits", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "5.0" }, 422, "not-understood", false],
        ["a worth beyond money", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "99999999999999999.00" }, 422, "not-understood", false],
        ["a worth with its currency", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "5.00 EUR" }, 422, "not-understood", true],
        ["another currency", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "5.00", currency: "USD" }, 422, "not-understood", false],
        ["worth and lines", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", worth: "5.00", lines: [{ line: "1", worth: "1.00" }] }, 422, "not-understood", true],
        ["a line that is not on it", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", lines: [{ line: "9", worth: "1.00" }] }, 422, "not-understood", false],
        ["a line twice", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", lines: [{ line: "1", worth: "1.00" }, { line: "1", worth: "1.00" }] }, 422, "not-understood", false],
        ["no lines", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", lines: [] }, 422, "not-understood", true],
        ["out-of-band is no wish", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", settle: "out-of-band" }, 422, "not-understood", true],
        ["null is not absence", "office", "/v1/claims", { invoice: "MS-2026-0417", channel: "phone", words: null }, 422, "not-understood", true],
        ["a restatement of nothing", "office", `${claim}/statements`, { kind: "restate", channel: "phone" }, 422, "not-understood", true],
        ["a withdrawal with a worth", "office", `${claim}/statements`, { ...restate, kind: "withdraw" }, 422, "not-understood", true],
        ["an invocation as a further statement", "office", `${claim}/statements`, { ...restate, kind: "invoke" }, 422, "not-understood", true],
        ["a body that is no JSON", "office", `${claim}/statements`, "{", 400, "malformed-body"],
        ["law 1: an amount in an approval", "president", `${claim}/approve`, { amount: "5.00" }, 422, "not-understood", true],
        ["an approval that is no JSON", "president", `${claim}/approve`, "yes", 400, "malformed-body"],
        ["an acknowledgement with a word", "office", `${claim}/acknowledge`, { with: "regret" }, 422, "not-understood", true],
        ["an acknowledgement that is no JSON", "office", `${claim}/acknowledge`, "yes", 400, "malformed-body"],
        ["an empty note", "finance", `${claim}/notes`, { text: "" }, 422, "not-understood", true],
        ["a note that is no JSON", "finance", `${claim}/notes`, "note", 400, "malformed-body"],
        ["a cause without an owner", "president", `${claim}/cause`, { explanation: "dirt" }, 422, "not-understood", true],
        ["a cause that is no JSON", "president", `${claim}/cause`, "dirt", 400, "malformed-body"],
        ["a confirmation without the tax", "integration", `${claim}/offer/confirm`, { gross: "1.00" }, 422, "not-understood", true],
        ["a confirmation that is no JSON", "integration", `${claim}/offer/confirm`, "1.00", 400, "malformed-body"],
        ["a revocation with a field", "integration", `${claim}/offer/revoke`, { gross: "1.00" }, 422, "not-understood", true],
        ["a revocation that is no JSON", "integration", `${claim}/offer/revoke`, "no", 400, "malformed-body"],
        ["declined with an amount", "president", `${claim}/offer/decline`, { gross: "1.00" }, 422, "not-understood", true],
        ["declined without JSON", "president", `${claim}/offer/decline`, "no", 400, "malformed-body"],
        ["an invoice that is no JSON", "finance", "/v1/invoices", "<Invoice/>", 400, "malformed-body"],
        ["totals that are off", "finance", "/v1/invoices", { ...invoice, totals: { net: "200.00", tax: "40.00", gross: "240.01" } }, 422, "not-understood", false],
        ["a tax base that is off", "finance", "/v1/invoices", { ...invoice, tax: [{ category: "S", rate: "20", base: "199.99", amount: "40.00" }] }, 422, "not-understood", false],
        ["a rounding of minus nothing", "finance", "/v1/invoices", { ...invoice, rounding: "-0.00" }, 422, "not-understood", true],
        ["no lines on the invoice", "finance", "/v1/invoices", { ...invoice, lines: [] }, 422, "not-understood", true],
        ["an unknown currency", "finance", "/v1/invoices", { ...invoice, currency: "EURO" }, 422, "not-understood", true],
        ["a day that is none", "finance", "/v1/invoices", { ...invoice, issued_on: "2026-02-30" }, 422, "not-understood", true],
        ["an address without a country", "finance", "/v1/invoices", { ...invoice, customer: { id: "C", name: "N", address: { city: "Oslo" } } }, 422, "not-understood", true],
        ["an unknown field in a line", "finance", "/v1/invoices", { ...invoice, lines: [{ ...invoice.lines[0], discount: "1.00" }] }, 422, "not-understood", true],
        ["an empty number", "finance", "/v1/invoices", { ...invoice, number: "" }, 422, "not-understood", true],
    ];
}

export async function refuse_bodies(desk) {
    await desk.post("finance", "/v1/invoices", plain_invoice("X-0"), 201);
    const claim = (await desk.post("office", "/v1/claims", { invoice: "X-0", channel: "phone" }, 201)).headers.location;
    for (const [why, as, path, body, status, problem, seen] of bodies(claim)) {
        const { body: refusal } = await desk.post(as, path, body, status, { why, problem });
        stop_if(refusal.status < 400, `${why} was not refused`);
        if (seen !== undefined)
            same(desk.contract.takes("POST", path, body), !seen, `whether the documented body takes ${why}`);
    }
}

export async function refuse_headers(desk) {
    const body = { invoice: "X-0", channel: "phone" };
    const claim = (await desk.post("office", "/v1/claims", body, 200)).body.id;
    const takes_key = ({ method, path }) => (desk.contract.operation_of(method, path).operation.parameters ?? [])
        .some((parameter) => parameter.$ref?.endsWith("/IdempotencyKey"));
    for (const { name, method, path } of desk.contract.operations().filter((one) => one.method === "POST" && takes_key(one))) {
        const target = path.replace("{id}", claim);
        const as = desk.contract.operation_of(method, target).operation.security[0].bearer[0];
        const body_of = { "/v1/invoices": rich_invoice("X-2"), "/v1/claims": body };
        const sent = body_of[path] ?? { statements: { kind: "restate", channel: "phone", worth: "1.00" }, notes: { text: "n" },
            cause: { owner: "o", explanation: "e" }, confirm: { gross: "1.00", tax: "0.00" } }[path.split("/").at(-1)] ?? {};
        const ask = (status, problem, more) => desk.ask({ why: name, as, method, path: target, body: sent, status, problem, ...more });
        await ask(400, "idempotency-key-required", { key: null });
        await ask(400, "idempotency-key-required", { key: "with a blank" });
        await ask(400, "idempotency-key-required", { key: "k".repeat(256) });
        await ask(400, "if-match-not-understood", { headers: { "If-Match": "*" } });
        await ask(400, "if-match-not-understood", { headers: { "If-Match": 'W/"1"' } });
        await ask(412, "stale-version", { headers: { "If-Match": '"999999"' } });
        if (!path.includes("{id}")) continue;
        for (const unknown of [nobody, "no-id"])
            await desk.ask({ why: name, as, method, path: path.replace("{id}", unknown), body: sent, status: 404, problem: "unknown-claim" });
    }
}

export async function refuse_questions(desk) {
    const bad = (as, path) => desk.get(as, path, { status: 400, problem: "parameter-not-understood" });
    for (const [as, path] of [["president", "/v1/queue"], ["finance", "/v1/adjustments"], ["finance", "/v1/entries"], ["auditor", "/v1/journal"]])
        for (const query of ["limit=0", "limit=501", "limit=x", "limit=1&limit=2", "after=x", "after=-1", "page=2"]) await bad(as, `${path}?${query}`);
    for (const query of ["", "?from=2026-01-01", "?from=2026-13-01&to=2026-01-01", "?from=2026-02-01&to=2026-01-31",
        "?from=2026-01-01&to=2026-01-31&by=year", "?from=2026-01-01&to=2026-01-31&format=xml", "?from=2026-01-01&to=2026-01-31&x=1"])
        await bad("finance", `/v1/reports/outcomes${query}`);
    for (const [as, path] of [["office", "/v1/invoices/none"], ["finance", "/v1/adjustments/CN-0"]])
        await desk.get(as, path, { status: 404, problem: "not-found" });
    for (const id of [nobody, "x"]) await desk.get("office", `/v1/claims/${id}`, { status: 404, problem: "unknown-claim" });
    await refuse_unknown_parameters(desk);
}

/// Whoever needs a token is told of a misspelt parameter; probes are not.
async function refuse_unknown_parameters(desk) {
    for (const { name, method, path, operation } of desk.contract.operations()) {
        const target = path.replace("{id}", nobody).replace("{number}", "none");
        const as = operation.security[0]?.bearer[0];
        const wrong = as ? { status: 400, problem: "parameter-not-understood" } : { status: 200 };
        const body = method === "POST" ? "{}" : undefined;
        for (const query of ["page=2", "Limit=1", "x"]) await desk.ask({ why: name, as, method, path: `${target}?${query}`, body, ...wrong });
    }
}

/// One finding is told as it is; of several, the first and how many.
export async function refuse_with_findings(desk) {
    const said = { invoice: "X-0", channel: "fax", cap: "5.00", lines: [{ line: "a" }] };
    const { body } = await desk.post("office", "/v1/claims", said, 422, { problem: "not-understood" });
    const [first] = body.errors;
    same(body.detail, `${first.pointer}: found ${first.found}; accepted: ${first.expected}. Findings in all: ${body.errors.length}.`, "the detail of many findings");
    same([body.pointer, body.found, body.expected], [first.pointer, first.found, first.expected], "the first of many findings");
    same(body.errors.map((one) => one.pointer).sort(), ["/cap", "/channel", "/lines/0/worth"], "what is wrong");
}

/// Every role at every route: the document's lists are the server's. Without a key nothing comes of it.
export async function refuse_roles(desk) {
    for (const { name, method, path, operation } of desk.contract.operations()) {
        const target = path.replace("{id}", nobody).replace("{number}", "none");
        const ask = (as, headers) => desk.ask({ why: name, as, method, path: target, headers, key: null, body: method === "POST" ? "{}" : undefined });
        if (operation.security.length === 0) {
            stop_if((await ask()).status !== 200, `${name} is not open to everybody`);
            continue;
        }
        for (const [headers, why] of [[{}, "nobody"], [{ Authorization: "Bearer wrong" }, "a wrong token"], [{ Authorization: "Basic eDp5" }, "another scheme"]])
            stop_if((await ask(undefined, headers)).status !== 401, `${name} lets ${why} in`);
        const allowed = new Set(operation.security.flatMap((way) => way.bearer));
        for (const role of roles) {
            const { status } = await ask(role);
            same(status !== 403, allowed.has(role), `whether ${role} may ${name} (${status})`);
        }
    }
}

/// What the transport refuses before anybody knows the route.
export async function refuse_framing(desk) {
    const { server, contract } = desk;
    for (const { name, method, path } of contract.operations()) {
        const target = path.replace("{id}", nobody).replace("{number}", "none");
        const head = [`${method} ${target} HTTP/1.1`, "Host: a", "Connection: close"];
        const twice = await server.ask_raw([...head, "Host: b"]);
        stop_if(twice.status !== 400, `${name} with two hosts: ${twice.status}`);
        contract.judge(method, target, twice);
        if (method !== "POST") continue;
        const long = await server.ask_raw([...head, "Content-Length: 1048577"]);
        stop_if(long.status !== 413, `${name} with too long a body: ${long.status}`);
        contract.judge(method, target, long);
    }
    for (const [status, kind, head] of [
        [404, "not-found", ["GET /v2/claims HTTP/1.1", "Host: a"]],
        [405, "method-not-allowed", ["DELETE /v1/queue HTTP/1.1", "Host: a"]],
        [417, "expectation-unknown", ["POST /v1/claims HTTP/1.1", "Host: a", "Content-Length: 1", "Expect: tea"]],
        [431, "head-too-long", ["GET /healthz HTTP/1.1", "Host: a", `X: ${"x".repeat(20_000)}`]],
        [505, "version-unknown", ["GET /healthz HTTP/2.0", "Host: a"]]]) {
        const answer = await server.ask_raw([...head, "Connection: close"]);
        const problem = contract.judge_problem(answer);
        same([answer.status, problem.type.split("/").at(-1)], [status, kind], head[0]);
        stop_if(!contract.document.info.description.includes(`\`${kind}\``), `${kind} is not described`);
        if (status === 405) same(answer.headers.allow, "GET, HEAD", "the methods that are allowed");
    }
}
