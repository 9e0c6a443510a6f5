#include "adapters/http/api/api.hpp"

#include <algorithm>
#include <array>

#include "adapters/http/api/actions.hpp"
#include "adapters/http/api/bodies.hpp"
#include "adapters/http/api/exchange.hpp"
#include "adapters/http/api/long_work.hpp"
#include "adapters/http/api/money.hpp"
#include "adapters/http/api/papers.hpp"
#include "adapters/http/api/reads.hpp"
#include "adapters/http/api/refusals.hpp"
#include "adapters/http/api/render.hpp"
#include "adapters/http/api/rules.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

using enum Role;

// --- the routes that change something -------------------------------------------------------------------------------

Answer answer_of_claim(const Outcome& outcome, const Claim& claim, int status) {
    return {status, render_claim_summary(outcome.after, claim), etag_of(outcome.after),
            status == 201 ? "/v1/claims/" + to_text(claim.id) : std::string()};
}

/// The answer of every action on a claim that exists.
std::function<Answer(const Outcome&)> render_changed(const ClaimId& id) {
    return [id](const Outcome& outcome) { return answer_of_claim(outcome, *outcome.after.find(id), 200); };
}

void post_invoice(Surroundings& around, Exchange exchange) {
    auto command = read_record_invoice(exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), [](const Outcome& outcome) {
        const std::string& number = outcome.after.books->invoice->number.text();
        return Answer{outcome.events.empty() ? 200 : 201, render_invoice(outcome.after, Email::left_out),
                      etag_of(outcome.after),
                      outcome.events.empty() ? std::string() : "/v1/invoices/" + percent_encoded(number)};
    });
}

void post_claim(Surroundings& around, Exchange exchange) {
    auto command = read_invoke(exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), [](const Outcome& outcome) {
        const bool opened = std::holds_alternative<ClaimOpened>(outcome.events.back().recorded.event);
        return answer_of_claim(outcome, outcome.after.claims.back(), opened ? 201 : 200);
    });
}

template <auto read_body>
void post_claim_body(Surroundings& around, Exchange exchange) {
    with_claim(std::move(exchange), [&](Exchange asked, const ClaimId& id) {
        auto command = read_body(id, asked.request.body);
        submit_body(around, std::move(asked), std::move(command), render_changed(id));
    });
}

template <class Action>
void post_claim_action(Surroundings& around, Exchange exchange) {
    with_claim(std::move(exchange), [&](Exchange asked, const ClaimId& id) {
        auto command = read_nothing(Action{id}, asked.request.body);
        submit_body(around, std::move(asked), std::move(command), render_changed(id));
    });
}

template <OfferAnswer answer>
void post_offer_answer(Surroundings& around, Exchange exchange) {
    with_claim(std::move(exchange), [&](Exchange asked, const ClaimId& id) {
        auto command = read_nothing(AnswerOffer{id, answer, {}, {}}, asked.request.body);
        submit_body(around, std::move(asked), std::move(command), render_changed(id));
    });
}

// --- the table
// --------------------------------------------------------------------------------------------------------

struct Route {
    std::string_view method;
    std::string_view path;       ///< {id} and {number} stand for one segment
    std::optional<Roles> roles;  ///< nothing: open to everybody
    void (*serve)(Surroundings&, Exchange);
    std::array<std::string_view, 4> parameters{};  ///< of the query
};

constexpr std::array<std::string_view, 4> page_parameters = {"after", "limit"};
constexpr Roles everybody_inside = {president, office, finance, auditor, integration, admin};
constexpr Roles takes_calls = {president, office, integration};
constexpr Roles reads_books = {president, finance, auditor, admin};

constexpr Roles moves_money = {finance, integration, admin};

