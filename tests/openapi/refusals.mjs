// Everything that can be refused from outside, row by row, and who may do what.
import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";
import { everything, invoice_of } from "./money.mjs";
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

/// What bodies about money are refused for, and whether the document sees it too.
function money_bodies(rows) {
    const date = (field) => [["a day that is none", { [field]: "2026-02-30" }, true], ["a day that is a number", { [field]: 20260230 }, true]];
    const amount = [["an amount that is a number", { amount: 5 }, true], ["an amount below zero", { amount: "-1.00" }, false], ["nothing at all", { amount: "0.00" }, false]];
    const account = [["an IBAN with a wrong digit", { iban: "DE88370400440532013000" }, false], ["a BIC of nine", { bic: "COBADEFFX" }, true], ["a BIC in small letters", { bic: "cobadeff" }, true]];
    const long = (field, length) => [[`${field} too long`, { [field]: "x".repeat(length + 1) }, true], [`no ${field}`, { [field]: undefined }, true], [`${field} empty`, { [field]: "" }, true]];
    const saying = { channel: "phone", confirmed_over: "letter", worth: "1.00" };
    const wrong = {
        "POST /v1/payments": [...long("id", 64), ...long("invoice", 64), ...date("received_on"), ...amount.slice(0, 1), ["an amount of nothing", { amount: "0.00" }, false],
            ["an unknown currency", { currency: "EURO" }, true], ["a payer without a name", { payer: { iban: "DE89370400440532013000" } }, true],
            ["a text too long", { text: "x".repeat(2001) }, true], ["no deductions", { deductions: [] }, true], ["a deduction of nothing", { deductions: [{ amount: "0.00" }] }, false],
            ["a deduction of an unknown line", { deductions: [{ line: "zz", amount: "1.00" }] }, false], ["a kind that comes of it", { deductions: [{ amount: "1.00", kind: "statement" }] }, true]],
        "POST /v1/payments/{id}/reversal": [...date("reversed_on"), ["a reason too long", { reason: "x".repeat(141) }, true]],
        "POST /v1/invoices/{number}/external-adjustments": [...long("number", 64), ["a kind that is none", { kind: "gift" }, true], ["other digits", { net: "1.0" }, false], ["a sum that is off", { gross: "9.99" }, false],
            ["a rate that is none", { tax_by_rate: [{ category: "S", rate: "many", base: "1.00", amount: "0.20" }] }, true]],
        "POST /v1/invoices/{number}/balance/use": [...long("on", 64), ["a channel that is none", { consent: "fax" }, true], ...amount],
        "POST /v1/invoices/{number}/balance/refund": amount,
        "POST /v1/refunds/{number}/release": [["an amount", { amount: "1.00" }, true]],
        "POST /v1/refunds/{number}/account": [...long("holder", 140), ...account],
        "POST /v1/refunds/{number}/account/confirm": [["a channel that is none", { over: "fax" }, true]],
        "POST /v1/refunds/{number}/paid": [...date("paid_on"), ["a reference too long", { reference: "x".repeat(141) }, true]],
        "POST /v1/refunds/{number}/failed": [...date("failed_on"), ...long("reason", 140)],
        "POST /v1/refunds/{number}/retry": [["an amount", { amount: "1.00" }, true]],
        "POST /v1/claims/{id}/make-goods": [...long("text", 2000), ["a kind that is none", { kind: "gift" }, true], ["an apology with an amount", { amount: "1.00" }, true], ["money without an amount", { kind: "money" }, true]],
        "POST /v1/adjustments/{number}/reversal": [["law 1: an amount", { amount: "1.00" }, true], ["a correction without a worth", { correction: { ...saying, worth: undefined } }, true],
            ["a correction that nobody confirmed", { correction: { ...saying, confirmed_over: undefined } }, true], ["worth and lines", { correction: { ...saying, lines: [{ line: "a", worth: "1.00" }] } }, true]],
        "POST /v1/exports": [...date("through"), ["a batch of one's own", { through: "2026-01-01", number: "7" }, true]],
        "POST /v1/exports/{number}/booked": long("reference", 500),
        "POST /v1/exports/{number}/failed": long("reason", 500),
    };
    same(Object.keys(wrong).sort(), Object.keys(rows).sort(), "the routes whose bodies are refused");
    return wrong;
}

