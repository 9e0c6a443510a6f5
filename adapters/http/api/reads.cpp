#include "adapters/http/api/reads.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "adapters/codec/adjustment_json.hpp"
#include "adapters/http/api/lists.hpp"
#include "adapters/http/api/openapi_text.hpp"
#include "adapters/http/api/papers.hpp"
#include "adapters/http/api/refusals.hpp"
#include "adapters/http/api/render.hpp"
#include "adapters/http/api/rule_desk.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

struct OutcomesQuestion {
    Date from = Date::from_unix_days(0);
    Date to = Date::from_unix_days(0);
    OutcomesBy by = OutcomesBy::month;
    bool csv = false;
};

Result<OutcomesQuestion, Response> read_outcomes_question(const Request& request) {
    OutcomesQuestion question;
    const auto read_date = [&](std::string_view name, Date& date) -> std::optional<Response> {
        auto value = query_parameter(request, name);
        if (!value) return std::move(value).error();
        const std::string text = value->value_or("");
        const auto parsed = parse_date(text);
        if (!parsed) return not_understood(name, text, "a date as in 2026-01-31");
        date = *parsed;
        return std::nullopt;
    };
    if (auto refused = read_date("from", question.from)) return Failure{*std::move(refused)};
    if (auto refused = read_date("to", question.to)) return Failure{*std::move(refused)};
    if (question.to < question.from)
        return Failure{not_understood("to", to_text(question.to), "a day not before from")};

    auto by = query_parameter(request, "by");
    if (!by) return Failure{std::move(by).error()};
    constexpr std::array<std::string_view, 3> words = {"month", "service", "cause"};
    const std::string word = by->value_or("month");
    const auto found = std::find(words.begin(), words.end(), word);
    if (found == words.end()) return Failure{not_understood("by", word, "month, service or cause")};
    question.by = static_cast<OutcomesBy>(found - words.begin());

    auto format = query_parameter(request, "format");
    if (!format) return Failure{std::move(format).error()};
    const std::string format_word = format->value_or("json");
    if (format_word != "json" && format_word != "csv")
        return Failure{not_understood("format", format_word, "json or csv")};
    question.csv = format_word == "csv";
    return question;
}

}  // namespace

void get_invoice(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const auto stream = reader.invoice(InvoiceNumber(asked.parameter));
        if (!stream || !stream->books) return not_found("No invoice has the number \"" + asked.parameter + "\".");
        return json_response(render_invoice(*stream, Email::shown), etag_of(*stream));
    });
}

void get_claim(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const auto id = parse_uuid(asked.parameter);
        const auto stream = id ? reader.invoice_of(ClaimId(*id)) : std::nullopt;
        const Claim* claim = stream ? stream->find(ClaimId(*id)) : nullptr;
        if (!claim) return to_response(answer_of({RefusalReason::unknown_claim}));
        return json_response(render_claim(*stream, *claim), etag_of(*stream));
    });
}

void get_queue(Surroundings& around, Exchange exchange) {
    const Instant now = around.clock.now();
    read_queue_list(
        around, std::move(exchange),
        [](Reader& reader, const std::optional<QueuePlace>& after, std::size_t limit) {
            return reader.queue(after, limit);
        },
        [now](JsonWriter& json, const QueueRow& row) { write_queue_row(json, row, now); });
}

void get_adjustments(Surroundings& around, Exchange exchange) {
    read_numbered_list(
        around, std::move(exchange),
        [](Reader& reader, std::uint64_t after, std::size_t limit) { return reader.adjustments(after, limit); },
        [](JsonWriter& json, const Journaled& row) { codec::write_adjustment(json, *document_in(row.recorded.event)); },
        [](const Journaled& row) { return row.sequence; });
}

void get_adjustment(Surroundings& around, Exchange exchange) {
    if (const auto kind = paper_kind(exchange.parameter)) return get_paper(around, std::move(exchange), *kind);
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const auto row = reader.adjustment(AdjustmentNumber(asked.parameter));
        if (!row) return not_found("No adjustment has the number \"" + asked.parameter + "\".");
        std::string body;
        JsonWriter json(body);
        codec::write_adjustment(json, *document_in(row->recorded.event));
        return json_response(std::move(body));
    });
}

void get_entries(Surroundings& around, Exchange exchange) {
    read_numbered_list(
        around, std::move(exchange),
        [](Reader& reader, std::uint64_t after, std::size_t limit) { return reader.entries(after, limit); },
        write_entry, [](const EntryRow& row) { return row.id; });
}

void get_trial_balance(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const std::vector<TrialBalanceRow> rows = reader.trial_balance();
        return list_response(asked, Page{std::nullopt, rows.size()}, rows, write_trial_balance_row,
                             [](const TrialBalanceRow&) { return std::string(); });
    });
}

void get_journal(Surroundings& around, Exchange exchange) {
    read_numbered_list(
        around, std::move(exchange),
        [](Reader& reader, std::uint64_t after, std::size_t limit) { return reader.journal(after, limit); },
        write_journal_row, [](const JournalRow& row) { return row.sequence; });
}

void get_refusals(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const std::vector<RefusalRow> rows = reader.refusals();
        return list_response(asked, Page{std::nullopt, rows.size()}, rows, write_refusal,
                             [](const RefusalRow&) { return std::string(); });
    });
}

void get_outcomes(Surroundings& around, Exchange exchange) {
    auto question = read_outcomes_question(exchange.request);
    if (!question) return exchange.responder(std::move(question).error());
    read(around, std::move(exchange), [question = *question](Reader& reader, const Exchange& asked) {
        const std::vector<OutcomeRow> rows = reader.outcomes(question.from, question.to, question.by);
        if (!question.csv)
            return list_response(asked, Page{std::nullopt, rows.size()}, rows, write_outcome,
                                 [](const OutcomeRow&) { return std::string(); });
        Response response;
        response.content_type = "text/csv; charset=utf-8; header=present";
        response.body = render_outcomes_csv(rows);
        return response;
    });
}

void get_openapi(Surroundings&, Exchange exchange) {
    exchange.responder(json_response(std::string(openapi_text())));
}

void get_healthz(Surroundings&, Exchange exchange) {
    exchange.responder(json_response(R"({"status":"alive"})"));
}

/// Prometheus text, version 0.0.4.
void get_metrics(Surroundings& around, Exchange exchange) {
    const bool ready = around.store.is_writable() && around.readiness().empty();
    read(around, std::move(exchange), [ready, active = around.rules.active()](Reader& reader, const Exchange&) {
        Response response;
        response.content_type = "text/plain; version=0.0.4; charset=utf-8";
        response.body = render_metrics(ready, active, reader.open_claims(), reader.refusals());
        return response;
    });
}

void get_readyz(Surroundings& around, Exchange exchange) {
    const std::string reason = around.readiness();
    if (around.store.is_writable() && reason.empty()) {
        std::string body;
        JsonWriter json(body);
        json.object_begin().field("status", "ready");
        if (const auto active = around.rules.active())
            json.object_field("rules").field("rule_set", active->rule_set).field("hash", active->hash).object_end();
        json.object_end();
        return exchange.responder(json_response(std::move(body)));
    }
    if (!reason.empty()) return exchange.responder(problem(503, "not-ready", "Not ready", reason));
    exchange.responder(problem(503, "not-writable", "Not ready",
                               "The last commit failed: the disk is full, or the file may not be written. Reading "
                               "works; writing is tried again with every command."));
}

}  // namespace makegood::http
