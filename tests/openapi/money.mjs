// Money that comes in, goes back, is kept or given, and documents that are taken back: each with an invoice of its own.
import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";
import { plain_invoice } from "./stories.mjs";

const nobody = "00000000-0000-7000-8000-000000000000";
const iban = "DE89370400440532013000";
const secrets = ["DE8937", "Nord's own account", "thanks for nothing", "the carpet was ruined"];

const address = { street: "Am Bruch 1", city: "Goslar", country: "DE" };
export const invoice_of = (number, more = {}) =>
    plain_invoice(number, { customer: { id: "C-1", name: "Café Nord", email: "cafe@nord.example", address }, ...more });
const payer = { iban, name: "Nord's own account", bic: "COBADEFFXXX" };
const payment_of = (id, invoice, amount, more = {}) => ({ id, invoice, received_on: "2026-03-05", currency: "EUR", amount, ...more });
export const at = (path, part) => `${path}/${encodeURIComponent(part)}`;

function stop_if_told(answer, what) {
    for (const secret of secrets) stop_if(answer.text.includes(secret), `${what} tells "${secret}"`);
}

/// A credit note of `line`, with what was paid before; gives the claim, the note's number and the invoice.
export async function credited(desk, number, { paid = "240.00", from = payer, line = "b", worth = "50.00", ...saying } = {}) {
    await desk.post("finance", "/v1/invoices", invoice_of(number), 201);
    if (paid) await desk.post("integration", "/v1/payments", payment_of(`PAY ${number}`, number, paid, from && { payer: from }), 201);
    const said = { invoice: number, channel: "phone", lines: [{ line, worth }], contact: { phone: "1" }, ...saying };
    const claim = (await desk.post("office", "/v1/claims", said, 201)).headers.location;
    await desk.post("president", `${claim}/approve`, {}, 200);
    const invoice = (await desk.get("office", at("/v1/invoices", number))).body;
    return { claim, invoice, note: invoice.adjustments[0].number, refund: invoice.refunds[0]?.number };
}

export async function tell_of_payments(desk) {
    const number = "P/1 ä";
    await desk.post("finance", "/v1/invoices", invoice_of(number), 201);
    const first = payment_of("BANK/7 ü", number, "100.00", { payer, text: "thanks for nothing" });
    const paid = await desk.post("integration", "/v1/payments", first, 201, { key: "payment-1" });
    same([paid.body.open, paid.body.payment.shortfall], ["140.00", "unexplained"], "what a short payment leaves");
    stop_if_told(paid, "the answer to a payment");
    same((await desk.post("integration", "/v1/payments", first, 201, { key: "payment-1" })).text, paid.text, "a repeated payment");
    await desk.post("finance", "/v1/payments", first, 200, { why: "the same, read from another statement" });
    await desk.post("finance", "/v1/payments", { ...first, amount: "100.01" }, 409, { problem: "payment-differs" });
    await desk.post("finance", "/v1/payments", { ...first, invoice: "P-none", id: "x" }, 422, { problem: "unknown-invoice" });
    await desk.post("finance", "/v1/payments", { ...first, currency: "GBP", id: "x" }, 422, { problem: "currency-differs" });
    const bounced = { reversed_on: "2026-03-06", reason: "AC04" };
    const reversal = `${at("/v1/payments", first.id)}/reversal`;
    same((await desk.post("finance", reversal, bounced, 200)).body.open, "240.00", "what is open once a payment bounced");
    await desk.post("finance", reversal, bounced, 200, { why: "the bank says it twice" });
    await desk.post("finance", reversal, { reversed_on: "2026-03-07" }, 409, { problem: "payment-bounced" });
    await desk.post("finance", "/v1/payments/none/reversal", bounced, 404, { problem: "unknown-payment" });

    const deductions = [{ line: "b", amount: "20.00", reason: "the carpet was ruined" }, { line: "b", amount: "10.00", reason: "twice" }];
    const short = await desk.post("admin", "/v1/payments", payment_of("BANK/8", number, "210.00", { deductions }), 201);
    same(short.body.payment.shortfall, "statement", "a remittance that says of what and why");
    stop_if_told(short, "the answer to a remittance that states a worth");
    const claim = (await desk.get("office", `/v1/claims/${short.body.claim}`)).body;
    same(claim.statements[0].channel, "short-payment", "the channel of what a remittance states");
    for (const [who, sees] of [["finance", true], ["integration", false], ["office", false]]) {
        const answer = await desk.get(who, "/v1/payments?limit=500", sees ? {} : { status: 403, problem: "forbidden" });
        same(answer.text.includes(iban), sees, `whether ${who} sees accounts`);
    }
    const invoice = await desk.get("integration", at("/v1/invoices", number));
    same(invoice.body.payments.map((one) => one.is_reversed), [true, false], "the payments of an invoice");
    stop_if_told(invoice, "an invoice");
    const found = (await desk.get("finance", "/v1/payments?shortfall=statement")).body.items;
    same(found.map((one) => one.id), ["BANK/8"], "payments by shortfall");
    await desk.post("finance", "/v1/payments", payment_of("BANK/9", number, "29.00", { deductions: [{ amount: "1.00", kind: "bank-charges" }] }), 201);
    same((await desk.all_pages("auditor", "/v1/payments", 1, "shortfall=unexplained")).map((one) => one.id), ["BANK/7 ü"], "pages that keep their filter");
}

