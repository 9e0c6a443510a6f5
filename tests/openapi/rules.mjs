// Rules come, route, explain themselves, and go wrong without doing harm.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { stop_if } from "./contract.mjs";
import { same } from "./desk.mjs";
import { plain_invoice } from "./stories.mjs";

const nobody = "00000000-0000-7000-8000-000000000000";

async function claim_on(desk, number) {
    await desk.post("finance", "/v1/invoices", plain_invoice(number), 201);
    const words = "Your driver ran over my foot, I was in hospital and have talked to a lawyer.";
    return (await desk.post("office", "/v1/claims", { invoice: number, channel: "phone", worth: "0.00", words }, 201)).body;
}

export async function tell_of_rules(desk, { shipped, rules }) {
    const before = await claim_on(desk, "RULES-1");
    const unruled = (await desk.get("president", `/v1/claims/${before.id}/routing`)).body;
    same([unruled.routing.rules, unruled.routed.length, unruled.routed[0].steps], ["default/1", 1, []], "a claim without rules");

    for (const file of readdirSync(shipped).filter((name) => name.endsWith(".json"))) copyFileSync(join(shipped, file), join(rules, file));
    const loaded = (await desk.post("admin", "/v1/rules/reload", {}, 200, { key: null })).body;
    same((await desk.get(undefined, "/readyz")).body.rules, loaded, "what /readyz says of the rules");
    const metrics = (await desk.get("integration", "/metrics")).text;
    stop_if(!metrics.includes(`makegood_rule_set_active{rule_set="${loaded.rule_set}",hash="${loaded.hash}"} 1`), `no metric of the rules:\n${metrics}`);

    const claim = await claim_on(desk, "RULES-2");
    same(claim.routing.rules, loaded.rule_set, "the rules of the claim");
    await desk.post("office", `/v1/claims/${claim.id}/statements`, { kind: "restate", channel: "phone", worth: "10.00" }, 200);
    const told = (await desk.get("auditor", `/v1/claims/${claim.id}/routing`)).body;
    same([told.routed.length, told.routed[0].hash], [2, loaded.hash], "how often it was routed, and by what");
    stop_if(!told.routed[0].steps.some((step) => step.outcome === "fired"), "no rule fired on harm and law");
    stop_if(JSON.stringify(told).includes("ran over"), "the customer's words are told (law 14)");
    for (const [step, due] of Object.entries(told.routed[1].routing.due))
        stop_if(due.promise > told.routed[0].routing.due[step].promise, `the promise of ${step} was loosened`);
    await desk.get("president", `/v1/claims/${nobody}/routing`, { status: 404, problem: "unknown-claim" });

    writeFileSync(join(rules, "broken.json"), "{}");
    await desk.post("admin", "/v1/rules/reload", {}, 422, { key: null, problem: "rules-not-loaded" });
    same((await claim_on(desk, "RULES-3")).routing.rules, loaded.rule_set, "the rules after a reload that failed");
    await try_candidates(desk, JSON.parse(readFileSync(join(shipped, readdirSync(shipped).find((name) => /^(?!.*\.cases).*\.json$/.test(name))), "utf8")));
}

async function try_candidates(desk, candidate) {
    const since = "2026-01-01";
    const same_rules = (await desk.post("president", "/v1/rules/backtest", { candidate, since }, 200, { key: null })).body;
    stop_if(!same_rules.complete || same_rules.claims < 3, `a backtest of all claims: ${JSON.stringify(same_rules)}`);
    const ask = (body, status, problem) => desk.post("president", "/v1/rules/backtest", body, status, { key: null, problem });
    await ask("{", 400, "malformed-body");
    await ask({ candidate: {}, since }, 422, "not-understood");
    await ask({ candidate, since: "soon" }, 422, "not-understood");
}
