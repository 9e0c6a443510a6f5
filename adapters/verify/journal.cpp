#include "adapters/verify/journal.hpp"

#include <algorithm>
#include <array>

namespace makegood::verify {

namespace {

constexpr std::array<std::string_view, 15> types = {
    "invoice-recorded", "credited-elsewhere", "claim-opened",   "statement-made",          "claim-acknowledged",
    "claim-approved",   "offer-made",         "offer-answered", "adjustment-issued",       "claim-adjusted",
    "claim-settled",    "note-added",         "cause-named",    "configuration-activated", "rules-activated",
};
constexpr std::int64_t schema_known = 1;
constexpr std::string_view company_stream = "company";
constexpr std::string_view invoice_stream = "invoice:";
constexpr std::uint64_t progress_step = 4096;

Value entries_of(std::string_view type, const Value& payload) {
    return type == "adjustment-issued" ? payload["adjustment"]["entries"] : payload["entries"];
}

bool has_entries(std::string_view type) {
    return type == "invoice-recorded" || type == "credited-elsewhere" || type == "adjustment-issued";
}

}  // namespace

JournalJudge::JournalJudge(const Database& database, Report& report)
    : database_(database),
      report_(report),
      findings_(report),
      chain_(database.journal(), findings_),
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
        findings_.keep();
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
    chain_.step_to(row.sequence);
    if (const auto fault = tree_.parse(row.envelope)) {
        chain_.link(row.envelope, row.hash, true);
        findings_.add(fault->code, fault->text, "the JSON of an event");
        stream.is_whole = false;
        return;
    }
    Reading reading(tree_);
    const bool is_in_place = judge_place(row, stream, reading.root());
    chain_.link(row.envelope, row.hash, is_in_place);
    if (!is_in_place) {
        stream.is_whole = false;
        return;
    }
    judge_version(row, stream);
    judge_time(reading.root());
    findings_.keep();

    judge_event(stream, row, reading);
    if (!reading.fault()) return;
    findings_.drop();
    findings_.add("unreadable", "the field " + *reading.fault(), "an event as this program's schema has it");
    stream.is_whole = false;
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
    const std::string_view type = envelope["type"].text();
    const std::int64_t schema = envelope["schema"].number();
    (void)envelope["actor"]["name"].text();
    if (std::find(types.begin(), types.end(), type) == types.end() || schema != schema_known) {
        if (reading.fault()) return;
        findings_.add("type-unknown", "an event of type " + quoted(type) + " in schema " + std::to_string(schema),
                      "a type of event that this program knows, in schema " + std::to_string(schema_known));
        stream.is_whole = false;
        return;
    }
    const Value payload = envelope["payload"];
    const Happening happening = judge_of_journal(type, envelope, row, reading);
    const bool is_of_company = type == "configuration-activated" || type == "rules-activated";
    if (is_of_company || stream.name == company_stream) {
        if (is_of_company && stream.name == company_stream) return judge_configuration(type, payload);
        findings_.add("event-misplaced", "an event of type " + quoted(type) + " in stream " + quoted(stream.name),
                      "configurations and rules in the stream \"company\", all else in an invoice's");
        stream.is_whole = false;
        return;
    }
    if (stream.is_whole) judge_of_stream(stream, type, payload, happening);
}

Happening JournalJudge::judge_of_journal(std::string_view type, const Value& envelope, const Row& row,
                                         Reading& reading) {
    const Value payload = envelope["payload"];
    Happening happening{envelope["at"].unix_ms(), envelope["at"].text(), {}};
    if (type == "claim-opened") ++report_.claims;
    if (type == "adjustment-issued") ++report_.adjustments;
    judge_numbers(type, payload, row, happening.at_ms);
    const Value currency = payload.find("currency");
    if (!currency.is_there() || !has_entries(type)) return happening;

    const std::string code(currency.text());
    if (const auto known = digits_.find(code); known != digits_.end()) reading.digits = known->second;
    if (type == "invoice-recorded") (void)payload["invoice"]["totals"]["net"].amount();
    const int digits = reading.digits.value_or(0);
    happening.posting = books_.post(entries_of(type, payload), code, type == "adjustment-issued" ? "makegood" : "books",
                                    digits, findings_);
    if (reading.digits) digits_.try_emplace(code, *reading.digits);
    return happening;
}

void JournalJudge::judge_numbers(std::string_view type, const Value& payload, const Row& row, std::int64_t at_ms) {
    if (type == "claim-opened") {
        const Value on = payload["opened_on"];
        numbers_.judge(Series::claim,
                       {payload["number"].text(), payload["ordinal"].integer(), on.text(), on.days(), at_ms},
                       findings_);
    }
    if (type != "adjustment-issued") return;
    const Value document = payload["adjustment"];
    const std::string_view kind = document["type"].text();
    if (kind != "credit-note" && kind != "supplementary-invoice")
        findings_.add("type-unknown", "a document of type " + quoted(kind), "a credit note or a supplementary invoice");
    const Value on = document["issued_on"];
    numbers_.judge(kind == "credit-note" ? Series::credit_note : Series::supplementary_invoice,
                   {document["number"].text(), document["ordinal"].integer(), on.text(), on.days(), at_ms}, findings_);
    projections_.judge_adjustment(row.sequence, document["number"].text());
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
    if (type == "credited-elsewhere") return judge.credit_elsewhere(payload, happening);
    if (type == "claim-opened") return judge.open_claim(payload, happening);
    if (type == "adjustment-issued") return judge.adjust(payload["adjustment"], happening);
    judge.on_claim(type, payload, happening);
}

void JournalJudge::finish() {
    findings_.stand_at(0, {});
    projections_.judge_rest(books_);
    findings_.keep();
    for (const auto& [id, stream] : streams_)
        if (!stream.is_whole) ++report_.unjudged_streams;
    report_.ties = books_.ties();
}

}  // namespace makegood::verify