export async function tell_of_refunds(desk) {
    const { claim, refund } = await credited(desk, "RF-1", { from: null });
    const path = `/v1/refunds/${refund}`;
    const account = { iban: "GB82 WEST 1234 5698 7654 32", holder: "Nord's own account" };
    const release = (status, problem, as = "finance") => desk.post(as, `${path}/release`, undefined, status, { problem });
    await release(409, "account-unknown");
    await desk.post("office", `${path}/account/confirm`, { over: "phone" }, 409, { problem: "account-unknown" });
    stop_if_told(await desk.post("office", `${path}/account`, account, 200), "the answer to a named account");
    await release(409, "account-unconfirmed");
    await desk.post("office", `${path}/account/confirm`, { over: "phone" }, 409, { problem: "second-person-needed" });
    await desk.post("finance", `${path}/account/confirm`, { over: "short-payment" }, 409, { problem: "contact-not-on-file" });
    stop_if_told(await desk.post("integration", `${path}/account/confirm`, { over: "link" }, 200), "the answer to a confirmed account");
    stop_if_told(await release(200), "the answer to a released refund");
    await release(409, "refund-move-not-allowed");
    await desk.post("office", `${path}/account`, account, 409, { problem: "refund-move-not-allowed" });
    await desk.post("finance", `${path}/retry`, {}, 409, { problem: "refund-move-not-allowed" });
    await desk.post("integration", `${path}/failed`, { failed_on: "2026-03-12", reason: "AC04" }, 200);
    await desk.post("integration", `${path}/failed`, { failed_on: "2026-03-12", reason: "AC04" }, 200, { why: "the bank says it twice" });
    await desk.post("integration", `${path}/failed`, { failed_on: "2026-03-12", reason: "AC06" }, 409, { problem: "refund-move-not-allowed" });
    const again = await desk.post("finance", `${path}/retry`, {}, 200);
    same([again.body.state, again.body.attempts], ["due", "1"], "a refund that is due again");
    await desk.post("integration", `${path}/paid`, { paid_on: "2026-03-13" }, 409, { problem: "refund-move-not-allowed" });
    await release(200);
    const word = { paid_on: "2026-03-13", reference: "BANK-1" };
    await desk.post("integration", `${path}/paid`, word, 200);
    await desk.post("finance", `${path}/paid`, word, 200, { why: "the bank says it twice" });
    same((await desk.get("office", claim)).body.state, "settled", "the claim of a refund that was paid");

    const whole = (await desk.get("president", path)).body;
    same([whole.account.iban, whole.named_account.confirmed_by], ["GB82WEST12345698765432", "integration"], "the accounts of a refund");
    await desk.get("office", path, { status: 403, problem: "forbidden" });
    await desk.get("finance", "/v1/refunds/none", { status: 404, problem: "unknown-refund" });
    await desk.post("finance", "/v1/refunds/none/release", {}, 404, { problem: "unknown-refund" });

    const other = await credited(desk, "RF-2", {});
    await desk.post("finance", `/v1/refunds/${other.refund}/account`, account, 200);
    await desk.post("office", `/v1/refunds/${other.refund}/account/confirm`, { over: "phone" }, 200);
    await desk.post("finance", `/v1/refunds/${other.refund}/release`, {}, 409, { problem: "second-person-needed" });
    const due = (await desk.get("auditor", "/v1/refunds?state=due&limit=500")).body.items;
    stop_if(!due.some((one) => one.number === other.refund) || due.some((one) => one.state !== "due"), "the refunds that are due");
    same(await desk.all_pages("auditor", "/v1/refunds", 1, "state=due"), due, "due refunds in pages of one");
}