constexpr auto table = std::to_array<Route>({
    {"POST", "/v1/invoices", Roles{integration, finance, admin}, post_invoice},
    {"GET", "/v1/invoices/{number}", everybody_inside, get_invoice},
    {"POST", "/v1/claims", takes_calls, post_claim},
    {"GET", "/v1/claims/{id}", everybody_inside, get_claim},
    {"GET", "/v1/claims/{id}/routing", Roles{president, office, auditor, admin}, get_routing},
    {"POST", "/v1/claims/{id}/statements", takes_calls, post_claim_body<read_state_anew>},
    {"POST", "/v1/claims/{id}/acknowledge", Roles{president, office}, post_claim_action<Acknowledge>},
    {"POST", "/v1/claims/{id}/approve", Roles{president}, post_claim_action<Approve>},
    {"POST", "/v1/claims/{id}/notes", Roles{president, office, finance}, post_claim_body<read_note>},
    {"POST", "/v1/claims/{id}/cause", Roles{president, office}, post_claim_body<read_cause>},
    // Law 5: the customer confirms or revokes, which reaches us through the integration that serves their link.
    {"POST", "/v1/claims/{id}/offer/confirm", Roles{integration}, post_claim_body<read_confirm_offer>},
    {"POST", "/v1/claims/{id}/offer/revoke", Roles{integration}, post_offer_answer<OfferAnswer::revoked>},
    {"POST", "/v1/claims/{id}/offer/decline", Roles{president}, post_offer_answer<OfferAnswer::declined>},
    {"GET", "/v1/queue", Roles{president, office, auditor, admin}, get_queue, page_parameters},
    {"GET", "/v1/adjustments", reads_books, get_adjustments, page_parameters},
    {"GET", "/v1/adjustments/{number}", reads_books, get_adjustment},
    {"GET", "/v1/entries", reads_books, get_entries, page_parameters},
    {"GET", "/v1/trial-balance", reads_books, get_trial_balance},
    {"GET", "/v1/journal", Roles{auditor, admin}, get_journal, page_parameters},
    {"GET",
     "/v1/reports/outcomes",
     Roles{president, office, finance, auditor, admin},
     get_outcomes,
     {"from", "to", "by", "format"}},
    {"GET", "/v1/reports/refusals", Roles{president, office, auditor, admin}, get_refusals},
    {"POST", "/v1/payments", moves_money, post_payment},
    {"GET", "/v1/payments", reads_books, get_payments, {"shortfall", "after", "limit"}},
    {"POST", "/v1/payments/{id}/reversal", moves_money, post_payment_reversal},
    {"POST", "/v1/invoices/{number}/external-adjustments", moves_money, post_external_adjustment},
    {"POST", "/v1/invoices/{number}/balance/use", Roles{finance, office}, post_balance_use},
    {"POST", "/v1/invoices/{number}/balance/refund", Roles{finance, office}, post_balance_refund},
    {"GET", "/v1/refunds", reads_books, get_refunds, {"state", "after", "limit"}},
    {"GET", "/v1/refunds/{number}", reads_books, get_refund},
    {"POST", "/v1/refunds/{number}/release", Roles{finance}, post_refund_release},
    {"POST", "/v1/refunds/{number}/account", Roles{finance, office}, post_refund_account},
    // The customer confirms by their own link, or to somebody who reaches them over a contact on file.
    {"POST", "/v1/refunds/{number}/account/confirm", Roles{finance, office, integration}, post_refund_account_confirm},
    {"POST", "/v1/refunds/{number}/paid", moves_money, post_refund_paid},
    {"POST", "/v1/refunds/{number}/failed", moves_money, post_refund_failed},
    {"POST", "/v1/refunds/{number}/retry", Roles{finance}, post_refund_retry},
    {"POST", "/v1/claims/{id}/make-goods", Roles{president}, post_make_good},
    {"GET", "/v1/make-goods", reads_books, get_make_goods, page_parameters},
    {"GET", "/v1/make-goods/{number}", reads_books, get_make_good},
    {"POST", "/v1/adjustments/{number}/reversal", Roles{president, finance}, post_adjustment_reversal},
    {"GET", "/v1/holds", Roles{president, office, finance, auditor, integration, admin}, get_holds, page_parameters},
    {"GET", "/v1/account-statement", reads_books, get_account_statement, {"account", "currency", "from", "to"}},
    {"POST", "/v1/exports", Roles{finance}, post_export},
    {"GET", "/v1/exports", reads_books, get_exports, page_parameters},
    {"GET", "/v1/exports/{number}", reads_books, get_export, {"format", "file"}},
    {"POST", "/v1/exports/{number}/booked", moves_money, post_export_booked},
    {"POST", "/v1/exports/{number}/failed", moves_money, post_export_failed},
    {"POST", "/v1/rules/reload", Roles{admin}, post_reload},
    {"POST", "/v1/rules/backtest", Roles{president, office, auditor, admin}, post_backtest},
    {"GET", "/metrics", Roles{auditor, integration, admin}, get_metrics},
    {"GET", "/openapi.json", std::nullopt, get_openapi},
    {"GET", "/healthz", std::nullopt, get_healthz},
    {"GET", "/readyz", std::nullopt, get_readyz},
});

