#include "adapters/http/api/exchange.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/codec/event_words.hpp"
#include "adapters/http/api/refusals.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

/// The text of an Idempotency-Key: 1 to 255 visible characters.
Result<std::string, Response> idempotency_key(const Request& request) {
    const auto value = request.headers.find("idempotency-key");
    const auto is_visible = [](char c) { return c > ' ' && c < '\x7f'; };
    if (!value || request.headers.count("idempotency-key") != 1 || value->empty() || value->size() > 255 ||
        !std::all_of(value->begin(), value->end(), is_visible))
        return Failure{problem(400, "idempotency-key-required", "An Idempotency-Key is required",
                               "The header Idempotency-Key is missing or not one key; accepted: 1 to 255 visible ASCII "
                               "characters, new for every change and the same for every repeat of it.")};
    return std::string(*value);
}

/// The version in If-Match: "\"12\"". Nothing when the header is absent.
Result<std::optional<std::uint64_t>, Response> expected_version(const Request& request) {
    const auto value = request.headers.find("if-match");
    if (!value) return std::optional<std::uint64_t>();
    std::uint64_t version = 0;
    const bool quoted = value->size() > 2 && value->front() == '"' && value->back() == '"';
    const std::string_view digits = quoted ? value->substr(1, value->size() - 2) : std::string_view();
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
    if (!quoted || error != std::errc() || end != digits.data() + digits.size() ||
        request.headers.count("if-match") != 1)
        return Failure{
            problem(400, "if-match-not-understood", "If-Match cannot be understood",
                    "If-Match is not one version; accepted: the ETag of an earlier answer, as in \"12\" with "
                    "its quotation marks.")};
    return std::optional(version);
}

}  // namespace

Result<std::optional<std::string>, Response> query_parameter(const Request& request, std::string_view name) {
    std::optional<std::string> value;
    for (const QueryParameter& parameter : request.query) {
        if (parameter.name != name) continue;
        if (value)
            return Failure{problem(400, "parameter-not-understood", "A parameter cannot be understood",
                                   "The parameter " + std::string(name) + " stands there twice; accepted: once.")};
        value = parameter.value;
    }
    return value;
}

std::optional<Response> refuse_unknown_parameters(const Request& request, std::span<const std::string_view> known) {
    std::string accepted;
    for (std::string_view name : known)
        if (!name.empty()) accepted += (accepted.empty() ? "" : ", ") + std::string(name);
    for (const QueryParameter& parameter : request.query)
        if (parameter.name.empty() || std::find(known.begin(), known.end(), parameter.name) == known.end())
            return problem(400, "parameter-not-understood", "A parameter cannot be understood",
                           "There is no parameter \"" + parameter.name +
                               "\" here; accepted: " + (accepted.empty() ? "none" : accepted) + ".");
    return std::nullopt;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '.' || c == '_' || c == '~';
        if (plain) {
            encoded += c;
        } else {
            encoded += '%';
            encoded += hex[byte >> 4];
            encoded += hex[byte & 15];
        }
    }
    return encoded;
}

void Reply::operator()(Response response) {
    // 4xx problems say their kind first of all; 5xx are our own failures, no refusals.
    constexpr std::string_view before_kind = "{\"type\":\"https://makegood.dev/problems/";
    if (response.status >= 400 && response.status < 500 && response.body.starts_with(before_kind)) {
        const std::string_view rest = std::string_view(response.body).substr(before_kind.size());
        store_->count_refusal(rest.substr(0, rest.find('"')));
    }
    responder_(std::move(response));
}

std::optional<Response> refuse_headers(const Request& request) {
    if (auto key = idempotency_key(request); !key) return std::move(key).error();
    if (auto version = expected_version(request); !version) return std::move(version).error();
    return std::nullopt;
}

std::optional<Response> refuse_if_match(const Request& request) {
    if (!request.headers.find("if-match")) return std::nullopt;
    return problem(400, "if-match-not-understood", "If-Match cannot be understood",
                   "If-Match names a version of an invoice, and this is about none; accepted: no If-Match.");
}

void submit(Surroundings& around, Exchange exchange, std::variant<Command, ExportCommand> command,
            std::function<Answer(const Outcome&)> render, std::function<Answer(const Refusal&)> refused) {
    auto key = idempotency_key(exchange.request);
    if (!key) return exchange.responder(std::move(key).error());
    auto version = expected_version(exchange.request);
    if (!version) return exchange.responder(std::move(version).error());

    Submission submission{std::move(command), exchange.actor, *version};
    submission.idempotency =
        IdempotencyKey{std::string(codec::word_of(exchange.actor.role)) + ":" + exchange.actor.name,
                       std::move(exchange.route), *std::move(key), around.crypto.sha256(exchange.request.body)};
    submission.render = [render = std::move(render), refused = std::move(refused)](const Outcome& outcome) {
        if (!outcome.refusal) return render(outcome);
        return refused ? refused(*outcome.refusal) : answer_of(*outcome.refusal);
    };
    auto responder = std::make_shared<Reply>(std::move(exchange.responder));
    around.store.submit(std::move(submission), [responder](Completed completed) {
        const bool answered =
            completed.status == SubmissionStatus::done || completed.status == SubmissionStatus::replayed;
        (*responder)(answered ? to_response(std::move(completed.answer)) : response_of(completed.status));
    });
}

Response not_readable(std::string_view reason) {
    Response response =
        problem(503, "not-readable", "Nothing can be read now", std::string(reason) + "; try again in a moment.");
    response.headers.push_back({"Retry-After", "1"});
    return response;
}

void read(Surroundings& around, Exchange exchange, std::function<Response(Reader&, const Exchange&)> render) {
    auto shared = std::make_shared<Exchange>(std::move(exchange));
    around.store.read(
        [shared, render = std::move(render)](Reader& reader) { shared->responder(render(reader, *shared)); },
        [shared](std::string_view reason) { shared->responder(not_readable(reason)); });
}

}  // namespace makegood::http
