// The examples of openapi.json are one story: told to a server with an empty database, they come true, word for word.
import { readFileSync } from "node:fs";

import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";

/// What differs from day to day and run to run is made alike: ids, instants, today and the years of our own numbers.
function timeless(value, days) {
    const flags_of_the_day = new Set(["late-after-window"]);
    if (Array.isArray(value)) return value.filter((one) => !flags_of_the_day.has(one)).map((one) => timeless(one, days));
    if (value !== null && typeof value === "object")
        return Object.fromEntries(Object.entries(value).map(([name, one]) =>
            [name, name.startsWith("hours_to_") ? "some" : timeless(one, days)]));
    if (typeof value !== "string") return value;
    const plain = value
        .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "an id")
        .replaceAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/g, "an instant")
        .replaceAll(/\b(G|CN|SI|RF|MG)-[0-9]{4}-/g, "$1-YEAR-");
    return days.reduce((text, day) => text.replaceAll(day, "today"), plain);
}

/// What the document has in store for whoever tells it, and what it says must come of it.
function examples_of(document) {
    const day_of_story = "2026-03-09";
    const today = new Date().toLocaleDateString("sv", { timeZone: "Europe/London" });
    const days = [today, new Date().toISOString().slice(0, 10)];  // the company's, and that of UTC
    const operation = (method, path) => document.paths[path][method];
    const example_of = (method, path, status, type = "application/json") => {
        const { example, examples } = operation(method, path).responses[status].content[type];
        stop_if(example === undefined && examples === undefined, `${method} ${path} ${status} has no example`);
        return example ?? Object.values(examples)[0].value;
    };
    const holds = (answer, method, path, status, what) =>
        same(timeless(answer.body, days), timeless(example_of(method, path, status), [day_of_story]), what);
    const body_of = (path, name) => {
        const { example, examples } = operation("post", path).requestBody.content["application/json"];
        return name ? examples[name].value : example;
    };
    return { today, example_of, holds, body_of };
}

export async function tell_documented_story(desk, document, document_file) {
    const { today, example_of, holds, body_of } = examples_of(document);
    for (const path of ["/healthz", "/readyz"]) holds(await desk.get(undefined, path), "get", path, 200, path);
    const described = await desk.get(undefined, "/openapi.json");
    stop_if(described.text !== readFileSync(document_file, "utf8"), "/openapi.json is not the file: build again");

    const recorded = await desk.post("integration", "/v1/invoices", body_of("/v1/invoices"), 201);
    holds(recorded, "post", "/v1/invoices", 201, "the recorded invoice");
    const invoice = await desk.get("finance", recorded.headers.location);
    const { email, ...customer } = invoice.body.customer;
    same(email, body_of("/v1/invoices").customer.email, "the email of the invoice at its Location");
    same({ ...invoice.body, customer }, recorded.body, "the invoice at its Location, but for the email");

    const unknown = { ...body_of("/v1/claims", "lines"), invoice: "MS-2026-0418" };
    const refused = await desk.post("office", "/v1/claims", unknown, 422, { problem: "unknown-invoice" });
    same(refused.body, example_of("post", "/v1/claims", 422, "application/problem+json"), "the refusal");

    const opened = await desk.post("office", "/v1/claims", body_of("/v1/claims", "lines"), 201);
    holds(opened, "post", "/v1/claims", 201, "the opened claim");
    holds(await desk.get("president", "/v1/queue"), "get", "/v1/queue", 200, "the queue");
    const claim = opened.headers.location;

    holds(await desk.get("auditor", "/v1/reports/refusals"), "get", "/v1/reports/refusals", 200, "the refusals");

    await desk.post("office", `${claim}/acknowledge`, undefined, 200);
    const approved = await desk.post("president", `${claim}/approve`, {}, 200);
    holds(approved, "post", "/v1/claims/{id}/approve", 200, "the approved claim");
    const whole = await desk.get("office", claim);
    holds(whole, "get", "/v1/claims/{id}", 200, "the claim with its history");
    const note = await desk.get("finance", `/v1/adjustments/${whole.body.adjustments[0]}`);
    holds(note, "get", "/v1/adjustments/{number}", 200, "the credit note");
    holds(await desk.get("finance", "/v1/entries"), "get", "/v1/entries", 200, "the entries");
    holds(await desk.get("finance", "/v1/trial-balance"), "get", "/v1/trial-balance", 200, "the trial balance");

    const report = `/v1/reports/outcomes?by=service&from=2026-03-01&to=${today}`;
    holds(await desk.get("finance", report), "get", "/v1/reports/outcomes", 200, "the outcomes");
    const without_hours = (csv) => csv.replaceAll(/[0-9.]+,[0-9.]+\r\n/g, "some,some\r\n");
    const csv = await desk.get("finance", `${report}&format=csv`);
    same(without_hours(csv.text), without_hours(example_of("get", "/v1/reports/outcomes", 200, "text/csv")), "the CSV");

    await desk.post("office", `${claim}/notes`, body_of("/v1/claims/{id}/notes"), 200);
    await desk.post("president", `${claim}/cause`, body_of("/v1/claims/{id}/cause"), 200);
    return claim;
}

