#include "tests/property/invoices.hpp"

#include <algorithm>

#include <rapidcheck.h>

namespace makegood::property {

namespace {

const std::vector<std::string> currencies = {"EUR", "JPY", "TND", "CLF", "USD"};
const std::vector<std::pair<const char*, const char*>> keys = {
    {"S", "20"}, {"S", "10"}, {"S", "19"}, {"S", "8.1"}, {"S", "5.5"}, {"S", "25"},
    {"Z", "0"},  {"E", "0"},  {"AE", ""},  {"QQ", "7"},  {"S", "100"}, {"S", "0.5"},
    {"K", "0"},  {"G", ""},   {"L", "7"},  {"M", "4"},   {"O", ""}};

/// Its share of the invoice's, give or take a cent; one in three divides base and tax as it pleases: a discount without
/// tax, tax alone, or anything between.
Money tax_with(const InvoiceDraft& draft, const Money& net) {
    const Money zero = Money::zero(draft.currency);
    if (!draft.totals.net.is_positive() || !draft.totals.tax.is_positive()) return zero;
    if (one_in(3)) return {up_to(draft.totals.tax.minor()), draft.currency};
    const Money tax = scale(draft.totals.tax, net, draft.totals.net, Rounding::half_away_from_zero);
    return std::max(zero, tax + Money(up_to(2) - 1, draft.currency));
}

class Maker {
  public:
    explicit Maker(const Wishes& wishes)
        : wishes_(wishes),
          draft_(given::Bill(currencies[pick(currencies.size())]).draft()),
          magnitude_(wishes.small ? 300 : std::vector<std::int64_t>{300, 50'000, 100'000'000'000}[pick(3)]) {
        const std::size_t key_count = wishes.one_rate ? 1 : 1 + pick(3);
        const std::size_t first = pick(keys.size());
        for (std::size_t i = 0; i < key_count; ++i) {
            const auto& [category, rate] = keys[(first + i) % keys.size()];
            keys_.push_back({category, *rate == '\0' ? std::nullopt : std::optional(given::decimal(rate))});
        }
    }

    InvoiceDraft make() {
        const auto count = static_cast<std::size_t>(1 + up_to(5));
        for (std::size_t i = 0; i < count; ++i) add_line(i == 0);
        while (one_in(4)) draft_.charges.push_back({any_key(), amount(magnitude_ / 4), "freight"});
        add_allowances();
        add_tax();
        add_rest();
        return draft_;
    }

  private:
    std::size_t pick(std::size_t n) const { return static_cast<std::size_t>(up_to(static_cast<std::int64_t>(n) - 1)); }
    Money amount(std::int64_t most) const { return {up_to(most), draft_.currency}; }
    const TaxKey& any_key() const { return keys_[pick(keys_.size())]; }

    void add_line(bool positive) {
        Money net = amount(magnitude_);
        if (positive) net += Money(1, draft_.currency);
        if (!positive && one_in(5)) net = Money(-net.minor() / (wishes_.one_rate ? 5 : 1), draft_.currency);
        const TaxKey key = any_key();
        if (wishes_.one_rate && net.is_negative() && base_of(key) + net <= Money::zero(draft_.currency)) net = -net;
        const std::string id = std::to_string(draft_.lines.size() + 1);
        draft_.lines.push_back({LineId(id), ServiceName("screening"), "", given::decimal("1"), std::nullopt,
                                given::decimal("1"), net, key, std::nullopt});
    }

    Money base_of(const TaxKey& key) const {
        Money base = Money::zero(draft_.currency);
        for (const InvoiceLine& line : draft_.lines)
            if (line.tax == key) base += line.net;
        for (const DocumentAmount& charge : draft_.charges)
            if (charge.tax == key) base += charge.amount;
        for (const DocumentAmount& allowance : draft_.allowances)
            if (allowance.tax == key) base -= allowance.amount;
        return base;
    }

    void add_allowances() {
        while (one_in(3)) {
            const TaxKey key = any_key();
            const Money base = base_of(key);
            if (base.minor() > 1)
                draft_.allowances.push_back(
                    {key, amount(wishes_.one_rate || !one_in(5) ? base.minor() - 1 : base.minor()), "loyalty"});
        }
    }

    /// As a biller stores it: rounded once, rounded line by line, never charged, or off by some cents.
    Money stored_tax(const TaxKey& key, const Money& base) const {
        const auto of = [&](const Money& net) {
            return percent_of(key.rate_or_zero(), net, Rounding::half_away_from_zero);
        };
        Money tax = of(base);
        const auto how = up_to(5);
        if (how == 1) tax = Money::zero(draft_.currency);
        if (how == 2) {
            tax = Money::zero(draft_.currency);
            for (const InvoiceLine& line : draft_.lines)
                if (line.tax == key) tax += of(line.net);
        }
        if (how == 3) tax += Money(up_to(6) - 3, draft_.currency);
        if (base.is_zero()) return base;
        const bool against = base.is_negative() ? tax.is_positive() : tax.is_negative();
        return against ? Money::zero(draft_.currency) : tax;
    }

