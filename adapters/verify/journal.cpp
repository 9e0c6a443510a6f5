#include "adapters/verify/journal.hpp"

#include <algorithm>

namespace makegood::verify {

namespace {

constexpr std::int64_t schema_known = 1;
constexpr std::string_view invoice_stream = "invoice:";
constexpr std::uint64_t progress_step = 4096;

}  // namespace

JournalJudge::JournalJudge(const Database& database, Report& report)
    : database_(database),
      report_(report),
      findings_(report),
      chain_(database.journal(), findings_),
      batches_(database, digits_),
      projections_(database, findings_),
      stream_names_(database.ask("SELECT name FROM streams WHERE id = ?")) {
    report_.journal = to_text(database.journal());
}

void JournalJudge::judge(const Progress& progress) {
    Rows count = database_.ask("SELECT count(*) FROM journal");
    const std::uint64_t of = count.next() ? static_cast<std::uint64_t>(count.integer(0)) : 0;
    Rows rows = database_.ask("SELECT sequence, stream_id, version, envelope, hash FROM journal ORDER BY sequence");
    while (rows.next()) {
        judge_row({rows.integer(0), rows.integer(1), rows.integer(2), rows.bytes(3), rows.bytes(4)});
        report_.head_sequence = static_cast<std::uint64_t>(rows.integer(0));
        report_.head_hash = rows.bytes(4);
        if (++report_.events % progress_step == 0 && progress) progress(report_.events, of);
    }
    report_.head_hash = to_hex(report_.head_hash);
    finish();
    if (progress) progress(report_.events, of);
}

JournalJudge::Stream& JournalJudge::stream_of(const Row& row) {
    const auto [at, is_new] = streams_.try_emplace(row.stream_id);
    Stream& stream = at->second;
    if (is_new) {
        stream_names_.restart(row.stream_id);
        if (stream_names_.next()) stream.name = stream_names_.bytes(0);
    }
    findings_.stand_at(static_cast<std::uint64_t>(row.sequence), stream.name);
    if (is_new && stream.name.empty())
        findings_.add("stream-unknown", "the event is of stream " + std::to_string(row.stream_id),
                      "a stream that has a name");
    return stream;
}

void JournalJudge::judge_row(const Row& row) {
    Stream& stream = stream_of(row);
    if (!chain_.step_to(row.sequence)) batches_.blind();
    batches_.begin(row.sequence);
    read_row(row, stream);
    findings_.keep();
    if (batches_.ends_here()) batches_.end(row.hash, last_ms_, liabilities());
}

void JournalJudge::read_row(const Row& row, Stream& stream) {
    const auto give_up = [&] {
        stream.is_whole = false;
        batches_.blind();
    };
    if (const auto fault = tree_.parse(row.envelope)) {
        chain_.link(row.envelope, row.hash, true);
        findings_.add(fault->code, fault->text, "the JSON of an event");
        return give_up();
    }
    Reading reading(tree_);
    const bool is_in_place = judge_place(row, stream, reading.root());
    chain_.link(row.envelope, row.hash, is_in_place);
    if (!is_in_place) return give_up();
    judge_version(row, stream);
    judge_time(reading.root());
    batches_.made_at(last_ms_);
    findings_.keep();

    judge_event(stream, row, reading);
    if (!reading.fault()) return;
    findings_.drop();
    findings_.add("unreadable", "the field " + *reading.fault(), "an event as this program's schema has it");
    give_up();
}

bool JournalJudge::judge_place(const Row& row, const Stream& stream, const Value& envelope) {
    const auto says = [&](std::string_view field, const std::string& due) {
        const std::string_view said = envelope[field].text();
        if (said == due) return true;
        findings_.add("envelope-misplaced", "the envelope says " + std::string(field) + " " + quoted(said),
                      quoted(due) + ", where it stands");
        return false;
    };
    return says("journal", report_.journal) && says("sequence", std::to_string(row.sequence)) &&
           says("stream", stream.name) && says("version", std::to_string(row.version));
}

void JournalJudge::judge_version(const Row& row, Stream& stream) {
    const std::int64_t expected = stream.version + 1;
    stream.version = row.version;
    if (row.version == expected || !stream.is_whole) return;
    stream.is_whole = false;
    if (chain_.explains(row.version - expected)) return;
    findings_.add("version-hole", "the event is version " + std::to_string(row.version) + " of its stream",
                  std::to_string(expected) + ": versions run from 1 without holes");
}

void JournalJudge::judge_time(const Value& envelope) {
    const std::int64_t at = envelope["at"].unix_ms();
    if (!last_at_.empty() && at < last_ms_)
        findings_.add("time-backwards", "the event was made at " + std::string(envelope["at"].text()),
                      last_at_ + " or later: times never run backwards");
    if (!last_at_.empty() && at <= last_ms_) return;
    last_ms_ = at;
    last_at_ = envelope["at"].text();
}

void JournalJudge::judge_event(Stream& stream, const Row& row, Reading& reading) {
    const Value envelope = reading.root();
    const std::string_view name = envelope["type"].text();
    const std::int64_t schema = envelope["schema"].number();
    const EventType* type = find_event_type(name);
    if (type == nullptr || schema != schema_known) {
        if (reading.fault()) return;
        findings_.add("type-unknown", "an event of type " + quoted(name) + " in schema " + std::to_string(schema),
                      "a type of event that this program knows, in schema " + std::to_string(schema_known));
        stream.is_whole = false;
        batches_.blind();
        return;
    }
    const Happening happening = judge_of_journal(*type, stream, row, reading);
    judge_home(stream, *type, envelope["payload"], happening, reading);
}

void JournalJudge::judge_home(Stream& stream, const EventType& type, const Value& payload, const Happening& happening,
                              Reading& reading) {
    if (type.home != home_of(stream.name)) {
        findings_.add("event-misplaced", "an event of type " + quoted(type.name) + " in stream " + quoted(stream.name),
                      std::string(in_words(type.home)));
        stream.is_whole = false;
        return;
    }
    if (type.home == Home::company) return judge_company(type.name, payload, happening);
    if (!stream.is_whole) return;
    if (type.name == "batch-sealed") return batches_.seal(payload, reading, happening, findings_);
    if (type.name == "batch-answered") return batches_.answer(payload, findings_);
    judge_of_stream(stream, type.name, payload, happening);
}

Happening JournalJudge::judge_of_journal(const EventType& type, const Stream& stream, const Row& row,
                                         Reading& reading) {
    const Value envelope = reading.root();
    const Value payload = envelope["payload"];
    Happening happening{static_cast<std::uint64_t>(row.sequence),
                        envelope["at"].unix_ms(),
                        envelope["at"].text(),
                        people_.who(envelope["actor"]),
                        {}};
    if (type.name == "claim-opened") ++report_.claims;
    if (type.name == "adjustment-issued") ++report_.adjustments;
    judge_numbers(type.name, payload, happening.at_ms);
    judge_imports(type.name, payload);
    projections_.judge(type.name, payload, row.sequence, row.stream_id);
    if (const Value currency = payload.find("currency"); currency.is_there())
        know_digits(std::string(currency.text()), reading);
    if (type.name == "invoice-recorded") (void)payload["invoice"]["totals"]["net"].amount();
    happening.posting =
        type.name == "batch-sealed" ? post_accrual(payload, reading) : post(type, payload, happening, reading);
    if (const Value currency = payload.find("currency"); currency.is_there() && reading.digits)
        digits_.try_emplace(std::string(currency.text()), *reading.digits);
    if (type.name == "payment-received" && !payments_.emplace(payload["payment"]["id"].text()).second)
        findings_.add("payment-twice", "payment " + quoted(payload["payment"]["id"].text()) + " comes in again",
                      "once: a statement that is read twice pays nothing twice");
    judge_transfer(type.name, payload, stream, happening);
    count_for_batch(type.name, payload, stream);
    return happening;
}

void JournalJudge::know_digits(const std::string& currency, Reading& reading) {
    const auto known = digits_.find(currency);
    reading.digits = known == digits_.end() ? std::nullopt : std::optional(known->second);
}

Books::Posting JournalJudge::post(const EventType& type, const Value& payload, const Happening& happening,
                                  Reading& reading) {
    if (!type.may_have_entries()) return {};
    const Value entries = type.entries(payload);
    if (!entries.is_there()) return {};
    const std::string_view currency = payload["currency"].text();
    const std::int64_t days = type.posted_on(payload, happening.at_ms);
    const Books::Posting posting =
        books_.post(entries, {currency, type.origin, reading.digits.value_or(0), days}, findings_);
    if (type.origin == "makegood")
        entries.each([&](const Value& entry) { batches_.post(entry, currency, days, findings_); });
    return posting;
}

/// On the last day of the period, and undone on the day after.
Books::Posting JournalJudge::post_accrual(const Value& payload, Reading& reading) {
    Books::Posting posting;
    const auto post_on = [&](std::int64_t days) {
        return [&, days](const Value& entry) {
            const std::string currency(entry["currency"].text());
            know_digits(currency, reading);
            posting += books_.post_one(entry, {currency, "makegood", reading.digits.value_or(0), days}, findings_);
        };
    };
    const std::int64_t through = payload["through"].days();
    payload["accrual"].each(post_on(through));
    payload["reversal"].each(post_on(through + 1));
    return posting;
}

void JournalJudge::judge_numbers(std::string_view type, const Value& payload, std::int64_t at_ms) {
    const auto issue = [&](Series series, const Value& number, const Value& ordinal, const Value& on) {
        numbers_.judge(series, {number.text(), ordinal.integer(), on.text(), on.days(), at_ms}, findings_);
    };
    if (type == "claim-opened") issue(Series::claim, payload["number"], payload["ordinal"], payload["opened_on"]);
    if (type == "adjustment-issued") judge_document(payload["adjustment"], at_ms);
    if (type == "adjustment-reversed") judge_document(payload["reversal"], at_ms);
    if (type == "refund-recorded") issue(Series::refund, payload["refund"], payload["ordinal"], payload["recorded_on"]);
    if (type != "make-good-given") return;
    const Value given = payload["make_good"];
    issue(Series::make_good, given["number"], given["ordinal"], given["issued_on"]);
}

void JournalJudge::judge_document(const Value& document, std::int64_t at_ms) {
    const std::string_view kind = document["type"].text();
    if (kind != "credit-note" && kind != "supplementary-invoice")
        findings_.add("type-unknown", "a document of type " + quoted(kind), "a credit note or a supplementary invoice");
    const Value on = document["issued_on"];
    numbers_.judge(kind == "credit-note" ? Series::credit_note : Series::supplementary_invoice,
                   {document["number"].text(), document["ordinal"].integer(), on.text(), on.days(), at_ms}, findings_);
}

void JournalJudge::judge_imports(std::string_view type, const Value& payload) {
    if (type == "credited-elsewhere") numbers_.import(payload["credit"]["number"].text(), findings_);
    if (type == "invoice-recorded") numbers_.import(payload["invoice"]["number"].text(), findings_);
}

void JournalJudge::judge_transfer(std::string_view type, const Value& payload, const Stream& stream,
                                  const Happening& happening) {
    const bool arrives = type == "balance-received";
    if (!arrives && type != "balance-used") return transfers_.pass(findings_);
    const std::string number = stream.name.substr(std::min(invoice_stream.size(), stream.name.size()));
    const std::string other(payload[arrives ? "from" : "on"].text());
    BalanceTransfers::End end{happening.sequence,
                              happening.at_ms,
                              arrives ? other : number,
                              arrives ? number : other,
                              std::string(payload["currency"].text()),
                              payload["amount"].amount()};
    if (stream.invoice) end.customer = stream.invoice->customer;
    if (arrives)
        transfers_.arrive(end, findings_);
    else
        transfers_.leave(std::move(end), findings_);
}

/// What a batch counts beside its entries. Refunds and make-goods are no price: gross alone.
void JournalJudge::count_for_batch(std::string_view type, const Value& payload, const Stream& stream) {
    const auto count = [&](const Value& document) {
        batches_.count(document["type"].text(), payload["currency"].text(), read_totals(document["totals"]));
    };
    if (type == "adjustment-issued") count(payload["adjustment"]);
    if (type == "adjustment-reversed") count(payload["reversal"]);
    if (type == "refund-instructed")
        batches_.instruct(payload["refund"].text(), payload["currency"].text(), payload["amount"].amount());
    if (type == "refund-paid" || type == "refund-failed") batches_.overtake(payload["refund"].text());
    if (type != "make-good-given") return;
    const Value amount = payload["make_good"].find("amount");
    // An apology comes to nothing, in the currency of its invoice.
    const std::string currency = stream.invoice ? stream.invoice->currency : std::string();
    batches_.count("make-good", currency, {0, 0, amount.is_there() ? amount.amount() : 0});
}

void JournalJudge::judge_company(std::string_view type, const Value& payload, const Happening& happening) {
    if (type == "numbers-restarted")
        return numbers_.restart(happening.sequence, payload["mark"].text(),
                                static_cast<std::uint64_t>(payload["lost_sequence"].integer()), findings_);
    if (type == "numbers-resumed") return judge_resumption(payload, happening);
    judge_configuration(type, payload);
}

/// Law 9: only for what the file proves to hold.
void JournalJudge::judge_resumption(const Value& payload, const Happening& happening) {
    const std::int64_t at = payload["sequence"].integer();
    Rows rows = database_.ask("SELECT hash FROM journal WHERE sequence = ?");
    rows.restart(at);
    const std::string_view stated = payload["hash"].text();
    if (!rows.next() || to_hex(rows.bytes(0)) != stated)
        findings_.add("series-mark",
                      "numbers go on by event " + std::to_string(at) + " with the hash " + quoted(stated),
                      "an event of this journal, with its hash in the chain");
    numbers_.resume(happening.sequence, static_cast<std::uint64_t>(at), findings_);
}

void JournalJudge::judge_configuration(std::string_view type, const Value& payload) {
    const Hash hash = sha256(payload["content"].text());
    const std::string due = to_hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
    const std::string_view stated = payload["hash"].text();
    if (stated != due && stated.size() == due.size())  // one of another length names a configuration otherwise
        findings_.add(type == "rules-activated" ? "rules-differ" : "configuration-differs",
                      std::string(type) + " states the hash " + quoted(stated), due + ", that of the content");
}

bool JournalJudge::begin_invoice(Stream& stream, const Value& payload) {
    ++report_.invoices;
    const Value draft = payload["invoice"];
    stream.invoice = std::make_unique<Invoice>();
    stream.invoice->number = draft["number"].text();
    stream.invoice->currency = payload["currency"].text();
    const auto digits = parse_written(draft["totals"]["net"].text());
    stream.invoice->levels.digits = digits ? digits->digits : 0;
    if (stream.name == std::string(invoice_stream) + stream.invoice->number) return true;
    findings_.add("event-misplaced", "invoice " + quoted(stream.invoice->number) + " in stream " + quoted(stream.name),
                  "the invoice whose stream it is");
    return false;
}

void JournalJudge::judge_of_stream(Stream& stream, std::string_view type, const Value& payload,
                                   const Happening& happening) {
    const bool is_first = stream.invoice == nullptr;
    if (is_first != (type == "invoice-recorded")) {
        findings_.add("invoice-not-first", is_first ? "an event before its invoice" : "the invoice a second time",
                      "the invoice, once, before all else in its stream");
        stream.is_whole = false;
        return;
    }
    if (is_first && !begin_invoice(stream, payload)) {
        stream.is_whole = false;
        return;
    }
    Invoice& invoice = *stream.invoice;
    if (const Value currency = payload.find("currency"); currency.is_there() && currency.text() != invoice.currency) {
        findings_.add("currency-differs", "amounts in " + quoted(currency.text()), quoted(invoice.currency));
        stream.is_whole = false;
        return;
    }
    InvoiceJudge judge(invoice, books_, findings_);
    if (type == "invoice-recorded") return judge.record(payload, happening);
    judge.judge(type, payload, happening);
    note_open_claim(invoice, payload);
}

/// Keeps the open claims with a worth, which a batch lists as liabilities.
void JournalJudge::note_open_claim(const Invoice& invoice, const Value& payload) {
    const Value id = payload.find("claim");
    if (!id.is_there()) return;
    const std::string claim(id.text());
    const auto found = std::find_if(invoice.claims.rbegin(), invoice.claims.rend(),
                                    [&](const Claim& known) { return known.id == claim; });
    const bool is_stated = found != invoice.claims.rend() && found->is_open() && !found->worths.empty();
    if (is_stated)
        stated_claims_[claim] = &invoice;
    else
        stated_claims_.erase(claim);
}

std::vector<Liability> JournalJudge::liabilities() {
    std::vector<Liability> all;
    for (const auto& [id, invoice] : stated_claims_) {
        const auto claim = std::find_if(invoice->claims.begin(), invoice->claims.end(),
                                        [&](const Claim& known) { return known.id == id; });
        all.push_back(liability_of(*claim, *invoice));
    }
    return all;
}

void JournalJudge::finish() {
    for (const auto& [id, stream] : streams_) {
        if (!stream.is_whole) ++report_.unjudged_streams;
        if (!stream.is_whole || !stream.invoice) continue;
        findings_.stand_at(0, stream.name);
        InvoiceJudge(*stream.invoice, books_, findings_).end();
        findings_.keep();
    }
    findings_.stand_at(0, {});
    transfers_.pass(findings_);
    projections_.judge_rest(books_, numbers_);
    findings_.keep();
    report_.ties = books_.ties();
}

}  // namespace makegood::verify