export async function refuse_money_bodies(desk) {
    const rows = await everything(desk);
    for (const [name, cases] of Object.entries(money_bodies(rows))) {
        const { target, body } = rows[name];
        const as = desk.contract.operation_of("POST", target).operation.security[0].bearer[0];
        await desk.post(as, target, "{", 400, { why: name, problem: "malformed-body" });
        for (const [why, change, seen] of [...cases, ["an unknown field", { undocumented: "x" }, true]]) {
            const wrong = JSON.parse(JSON.stringify({ ...body, ...change }));
            const refused = await desk.post(as, target, wrong, 422, { why: `${name}: ${why}`, problem: "not-understood" });
            stop_if(!refused.body.expected, `${name} does not say what would be accepted for ${why}`);
            same(desk.contract.takes("POST", target, wrong), !seen, `whether the documented body of ${name} takes ${why}`);
        }
    }
    await desk.post("finance", "/v1/invoices", invoice_of("CN-2026-000999"), 409, { problem: "number-reserved" });
}

/// The headers that every action about money needs, and what is told of ids that nobody knows.
export async function refuse_money_headers(desk) {
    for (const [name, { target, body, unknown = [], problem }] of Object.entries(await everything(desk, "EVERY/2"))) {
        const { operation } = desk.contract.operation_of("POST", target);
        const as = operation.security[0].bearer[0];
        const ask = (status, kind, more) => desk.ask({ why: name, as, method: "POST", path: target, body, status, problem: kind, ...more });
        await ask(400, "idempotency-key-required", { key: null });
        await ask(400, "idempotency-key-required", { key: "with a blank" });
        await ask(400, "if-match-not-understood", { headers: { "If-Match": "*" } });
        const has_version = operation.parameters.some((one) => one.$ref?.endsWith("/IfMatch"));
        const stale = { headers: { "If-Match": '"999999"' } };
        await (has_version ? ask(412, "stale-version", stale) : ask(400, "if-match-not-understood", stale));
        for (const of of unknown)
            await desk.ask({ why: name, as, method: "POST", path: of + name.slice(name.indexOf("}") + 1), body, status: 404, problem });
    }
}

export async function refuse_headers(desk) {
    const body = { invoice: "X-0", channel: "phone" };
    const claim = (await desk.post("office", "/v1/claims", body, 200)).body.id;
    const money = await everything(desk, "EVERY/3");  // told of apart
    const takes_key = ({ method, path }) => (desk.contract.operation_of(method, path).operation.parameters ?? [])
        .some((parameter) => parameter.$ref?.endsWith("/IdempotencyKey"));
    for (const { name, method, path } of desk.contract.operations().filter((one) => one.method === "POST" && takes_key(one) && !(one.name in money))) {
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
    for (const [as, path] of [["president", "/v1/queue"], ["finance", "/v1/adjustments"], ["finance", "/v1/entries"], ["auditor", "/v1/journal"],
        ["finance", "/v1/payments"], ["finance", "/v1/refunds"], ["finance", "/v1/make-goods"], ["integration", "/v1/holds"], ["finance", "/v1/exports"]])
        for (const query of ["limit=0", "limit=501", "limit=x", "limit=1&limit=2", "after=x", "after=-1", "page=2"]) await bad(as, `${path}?${query}`);
    for (const query of ["", "?from=2026-01-01", "?from=2026-13-01&to=2026-01-01", "?from=2026-02-01&to=2026-01-31",
        "?from=2026-01-01&to=2026-01-31&by=year", "?from=2026-01-01&to=2026-01-31&format=xml", "?from=2026-01-01&to=2026-01-31&x=1"])
        await bad("finance", `/v1/reports/outcomes${query}`);
    for (const query of ["shortfall=some", "shortfall=", "state=due"]) await bad("finance", `/v1/payments?${query}`);
    for (const query of ["state=lost", "state=due&state=paid"]) await bad("finance", `/v1/refunds?${query}`);
    const march = "account=1000%20Bank&currency=GBP&from=2026-03-01&to=2026-03-31";
    for (const [good, wrong] of [["account=1000%20Bank", "account="], ["currency=GBP", "currency=POUNDS"], ["from=2026-03-01", "from=soon"], ["to=2026-03-31", "to=2026-02-28"], ["&to=2026-03-31", ""]])
        await bad("finance", `/v1/account-statement?${march.replace(good, wrong)}`);
    await desk.get("finance", `/v1/account-statement?${march.replace("1000%20Bank", "Bnak")}`, { status: 404, problem: "not-found" });
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
