#include "adapters/verify/invoice.hpp"

#include <algorithm>

#include "adapters/verify/document.hpp"

namespace makegood::verify {

namespace {

/// Debits less credits that the receivable asks for on the sub-ledgers' accounts.
Moves owed_by(const Invoice& invoice) {
    Moves owed;
    owed[Account::receivables] = invoice.open();
    owed[Account::refunds_payable] = -invoice.refunded;
    owed[Account::customer_balances] = -invoice.kept;
    return owed;
}

Moves sub_ledgers_of(const Moves& moves) {
    Moves kept;
    for (Account account : {Account::receivables, Account::refunds_payable, Account::customer_balances})
        kept[account] = moves[account];
    return kept;
}

}  // namespace

Claim* Invoice::find(std::string_view claim) {
    const auto found = std::find_if(claims.rbegin(), claims.rend(), [&](const Claim& c) { return c.id == claim; });
    return found == claims.rend() ? nullptr : &*found;
}

void InvoiceJudge::tie(const Happening& happening, const Moves& due_elsewhere) {
    // Of the sub-ledgers the balance is judged, and not the movement: so that nothing is carried along unseen.
    const Moves owed = owed_by(invoice_);
    Moves due = due_elsewhere;
    for (Account account : {Account::receivables, Account::refunds_payable, Account::customer_balances})
        due[account] = owed[account] - invoice_.ledger[account];
    if (happening.posting.is_sound && happening.posting.moves != due)
        findings_.add("entries-off", "the entries move " + in_words(happening.posting.moves, invoice_.levels.digits),
                      in_words(due, invoice_.levels.digits) + ", so that they are the document's and what is owed");
    books_.owe(invoice_.currency, invoice_.levels.digits, sub_ledgers_of(happening.posting.moves), sub_ledgers_of(due));
    invoice_.ledger = owed;
}

void InvoiceJudge::record(const Value& payload, const Happening& happening) {
    const Value draft = payload["invoice"];
    invoice_.issued_on = draft["issued_on"].text();
    invoice_.guarantee = payload["guarantee"].text();
    invoice_.levels.bill(draft, payload["billed"], findings_);
    invoice_.payable = invoice_.levels.gross_billed();
    if (const Value paid = draft.find("paid"); paid.is_there()) invoice_.paid = paid.amount();
    draft["prepaid"].each([&](const Value& prepaid) { invoice_.paid += prepaid["amount"].amount(); });

    const Totals totals = read_totals(draft["totals"]);
    Moves due;
    due[Account::sales] = -totals.net;
    due[Account::output_tax] = -totals.tax;
    due[Account::rounding] = -invoice_.levels.rounding;
    due[Account::bank] = invoice_.paid;
    tie(happening, due);
}

void InvoiceJudge::credit_elsewhere(const Value& payload, const Happening& happening) {
    const Totals totals = read_totals(payload["credit"]["totals"]);
    judge_credit_elsewhere(payload, invoice_.levels, findings_);
    ++invoice_.moves;
    invoice_.payable -= totals.gross;
    Moves due;
    due[Account::sales] = totals.net;
    due[Account::output_tax] = totals.tax;
    tie(happening, due);
}

void InvoiceJudge::open_claim(const Value& payload, const Happening& happening) {
    const std::string_view id = payload["claim"].text();
    if (std::any_of(invoice_.claims.begin(), invoice_.claims.end(), [](const Claim& c) { return c.is_open(); }))
        findings_.add("claim-twice", "a claim is opened beside an open one", "a further statement on the open claim");
    if (invoice_.find(id) != nullptr)
        findings_.add("claim-twice", "claim " + quoted(id) + " is opened a second time", "an id of its own");
    Claim& claim = invoice_.claims.emplace_back(Claim{std::string(id)});
    if (const Value due = payload["routing"]["dues"].find("adjust"); due.is_there())
        claim.promise_ms = due["promise"].unix_ms();
    hear(claim, payload["saying"], happening.at_ms, invoice_.levels, findings_);
}

void InvoiceJudge::on_claim(std::string_view type, const Value& payload, const Happening& happening) {
    Claim* claim = invoice_.find(payload["claim"].text());
    if (claim == nullptr) {
        findings_.add("claim-unknown", "an event of claim " + quoted(payload["claim"].text()),
                      "a claim that was opened on this invoice before");
        return;
    }
    if (type == "statement-made") return state(*claim, payload, happening);
    if (type == "claim-acknowledged") return acknowledge(*claim);
    if (type == "claim-approved") return approve(*claim, payload, happening);
    if (type == "offer-made") return offer(*claim, payload["movement"]);
    if (type == "offer-answered") return answer(*claim, payload["answer"].text());
    if (type == "claim-adjusted") return close(*claim, payload);
    if (type == "claim-settled") return move(*claim, State::settled, findings_);
}

void InvoiceJudge::state(Claim& claim, const Value& payload, const Happening& happening) {
    const bool withdraws = payload["saying"]["kind"].text() == "withdrawing";
    if (claim.offer == Offer::open)
        findings_.add("offer-left-open", "a statement while an offer is open", "an offer that was revoked before");
    if (!withdraws && claim.state == State::approved) {  // what was approved is not what is stated now
        move(claim, State::acknowledged, findings_);
        claim.offer = Offer::none;
    }
    if (!claim.is_open() && !withdraws)
        findings_.add("claim-move", "a statement on a claim that is closed", "a claim that is open, or a new one");
    hear(claim, payload["saying"], happening.at_ms, invoice_.levels, findings_);
    if (const Value routing = payload.find("routing"); routing.is_there()) reroute(claim, routing);
    if (withdraws) move(claim, State::withdrawn, findings_);
}

/// Laws 2 and 4: whatever the rules say now, the promise that the claim has is kept or tightened.
void InvoiceJudge::reroute(Claim& claim, const Value& routing) {
    const Value due = routing["dues"].find("adjust");
    const std::optional<std::int64_t> promise_ms =
        due.is_there() ? std::optional(due["promise"].unix_ms()) : std::nullopt;
    if (claim.promise_ms && (!promise_ms || *promise_ms > *claim.promise_ms))
        findings_.add("promise-loosened", "a further statement moved the adjust promise later, or dropped it",
                      "the earlier promise, or a tighter one");
    if (promise_ms) claim.promise_ms = promise_ms;
}

void InvoiceJudge::acknowledge(Claim& claim) {
    if (claim.state == State::approved)
        findings_.add("claim-move", "an approved claim is acknowledged", "a new statement, which alone takes it back");
    move(claim, State::acknowledged, findings_);
}

void InvoiceJudge::approve(Claim& claim, const Value& payload, const Happening& happening) {
    if (claim.worths.empty())
        findings_.add("worth-missing", "a claim is approved on which no worth is stated",
                      "a worth, which only the customer can state");
    if (payload["by_promise"].flag() && claim.promise_ms && happening.at_ms < *claim.promise_ms)
        findings_.add("promise-early", "the adjust promise kept itself before it ran out",
                      "an approval by the president until then");
    move(claim, State::approved, findings_);
}

void InvoiceJudge::offer(Claim& claim, const Value& movement) {
    if (claim.state != State::approved)
        findings_.add("claim-move", "an offer on a claim that is not approved", "an approved claim");
    claim.offer = Offer::open;
    claim.offered = read_totals(movement["totals"]);
    claim.offered_at_move = invoice_.moves;
}

void InvoiceJudge::answer(Claim& claim, std::string_view answer) {
    if (claim.offer != Offer::open) findings_.add("offer-not-open", "an answer without an offer", "an open offer");
    claim.offer = answer == "confirmed" ? Offer::confirmed : answer == "revoked" ? Offer::revoked : Offer::declined;
}

void InvoiceJudge::close(Claim& claim, const Value& payload) {
    if (payload["without_document"].flag() != (claim.documents == 0))
        findings_.add("document-missing",
                      claim.documents == 0 ? "the claim is adjusted by a document, and there is none"
                                           : "the claim is adjusted without a document, and there is one",
                      "a claim that says whether a document adjusted it");
    if (claim.state == State::approved) judge_worth_reached(claim, invoice_.levels, findings_);
    move(claim, State::adjusted, findings_);
}

void InvoiceJudge::adjust(const Value& adjustment, const Happening& happening) {
    Claim* claim = invoice_.find(adjustment["claim"].text());
    if (claim == nullptr)
        findings_.add("claim-unknown", "an adjustment of claim " + quoted(adjustment["claim"].text()),
                      "a claim that was opened on this invoice before");
    const Moves due = judge_adjustment(adjustment, invoice_, claim, findings_);
    tie(happening, due);
}

}  // namespace makegood::verify
