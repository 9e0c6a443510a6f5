// GoRules Zen: one decision that holds all rules as expressions, so that one call does all rules on one fact.

import { facts, load, measure, rules } from "./contender.mjs";

const { ZenEngine } = await load("@gorules/zen-engine");
const expressions = rules.map((rule, i) => ({ id: `e${i}`, key: `r${i}`, value: rule.zen }));
const decision = new ZenEngine().createDecision({
    nodes: [
        { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
        { id: "rules", type: "expressionNode", name: "rules", position: { x: 0, y: 0 },
          content: { expressions, passThrough: false } },
        { id: "out", type: "outputNode", name: "out", position: { x: 0, y: 0 } },
    ],
    edges: [
        { id: "1", type: "edge", sourceId: "in", targetId: "rules" },
        { id: "2", type: "edge", sourceId: "rules", targetId: "out" },
    ],
});

await measure("zen", async () => {
    let matches = 0;
    for (const fact of facts) {
        const { result } = await decision.evaluate(fact);
        for (const { key } of expressions) if (result[key] === true) ++matches;
    }
    return matches;
});
