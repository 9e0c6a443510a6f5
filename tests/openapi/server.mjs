// The server under test, on a free port of the loopback with a database of its own, and a way to ask it.
import { execFileSync, spawn } from "node:child_process";
import http from "node:http";
import net from "node:net";

const start_ms = 20_000;
const answer_ms = 15_000;
const stop_ms = 20_000;

export const roles = ["president", "office", "finance", "auditor", "integration", "admin"];

function within(ms, what, promise) {
    let timer;
    const late = new Promise((_, fail) => {
        timer = setTimeout(() => fail(new Error(`${what}: nothing within ${ms} ms`)), ms);
    });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/// Everything is UTF-8, but for what is no text.
function decoded(bytes, type) {
    const is_text = type !== "application/pdf";
    return { bytes, text: is_text ? new TextDecoder("utf-8", { fatal: true }).decode(bytes) : bytes.toString("latin1") };
}

/// Splits the text of a whole answer to a raw request.
function parse_raw(bytes) {
    const text = bytes.toString("utf8");
    const end = text.indexOf("\r\n\r\n");
    const [first, ...lines] = text.slice(0, end).split("\r\n");
    const headers = {};
    for (const line of lines) headers[line.slice(0, line.indexOf(":")).toLowerCase()] = line.slice(line.indexOf(":") + 1).trim();
    return { status: Number(first.split(" ")[1]), headers, text: text.slice(end + 4) };
}

export class Server {
    static async start(program, database, config, rules) {
        const child = spawn(program, ["serve", "--db", database, "--listen", "127.0.0.1:0", "--config", config, "--rules", rules],
            { stdio: ["ignore", "pipe", "pipe"] });
        const server = new Server();
        Object.assign(server, { program, database, child, log: "" });
        server.ended = new Promise((done) => child.once("exit", (code, signal) => done({ code, signal })));
        child.stderr.on("data", (text) => (server.log += text));
        const port = new Promise((found, fail) => {
            let said = "";
            child.stdout.on("data", (text) => {
                said += text;
                const match = said.match(/http:\/\/127\.0\.0\.1:([0-9]+)/);
                if (match) found(Number(match[1]));
            });
            child.once("error", fail);
            child.once("exit", () => fail(new Error(`the server ended at once: ${server.log}`)));
        });
        try {
            server.port = await within(start_ms, "start of the server", port);
        } catch (error) {
            child.kill("SIGKILL");
            throw error;
        }
        server.agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
        return server;
    }

    create_tokens() {
        this.tokens = Object.fromEntries(roles.map((role) => [role,
            execFileSync(this.program, ["token", "create", "--db", this.database, "--role", role, "--name", role],
                { encoding: "utf8", timeout: start_ms }).trim()]));
    }

    ask(method, target, headers, body) {
        const length = body === undefined ? {} : { "Content-Length": Buffer.byteLength(body) };
        const asked = new Promise((done, fail) => {
            const request = http.request({ host: "127.0.0.1", port: this.port, agent: this.agent, method, path: target,
                headers: { ...headers, ...length } }, (response) => {
                const parts = [];
                response.on("data", (part) => parts.push(part));
                response.on("error", fail);
                response.on("end", () => done({ status: response.statusCode, headers: response.headers,
                    ...decoded(Buffer.concat(parts), response.headers["content-type"]) }));
            });
            request.on("error", fail);
            request.end(body);
        });
        return within(answer_ms, `${method} ${target}`, asked);
    }

    /// For requests that no well-behaved client sends.
    ask_raw(head) {
        const asked = new Promise((done, fail) => {
            const parts = [];
            const socket = net.connect(this.port, "127.0.0.1", () => socket.write(head.join("\r\n") + "\r\n\r\n"));
            socket.on("data", (part) => parts.push(part));
            socket.on("error", fail);
            socket.on("end", () => {
                socket.destroy();
                done(parse_raw(Buffer.concat(parts)));
            });
        });
        return within(answer_ms, head[0], asked);
    }

    /// By its own process id. Gives how it ended: { code, signal }.
    async stop() {
        this.agent?.destroy();
        this.child.kill("SIGTERM");
        try {
            return await within(stop_ms, "stop of the server", this.ended);
        } catch (error) {
            this.child.kill("SIGKILL");
            throw error;
        }
    }
}
