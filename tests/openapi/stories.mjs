// What else happens to claims, each with an invoice of its own.
import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";

export function plain_invoice(number, more = {}) {
    return { number, issued_on: "2026-03-02", currency: "EUR", customer: { id: "C-1", name: "=Café \"Nord\", GmbH" },
        lines: [
            { id: "a", service: "sweeping", description: "", quantity: "1", unit_price: "100.00", net: "100.00", tax_category: "S", tax_rate: "20" },
            { id: "b", service: "-polishing", description: "two rooms\nupstairs", quantity: "2", unit_price: "50", net: "100.00", tax_category: "S", tax_rate: "20.00" }],
        tax: [{ category: "S", rate: "20", base: "200.00", amount: "40.00" }],
        totals: { net: "200.00", tax: "40.00", gross: "240.00" }, ...more };
}

/// Every optional field of an invoice.
export function rich_invoice(number) {
    const line = (id, net, category, rate, more = {}) => ({ id, service: "haulage", description: `Load ${id}`, quantity: "1.000",
        unit: "TNE", unit_price: net, net, tax_category: category, ...(rate && { tax_rate: rate }), ...more });
    return { number, issued_on: "2026-02-27", due_on: "2026-03-29", currency: "EUR",
        customer: { id: "C-2", name: "Steinbruch AG", email: "ap@steinbruch.example", vat_id: "DE123456789", endpoint: "0088:4035811991014",
            address: { street: "Am Bruch 1", city: "Goslar", postal_code: "38640", country: "DE" } },
        buyer_reference: "B-77", delivery: { date: "2026-02-26", address: { city: "Goslar", country: "DE" } },
        lines: [line("1", "300.00", "S", "19"), line("2", "-20.00", "S", "19"), line("3", "50.00", "E", undefined, { exemption_reason: "Exempt" }), line("4", "10.00", "AE", "0")],
        allowances: [{ category: "S", rate: "19", amount: "30.00", reason: "Loyalty" }],
        charges: [{ category: "S", rate: "19", amount: "10.00", reason: "Freight" }],
        tax: [{ category: "S", rate: "19", base: "260.00", amount: "49.40" }, { category: "E", base: "50.00", amount: "0.00" }, { category: "AE", rate: "0", base: "10.00", amount: "0.00" }],
        totals: { net: "320.00", tax: "49.40", gross: "369.40" }, rounding: "0.10",
        prepaid: [{ amount: "100.00", document: "PP-1" }, { amount: "9.50" }], paid: "200.00",
        credited: [{ number: "ERP-9", net: "10.00", tax: "1.90", gross: "11.90" }] };
}

async function open_claim(desk, invoice, saying) {
    await desk.post("finance", "/v1/invoices", invoice, 201);
    return desk.post("integration", "/v1/claims", { invoice: invoice.number, channel: "phone", ...saying }, 201);
}

export async function tell_of_repeats(desk) {
    const body = plain_invoice("R/1 ä");
    const first = await desk.post("finance", "/v1/invoices", body, 201, { key: "repeat-1" });
    const again = await desk.post("finance", "/v1/invoices", body, 201, { key: "repeat-1" });
    same([again.text, again.headers.etag, again.headers.location], [first.text, first.headers.etag, first.headers.location], "a repeat");
    await desk.get("auditor", first.headers.location, { why: "a number with a slash and an umlaut" });
    await desk.post("finance", "/v1/invoices", { ...body, due_on: "2026-04-01" }, 422, { key: "repeat-1", problem: "idempotency-key-reused" });
    await desk.post("finance", "/v1/invoices", body, 200, { why: "a new key, but recorded before" });
    await desk.post("finance", "/v1/invoices", { ...body, due_on: "2026-04-01" }, 409, { problem: "invoice-differs" });
    const said = { invoice: body.number, channel: "link", worth: "200.00" };
    const opened = await desk.post("office", "/v1/claims", said, 201, { key: "repeat-2" });
    same((await desk.post("office", "/v1/claims", said, 201, { key: "repeat-2" })).text, opened.text, "a repeated invocation");
    const claim = opened.headers.location;
    await desk.post("president", `${claim}/approve`, undefined, 412, { headers: { "If-Match": '"1"' }, problem: "stale-version" });
    const key = "repeat-3";
    const approved = await desk.post("president", `${claim}/approve`, {}, 200, { headers: { "If-Match": opened.headers.etag }, key });
    same((await desk.post("president", `${claim}/approve`, {}, 200, { key })).text, approved.text, "a repeated approval");
    await desk.post("president", `${claim}/approve`, {}, 409, { problem: "move-not-allowed" });
    await desk.post("office", `${claim}/acknowledge`, {}, 409, { problem: "move-not-allowed" });
}

