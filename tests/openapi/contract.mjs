// What openapi.json says, as a judge of answers. Whatever an answer has beyond it is a breach too.

const own_headers = new Set(["connection", "content-length", "content-type", "date"]);  // the transport's, everywhere

export class Breach extends Error {}

export function stop_if(wrong, what) {
    if (wrong) throw new Breach(what);
}

/// "/v1/claims/{id}" for "/v1/claims/017f…?x=1".
function is_path_of(template, target) {
    const asked = target.split("?")[0].split("/");
    const parts = template.split("/");
    return asked.length === parts.length && parts.every((part, i) => part.startsWith("{") || part === asked[i]);
}

function essence(content_type) {
    return (content_type ?? "").split(";")[0].trim();
}

export class Contract {
    constructor(document, Ajv2020, add_formats) {
        this.document = document;
        this.ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
        add_formats(this.ajv);
        // The document is no schema itself: only the schemas inside it are, found by pointer.
        this.ajv.addVocabulary(Object.keys(document));
        this.ajv.addSchema(document, "openapi.json");
        this.seen = new Map();  // "POST /v1/claims 201" -> the answers' problem types, or ""
    }

    operations() {
        return Object.entries(this.document.paths).flatMap(([path, item]) =>
            Object.entries(item).map(([method, operation]) =>
                ({ name: `${method.toUpperCase()} ${path}`, method: method.toUpperCase(), path, operation,
                   pointer: `#/paths/${path.replaceAll("~", "~0").replaceAll("/", "~1")}/${method}` })));
    }

    operation_of(method, target) {
        const found = this.operations().filter((one) => one.method === method && is_path_of(one.path, target));
        stop_if(found.length !== 1, `${found.length} operations are documented for ${method} ${target}`);
        return found[0];
    }

    /// Follows a reference of OpenAPI's own, which may stand where a response, header or parameter stands.
    at(pointer) {
        const steps = pointer.slice(2).split("/").map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
        const value = steps.reduce((inside, step) => inside?.[step], this.document);
        return value?.$ref ? this.at(value.$ref) : { pointer, value };
    }

    breaches_of_schema(pointer, value) {
        const validate = this.ajv.getSchema(`openapi.json${pointer}`);
        if (validate(value)) return [];
        return validate.errors.map((e) => `${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`);
    }

    /// Whether the documented body would have it; undefined where no body is documented.
    takes(method, target, body) {
        const { pointer } = this.operation_of(method, target);
        if (!this.at(`${pointer}/requestBody`).value) return undefined;
        return this.breaches_of_schema(`${pointer}/requestBody/content/application~1json/schema`, body).length === 0;
    }

    /// Throws a Breach unless the answer is one that the document promises. Gives the body, parsed if it is JSON.
    judge(method, target, answer) {
        const operation = this.operation_of(method, target);
        const response = this.at(`${operation.pointer}/responses/${answer.status}`);
        stop_if(!response.value, `${answer.status} is not documented, with the body ${answer.text}`);
        const body = this.judge_body(response, answer);
        this.judge_headers(response, answer);
        const name = `${operation.name} ${answer.status}`;
        if (!this.seen.has(name)) this.seen.set(name, new Set());
        if (answer.status >= 400) this.seen.get(name).add(body.type);
        return body;
    }

    judge_body(response, answer) {
        const type = essence(answer.headers["content-type"]);
        stop_if(!response.value.content?.[type], `the content type ${type} is not documented`);
        const is_json = type.endsWith("json");
        const body = is_json ? JSON.parse(answer.text) : answer.text;
        const schema = `${response.pointer}/content/${type.replaceAll("/", "~1")}/schema`;
        const breaches = this.breaches_of_schema(schema, body);
        stop_if(breaches.length > 0, `the body breaks its schema:\n    ${breaches.join("\n    ")}\n  ${answer.text}`);
        if (answer.status >= 400)
            stop_if(body.status !== answer.status, `the problem says ${body.status}, the answer ${answer.status}`);
        return body;
    }

    judge_headers(response, answer) {
        const documented = new Map(Object.keys(response.value.headers ?? {}).map((name) => [name.toLowerCase(), name]));
        for (const name of Object.keys(answer.headers))
            stop_if(!own_headers.has(name) && !documented.has(name), `the header ${name} is not documented`);
        for (const [lower, name] of documented) {
            const header = this.at(`${response.pointer}/headers/${name}`);
            const text = answer.headers[lower];
            stop_if(text === undefined && header.value.required, `the header ${name} is missing`);
            if (text === undefined) continue;
            const value = header.value.schema.type === "integer" ? Number(text) : text;
            const breaches = this.breaches_of_schema(`${header.pointer}/schema`, value);
            stop_if(breaches.length > 0, `the header ${name}: ${text} breaks its schema: ${breaches.join("; ")}`);
        }
    }

    /// A refusal that comes before a route is known is the same kind of document.
    judge_problem(answer) {
        stop_if(essence(answer.headers["content-type"]) !== "application/problem+json", `no problem document: ${answer.text}`);
        const body = JSON.parse(answer.text);
        const breaches = this.breaches_of_schema("#/components/schemas/Problem", body);
        stop_if(breaches.length > 0, `the problem breaks its schema: ${breaches.join("; ")}`);
        stop_if(body.status !== answer.status, `the problem says ${body.status}, the answer ${answer.status}`);
        return body;
    }
}
