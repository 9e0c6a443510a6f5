#include "tests/engine/given/bill.hpp"

#include <algorithm>
#include <stdexcept>

namespace makegood {

std::ostream& operator<<(std::ostream& out, const Money& money) {
    return out << to_text(money);
}

std::ostream& operator<<(std::ostream& out, const Totals& totals) {
    return out << totals.net << '+' << totals.tax << '=' << totals.gross;
}

}  // namespace makegood

namespace makegood::given {

namespace {

template <class T>
T require(std::optional<T> value, std::string_view text) {
    if (!value) throw std::invalid_argument("the test's own text is wrong: " + std::string(text));
    return *std::move(value);
}

TaxKey key(std::string_view category, std::string_view rate) {
    if (rate.empty()) return {std::string(category), std::nullopt};
    return {std::string(category), decimal(rate)};
}

}  // namespace

Currency currency(std::string_view code) {
    return require(Currency::find(code), code);
}

Money money(std::string_view text, std::string_view code) {
    auto parsed = parse_money(text, currency(code));
    if (!parsed) throw std::invalid_argument("the test's own amount is wrong: " + std::string(text));
    return *std::move(parsed);
}

Decimal decimal(std::string_view text) {
    return require(Decimal::parse(text), text);
}

Date date(std::string_view text) {
    return require(parse_date(text), text);
}

Instant instant(std::string_view text) {
    return require(parse_instant(text), text);
}

Bill::Bill(std::string_view currency_code, std::string_view number)
    : draft_{InvoiceNumber(std::string(number)),
             date("2026-03-02"),
             std::nullopt,
             currency(currency_code),
             {CustomerId("C-1"), "Quarry Ltd", std::nullopt, std::nullopt, std::nullopt, std::nullopt},
             std::nullopt,
             std::nullopt,
             {},
             {},
             {},
             {},
             {Money::zero(currency(currency_code)), Money::zero(currency(currency_code)),
              Money::zero(currency(currency_code))},
             std::nullopt,
             {},
             std::nullopt,
             {}} {}

Money Bill::amount(std::string_view text) const {
    return money(text, draft_.currency.code());
}

Bill& Bill::line(std::string_view net, std::string_view category, std::string_view rate) {
    const std::string id = std::to_string(draft_.lines.size() + 1);
    draft_.lines.push_back({LineId(id), ServiceName("screening"), "Washed gravel " + id, decimal("1"), std::nullopt,
                            decimal(net), amount(net), key(category, rate), std::nullopt});
    return *this;
}

Bill& Bill::allowance(std::string_view of, std::string_view category, std::string_view rate) {
    draft_.allowances.push_back({key(category, rate), amount(of), "loyalty"});
    return *this;
}

Bill& Bill::charge(std::string_view of, std::string_view category, std::string_view rate) {
    draft_.charges.push_back({key(category, rate), amount(of), "freight"});
    return *this;
}

Bill& Bill::stored_tax(const std::vector<std::string>& amounts) {
    stored_ = amounts;
    return *this;
}

Bill& Bill::rounding(std::string_view of) {
    draft_.rounding = amount(of);
    return *this;
}

Bill& Bill::prepaid(std::string_view of) {
    draft_.prepaid.push_back({amount(of), std::nullopt});
    return *this;
}

Bill& Bill::paid(std::string_view of) {
    draft_.paid = amount(of);
    return *this;
}

Bill& Bill::credited(std::string_view number, std::string_view net, std::string_view tax) {
    draft_.credited.push_back({std::string(number), {amount(net), amount(tax), amount(net) + amount(tax)}, {}});
    return *this;
}

Bill& Bill::issued_on(std::string_view day) {
    draft_.issued_on = date(day);
    return *this;
}

Bill& Bill::customer(std::string_view id) {
    draft_.customer.id = CustomerId(std::string(id));
    return *this;
}

Bill& Bill::email(std::string_view address) {
    draft_.customer.email = Personal(std::string(address));
    return *this;
}

Bill& Bill::street(std::string_view street) {
    draft_.customer.address = Address{};
    draft_.customer.address->street = std::string(street);
    return *this;
}

InvoiceDraft Bill::draft() const {
    InvoiceDraft draft = draft_;
    const Money zero = Money::zero(draft.currency);
    const auto base = [&](const TaxKey& of) -> Money& {
        const auto found =
            std::find_if(draft.tax.begin(), draft.tax.end(), [&](const auto& row) { return row.key == of; });
        if (found != draft.tax.end()) return found->base;
        draft.tax.push_back({of, zero, zero});
        return draft.tax.back().base;
    };
    for (const InvoiceLine& line : draft.lines) base(line.tax) += line.net;
    for (const DocumentAmount& charge : draft.charges) base(charge.tax) += charge.amount;
    for (const DocumentAmount& allowance : draft.allowances) base(allowance.tax) -= allowance.amount;
    draft.totals = {zero, zero, zero};
    for (std::size_t i = 0; i < draft.tax.size(); ++i) {
        TaxSubtotal& row = draft.tax[i];
        row.amount = i < stored_.size() ? amount(stored_[i])
                                        : percent_of(row.key.rate_or_zero(), row.base, Rounding::half_away_from_zero);
        draft.totals.net += row.base;
        draft.totals.tax += row.amount;
    }
    draft.totals.gross = draft.totals.net + draft.totals.tax;
    return draft;
}

Invoice Bill::invoice() const {
    auto invoice = Invoice::check(draft());
    if (!invoice) throw std::invalid_argument("the test's own invoice is off at " + invoice.error().front().pointer);
    return *std::move(invoice);
}

Saying whole(std::string_view worth, Basis basis) {
    Saying saying;
    saying.basis = basis;
    saying.worth = std::string(worth);
    return saying;
}

Saying of_lines(const std::vector<std::pair<std::string, std::string>>& worths, Basis basis) {
    Saying saying;
    saying.basis = basis;
    for (const auto& [line, worth] : worths) saying.lines.push_back({LineId(line), worth});
    return saying;
}

Saying nothing_yet() {
    return {};
}

Saying anew(Saying saying) {
    saying.kind = StatementKind::restating;
    return saying;
}

Saying withdrawal() {
    Saying saying;
    saying.kind = StatementKind::withdrawing;
    return saying;
}

std::vector<Worth> worths(const Billing& billing, const Saying& saying) {
    auto statement = Statement::understand(saying, billing, Instant(0), Actor{});
    if (!statement) throw std::invalid_argument("the test's own saying is off at " + statement.error().front().pointer);
    return worths_in_force({*statement});
}

}  // namespace makegood::given
