// A judge that lets everything pass is worth nothing: every answer is shown to it again, with something wrong.
import { Breach, stop_if } from "./contract.mjs";

/// Each copy of `value` that has one undocumented field more, at one place. What is open by design is left alone.
function* with_a_field_more(value, pointer = "") {
    if (value === null || typeof value !== "object" || /\/(event\/payload|facts)$/.test(pointer)) return;
    if (!Array.isArray(value)) yield [pointer, { ...value, undocumented: "x" }];
    for (const [name, inside] of Object.entries(value))
        for (const [where, planted] of with_a_field_more(inside, `${pointer}/${name}`))
            yield [where, Object.assign(Array.isArray(value) ? [...value] : { ...value }, { [name]: planted })];
}

function* planted(answer, is_open) {
    yield ["another status", { ...answer, status: 418 }];
    yield ["another content type", { ...answer, headers: { ...answer.headers, "content-type": "text/html" } }];
    yield ["a header more", { ...answer, headers: { ...answer.headers, "x-powered-by": "x" } }];
    if (answer.headers.etag) yield ["no ETag", { ...answer, headers: { ...answer.headers, etag: undefined } }];
    if (is_open || !answer.headers["content-type"].includes("json")) return;
    for (const [where, body] of with_a_field_more(JSON.parse(answer.text)))
        yield [`a field more at ${where || "/"}`, { ...answer, text: JSON.stringify(body) }];
    const [field] = Object.keys(answer.body);
    yield [`no ${field}`, { ...answer, text: JSON.stringify({ ...answer.body, [field]: undefined }) }];
}

export function find_what_was_planted(contract, samples) {
    let count = 0;
    for (const [name, { method, path, answer }] of samples)
        for (const [what, wrong] of planted(answer, path === "/openapi.json")) {
            let found = false;
            try {
                contract.judge(method, path, wrong);
            } catch (error) {
                if (!(error instanceof Breach)) throw error;
                found = true;
            }
            stop_if(!found, `the judge does not see ${what} in ${name}`);
            count += 1;
        }
    return count;
}
