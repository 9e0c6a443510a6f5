#include "adapters/verify/refunds.hpp"

#include <algorithm>
#include <array>

namespace makegood::verify {

namespace {

using Source = Refund::Source;

constexpr std::array<std::array<bool, 5>, 5> may_become = {{
    {false, true, false, false, true},   // due: it may be cancelled while nothing was sent
    {false, false, true, true, false},   // instructed: unknown is not failed
    {false, false, false, true, false},  // paid: the bank may send it back
    {true, false, false, false, false},  // failed
    {},                                  // cancelled
}};

}  // namespace

const char* in_words(Refund::State state) {
    constexpr std::array names = {"due", "instructed", "paid", "failed", "cancelled"};
    return names[static_cast<std::size_t>(state)];
}

void RefundJudge::judge(std::string_view type, const Value& payload, const Happening& happening) {
    if (type == "refund-recorded") return record(payload, happening);
    Refund* refund = invoice_.find_refund(payload["refund"].text());
    if (refund == nullptr) {
        findings_.add("refund-unknown", "an event of refund " + quoted(payload["refund"].text()),
                      "a refund that was recorded on this invoice before");
        return;
    }
    if (type == "refund-account-named") return name_account(*refund, happening);
    if (type == "refund-account-confirmed") return confirm_account(*refund, payload["over"].text(), happening);
    if (type == "refund-instructed") return instruct(*refund, payload, happening);
    if (type == "refund-paid") return pay(*refund, payload, happening);
    if (type == "refund-failed") return fail(*refund, payload, happening);
    if (type == "refund-cancelled") return cancel(*refund, payload, happening);
    renew(*refund, happening);
}

void RefundJudge::record(const Value& payload, const Happening& happening) {
    const std::unique_ptr<Sequel> asked = std::move(invoice_.sequel);
    Refund refund;
    refund.number = payload["refund"].text();
    refund.source = read_source(payload);
    refund.amount = payload["amount"].amount();
    refund.recorded_by = happening.by;
    refund.document = payload["document"].text();
    if (const Value claim = payload.find("claim"); claim.is_there()) refund.claim = claim.text();
    if (refund.amount <= 0)
        findings_.add("refund-amount", "a refund of " + text(refund.amount), "an amount above zero");
    if (refund.source == Source::balance)
        take_from_balance(refund, payload);
    else
        judge_asked(refund, payload["document"].text(), asked.get());
    if (asked) refund.is_to_other_firm = asked->is_to_other_firm;
    invoice_.refunds.push_back(std::move(refund));
    tie_with_bank(0, happening);
}

Source RefundJudge::read_source(const Value& payload) {
    const std::string_view source = payload["source"].text();
    if (source != "adjustment" && source != "balance" && source != "make-good")
        findings_.add("refund-unknown", "a refund of source " + quoted(source),
                      "\"adjustment\", \"balance\" or \"make-good\"");
    return source == "balance" ? Source::balance : source == "make-good" ? Source::make_good : Source::adjustment;
}

void RefundJudge::judge_asked(const Refund& refund, std::string_view document, const Sequel* asked) {
    invoice_.unrecorded -= refund.amount;
    if (asked == nullptr) {
        findings_.add("refund-unasked", "a refund of " + text(refund.amount) + " that no document asks for",
                      "one refund for each part of a document that is given back, recorded at once with it");
        return;
    }
    const bool is_as_asked = refund.amount == asked->amount && refund.claim == asked->claim &&
                             document == asked->document &&
                             (refund.source == Source::make_good) == asked->is_of_make_good;
    if (!is_as_asked)
        findings_.add("refund-differs", "a refund of " + text(refund.amount) + " is recorded for " + quoted(document),
                      text(asked->amount) + ", what " + quoted(asked->document) + " gives back, of its claim and kind");
}

void RefundJudge::take_from_balance(const Refund& refund, const Value& payload) {
    if (payload["document"].text() != invoice_.number)
        findings_.add("refund-differs", "a balance of " + quoted(payload["document"].text()) + " is refunded",
                      quoted(invoice_.number) + ", the invoice that it was kept from");
    if (refund.amount > invoice_.balance())
        findings_.add("balance-off", "a balance of " + text(refund.amount) + " is refunded",
                      "at most " + text(invoice_.balance()) + ", what is kept for the customer");
    else
        judge_still_here(refund, invoice_.returnable(), "of a balance is recorded");
    invoice_.kept -= refund.amount;
    invoice_.refunded += refund.amount;
}

/// What was never paid, or bounced since, does not leave for the customer.
void RefundJudge::judge_still_here(const Refund& refund, Wide returnable, const std::string& what) {
    if (refund.amount > returnable)
        findings_.add("refund-off", "a refund of " + text(refund.amount) + " " + what,
                      "at most " + text(std::max(Wide{0}, returnable)) + ", what was paid and is still here");
}

void RefundJudge::name_account(Refund& refund, const Happening& happening) {
    if (refund.state != Refund::State::due && refund.state != Refund::State::failed)
        findings_.add("refund-move",
                      "another account is named for a refund that is " + std::string(in_words(refund.state)),
                      "a refund that is not on its way");
    const Claim* claim = invoice_.find(refund.claim);
    refund.is_account_named = true;
    refund.is_account_confirmed = false;
    refund.named_by = happening.by;
    refund.had_email = claim != nullptr && claim->has_email;
    refund.had_phone = claim != nullptr && claim->has_phone;
}

void RefundJudge::confirm_account(Refund& refund, std::string_view over, const Happening& happening) {
    if (!refund.is_account_named)
        findings_.add("refund-account", "an account is confirmed that nobody named", "an account that was named");
    if (happening.by != nobody && happening.by == refund.named_by)
        findings_.add("second-person", "who named the account heard the customer confirm it", "a second person");
    const bool is_on_file = (over == "link" && (invoice_.has_email || refund.had_email)) ||
                            (over == "phone" && refund.had_phone) || (over == "letter" && invoice_.has_street);
    if (!is_on_file)
        findings_.add("contact-not-on-file", "the customer confirmed the account over " + quoted(over),
                      "a contact that was on file before the account was named");
    refund.is_account_confirmed = true;
}

void RefundJudge::instruct(Refund& refund, const Value& payload, const Happening& happening) {
    move(refund, Refund::State::instructed);
    const std::int64_t attempt = payload["attempt"].integer();
    if (attempt != refund.attempts + 1)
        findings_.add("refund-attempt", "attempt " + std::to_string(attempt) + " of the refund",
                      std::to_string(refund.attempts + 1) + ", the next one");
    refund.attempts = attempt;
    if (const Wide amount = payload["amount"].amount(); amount != refund.amount)
        findings_.add("refund-differs", "the bank is told to pay " + text(amount),
                      text(refund.amount) + ", what was recorded");
    // One that is due is among what was sent back already.
    if (refund.source != Source::make_good)
        judge_still_here(refund, invoice_.returnable() + refund.amount, "is sent to the bank");
    judge_day("instructed_on", payload, happening);
    judge_account(refund);
    judge_person(refund, happening.by);
    tie_with_bank(0, happening);
}

/// Back to who paid, or where the customer confirmed that it goes.
void RefundJudge::judge_account(const Refund& refund) {
    if (refund.is_account_named) {
        if (!refund.is_account_confirmed)
            findings_.add("refund-account", "the bank is told to pay to an account that the customer did not confirm",
                          "an account that was confirmed since it was named");
        return;
    }
    const bool has_account =
        std::any_of(invoice_.payments.begin(), invoice_.payments.end(),
                    [](const Payment& payment) { return payment.has_account && !payment.is_reversed; });
    if (!has_account || refund.is_to_other_firm)
        findings_.add("refund-account", "the bank is told to pay to an account that nobody named",
                      refund.is_to_other_firm ? "the other firm's account, named and confirmed"
                                              : "the account that paid, or one named and confirmed");
}

void RefundJudge::judge_person(const Refund& refund, Person by) {
    if (by == nobody) return;
    const auto complain = [&](const char* who) {
        findings_.add("second-person", std::string(who) + " released it", "a second person");
    };
    if (by == refund.named_by) return complain("who named the account");
    if (by == refund.recorded_by) return complain("who recorded the refund");
    const Claim* claim = invoice_.find(refund.claim);
    if (claim == nullptr) return;
    if (by == claim->approved_by) return complain("who approved the claim");
    if (std::find(claim->recorded_by.begin(), claim->recorded_by.end(), by) != claim->recorded_by.end())
        complain("who recorded the claim");
}

void RefundJudge::pay(Refund& refund, const Value& payload, const Happening& happening) {
    move(refund, Refund::State::paid);
    judge_day("posted_on", payload, happening);
    tie_with_bank(-refund.amount, happening);
}

void RefundJudge::fail(Refund& refund, const Value& payload, const Happening& happening) {
    const bool had_left = refund.state == Refund::State::paid;
    move(refund, Refund::State::failed);
    if (refund.source != Source::make_good) {
        invoice_.refunded -= refund.amount;
        invoice_.failed += refund.amount;
    }
    judge_day("posted_on", payload, happening);
    tie_with_bank(had_left ? refund.amount : 0, happening);
}

void RefundJudge::renew(Refund& refund, const Happening& happening) {
    move(refund, Refund::State::due);
    if (refund.source != Source::make_good) {
        judge_still_here(refund, invoice_.returnable(), "becomes due again");
        invoice_.refunded += refund.amount;
        invoice_.failed -= refund.amount;
    }
    tie_with_bank(0, happening);
}

/// What asked for it is taken back in the same moment.
void RefundJudge::cancel(Refund& refund, const Value& payload, const Happening& happening) {
    move(refund, Refund::State::cancelled);
    const Sequel* sequel = invoice_.sequel.get();
    const bool is_taken_back = sequel != nullptr && sequel->kind == Sequel::Kind::replacement &&
                               sequel->document == refund.document && sequel->at_ms == happening.at_ms;
    if (!is_taken_back)
        findings_.add("refund-cancelled", "the refund of " + quoted(refund.document) + " is cancelled",
                      "a refund whose document is taken back in the same moment");
    invoice_.refunded -= refund.amount;
    judge_day("posted_on", payload, happening);
    tie_with_bank(0, happening);
}

void RefundJudge::move(Refund& refund, Refund::State to) {
    if (!may_become[static_cast<std::size_t>(refund.state)][static_cast<std::size_t>(to)])
        findings_.add("refund-move",
                      "the refund moves from " + std::string(in_words(refund.state)) + " to " + in_words(to),
                      "a move of due → instructed → paid | failed → due, from paid to failed, or from due to "
                      "cancelled");
    refund.state = to;
}

void RefundJudge::judge_day(std::string_view name, const Value& payload, const Happening& happening) {
    const Value day = payload[name];
    if (!may_be_today(day.days(), happening.at_ms))
        findings_.add("day-off", std::string(name) + " is " + std::string(day.text()),
                      "the day on which the event was made");
}

void RefundJudge::tie_with_bank(Wide bank, const Happening& happening) {
    Moves due;
    due[Account::bank] = bank;
    tie(invoice_, books_, happening, due, {}, findings_);
}

}  // namespace makegood::verify
