#include "adapters/http/api/money.hpp"

#include <algorithm>

#include "adapters/codec/event_words.hpp"
#include "adapters/http/api/actions.hpp"
#include "adapters/http/api/bodies.hpp"
#include "adapters/http/api/finance_desk.hpp"
#include "adapters/http/api/lists.hpp"
#include "adapters/http/api/money_bodies.hpp"
#include "adapters/http/api/money_render.hpp"
#include "adapters/http/api/refusals.hpp"
#include "adapters/http/api/render.hpp"

namespace makegood::http {

namespace {

using Render = std::function<Answer(const Outcome&)>;

template <class Write>
std::string rendered(Write write) {
    std::string body;
    JsonWriter json(body);
    write(json);
    return body;
}

const InvoiceNumber& number_of(const Outcome& outcome) {
    return outcome.after.books->invoice->number;
}

/// The payment, with the claim that its remittance opened or spoke on, if it did.
Answer payment_answer(const Outcome& outcome, const PaymentId& id, int status) {
    const Payment& payment = *outcome.after.find(id);
    std::string body = rendered([&](JsonWriter& json) {
        json.object_begin().key("payment");
        write_payment(json, payment, number_of(outcome), Accounts::left_out);
        json.field("open", to_text(outcome.after.books->receivable.open()));
        for (const Journaled& journaled : outcome.events)
            if (const auto claim = claim_of(journaled.recorded.event)) {
                json.field("claim", to_text(*claim));
                break;
            }
        json.object_end();
    });
    return {status, std::move(body), etag_of(outcome.after), {}};
}

Render render_refund(const RefundNumber& number) {
    return [number](const Outcome& outcome) {
        return Answer{200,
                      rendered([&](JsonWriter& json) {
                          write_refund(json, *outcome.after.find(number), number_of(outcome), Accounts::left_out);
                      }),
                      etag_of(outcome.after),
                      {}};
    };
}

Answer invoice_answer(const Outcome& outcome) {
    return {200, render_invoice(outcome.after, Email::left_out), etag_of(outcome.after), {}};
}

/// An action on the invoice that the path names.
template <auto read_invoice_body>
void post_on_invoice(Surroundings& around, Exchange exchange) {
    const InvoiceNumber number(exchange.parameter);
    auto command = read_invoice_body(number, exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), invoice_answer,
                [number](const Refusal& refusal) { return answer_on_invoice(number, refusal); });
}

template <auto read_refund_body>
void post_refund_body(Surroundings& around, Exchange exchange) {
    const RefundNumber refund(exchange.parameter);
    auto command = read_refund_body(refund, exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), render_refund(refund));
}

template <class Action>
void post_refund_action(Surroundings& around, Exchange exchange) {
    const RefundNumber refund(exchange.parameter);
    auto command = read_nothing(Action{refund}, exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), render_refund(refund));
}

/// A word of the query; nothing when it was not asked.
template <class Enum>
Result<std::optional<Enum>, Response> query_word(const Request& request, std::string_view name) {
    auto value = query_parameter(request, name);
    if (!value) return Failure{std::move(value).error()};
    if (!*value) return std::optional<Enum>();
    const auto words = codec::words_of<Enum>();
    const auto found = std::find(words.begin(), words.end(), **value);
    if (found != words.end()) return std::optional(static_cast<Enum>(found - words.begin()));
    std::string accepted;
    for (std::string_view word : words) accepted += (accepted.empty() ? "" : ", ") + std::string(word);
    return Failure{not_understood(name, **value, accepted)};
}

struct StatementQuestion {
    AccountName account;
    Currency currency;
    Date from;
    Date to;
};

bool has_moved(Reader& reader, const AccountName& account) {
    const std::vector<TrialBalanceRow> rows = reader.trial_balance();
    return std::any_of(rows.begin(), rows.end(), [&](const TrialBalanceRow& row) { return row.account == account; });
}

Result<StatementQuestion, Response> read_statement_question(const Request& request) {
    std::array<std::string, 4> texts;
    constexpr std::array<std::string_view, 4> names = {"account", "currency", "from", "to"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto value = query_parameter(request, names[i]);
        if (!value) return Failure{std::move(value).error()};
        texts[i] = value->value_or("");
    }
    if (texts[0].empty()) return Failure{not_understood("account", texts[0], "the name of an account of the chart")};
    const auto currency = Currency::find(texts[1]);
    if (!currency) return Failure{not_understood("currency", texts[1], "a currency, as in EUR")};
    const auto from = parse_date(texts[2]);
    if (!from) return Failure{not_understood("from", texts[2], "a date as in 2026-01-31")};
    const auto to = parse_date(texts[3]);
    if (!to || *to < *from) return Failure{not_understood("to", texts[3], "a day not before from")};
    return StatementQuestion{AccountName(texts[0]), *currency, *from, *to};
}

}  // namespace

void post_payment(Surroundings& around, Exchange exchange) {
    auto command = read_payment(exchange.request.body);
    std::optional<PaymentId> id;
    if (command) id = std::get<RecordPayment>(*command).payment.id;
    submit_body(around, std::move(exchange), std::move(command), [id](const Outcome& outcome) {
        return payment_answer(outcome, *id, outcome.events.empty() ? 200 : 201);
    });
}