export async function tell_of_balances(desk) {
    const { invoice } = await credited(desk, "B-1", { settle: "balance", worth: "50.00" });
    same([invoice.standing.kept, invoice.refunds], ["60.00", []], "what is kept");
    await desk.post("finance", "/v1/invoices", invoice_of("B-2", { paid: "230.00" }), 201);
    await desk.post("finance", "/v1/invoices", plain_invoice("B-3", { customer: { id: "C-9", name: "Somebody else" } }), 201);
    const use = (on, amount, status, problem) => desk.post("office", "/v1/invoices/B-1/balance/use", { on, amount, consent: "phone" }, status, { problem });
    await use("B-2", "60.01", 409, "over-balance");
    await use("B-2", "10.01", 409, "over-open");
    await use("B-3", "5.00", 409, "customer-differs");
    await use("none", "5.00", 422, "unknown-invoice");
    await use("B-2", "5", 422, "not-understood");
    same((await use("B-2", "10.00", 200)).body.standing.kept, "50.00", "what is kept once some was used");
    same((await desk.get("office", "/v1/invoices/B-2")).body.standing.open, "0.00", "what is open on the other invoice");
    const back = (amount, status, problem) => desk.post("office", "/v1/invoices/B-1/balance/refund", { amount }, status, { problem });
    await back("50.01", 409, "over-balance");
    const refund = (await back("50.00", 200)).body.refunds.at(-1);
    same([refund.source, refund.amount, refund.state, refund.document], ["balance", "50.00", "due", "B-1"], "the refund of a balance");
}

export async function tell_of_credits_elsewhere(desk) {
    await desk.post("finance", "/v1/invoices", invoice_of("X/E"), 201);
    const path = `${at("/v1/invoices", "X/E")}/external-adjustments`;
    const credit = { number: "ERP-1", kind: "discount", currency: "EUR", net: "10.00", tax: "2.00", gross: "12.00" };
    same((await desk.post("integration", path, credit, 200)).body.standing.open, "228.00", "what a credit given elsewhere leaves");
    await desk.post("integration", path, credit, 200, { why: "the same again" });
    await desk.post("finance", path, { ...credit, net: "11.00", gross: "13.00" }, 409, { problem: "invoice-differs" });
    await desk.post("finance", path, { ...credit, currency: "GBP", number: "ERP-2" }, 422, { problem: "currency-differs" });
    await desk.post("finance", path, { ...credit, gross: "12.01", number: "ERP-2" }, 422, { problem: "not-understood" });
    const late = { number: "ERP-3", currency: "EUR", net: "200.00", tax: "40.00", gross: "240.00", tax_by_rate: [{ category: "S", rate: "20", base: "200.00", amount: "40.00" }] };
    same((await desk.post("admin", path, late, 200)).body.standing.over_credited, "12.00", "what was credited beyond what stood");
}