    void add_tax() {
        Money& net = draft_.totals.net = Money::zero(draft_.currency);
        Money& tax = draft_.totals.tax = Money::zero(draft_.currency);
        for (const TaxKey& key : keys_) {
            const Money base = base_of(key);
            draft_.tax.push_back({key, base, stored_tax(key, base)});
            net += base;
            tax += draft_.tax.back().amount;
        }
        draft_.totals.gross = net + tax;
    }

    void add_rest() {
        const std::int64_t gross = std::max<std::int64_t>(0, draft_.totals.gross.minor());
        if (one_in(3) && gross > 0)
            draft_.rounding = Money(std::clamp<std::int64_t>(up_to(100) - 50, -gross / 4, gross / 4), draft_.currency);
        if (one_in(3)) draft_.prepaid.push_back({amount(gross), std::nullopt});
        if (one_in(2)) draft_.paid = amount(gross + 10);
        const Money half(std::max<std::int64_t>(0, draft_.totals.net.minor()) / 2, draft_.currency);
        while (wishes_.with_elsewhere && one_in(4))
            draft_.credited.push_back(
                any_credit_elsewhere(draft_, "G-" + std::to_string(draft_.credited.size() + 1),
                                     one_in(4) ? std::max(Money::zero(draft_.currency), draft_.totals.net) : half));
    }

    Wishes wishes_;
    InvoiceDraft draft_;
    std::int64_t magnitude_;
    std::vector<TaxKey> keys_;
};

template <class Make>
auto of_seed(std::uint64_t seed, Make make) {
    return rc::gen::exec(make)(rc::Random(seed), rc::kNominalSize).value();
}

}  // namespace

std::int64_t up_to(std::int64_t most) {
    return *rc::gen::resize(1000, rc::gen::inRange<std::int64_t>(0, most + 1));
}

bool one_in(int n) {
    return up_to(n - 1) == n - 1;
}

std::string in_short(const CreditElsewhere& credit) {
    std::string all = "elsewhere " + to_text(credit.totals.net) + " + " + to_text(credit.totals.tax);
    for (const TaxSubtotal& row : credit.tax)
        all += " (" + in_words(row.key) + " " + to_text(row.base) + " + " + to_text(row.amount) + ")";
    return all;
}

std::string in_short(const InvoiceDraft& draft) {
    std::string all(draft.currency.code());
    const auto add = [&](const std::string& what, const Money& amount) { all += ", " + what + " " + to_text(amount); };
    for (const InvoiceLine& line : draft.lines) add(line.id.text() + " " + in_words(line.tax), line.net);
    for (const DocumentAmount& charge : draft.charges) add("charge " + in_words(charge.tax), charge.amount);
    for (const DocumentAmount& allowance : draft.allowances)
        add("allowance " + in_words(allowance.tax), allowance.amount);
    for (const TaxSubtotal& row : draft.tax) add("tax " + in_words(row.key), row.amount);
    if (draft.rounding) add("rounding", *draft.rounding);
    add("paid", Invoice::check(draft).value().paid_before());
    for (const CreditElsewhere& credit : draft.credited) all += ", " + in_short(credit);
    return all;
}

CreditElsewhere any_credit_elsewhere(const InvoiceDraft& draft, const std::string& number, const Money& net) {
    const Money credited = one_in(4) ? net : Money(up_to(net.minor()), draft.currency);
    const Money tax = tax_with(draft, credited);
    CreditElsewhere credit{number, {credited, tax, credited + tax}, {}};
    if (!one_in(3)) return credit;
    Money base_left = credited;
    Money tax_left = tax;
    for (const TaxSubtotal& row : draft.tax) {
        if (!row.base.is_positive()) continue;
        const bool is_whole = one_in(3);
        const Money base = is_whole ? std::min(base_left, row.base) : Money(up_to(base_left.minor()), draft.currency);
        const Money amount(up_to(std::min(tax_left.minor(), row.amount.minor())), draft.currency);
        credit.tax.push_back({row.key, base, amount});
        base_left -= base;
        tax_left -= amount;
    }
    if (credit.tax.empty()) return credit;
    credit.totals = {credited - base_left, tax - tax_left, credited - base_left + tax - tax_left};
    return credit;
}

InvoiceDraft any_invoice(const Wishes& wishes) {
    InvoiceDraft draft = Maker(wishes).make();
    RC_LOG(in_short(draft) + "\n");
    return draft;
}

InvoiceDraft invoice_of_seed(std::uint64_t seed) {
    return of_seed(seed, [] { return Maker({}).make(); });
}

CreditElsewhere credit_elsewhere_of_seed(std::uint64_t seed, const InvoiceDraft& draft, const std::string& number,
                                         const Money& net) {
    return of_seed(seed, [&] { return any_credit_elsewhere(draft, number, net); });
}

}  // namespace makegood::property
