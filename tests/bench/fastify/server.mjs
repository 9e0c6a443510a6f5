// A peer: Fastify and better-sqlite3, as a good Node.js service would do it: one transaction a request, prepared
// statements, WAL, synchronous=FULL, the hash chain by node:crypto. Into a copy of our own database, so that tables,
// indexes and sizes are the same. It checks no token, keeps no rules and encrypts nothing.
//   node server.mjs DATABASE ENVELOPE_BYTES ANSWER_BYTES    prints its address; ends with SIGTERM
import { createHash, randomBytes } from 'node:crypto';
import process from 'node:process';
import { createRequire } from 'node:module';
import path from 'node:path';

const [database, envelopeBytes, answerBytes] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
// The packages lie in the build directory, which is the current one.
const packages = createRequire(path.join(process.cwd(), 'package.json'));
const fastify = packages('fastify')({ logger: false });
const db = new (packages('better-sqlite3'))(database);
for (const pragma of ['journal_mode = WAL', 'synchronous = FULL', 'secure_delete = FAST', 'temp_store = MEMORY',
    'cache_size = -65536']) db.pragma(pragma);

const sha256 = (...parts) => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
};
const day = 86_400_000;
const services = ['screening', 'haulage', 'crushing', 'cleaning'];

const findStream = db.prepare('SELECT id FROM streams WHERE name = ?').pluck();
const findVersion = db.prepare('SELECT coalesce(max(version), 0) FROM journal WHERE stream_id = ?').pluck();
const insertEvent = db.prepare('INSERT INTO journal (sequence, stream_id, version, envelope, hash) VALUES (?,?,?,?,?)');
const insertClaim = db.prepare(`INSERT INTO claims (opened_sequence, id, number, stream_id, customer, state, rank, flags,
    routed_sequence, services, opened_at, opened_on, promise, target, honour_at, currency)
    VALUES (?, ?, ?, ?, ?, 0, 2, ?, ?, 'haulage', ?, ?, ?, ?, ?, 'GBP')`);
const insertKey = db.prepare('INSERT INTO answer_keys (id, key) VALUES (?, ?)');
const insertAnswer = db.prepare(`INSERT INTO answers (id, at, body_hash, status, etag, location, body)
    VALUES (?, ?, ?, 201, ?, ?, ?)`);
const countOutcome = db.prepare(`INSERT INTO outcome_days VALUES (?, ?, ?, 'GBP', 1, 0, 0, 0, 0, 0, 0)
    ON CONFLICT DO UPDATE SET claims = claims + 1`);
const tookNumber = db.prepare(`INSERT INTO series VALUES (0, ?, ?)
    ON CONFLICT DO UPDATE SET last_date = excluded.last_date, last_ordinal = excluded.last_ordinal`);

const journal = db.prepare("SELECT value FROM meta WHERE name = 'journal'").pluck().get();
const head = db.prepare('SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1').get();
let sequence = head.sequence;
let previous = head.hash;
let ordinal = db.prepare('SELECT coalesce(max(last_ordinal), 0) FROM series').pluck().get();
let answers = db.prepare('SELECT coalesce(max(id), 0) FROM answer_keys').pluck().get();
const streamPrefix = db.prepare("SELECT name FROM streams WHERE name LIKE '%B-0000000'").pluck().get().slice(0, -9);

function nextId(now) {
    const id = randomBytes(16);
    id.writeUIntBE(now, 0, 6);
    id[6] = (id[6] & 0x0f) | 0x70;
    id[8] = (id[8] & 0x3f) | 0x80;
    return id;
}

function filled(document, bytes) {
    const missing = bytes - JSON.stringify(document).length - ',"filler":""'.length;
    if (missing > 0) document.filler = 'x'.repeat(missing);
    return JSON.stringify(document);
}

const number64 = Buffer.alloc(8);
function chainHash(envelope) {
    number64.writeBigUInt64BE(BigInt(sequence));
    return sha256(Buffer.from([1]), journal, number64, previous, sha256(envelope));
}

const openClaim = db.transaction((claim, key, bodyHash) => {
    const now = Date.now();
    const today = Math.floor(now / day);
    const stream = findStream.get(streamPrefix + claim.invoice);
    if (stream === undefined) return null;
    const version = findVersion.get(stream) + 1;
    const id = nextId(now);
    const number = `G-2026-${++ordinal}`;
    sequence += 1;
    const envelope = Buffer.from(filled({
        journal: journal.toString('hex'), sequence: String(sequence), stream: claim.invoice, version: String(version),
        type: 'claim-opened', at: new Date(now).toISOString(), payload: { claim: id.toString('hex'), number, ...claim },
    }, envelopeBytes));
    const hash = chainHash(envelope);
    insertEvent.run(sequence, stream, version, envelope, hash);
    insertClaim.run(sequence, id, number, stream, `C-${stream % 50_000}`, 'repeated', sequence, now, today, now + day / 6, now + day / 24, now + 2 * day);
    countOutcome.run(0, today, '');
    countOutcome.run(2, today, '');
    countOutcome.run(1, today, services[sequence % services.length]);
    tookNumber.run(today, ordinal);
    const answer = filled({ id: id.toString('hex'), number, state: 'received' }, answerBytes);
    insertKey.run(++answers, key);
    insertAnswer.run(answers, now, bodyHash, '"2"', `/v1/claims/${id.toString('hex')}`, answer);
    previous = hash;
    return answer;
});

fastify.post('/v1/claims', (request, reply) => {
    const key = sha256(request.headers['idempotency-key']).subarray(0, 16);
    const answer = openClaim(request.body, key, sha256(JSON.stringify(request.body)));
    if (answer === null) return reply.code(404).send({ title: 'unknown invoice' });
    return reply.code(201).type('application/json').send(answer);
});

process.on('SIGTERM', async () => {
    await fastify.close();
    db.close();
});
console.log(`serving on ${await fastify.listen({ host: '127.0.0.1', port: 0 })}`);
