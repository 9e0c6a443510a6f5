#include "adapters/http/api/rules.hpp"

#include "adapters/codec/event_words.hpp"
#include "adapters/codec/facts_json.hpp"
#include "adapters/http/api/refusals.hpp"
#include "adapters/http/api/render.hpp"
#include "adapters/http/api/rule_desk.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

using codec::JsonWriter;

Response json_response(std::string body) {
    Response response;
    response.content_type = "application/json";
    response.body = std::move(body);
    return response;
}

std::string_view word_of(StepOutcome outcome) {
    switch (outcome) {
        case StepOutcome::fired: return "fired";
        case StepOutcome::not_fired: return "not-fired";
        case StepOutcome::passed_over: return "passed-over";
        case StepOutcome::failed: return "failed";
    }
    break_invariant("a step has one of the outcomes", std::source_location::current());
}

void write_steps(JsonWriter& json, const std::vector<ExplanationLine>& lines) {
    json.array_field("steps");
    for (const ExplanationLine& line : lines)
        json.object_begin()
            .field("id", line.step)
            .field("outcome", word_of(line.outcome))
            .field("text", line.text)
            .object_end();
    json.array_end();
}

/// One time that the claim was routed.
void write_routed(JsonWriter& json, Reader& reader, const RuleDesk& rules, const RoutingRow& row) {
    json.object_begin().field("at", to_text(row.at)).field("version", std::to_string(row.sequence));
    write_routing(json, row.routing);
    if (!row.routing.rule_set_hash.empty()) json.field("hash", row.routing.rule_set_hash);
    const auto content = reader.rule_set(row.routing.rule_set_hash);
    if (content && row.record) {
        const auto lines = rules.explain(row, *content);
        if (lines)
            write_steps(json, *lines);
        else
            json.field("not_explained", lines.error());
    } else {
        json.array_field("steps").array_end();
    }
    if (row.record && row.record->facts) {
        json.key("facts");
        codec::write_facts(json, *row.record->facts);
    }
    json.object_end();
}

void write_active(JsonWriter& json, const std::optional<RuleDesk::Active>& active) {
    json.field("rule_set", active ? active->rule_set : "default/1").field("hash", active ? active->hash : "");
}

}  // namespace

void get_routing(Surroundings& around, Exchange exchange) {
    const auto id = parse_uuid(exchange.parameter);
    if (!id) return exchange.responder(to_response(answer_of({RefusalReason::unknown_claim})));
    read(around, std::move(exchange), [id = ClaimId(*id), &rules = around.rules](Reader& reader, const Exchange&) {
        const std::vector<RoutingRow> rows = reader.routings(id);
        if (rows.empty()) return to_response(answer_of({RefusalReason::unknown_claim}));
        std::string body;
        JsonWriter json(body);
        json.object_begin().field("claim", to_text(id)).field("number", rows.back().number.text());
        write_routing(json, rows.back().routing);
        json.array_field("routed");
        for (const RoutingRow& row : rows) write_routed(json, reader, rules, row);
        json.array_end().object_end();
        return json_response(std::move(body));
    });
}

void post_reload(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [&rules = around.rules](Reader&, const Exchange&) {
        const auto reloaded = rules.reload();
        if (!reloaded)
            return problem_with(422, "rules-not-loaded", "The rules do not load; the old ones stay in force",
                                reloaded.error());
        std::string body;
        JsonWriter json(body);
        json.object_begin();
        write_active(json, *reloaded);
        json.object_end();
        return json_response(std::move(body));
    });
}

void post_backtest(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [&rules = around.rules](Reader& reader, const Exchange& asked) {
        auto body = rules.backtest(reader, asked.request.body);
        if (body) return json_response(*std::move(body));
        const Findings& findings = body.error();
        if (findings.size() == 1 && findings.front().pointer.empty())
            return problem_with(400, "malformed-body", "The body cannot be read", findings);
        return problem_with(422, "not-understood", "This cannot be understood", findings);
    });
}

}  // namespace makegood::http
