// Closing a period, downloading what was sealed, and what the books say to it.
import { createHash } from "node:crypto";

import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";

const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const day = (days_ago) => new Date(Date.now() - days_ago * 86_400_000).toLocaleDateString("sv", { timeZone: "Europe/London" });

async function download(desk, path, { format, sha256: sealed }) {
    const { headers, bytes } = await desk.get("finance", `${path}?format=${format}`);
    same(sha256(bytes), sealed, `the bytes of ${format} against what was sealed`);
    const name = headers["content-disposition"].split("''")[1];
    if (!name.endsWith(".sha256")) return;
    for (const line of bytes.toString().split("\n").filter((one) => one)) {
        const [hash, file] = line.split("  ");
        const part = await desk.get("finance", `${path}?format=${format}&file=${encodeURIComponent(file)}`);
        same(sha256(part.bytes), hash, `the bytes of ${file}`);
    }
}

export async function tell_of_exports(desk) {
    const close = (through, status, more) => desk.post("finance", "/v1/exports", { through }, status, more);
    const early = (await close(day(0), 422, { problem: "through-not-past" })).body;
    same([early.pointer, early.found], ["/through", day(0)], "why today cannot be closed");
    await close("soon", 422, { problem: "not-understood" });
    const sealed = await close(day(3), 201, { key: "close-1" });
    same([sealed.headers.location, sealed.body.number, sealed.body.state], ["/v1/exports/1", "1", "sealed"], "the first batch");
    same((await close(day(3), 201, { key: "close-1" })).text, sealed.text, "a repeat, though nothing is left to close");
    await close(day(2), 422, { key: "close-1", problem: "idempotency-key-reused" });
    await close(day(3), 409, { problem: "batch-out-of-order" });
    const together = await Promise.all([desk.ask({ as: "finance", method: "POST", path: "/v1/exports", body: { through: day(2) } }),
        desk.ask({ as: "finance", method: "POST", path: "/v1/exports", body: { through: day(2) } })]);
    same(together.map((one) => one.status).sort(), [201, 409], "two who close at once");
    await close(day(1), 201);

    const batches = (await desk.get("auditor", "/v1/exports")).body.items;
    same(batches.map((one) => one.number), ["1", "2", "3"], "the batches");
    same(batches[0], sealed.body, "a batch in the list");
    same(await desk.all_pages("auditor", "/v1/exports", 2), batches, "batches in pages");
    same((await desk.get("president", "/v1/exports/1")).body, sealed.body, "the batch at its Location");
    for (const format of sealed.body.formats) await download(desk, "/v1/exports/1", format);
    const unknown = (await desk.get("finance", "/v1/exports/1?format=xlsx", { status: 422, problem: "not-in-this-form" })).body;
    stop_if(!unknown.expected.includes("hledger"), `the formats are not named: ${unknown.expected}`);
    await desk.get("finance", "/v1/exports/1?format=csv&file=none", { status: 422, problem: "not-in-this-form" });
    await desk.get("finance", "/v1/exports/1?file=x", { status: 400, problem: "parameter-not-understood" });
    for (const number of ["0", "4", "none", "1x"]) {
        await desk.get("finance", `/v1/exports/${number}`, { status: 404, problem: "unknown-batch" });
        await desk.get("finance", `/v1/exports/${number}?format=csv`, { status: 404, problem: "unknown-batch" });
    }
    await answer(desk);
}

async function answer(desk) {
    const say = (what, body, status, more) => desk.post("integration", `/v1/exports/1/${what}`, body, status, more);
    const failed = (await say("failed", { reason: "Account 4800 is unknown." }, 200)).body;
    same([failed.state, failed.reason], ["failed", "Account 4800 is unknown."], "a batch that failed");
    const booked = (await say("booked", { reference: "GL-1" }, 200)).body;
    same([booked.state, booked.reference, booked.reason], ["booked", "GL-1", undefined], "a batch that was booked later");
    await say("booked", { reference: "GL-1" }, 200, { why: "the same word again" });
    await say("booked", { reference: "GL-2" }, 409, { problem: "batch-answered" });
    await say("failed", { reason: "no" }, 409, { problem: "batch-answered" });
    await desk.post("finance", "/v1/exports/4/booked", { reference: "x" }, 404, { problem: "unknown-batch" });
}