export async function tell_of_make_goods(desk) {
    const { claim } = await credited(desk, "MG-1", { words: "the carpet was ruined" });
    const give = (body, status, more) => desk.post("president", `${claim}/make-goods`, body, status, more);
    const money = await give({ kind: "money", amount: "25.00", text: "For the evening — Ελλάδα, שלום." }, 201, { key: "make-good-1" });
    same((await give({ kind: "money", amount: "25.00", text: "For the evening — Ελλάδα, שלום." }, 201, { key: "make-good-1" })).text, money.text, "a repeated make-good");
    const apology = await give({ kind: "apology", text: "We should have called." }, 201);
    await give({ kind: "money", text: "x" }, 422, { problem: "not-understood" });
    await give({ kind: "apology", amount: "1.00", text: "x" }, 422, { problem: "not-understood" });
    await give({ kind: "other-bill", amount: "0.00", text: "x" }, 422, { problem: "not-understood" });
    await desk.get("finance", apology.headers.location);
    const letter = await desk.get("finance", `${money.headers.location}.pdf`);
    stop_if(!letter.text.startsWith("%PDF-"), "the letter is no PDF");
    await desk.get("finance", "/v1/make-goods/none", { status: 404, problem: "not-found" });
    await desk.get("finance", "/v1/make-goods/none.pdf", { status: 404, problem: "not-found" });
}

export async function tell_of_reversals(desk) {
    const plain = await credited(desk, "V-1");
    const path = (number) => `/v1/adjustments/${number}/reversal`;
    const after = (await desk.post("finance", path(plain.note), undefined, 200, { key: "reversal-1" })).body;
    same(after.adjustments.map((one) => [one.type, one.reverses, one.replaces]), [["credit-note", undefined, undefined],
        ["supplementary-invoice", plain.note, undefined], ["credit-note", undefined, plain.note]], "a note that is reversed and replaced");
    same(after.standing.totals, plain.invoice.standing.totals, "what stands after a reversal");
    same(after.refunds.map((one) => one.state), ["cancelled", "due"], "the refunds of a note that was reversed");
    await desk.post("finance", path(plain.note), {}, 409, { problem: "already-reversed" });
    await desk.post("finance", path("none"), {}, 404, { problem: "unknown-adjustment" });

    const misheard = await credited(desk, "V-2");
    const correction = { channel: "phone", confirmed_over: "letter", lines: [{ line: "b", worth: "80.00" }], words: "the carpet was ruined" };
    await desk.post("president", path(misheard.note), { correction: { channel: "phone", confirmed_over: "letter" } }, 422, { problem: "not-understood" });
    const corrected = await desk.post("president", path(misheard.note), { correction }, 200);
    same(corrected.body.standing.lines[1].net, "80.00", "what stands after a correction");
    stop_if_told(corrected, "the answer to a correction");
}

/// Of one that cannot be revoked any more.
export async function tell_of_supplements(desk) {
    await desk.post("finance", "/v1/invoices", invoice_of("SU-1"), 201);
    const claim = (await desk.post("office", "/v1/claims", { invoice: "SU-1", channel: "phone", lines: [{ line: "a", worth: "110.00" }] }, 201)).headers.location;
    await desk.post("president", `${claim}/approve`, {}, 200);
    await desk.post("integration", `${claim}/offer/confirm`, { gross: "12.00", tax: "2.00" }, 200);
    await desk.post("finance", "/v1/payments", payment_of("SU-1", "SU-1", "252.00"), 201);
    await desk.post("integration", `${claim}/offer/revoke`, {}, 409, { problem: "supplement-paid" });
}