export async function tell_of_statements(desk) {
    const opened = await open_claim(desk, rich_invoice("S-1"), { contact: { phone: "1", email: "x@y.example", when: "soon" } });
    same(opened.body.routing.flags.filter((flag) => flag !== "late-after-window"), ["credited-elsewhere", "worth-not-stated"], "the flags");
    const claim = opened.headers.location;
    await desk.post("president", `${claim}/approve`, undefined, 409, { problem: "worth-not-stated" });
    const further = await desk.post("office", "/v1/claims", { invoice: "S-1", channel: "letter", lines: [{ line: "1", worth: "150.00" }, { line: "charge:1", worth: "0.00" }], words: "Wet.", settle: "balance" }, 200);
    same(further.body.number, opened.body.number, "the claim of a further statement");
    await desk.post("office", `${claim}/statements`, { kind: "restate", channel: "short-payment", basis: "gross", currency: "EUR", worth: "123.45" }, 200);
    await desk.post("president", `${claim}/notes`, { text: "Said on the phone: \"ok\"\n…" }, 200);
    await desk.post("office", `${claim}/cause`, { owner: "Quarry", explanation: "=the faulty screen" }, 200);
    await desk.get("office", claim);
    await desk.post("president", `${claim}/approve`, {}, 200);
    const { body } = await desk.get("president", claim);
    const note = await desk.get("auditor", `/v1/adjustments/${body.adjustments[0]}`);
    same(note.body.settlement.map((part) => part.kind), ["offset", "balance"], "the settlement as wished");
    await desk.get("finance", "/v1/invoices/S-1");
}

export async function tell_of_withdrawal(desk) {
    const opened = await open_claim(desk, plain_invoice("W-1", { paid: "240.00", delivery: "2026-03-01" }), { worth: "0.00" });
    const gone = await desk.post("integration", `${opened.headers.location}/statements`, { kind: "withdraw", channel: "link", words: "Never mind." }, 200);
    same(gone.body.state, "withdrawn", "the state after a withdrawal");
    await desk.post("integration", `${opened.headers.location}/statements`, { kind: "withdraw", channel: "link" }, 409, { problem: "move-not-allowed" });
    const later = await desk.post("office", "/v1/claims", { invoice: "W-1", channel: "phone", basis: "gross", lines: [{ line: "b", worth: "50.01" }] }, 201);
    same(later.body.routing.flags.includes("repeat-claim"), true, "the flag of a second claim");
    const approved = await desk.post("president", `${later.headers.location}/approve`, {}, 200);
    same([approved.body.state, "settle" in approved.body.routing.due], ["adjusted", true], "a claim that waits for its refund");
    await desk.get("integration", later.headers.location);
}

/// Law 5, in every way that an offer can end.
export async function tell_of_offers(desk) {
    const offered = async (number, saying) => {
        const opened = await open_claim(desk, plain_invoice(number), saying);
        const approved = await desk.post("president", `${opened.headers.location}/approve`, {}, 200);
        stop_if(!approved.body.preview.offer, `there is no offer on ${number}: ${approved.text}`);
        return opened.headers.location;
    };
    const up = { lines: [{ line: "a", worth: "110.00" }] };
    const confirmed = await offered("U-1", up);
    const { offer } = (await desk.get("president", confirmed)).body.preview;
    same(offer.totals, { net: "10.00", tax: "2.00", gross: "12.00" }, "the offer");
    await desk.post("integration", `${confirmed}/offer/confirm`, { gross: "12.01", tax: "2.00" }, 409, { problem: "offer-differs" });
    const done = await desk.post("integration", `${confirmed}/offer/confirm`, { gross: "12.00", tax: "2.00" }, 200);
    same(done.body.state, "settled", "the state after a confirmation");
    await desk.post("integration", `${confirmed}/offer/confirm`, { gross: "12.00", tax: "2.00" }, 409, { problem: "offer-not-open" });
    const { adjustments } = (await desk.get("finance", "/v1/invoices/U-1")).body;
    same(adjustments.map((one) => one.type), ["supplementary-invoice"], "what a confirmation issues");

    const revoked = await offered("U-2", { worth: "300.00" });
    await desk.post("integration", `${revoked}/offer/revoke`, undefined, 200);
    await desk.post("integration", `${revoked}/offer/revoke`, {}, 409, { problem: "offer-not-open" });
    const declined = await offered("U-3", { lines: [{ line: "a", worth: "110.00" }, { line: "b", worth: "60.00" }] });
    await desk.get("office", declined, { why: "down is done, up still an offer" });
    await desk.post("president", `${declined}/offer/decline`, {}, 200);
    await desk.post("president", `${declined}/offer/decline`, undefined, 409, { problem: "offer-not-open" });
    const withdrawn = await offered("U-4", up);
    await desk.post("integration", `${withdrawn}/statements`, { kind: "withdraw", channel: "link" }, 200);
    for (const [number, path, said] of [
        ["U-5", "/v1/claims", { invoice: "U-5" }],
        ["U-6", undefined, { kind: "restate" }]]) {
        const claim = await offered(number, up);
        const again = await desk.post("office", path ?? `${claim}/statements`, { ...said, channel: "phone", worth: "120.00" }, 200);
        same([again.body.state, "offer" in again.body.preview, again.body.preview.after.gross], ["acknowledged", false, "120.00"], "after a worth that revokes the offer");
        await desk.post("integration", `${claim}/offer/confirm`, { gross: "12.00", tax: "2.00" }, 409, { problem: "offer-not-open" });
        const { history, statements } = (await desk.get("auditor", claim)).body;
        same(history.slice(-2).map((one) => one.event), ["offer-answered", "statement-made"], "what revoked the offer");
        same(statements.map((one) => one.kind), ["invoke", said.kind ?? "invoke"], "the kinds of statements");
    }
}

