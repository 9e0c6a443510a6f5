#include "adapters/verify/invoice.hpp"

#include <algorithm>

#include "adapters/verify/document.hpp"
#include "adapters/verify/elsewhere.hpp"
#include "adapters/verify/money.hpp"
#include "adapters/verify/refunds.hpp"
#include "adapters/verify/reversal.hpp"

namespace makegood::verify {

namespace {

/// Debits less credits that the receivable asks for on the sub-ledgers' accounts.
Moves owed_by(const Invoice& invoice) {
    Moves owed;
    owed[Account::receivables] = invoice.open();
    owed[Account::refunds_payable] = -invoice.refunds_payable();
    owed[Account::customer_balances] = -invoice.balance();
    return owed;
}

constexpr std::array sub_ledgers = {Account::receivables, Account::refunds_payable, Account::customer_balances};

Moves sub_ledgers_of(const Moves& moves) {
    Moves kept;
    for (Account account : sub_ledgers) kept[account] = moves[account];
    return kept;
}

template <class Things>
auto find_number(Things& things, std::string_view number) {
    const auto found =
        std::find_if(things.rbegin(), things.rend(), [&](const auto& thing) { return thing.number == number; });
    return found == things.rend() ? nullptr : &*found;
}

void add_person(std::vector<Person>& people, Person person) {
    if (person != nobody && std::find(people.begin(), people.end(), person) == people.end()) people.push_back(person);
}

}  // namespace

Wide Invoice::refundable() const {
    return std::max(Wide{0}, paid - refunded - kept - out_of_band);
}

Wide Invoice::refunds_payable() const {
    Wide payable_out = unrecorded;
    for (const Refund& refund : refunds)
        if (refund.is_payable()) payable_out += refund.amount;
    return payable_out;
}

Claim* Invoice::find(std::string_view claim) {
    const auto found = std::find_if(claims.rbegin(), claims.rend(), [&](const Claim& c) { return c.id == claim; });
    return found == claims.rend() ? nullptr : &*found;
}

DocumentImage* Invoice::find_document(std::string_view document) {
    return find_number(documents, document);
}

Refund* Invoice::find_refund(std::string_view refund) {
    return find_number(refunds, refund);
}

Wide Invoice::most(std::size_t line) const {
    Wide sum = levels.lines[line].billed;
    for (const auto& [raised_line, amount] : raised)
        if (raised_line == line) sum += amount;
    return sum;
}

void tie(Invoice& invoice, Books& books, const Happening& happening, const Moves& due_elsewhere, const Moves& carried,
         Findings& findings) {
    // Of the sub-ledgers the balance is judged, and not the movement: so that nothing is carried along unseen.
    const Moves owed = owed_by(invoice);
    Moves moved;
    for (Account account : sub_ledgers) moved[account] = owed[account] - invoice.ledger[account];
    Moves due = due_elsewhere;
    due += moved;
    due += carried;
    if (happening.posting.is_sound && happening.posting.moves != due)
        findings.add("entries-off", "the entries move " + in_words(happening.posting.moves, invoice.levels.digits),
                     in_words(due, invoice.levels.digits) + ", so that they are the document's and what is owed");
    books.owe(invoice.currency, invoice.levels.digits, sub_ledgers_of(happening.posting.moves), moved);
    invoice.ledger = owed;
}

void InvoiceJudge::judge(std::string_view type, const Value& payload, const Happening& happening) {
    meet_sequel(type, payload, happening);
    if (type == "credited-elsewhere") return credit_elsewhere(payload, happening);
    if (type == "claim-opened") return open_claim(payload, happening);
    if (type == "adjustment-issued") return adjust(payload, happening);
    if (type == "adjustment-reversed") return reverse(payload, happening);
    if (type.starts_with("refund-")) return RefundJudge(invoice_, books_, findings_).judge(type, payload, happening);
    if (is_of_money(type)) return MoneyJudge(invoice_, books_, findings_).judge(type, payload, happening);
    on_claim(type, payload, happening);
}

void InvoiceJudge::end() {
    if (invoice_.sequel) miss_sequel();
}

/// Whatever comes now is what must come, or that is missing.
void InvoiceJudge::meet_sequel(std::string_view type, const Value& payload, const Happening& happening) {
    if (!invoice_.sequel) return;
    const Sequel& sequel = *invoice_.sequel;
    const auto is_met = [&] {
        switch (sequel.kind) {
            case Sequel::Kind::reversal:
                return type == "adjustment-reversed" && payload["reversal"]["claim"].text() == sequel.claim;
            case Sequel::Kind::replacement: {
                if (type == "refund-cancelled") return true;  // of the document that was taken back: it judges that
                if (type != "adjustment-issued") return false;
                const Value replaces = payload["adjustment"].find("replaces");
                return replaces.is_there() && replaces.text() == sequel.document;
            }
            case Sequel::Kind::refund: return type == "refund-recorded" && payload["source"].text() != "balance";
        }
        return false;
    };
    if (happening.at_ms != sequel.at_ms || !is_met()) miss_sequel();
}

void InvoiceJudge::miss_sequel() {
    const std::unique_ptr<Sequel> sequel = std::move(invoice_.sequel);
    const std::uint64_t here = findings_.move_to(sequel->after);
    if (sequel->kind == Sequel::Kind::reversal)
        findings_.add("reversal-missing", "a statement is corrected of a claim that is adjusted",
                      "the reversal of the document that honoured it, at once");
    if (sequel->kind == Sequel::Kind::refund)
        findings_.add("refund-missing",
                      quoted(sequel->document) + " gives back " + invoice_.levels.text(sequel->amount) +
                          ", and no refund is recorded",
                      "the refund, at once (it is reserved before anything is sent)");
    if (sequel->kind == Sequel::Kind::replacement && !sequel->is_after_correction)
        findings_.add("replacement-missing", quoted(sequel->document) + " is taken back and not replaced",
                      "its replacement, at once: every line stays at the latest stated worth (law 10)");
    // After a correction there is none exactly when what stands is not above what the customer says now.
    if (sequel->kind == Sequel::Kind::replacement && sequel->is_after_correction) {
        Claim* claim = invoice_.find(sequel->claim);
        if (claim != nullptr) judge_worth_reached(*claim, invoice_.levels, findings_);
        if (claim != nullptr) std::vector<StatedWorth>().swap(claim->worths);
    }
    (void)findings_.move_to(here);
}

void InvoiceJudge::record(const Value& payload, const Happening& happening) {
    const Value draft = payload["invoice"];
    const Value customer = draft["customer"];
    const Value address = customer.find("address");
    invoice_.customer = customer["id"].text();
    invoice_.has_email = customer.find("email").is_there();
    invoice_.has_street = address.is_there() && address.find("street").is_there();
    invoice_.issued_on = draft["issued_on"].text();
    invoice_.guarantee = payload["guarantee"].text();
    invoice_.levels.bill(draft, payload["billed"], findings_);
    invoice_.tax_billed = draft["totals"]["tax"].amount();
    if (const Value tax = draft.find("accounting_tax"); tax.is_there()) {
        invoice_.accounting_currency = tax["currency"].text();
        invoice_.accounting_tax = read_accounting_tax(tax);
    }
    invoice_.payable = invoice_.levels.gross_billed();
    if (const Value paid = draft.find("paid"); paid.is_there()) invoice_.paid = paid.amount();
    draft["prepaid"].each([&](const Value& prepaid) { invoice_.paid += prepaid["amount"].amount(); });

    const Totals totals = read_totals(draft["totals"]);
    Moves due;
    due[Account::sales] = -totals.net;
    due[Account::output_tax] = -totals.tax;
    due[Account::rounding] = -invoice_.levels.rounding;
    due[Account::bank] = invoice_.paid;
    tie(invoice_, books_, happening, due, {}, findings_);
}

void InvoiceJudge::credit_elsewhere(const Value& payload, const Happening& happening) {
    const Totals totals = read_totals(payload["credit"]["totals"]);
    judge_credit_elsewhere(payload, invoice_.levels, findings_);
    if (const Value day = payload.find("posted_on"); day.is_there() && !may_be_today(day.days(), happening.at_ms))
        findings_.add("day-off", "posted_on is " + std::string(day.text()), "the day on which the event was made");
    ++invoice_.moves;
    invoice_.payable -= totals.gross;
    Moves due;
    due[Account::sales] = totals.net;
    due[Account::output_tax] = totals.tax;
    tie(invoice_, books_, happening, due, {}, findings_);
}

void InvoiceJudge::open_claim(const Value& payload, const Happening& happening) {
    const std::string_view id = payload["claim"].text();
    if (std::any_of(invoice_.claims.begin(), invoice_.claims.end(), [](const Claim& c) { return c.is_open(); }))
        findings_.add("claim-twice", "a claim is opened beside an open one", "a further statement on the open claim");
    if (invoice_.find(id) != nullptr)
        findings_.add("claim-twice", "claim " + quoted(id) + " is opened a second time", "an id of its own");
    Claim& claim = invoice_.claims.emplace_back(Claim{std::string(id), std::string(payload["number"].text())});
    if (const Value due = payload["routing"]["dues"].find("adjust"); due.is_there())
        claim.promise_ms = due["promise"].unix_ms();
    add_person(claim.recorded_by, happening.by);
    note_contact(claim, payload);
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
    if (type == "statement-corrected") return correct_statement(*claim, payload, happening);
    if (type == "claim-acknowledged") return acknowledge(*claim);
    if (type == "claim-approved") return approve(*claim, payload, happening);
    if (type == "offer-made") return offer(*claim, payload["movement"]);
    if (type == "offer-answered") return answer(*claim, payload["answer"].text());
    if (type == "claim-adjusted") return close(*claim, payload);
    if (type == "claim-settled") return settle(*claim);
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
    add_person(claim.recorded_by, happening.by);
    note_contact(claim, payload);
    hear(claim, payload["saying"], happening.at_ms, invoice_.levels, findings_);
    if (const Value routing = payload.find("routing"); routing.is_there()) reroute(claim, routing);
    if (withdraws) move(claim, State::withdrawn, findings_);
}

/// Law 1: the mended statement says what the customer really said. Of what was adjusted by it, the document goes too.
void InvoiceJudge::correct_statement(Claim& claim, const Value& payload, const Happening& happening) {
    const bool was_honoured = claim.state == State::adjusted || claim.state == State::settled;
    if (claim.state == State::approved || claim.state == State::withdrawn)
        findings_.add("claim-move", "a statement is corrected of a claim that is approved or withdrawn",
                      "a new statement, which alone takes an approval back");
    if (payload["confirmed_over"].text() == "short-payment")
        findings_.add("correction-unconfirmed", "the customer confirmed the correction over a short payment",
                      "their own word, over a link, the phone or a letter (law 1)");
    add_person(claim.recorded_by, happening.by);
    correct(claim, payload["statement"].integer(), payload["saying"], invoice_.levels, findings_);
    claim.lowered.clear();
    if (was_honoured)
        invoice_.sequel =
            std::make_unique<Sequel>(Sequel{Sequel::Kind::reversal, happening.sequence, happening.at_ms, {}, claim.id});
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
    claim.approved_by = happening.by;
    move(claim, State::approved, findings_);
}

void InvoiceJudge::offer(Claim& claim, const Value& movement) {
    // A correction may come to more than was billed, of a claim that was honoured long ago.
    if (!claim.is_honoured())
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

/// DESIGN.md 2, "claim": settled is what waits for no refund of its note any more.
void InvoiceJudge::settle(Claim& claim) {
    const bool waits = std::any_of(invoice_.refunds.begin(), invoice_.refunds.end(), [&](const Refund& refund) {
        return refund.claim == claim.id && refund.source == Refund::Source::adjustment && refund.is_payable();
    });
    if (waits)
        findings_.add("settled-early", "the claim is settled while a refund of its note is not paid",
                      "a claim that waits for its refund");
    move(claim, State::settled, findings_);
}

void InvoiceJudge::adjust(const Value& payload, const Happening& happening) {
    const Value adjustment = payload["adjustment"];
    Claim* claim = invoice_.find(adjustment["claim"].text());
    if (claim == nullptr)
        findings_.add("claim-unknown", "an adjustment of claim " + quoted(adjustment["claim"].text()),
                      "a claim that was opened on this invoice before");
    const std::unique_ptr<Sequel> sequel = std::move(invoice_.sequel);
    const Moves due = judge_adjustment(payload, invoice_, claim, sequel.get(), happening, findings_);
    if (sequel && sequel->is_after_correction && claim != nullptr) {
        judge_worth_reached(*claim, invoice_.levels, findings_);
        std::vector<StatedWorth>().swap(claim->worths);
    }
    tie(invoice_, books_, happening, due, {}, findings_);
}

void InvoiceJudge::reverse(const Value& payload, const Happening& happening) {
    const std::unique_ptr<Sequel> correction = std::move(invoice_.sequel);
    const Moves due = judge_reversal(payload, invoice_, correction != nullptr, happening, findings_);
    tie(invoice_, books_, happening, due, {}, findings_);
}

}  // namespace makegood::verify
