#include "adapters/http/api/refusals.hpp"

#include "adapters/codec/json_writer.hpp"
#include "adapters/http/api/actions.hpp"
#include "adapters/http/problem.hpp"

namespace makegood::http {

namespace {

void write_findings(codec::JsonWriter& json, const Findings& findings) {
    const auto write = [&](const Finding& finding) {
        json.field("pointer", finding.pointer).field("found", finding.found).field("expected", finding.expected);
    };
    if (findings.empty()) return;
    write(findings.front());
    json.array_field("errors");
    for (const Finding& finding : findings) {
        json.object_begin();
        write(finding);
        json.object_end();
    }
    json.array_end();
}

void write_since(codec::JsonWriter& json, const std::vector<Happening>& since) {
    if (since.empty()) return;
    json.array_field("since");
    for (const Happening& happening : since) {
        json.object_begin()
            .field("version", std::to_string(happening.version))
            .field("at", to_text(happening.at))
            .field("event", happening.type)
            .field("by", happening.actor.name);
        if (happening.actor.in_name_of) json.field("in_name_of", *happening.actor.in_name_of);
        json.object_end();
    }
    json.array_end();
}

struct Words {
    int status;
    std::string kind;
    std::string_view title;
    std::string detail;
};

/// The first finding in words, and how many there are; `errors` has them all.
std::string sentence(const Findings& findings) {
    if (findings.empty()) return {};
    const Finding& first = findings.front();
    std::string text = (first.pointer.empty() ? "The document" : first.pointer) + ": found " + first.found +
                       "; accepted: " + first.expected + ".";
    if (findings.size() > 1) text += " Findings in all: " + std::to_string(findings.size()) + ".";
    return text;
}

Words words_of(const Refusal& refusal) {
    const std::string kind(to_text(refusal.reason));
    const std::string state = refusal.state ? std::string(to_text(*refusal.state)) : std::string();
    switch (refusal.reason) {
        case RefusalReason::unknown_invoice:
            return {422, "unknown-invoice", "No such invoice",
                    "No invoice has this number; accepted: the number of an invoice that was recorded."};
        case RefusalReason::unknown_claim:
            return {404, "unknown-claim", "No such claim", "No claim has this id; accepted: the id of a claim."};
        case RefusalReason::stale_version:
            return {412, "stale-version", "Somebody was faster",
                    "The invoice changed since the version in If-Match; `since` says who did what. Read it again."};
        case RefusalReason::invoice_differs:
            return {409, "invoice-differs", "The number is taken",
                    "A document with this number and other content is recorded already; documents are never changed."};
        case RefusalReason::currency_differs:
            return {422, "currency-differs", "Another currency",
                    "An amount in another currency than its invoice: each is in the currency of the invoice that it is "
                    "of."};
        case RefusalReason::not_understood:
            return {422, "not-understood", "This cannot be understood", sentence(refusal.findings)};
        case RefusalReason::move_not_allowed:
            return {409, "move-not-allowed", "The claim is not there any more, or not yet",
                    "The claim is " + state + ", and that does not allow this."};
        case RefusalReason::worth_not_stated:
            return {409, "worth-not-stated", "No worth yet",
                    "The customer has not stated a worth yet; nobody else can. Record it with a statement."};
        case RefusalReason::promise_not_due:
            return {409, "promise-not-due", "Not due", "The promise of this claim has not run out."};
        case RefusalReason::offer_not_open:
            return {409, "offer-not-open", "No open offer", "The claim has no offer that waits for an answer."};
        case RefusalReason::offer_differs: return {409, kind, "Not the offer", sentence(refusal.findings)};
        case RefusalReason::unknown_adjustment:
            return {404, kind, "No such adjustment", "No adjustment has this number; accepted: the number of one."};
        case RefusalReason::unknown_refund:
            return {404, kind, "No such refund", "No refund has this number; accepted: the number of one."};
        case RefusalReason::unknown_payment:
            return {404, kind, "No such payment", "No payment has this id; accepted: the id of a recorded one."};
        case RefusalReason::number_reserved:
            return {409, kind, "The number is one of ours", sentence(refusal.findings)};
        case RefusalReason::payment_differs:
            return {409, kind, "The payment is recorded already", sentence(refusal.findings)};
        case RefusalReason::payment_bounced:
            return {409, kind, "Bounced already", "This payment was reversed before; a payment bounces once."};
        case RefusalReason::refund_move_not_allowed:
            return {409, kind, "The refund is not there any more, or not yet", sentence(refusal.findings)};
        case RefusalReason::over_refundable: return {409, kind, "More than was paid", sentence(refusal.findings)};
        case RefusalReason::over_balance: return {409, kind, "More than is kept", sentence(refusal.findings)};
        case RefusalReason::over_open: return {409, kind, "More than is open", sentence(refusal.findings)};
        case RefusalReason::customer_differs:
            return {409, kind, "Somebody else's invoice",
                    "What is kept for a customer pays invoices of that customer only."};
        case RefusalReason::account_unknown:
            return {409, kind, "No account",
                    "Nobody knows which account paid; name one, and have the customer confirm it. None is guessed."};
        case RefusalReason::account_unconfirmed:
            return {409, kind, "Not confirmed yet",
                    "The account is not the one that paid: the customer confirms it first, over a contact on file."};
        case RefusalReason::contact_not_on_file:
            return {409, kind, "No such contact on file",
                    "The customer can be asked only over a contact that was on file before the account was named."};
        case RefusalReason::second_person_needed:
            return {409, kind, "A second person is needed", sentence(refusal.findings)};
        case RefusalReason::already_reversed:
            return {409, kind, "Taken back already",
                    "Only a credit note that stands can be reversed; this one was, or is itself no such note."};
        case RefusalReason::not_the_last_document:
            return {409, kind, "Later documents stand on it",
                    "A correction would reach back over later documents of this invoice; reverse those first."};
        case RefusalReason::supplement_paid:
            return {409, kind, "Paid already", "A supplementary invoice can be revoked until it is paid."};
        case RefusalReason::unknown_batch:
            return {404, kind, "No such batch", "No batch has this number; accepted: the number of a sealed one."};
        case RefusalReason::through_not_past: return {422, kind, "Not over yet", sentence(refusal.findings)};
        case RefusalReason::batch_out_of_order: return {409, kind, "Closed already", sentence(refusal.findings)};
        case RefusalReason::batch_answered: return {409, kind, "Booked already", sentence(refusal.findings)};
    }
    break_invariant("a refusal has one of the reasons", std::source_location::current());
}

Findings findings_of(const Refusal& refusal) {
    return refusal.findings;
}

std::string problem_body(const Words& words, const Findings& findings, const std::vector<Happening>& since) {
    std::string body;
    codec::JsonWriter json(body);
    json.object_begin()
        .field("type", std::string(problem_type_base) + std::string(words.kind))
        .field("title", words.title)
        .field("status", words.status)
        .field("detail", words.detail);
    write_findings(json, findings);
    write_since(json, since);
    json.object_end();
    return body;
}

}  // namespace

Response problem_with(int status, std::string_view kind, std::string_view title, const Findings& findings) {
    Response response;
    response.status = status;
    response.content_type = "application/problem+json";
    response.body = problem_body({status, std::string(kind), title, sentence(findings)}, findings, {});
    return response;
}

Response refused_body(const Findings& findings) {
    const bool is_json = findings.size() > 1 || !findings.front().pointer.empty();
    return problem_with(is_json ? 422 : 400, is_json ? "not-understood" : "malformed-body",
                        is_json ? "This cannot be understood" : "The body cannot be read", findings);
}

Answer answer_of(const Refusal& refusal) {
    const Words words = words_of(refusal);
    return {words.status, problem_body(words, findings_of(refusal), refusal.since), {}, {}};
}

Answer answer_on_invoice(const InvoiceNumber& number, const Refusal& refusal) {
    const bool is_of_path = refusal.reason == RefusalReason::unknown_invoice &&
                            (refusal.findings.empty() || refusal.findings.front().pointer == "/invoice");
    if (!is_of_path) return answer_of(refusal);
    Response response = not_found("No invoice has the number \"" + number.text() + "\".");
    return {response.status, std::move(response.body), {}, {}};
}

Response response_of(SubmissionStatus status) {
    const auto later = [](Response response) {
        response.headers.push_back({"Retry-After", "1"});
        return response;
    };
    switch (status) {
        case SubmissionStatus::key_reused:
            return problem(422, "idempotency-key-reused", "The key belongs to another request",
                           "This Idempotency-Key came with another body before; accepted: a new key, or that body.");
        case SubmissionStatus::key_in_flight:
            return later(problem(409, "idempotency-key-in-flight", "The first request is not answered yet",
                                 "A request with this Idempotency-Key is being worked on; ask again in a moment."));
        case SubmissionStatus::queue_full:
            return later(problem(503, "busy", "Too much at once",
                                 "The queue of commands is full; nothing was changed. Try again in a moment."));
        case SubmissionStatus::unavailable:
            return later(problem(503, "not-durable", "Nothing can be written now",
                                 "The change could not be made durable and was not made. Try again in a moment."));
        case SubmissionStatus::stopping:
            return later(problem(503, "stopping", "The server is stopping", "Nothing was changed. Try again."));
        case SubmissionStatus::broken:
            return problem(500, "broken", "Our mistake",
                           "The program contradicted itself; this request alone was rolled back. The log says more.");
        case SubmissionStatus::done:
        case SubmissionStatus::replayed: break;
    }
    break_invariant("only what was not done becomes a problem of the store", std::source_location::current());
}

Response to_response(Answer answer) {
    Response response;
    response.status = answer.status;
    response.content_type = answer.status < 400 ? "application/json" : "application/problem+json";
    response.body = std::move(answer.body);
    if (!answer.etag.empty()) response.headers.push_back({"ETag", std::move(answer.etag)});
    if (!answer.location.empty()) response.headers.push_back({"Location", std::move(answer.location)});
    return response;
}

Response not_found(std::string_view what) {
    return problem(404, "not-found", "Nothing here", std::string(what));
}

}  // namespace makegood::http