export async function tell_of_currencies(desk) {
    const priced = (number, currency, net, tax, gross) => plain_invoice(number, { currency,
        lines: [{ id: "1", service: "s", description: "d", quantity: "1", unit_price: "1", net, tax_category: "S", tax_rate: "10" }],
        tax: [{ category: "S", rate: "10", base: net, amount: tax }], totals: { net, tax, gross } });
    for (const [currency, net, tax, gross, worth] of [
        ["JPY", "1000", "100", "1100", "550"], ["TND", "10.000", "1.000", "11.000", "0.005"], ["CLF", "10.0000", "1.0000", "11.0000", "0.0000"]]) {
        const opened = await open_claim(desk, priced(`M-${currency}`, currency, net, tax, gross), { worth });
        await desk.post("president", `${opened.headers.location}/approve`, {}, 200);
    }
    await desk.get("finance", "/v1/trial-balance");
}

/// A page is a page: whatever its size, the same list comes out.
export async function tell_of_pages(desk) {
    for (let n = 1; n <= 5; ++n) await open_claim(desk, plain_invoice(`Q-${n}`), {});
    for (const [as, path, least] of [["president", "/v1/queue", 5], ["finance", "/v1/adjustments", 8], ["auditor", "/v1/entries", 20], ["admin", "/v1/journal", 40]]) {
        const whole = (await desk.get(as, `${path}?limit=500`)).body;
        stop_if(whole.next, `${path} has more than 500 items`);
        stop_if(whole.items.length < least, `${path} has ${whole.items.length} items, fewer than ${least}`);
        for (const limit of [1, 3, whole.items.length]) {
            const items = await desk.all_pages(as, path, limit);
            same(items, whole.items, `${path} in pages of ${limit}`);
        }
    }
}

export async function tell_of_outcomes(desk) {
    const today = new Date().toISOString().slice(0, 10);
    for (const by of ["month", "service", "cause"]) {
        const path = `/v1/reports/outcomes?from=2026-01-01&to=${today}&by=${by}`;
        const rows = (await desk.get("finance", path)).body.items;
        const csv = (await desk.get("finance", `${path}&format=csv`)).text.split("\r\n");
        same(csv.at(-1), "", "the end of the CSV");
        same(csv.length, rows.length + 2, `the lines of the CSV by ${by}`);
        stop_if(rows.length === 0, `no outcomes by ${by}`);
    }
}

/// Law 6: each refusal counts once. Counts ride on commits, so one is made before each look.
export async function tell_of_refusals(desk) {
    await desk.post("finance", "/v1/invoices", plain_invoice("L-1"), 201);
    const counts = async () => {
        await desk.post("finance", "/v1/invoices", plain_invoice("L-1"), 200);
        const { items } = (await desk.get("auditor", "/v1/reports/refusals")).body;
        const sums = {};
        for (const { kind, refused } of items) sums[kind] = (sums[kind] ?? 0) + Number(refused);
        return sums;
    };
    const before = await counts();
    for (let n = 0; n < 3; ++n)
        await desk.post("office", "/v1/claims", { invoice: "none", channel: "phone" }, 422, { problem: "unknown-invoice" });
    await desk.get("finance", "/v1/reports/refusals", { status: 403, problem: "forbidden" });
    const expected = { ...before, "unknown-invoice": (before["unknown-invoice"] ?? 0) + 3, forbidden: (before.forbidden ?? 0) + 1 };
    same(await counts(), expected, "the counts of refusals");
}