/// The second half: what was paid, and how a credit goes back to who paid.
export async function tell_documented_money(desk, document) {
    const { today, holds, body_of } = examples_of(document);
    const line = (id, description) => ({ ...body_of("/v1/invoices").lines[0], id, description, unit_price: "100.00", net: "100.00" });
    await desk.post("integration", "/v1/invoices", { ...body_of("/v1/invoices"), number: "MS-2026-0431",
        lines: [line("1", "Dining room, third week"), line("2", "Bar, third week")],
        tax: [{ category: "S", rate: "20", base: "200.00", amount: "40.00" }], totals: { net: "200.00", tax: "40.00", gross: "240.00" } }, 201);
    holds(await desk.post("integration", "/v1/payments", body_of("/v1/payments", "whole"), 201), "post", "/v1/payments", 201, "the payment");
    holds(await desk.get("finance", "/v1/payments"), "get", "/v1/payments", 200, "the payments");

    const said = { invoice: "MS-2026-0431", channel: "phone", lines: [{ line: "2", worth: "50.00" }], contact: { phone: "+44 117 496 0000" } };
    const opened = await desk.post("office", "/v1/claims", said, 201);
    holds(await desk.get("integration", "/v1/holds"), "get", "/v1/holds", 200, "what is on hold");
    await desk.post("president", `${opened.headers.location}/approve`, {}, 200);
    const refunds = await desk.get("finance", "/v1/refunds?state=due");
    holds(refunds, "get", "/v1/refunds", 200, "the refunds");
    const refund = `/v1/refunds/${refunds.body.items[0].number}`;
    const released = await desk.post("finance", `${refund}/release`, undefined, 200);
    holds(released, "post", "/v1/refunds/{number}/release", 200, "the released refund");
    await desk.post("integration", `${refund}/paid`, body_of("/v1/refunds/{number}/paid"), 200);
    holds(await desk.get("auditor", refund), "get", "/v1/refunds/{number}", 200, "the refund that was paid");
    same((await desk.get("office", opened.headers.location)).body.state, "settled", "the state of the claim whose refund was paid");

    const given = body_of("/v1/claims/{id}/make-goods", "money");
    const made = await desk.post("president", `${opened.headers.location}/make-goods`, given, 201);
    holds(made, "post", "/v1/claims/{id}/make-goods", 201, "the make-good");
    holds(await desk.get("finance", made.headers.location), "get", "/v1/make-goods/{number}", 200, "the make-good at its Location");
    holds(await desk.get("finance", "/v1/make-goods"), "get", "/v1/make-goods", 200, "the make-goods");
    const statement = await desk.get("finance", `/v1/account-statement?account=1000%20Bank&currency=GBP&from=2026-03-01&to=${today}`);
    holds(statement, "get", "/v1/account-statement", 200, "the statement of the bank's account");
}