/// The next segment of a pattern, taken off its front.
std::string_view take_segment(std::string_view& pattern) {
    pattern.remove_prefix(1);
    const std::string_view segment = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(segment.size());
    return segment;
}

/// Whether `path` is the pattern's, and what stood for its parameter.
bool matches(std::string_view pattern, const std::vector<std::string>& path, std::string& parameter) {
    for (const std::string& segment : path) {
        if (pattern.empty()) return false;
        const std::string_view expected = take_segment(pattern);
        if (expected.starts_with('{') && !segment.empty())
            parameter = segment;
        else if (expected != segment)
            return false;
    }
    return pattern.empty();
}

struct Match {
    const Route* route = nullptr;
    std::string parameter;
    std::string allowed;  ///< methods that the path knows, when it knows not this one
};

Match find_route(const Request& request) {
    Match match;
    for (const Route& route : table) {
        std::string parameter;
        if (!matches(route.path, request.path, parameter)) continue;
        if (route.method == request.method) {
            match.route = &route;
            match.parameter = std::move(parameter);
            return match;
        }
        match.allowed += (match.allowed.empty() ? "" : ", ") + std::string(route.method);
        if (route.method == "GET") match.allowed += ", HEAD";
    }
    return match;
}

Response no_route(const Match& match) {
    if (match.allowed.empty()) return not_found("There is nothing at this path; /openapi.json lists what there is.");
    Response response = problem(405, "method-not-allowed", "Not with this method",
                                "This path does not know the method; accepted: " + match.allowed + ".");
    response.headers.push_back({"Allow", match.allowed});
    return response;
}

std::string path_text(const Request& request) {
    std::string text = request.method + " ";
    for (const std::string& segment : request.path) text += "/" + percent_encoded(segment);
    return text;
}

}  // namespace

struct Api::Impl {
    Impl(Store& store, Principals& principals_of_requests, Crypto& crypto, WallClock& clock, Readiness not_ready,
         RuleDesk* rules, FinanceDesk* finance)
        : readiness(std::move(not_ready)),
          long_work(store),
          around{store,    crypto, clock, readiness, rules ? *rules : no_rules, finance ? *finance : no_finance,
                 long_work},
          principals(principals_of_requests) {}
    const Readiness readiness;
    NoRules no_rules;
    NoFinance no_finance;
    LongWork long_work;
    Surroundings around;
    Principals& principals;
};

Api::Api(Store& store, Principals& principals, Crypto& crypto, WallClock& clock, std::function<std::string()> not_ready,
         RuleDesk* rules, FinanceDesk* finance)
    : impl_(std::make_unique<Impl>(store, principals, crypto, clock, std::move(not_ready), rules, finance)) {}

Api::~Api() = default;

void Api::handle(Request request, Responder responder) {
    Reply reply(std::move(responder), impl_->around.store);
    Match match = find_route(request);
    if (!match.route) return reply(no_route(match));
    Actor actor;
    if (match.route->roles) {
        auto authorised = authorise(impl_->principals, request, *match.route->roles);
        if (!authorised) return reply(std::move(authorised).error());
        actor = *std::move(authorised);
    }
    // Probes and proxies put what they like behind a question mark; people who ask for figures are told.
    if (match.route->roles)
        if (auto unknown = refuse_unknown_parameters(request, match.route->parameters))
            return reply(*std::move(unknown));
    std::string route = path_text(request);
    match.route->serve(impl_->around, {std::move(request), std::move(reply), std::move(actor),
                                       std::move(match.parameter), std::move(route)});
}

std::vector<std::string> Api::routes() {
    std::vector<std::string> routes;
    for (const Route& route : table) routes.push_back(std::string(route.method) + " " + std::string(route.path));
    return routes;
}

}  // namespace makegood::http
