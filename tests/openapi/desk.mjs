// One question after the other; every answer is judged before anybody looks at it.
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";

import { Breach, stop_if } from "./contract.mjs";

export class Desk {
    constructor(server, contract) {
        this.server = server;
        this.contract = contract;
        this.asked = 0;
        this.samples = new Map();  // "POST /v1/claims 201" -> one answer
    }

    /// as: a role, or nothing for nobody; body: an object, or text sent as it is; key: null for none, else its own for
    /// each POST; status and problem: what must come. Gives { status, headers, text, body }.
    async ask({ why = "", as, method, path, body, headers = {}, key, status, problem }) {
        const sent = { ...headers };
        if (as) sent.Authorization = `Bearer ${this.server.tokens[as]}`;
        if (method === "POST" && key !== null) sent["Idempotency-Key"] = key ?? randomUUID();
        const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
        try {
            const answer = await this.server.ask(method, path, sent, text);
            this.asked += 1;
            answer.body = this.contract.judge(method, path, answer);
            this.expect(answer, { status, problem });
            this.judge_request(method, path, body, answer);
            this.samples.set(`${this.contract.operation_of(method, path).name} ${answer.status}`, { method, path, answer });
            return answer;
        } catch (error) {
            error.message = `${method} ${path}${why && ` (${why})`}${as ? ` as ${as}` : ""}: ${error.message}`;
            throw error;
        }
    }

    expect(answer, { status, problem }) {
        stop_if(status !== undefined && answer.status !== status, `${answer.status} instead of ${status}: ${answer.text}`);
        const kind = answer.status >= 400 ? answer.body.type.split("/").at(-1) : undefined;
        stop_if(problem !== undefined && kind !== problem, `the problem ${kind} instead of ${problem}: ${answer.text}`);
    }

    /// What the server took is documented, too.
    judge_request(method, path, body, answer) {
        if (answer.status >= 300 || typeof body !== "object") return;
        stop_if(this.contract.takes(method, path, body) === false, `the server took an undocumented body: ${JSON.stringify(body)}`);
    }

    get(as, path, more = {}) {
        return this.ask({ as, method: "GET", path, status: 200, ...more });
    }

    post(as, path, body, status, more = {}) {
        return this.ask({ as, method: "POST", path, body, status, ...more });
    }

    /// Every page of a list, by the links that the answers give. Each must be what `next` says.
    async all_pages(as, path, limit, filter) {
        const items = [];
        let target = `${path}?${filter ? `${filter}&` : ""}limit=${limit}`;
        while (target) {
            const { body, headers } = await this.get(as, target);
            items.push(...body.items);
            const link = headers.link?.match(/^<([^>]+)>; rel="next"$/)?.[1];
            same(body.next, link && new URL(link, "http://x").searchParams.get("after"), `next and Link of ${target}`);
            stop_if(link && body.items.length !== limit, `${target} is not full, but has a next page`);
            target = link;
        }
        return items;
    }
}

export function same(found, expected, what) {
    if (isDeepStrictEqual(found, expected)) return;
    throw new Breach(`${what}:\n  found    ${JSON.stringify(found)}\n  expected ${JSON.stringify(expected)}`);
}