void post_payment_reversal(Surroundings& around, Exchange exchange) {
    const PaymentId id(exchange.parameter);
    auto command = read_payment_reversal(id, exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command),
                [id](const Outcome& outcome) { return payment_answer(outcome, id, 200); });
}

void get_payments(Surroundings& around, Exchange exchange) {
    auto shortfall = query_word<Shortfall>(exchange.request, "shortfall");
    if (!shortfall) return exchange.responder(std::move(shortfall).error());
    read_numbered_list(
        around, std::move(exchange),
        [wanted = *shortfall](Reader& reader, std::uint64_t after, std::size_t limit) {
            return reader.payments(wanted, after, limit);
        },
        write_payment_row, [](const PaymentRow& row) { return row.sequence; });
}

void post_external_adjustment(Surroundings& around, Exchange exchange) {
    post_on_invoice<read_external_adjustment>(around, std::move(exchange));
}
void post_balance_use(Surroundings& around, Exchange exchange) {
    post_on_invoice<read_balance_use>(around, std::move(exchange));
}
void post_balance_refund(Surroundings& around, Exchange exchange) {
    post_on_invoice<read_balance_refund>(around, std::move(exchange));
}

void get_refunds(Surroundings& around, Exchange exchange) {
    auto state = query_word<RefundState>(exchange.request, "state");
    if (!state) return exchange.responder(std::move(state).error());
    read_numbered_list(
        around, std::move(exchange),
        [wanted = *state](Reader& reader, std::uint64_t after, std::size_t limit) {
            return reader.refunds(wanted, after, limit);
        },
        write_refund_row, [](const RefundRow& row) { return row.sequence; });
}

void get_refund(Surroundings& around, Exchange exchange) {
    read(around, std::move(exchange), [](Reader& reader, const Exchange& asked) {
        const RefundNumber number(asked.parameter);
        const auto stream = reader.invoice_of(number);
        const Refund* refund = stream ? stream->find(number) : nullptr;
        if (!refund) return to_response(answer_of({RefusalReason::unknown_refund}));
        return json_response(rendered([&](JsonWriter& json) {
                                 write_refund(json, *refund, stream->books->invoice->number, Accounts::shown);
                             }),
                             etag_of(*stream));
    });
}

void post_refund_release(Surroundings& around, Exchange exchange) {
    post_refund_action<ReleaseRefund>(around, std::move(exchange));
}
void post_refund_account(Surroundings& around, Exchange exchange) {
    post_refund_body<read_refund_account>(around, std::move(exchange));
}
void post_refund_account_confirm(Surroundings& around, Exchange exchange) {
    post_refund_body<read_refund_account_confirm>(around, std::move(exchange));
}
void post_refund_paid(Surroundings& around, Exchange exchange) {
    post_refund_body<read_refund_paid>(around, std::move(exchange));
}
void post_refund_failed(Surroundings& around, Exchange exchange) {
    post_refund_body<read_refund_failed>(around, std::move(exchange));
}
void post_refund_retry(Surroundings& around, Exchange exchange) {
    post_refund_action<RetryRefund>(around, std::move(exchange));
}

void post_make_good(Surroundings& around, Exchange exchange) {
    with_claim(std::move(exchange), [&](Exchange asked, const ClaimId& id) {
        auto command = read_make_good(id, asked.request.body);
        submit_body(around, std::move(asked), std::move(command), [](const Outcome& outcome) {
            const MakeGood& given = outcome.after.make_goods.back();
            return Answer{201, rendered([&](JsonWriter& json) { write_make_good(json, given); }),
                          etag_of(outcome.after), "/v1/make-goods/" + percent_encoded(given.number.text())};
        });
    });
}

void post_adjustment_reversal(Surroundings& around, Exchange exchange) {
    auto command = read_adjustment_reversal(AdjustmentNumber(exchange.parameter), exchange.request.body);
    submit_body(around, std::move(exchange), std::move(command), invoice_answer);
}

void get_holds(Surroundings& around, Exchange exchange) {
    read_queue_list(
        around, std::move(exchange),
        [](Reader& reader, const std::optional<QueuePlace>& after, std::size_t limit) {
            return reader.holds(after, limit);
        },
        write_hold);
}

void get_account_statement(Surroundings& around, Exchange exchange) {
    auto question = read_statement_question(exchange.request);
    if (!question) return exchange.responder(std::move(question).error());
    read(around, std::move(exchange), [q = *question, &finance = around.finance](Reader& reader, const Exchange&) {
        // A misspelt account must not look like one that never moved.
        if (!finance.has_account(q.account) && !has_moved(reader, q.account))
            return not_found("No account has the name \"" + q.account.text() + "\"; accepted: one of the chart.");
        return json_response(render_account_statement(q.account, q.from, q.to,
                                                      reader.account_before(q.account, q.currency, q.from),
                                                      reader.account_days(q.account, q.currency, q.from, q.to)));
    });
}

}  // namespace makegood::http
