// JSON logic, compiled to JavaScript by json-logic-engine.

import { count_matches, facts, load, measure, rules } from "./contender.mjs";

const { LogicEngine } = await load("json-logic-engine");
const engine = new LogicEngine();
const conditions = rules.map((rule) => engine.build(rule.logic));
await measure("json-logic-engine", () => count_matches(conditions, facts));