export async function tell_of_papers(desk) {
    const { note } = await credited(desk, "D-1", { words: "the carpet was ruined" });
    const [pdf, again, xml] = [await desk.get("finance", `/v1/adjustments/${note}.pdf`), await desk.get("auditor", `/v1/adjustments/${note}.pdf`),
        await desk.get("president", `/v1/adjustments/${note}.xml`)];
    stop_if(!pdf.text.startsWith("%PDF-") || !pdf.bytes.equals(again.bytes), "the PDF is none, or another each time");
    same(pdf.headers["content-disposition"], `inline; filename*=UTF-8''${note}.pdf`, "the name of the PDF");
    stop_if(!xml.text.includes(`>${note}<`) || !xml.text.includes("CreditNote"), `the XML is no credit note:\n${xml.text}`);
    for (const paper of [pdf, xml]) stop_if_told(paper, "a document");
    await desk.get("finance", "/v1/adjustments/none.pdf", { status: 404, problem: "not-found" });
    const dinars = (await desk.get("finance", "/v1/adjustments?limit=500")).body.items.find((one) => one.currency === "TND");
    const refused = await desk.get("finance", `/v1/adjustments/${dinars.number}.xml`, { status: 422, problem: "not-in-this-form" });
    stop_if(!refused.body.errors.every((one) => one.found && one.expected), "what is wrong is not named");
}

/// What every POST about money can be asked about: for headers, ids that nobody knows, and who may.
export async function everything(desk, number = "EVERY/1") {
    const { claim, note, refund, invoice } = await credited(desk, number);
    const of_invoice = at("/v1/invoices", invoice.number);
    const of_refund = `/v1/refunds/${refund}`;
    const of_payment = at("/v1/payments", invoice.payments[0].id);
    const payment = payment_of(`${number} again`, invoice.number, "1.00");
    const batch = { body: { reference: "GL-1" }, unknown: ["/v1/exports/0", "/v1/exports/none", "/v1/exports/99999999999999999999"], problem: "unknown-batch" };
    const rows = {
        "POST /v1/payments": { target: "/v1/payments", body: payment },
        "POST /v1/payments/{id}/reversal": { of: of_payment, body: { reversed_on: "2026-03-06" }, unknown: ["/v1/payments/none", "/v1/payments/a%2Fb"], problem: "unknown-payment" },
        "POST /v1/adjustments/{number}/reversal": { of: `/v1/adjustments/${note}`, body: {}, unknown: ["/v1/adjustments/none"], problem: "unknown-adjustment" },
        "POST /v1/claims/{id}/make-goods": { of: claim, body: { kind: "apology", text: "x" }, unknown: [`/v1/claims/${nobody}`, "/v1/claims/no-id"], problem: "unknown-claim" },
        "POST /v1/exports": { target: "/v1/exports", body: { through: "2026-01-01" } },
        "POST /v1/exports/{number}/booked": { ...batch, of: "/v1/exports/1" },
        "POST /v1/exports/{number}/failed": { ...batch, of: "/v1/exports/1", body: { reason: "no" } },
    };
    for (const [action, body] of [["external-adjustments", { number: "E-1", currency: "EUR", net: "1.00", tax: "0.20", gross: "1.20" }],
        ["balance/use", { on: "B-2", amount: "1.00", consent: "phone" }], ["balance/refund", { amount: "1.00" }]])
        rows[`POST /v1/invoices/{number}/${action}`] = { of: of_invoice, body, unknown: ["/v1/invoices/none", "/v1/invoices/a%2Fb"], problem: "not-found" };
    for (const [action, body] of [["release", {}], ["account", { iban, holder: "N" }], ["account/confirm", { over: "phone" }],
        ["paid", { paid_on: "2026-03-06" }], ["failed", { failed_on: "2026-03-06", reason: "x" }], ["retry", {}]])
        rows[`POST /v1/refunds/{number}/${action}`] = { of: of_refund, body, unknown: ["/v1/refunds/none"], problem: "unknown-refund" };
    for (const [name, row] of Object.entries(rows)) row.target ??= row.of + name.slice(name.indexOf("}") + 1);
    return rows;
}
