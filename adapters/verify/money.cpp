#include "adapters/verify/money.hpp"

#include <algorithm>

namespace makegood::verify {

bool is_of_money(std::string_view type) {
    return type == "payment-received" || type == "payment-reversed" || type == "balance-used" ||
           type == "balance-received" || type == "make-good-given";
}

void MoneyJudge::judge(std::string_view type, const Value& payload, const Happening& happening) {
    if (type == "payment-received") return receive(payload["payment"], happening);
    if (type == "payment-reversed") return bounce(payload["payment"].text(), happening);
    if (type == "balance-used") return use_balance(payload, happening);
    if (type == "balance-received") return receive_balance(payload, happening);
    give(payload["make_good"], happening);
}

void MoneyJudge::receive(const Value& payment, const Happening& happening) {
    const Wide amount = payment["amount"].amount();
    if (amount <= 0) findings_.add("payment-amount", "a payment of " + text(amount), "an amount above zero");
    invoice_.payments.push_back({std::string(payment["id"].text()), amount, payment.find("from").is_there()});
    invoice_.paid += amount;
    Moves due;
    due[Account::bank] = amount;
    tie(invoice_, books_, happening, due, {}, findings_);
}

void MoneyJudge::bounce(std::string_view id, const Happening& happening) {
    const auto payment = std::find_if(invoice_.payments.begin(), invoice_.payments.end(),
                                      [&](const Payment& known) { return known.id == id; });
    if (payment == invoice_.payments.end()) {
        findings_.add("payment-unknown", "payment " + quoted(id) + " bounces", "a payment that came in before");
        return;
    }
    if (payment->is_reversed)
        findings_.add("payment-bounced-twice", "payment " + quoted(id) + " bounces a second time", "once");
    payment->is_reversed = true;
    invoice_.paid -= payment->amount;
    Moves due;
    due[Account::bank] = -payment->amount;
    tie(invoice_, books_, happening, due, {}, findings_);
}

void MoneyJudge::use_balance(const Value& payload, const Happening& happening) {
    const Wide amount = payload["amount"].amount();
    if (amount <= 0 || amount > invoice_.balance())
        findings_.add("balance-off", "a balance of " + text(amount) + " is used",
                      "more than zero, and at most " + text(invoice_.balance()) + ", what is kept for the customer");
    if (payload["on"].text() == invoice_.number)
        findings_.add("balance-adrift", "a balance is used on the invoice that it is kept from", "another invoice");
    (void)payload["consent"].text();
    invoice_.used += amount;
    Moves carried;  // the entries are where it arrives
    carried[Account::customer_balances] = -amount;
    tie(invoice_, books_, happening, {}, carried, findings_);
}

void MoneyJudge::receive_balance(const Value& payload, const Happening& happening) {
    const Wide amount = payload["amount"].amount();
    const Wide open = std::max(Wide{0}, invoice_.open());
    if (amount <= 0 || amount > open)
        findings_.add("balance-off", "a balance of " + text(amount) + " is received",
                      "more than zero, and at most " + text(open) + ", what is open");
    if (!may_be_today(payload["posted_on"].days(), happening.at_ms))
        findings_.add("day-off", "posted_on is " + std::string(payload["posted_on"].text()),
                      "the day on which the event was made");
    invoice_.paid += amount;
    Moves carried;
    carried[Account::customer_balances] = amount;
    tie(invoice_, books_, happening, {}, carried, findings_);
}

/// Beyond the price: its own account, and no tax but what the company's adviser says its amount includes.
void MoneyJudge::give(const Value& make_good, const Happening& happening) {
    judge_references(make_good);
    const std::string_view kind = make_good["kind"].text();
    const Value stated = make_good.find("amount");
    const bool is_apology = kind == "apology";
    if (!is_apology && kind != "money" && kind != "other-bill")
        findings_.add("make-good-off", "a make-good of kind " + quoted(kind),
                      "\"money\", \"other-bill\" or \"apology\"");
    const Wide amount = stated.is_there() ? stated.amount() : 0;
    if (is_apology == stated.is_there() || (!is_apology && amount <= 0))
        findings_.add("make-good-off",
                      stated.is_there() ? "a make-good of kind " + quoted(kind) + " gives " + text(amount)
                                        : "a make-good of kind " + quoted(kind) + " gives nothing",
                      is_apology ? "an apology, which is a letter alone" : "an amount above zero");
    const Wide tax = judge_tax(make_good, amount);
    Moves due;
    due[Account::make_goods] = amount - tax;
    due[Account::output_tax] = tax;
    invoice_.unrecorded += amount;
    if (amount > 0) {
        Sequel refund{Sequel::Kind::refund,
                      happening.sequence,
                      happening.at_ms,
                      std::string(make_good["number"].text()),
                      std::string(make_good["claim"].text()),
                      amount};
        refund.is_of_make_good = true;
        refund.is_to_other_firm = kind == "other-bill";
        invoice_.sequel = std::make_unique<Sequel>(std::move(refund));
    }
    tie(invoice_, books_, happening, due, {}, findings_);
}

/// The tax that an amount includes: amount × rate / (100 + rate); the base is the rest.
Wide MoneyJudge::judge_tax(const Value& make_good, Wide amount) {
    const Value row = make_good.find("tax");
    if (!row.is_there()) return 0;
    const TaxKey key = read_tax_key(row);
    Wide hundred_per_cent = 100;
    for (int place = 0; place < key.rate_digits; ++place) hundred_per_cent *= 10;
    const Wide due = multiply_divide(amount, key.rate, hundred_per_cent + key.rate);
    const Wide stated = row["amount"].amount();
    if (stated != due || row["base"].amount() != amount - due)
        findings_.add("make-good-off",
                      "a make-good of " + text(amount) + " says that it includes tax of " + text(stated) + " on " +
                          text(row["base"].amount()),
                      text(due) + " on " + text(amount - due) + ", " + in_words(key) + " of the whole");
    return stated;
}

void MoneyJudge::judge_references(const Value& make_good) {
    if (make_good["invoice"].text() != invoice_.number)
        findings_.add("document-differs", "the make-good's invoice is " + quoted(make_good["invoice"].text()),
                      quoted(invoice_.number));
    if (invoice_.find(make_good["claim"].text()) == nullptr)
        findings_.add("claim-unknown", "a make-good of claim " + quoted(make_good["claim"].text()),
                      "a claim that was opened on this invoice before");
}

void BalanceTransfers::leave(End end, Findings& findings) {
    pass(findings);
    under_way_ = std::move(end);
}

void BalanceTransfers::arrive(const End& end, Findings& findings) {
    const auto complain = [&](std::string found, std::string must) {
        findings.add("balance-adrift", std::move(found), std::move(must));
    };
    const std::optional<End> left = std::exchange(under_way_, std::nullopt);
    if (!left)
        return complain("a balance of " + quoted(end.from) + " arrives that did not leave",
                        "what was used right before, on this invoice");
    const bool is_same = left->from == end.from && left->on == end.on && left->amount == end.amount &&
                         left->currency == end.currency && left->at_ms == end.at_ms;
    if (!is_same)
        return complain(
            "what arrives is not what left " + quoted(left->from) + " at event " + std::to_string(left->sequence),
            "the same amount and currency, from that invoice to the one that it names, at once");
    if (left->customer && end.customer && *left->customer != *end.customer)
        complain("a balance of the customer " + quoted(*left->customer) + " pays for " + quoted(*end.customer),
                 "the same customer");
}

void BalanceTransfers::pass(Findings& findings) {
    if (!under_way_) return;
    findings.add("balance-adrift",
                 "what left " + quoted(under_way_->from) + " at event " + std::to_string(under_way_->sequence) +
                     " did not arrive on " + quoted(under_way_->on),
                 "its arrival as the next event");
    under_way_.reset();
}

}  // namespace makegood::verify
