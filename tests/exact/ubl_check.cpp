#include "tests/exact/ubl_check.hpp"

#include <algorithm>

namespace makegood::exact {

namespace {

Wide hundredths(const Money& money) {
    return money.minor() * power_of_ten(2 - money.currency().digits());
}

/// O has no rate on documents; everything else says its own, and no rate is 0.
Key key_of(const TaxKey& key) {
    if (key.category == "O") return {key.category, {}};
    const auto rate = read_number(to_text(key.rate_or_zero()));
    return {key.category, text(rate.value_or(Number{}))};
}

class Comparison {
  public:
    Comparison(const UblReading& reading, const Adjustment& adjustment) : reading_(reading), adjustment_(adjustment) {}

    Complaints compare() {
        const bool is_credit = adjustment_.type == DocumentType::credit_note;
        same("root", reading_.root, is_credit ? "CreditNote" : "Invoice");
        same("type code", reading_.type_code, is_credit ? "381" : "383");
        same("number", reading_.number, adjustment_.number.text());
        same("issue date", reading_.issued_on, to_text(adjustment_.issued_on));
        same("invoice number", reading_.invoice, adjustment_.invoice.text());
        same("invoice date", reading_.invoice_issued_on, to_text(adjustment_.invoice_issued_on));
        same("currency", reading_.currency, std::string(adjustment_.totals.gross.currency().code()));
        compare_lines();
        compare_tax();
        compare_totals();
        return std::move(complaints_);
    }

  private:
    void same(const std::string& what, const std::string& read, const std::string& due) {
        if (read != due) complaints_.push_back(what + " is \"" + read + "\", not \"" + due + "\"");
    }
    void same(const std::string& what, Wide read, Wide due) {
        if (read != due) complaints_.push_back(what + " is " + amount_text(read) + ", not " + amount_text(due));
    }

    void compare_lines() {
        for (std::size_t i = 0; i < reading_.lines.size(); ++i) {
            const ReadLine& line = reading_.lines[i];
            if (i < adjustment_.lines.size()) {
                same("line", line.id, adjustment_.lines[i].line.text());
                same("net of line " + line.id, line.net, hundredths(adjustment_.lines[i].net()));
            } else {
                same("net of line " + line.id + ", which carries tax alone", line.net, 0);
            }
        }
        if (reading_.lines.size() < adjustment_.lines.size()) complaints_.push_back("lines are missing");
    }

    void compare_tax() {
        Wide rounding = 0;
        for (const ReadDocumentAmount& amount : reading_.document_amounts) rounding += amount.amount;
        same("the rounding", rounding, hundredths(adjustment_.rounding));
        std::map<Key, std::pair<Wide, Wide>> due;
        for (const TaxSubtotal& row : adjustment_.tax) {
            due[key_of(row.key)].first += hundredths(row.base);
            due[key_of(row.key)].second += hundredths(row.amount);
        }
        for (const ReadDocumentAmount& amount : reading_.document_amounts) due[amount.key].first += amount.amount;
        if (due.size() != reading_.tax.size()) complaints_.push_back("there are more or fewer tax rows than were due");
        for (const ReadTax& row : reading_.tax) {
            const std::string name = row.key.category + " " + row.key.rate;
            same("base of " + name, row.base, due[row.key].first);
            same("tax of " + name, row.tax, due[row.key].second);
        }
    }

    void compare_totals() {
        const Wide rounding = hundredths(adjustment_.rounding);
        same("net of lines", reading_.lines_net, hundredths(adjustment_.totals.net));
        same("net", reading_.net, hundredths(adjustment_.totals.net) + rounding);
        same("tax", reading_.total_tax, hundredths(adjustment_.totals.tax));
        same("gross", reading_.gross, hundredths(adjustment_.totals.gross));
        same("payable", reading_.payable, hundredths(adjustment_.totals.gross));
    }

    const UblReading& reading_;
    const Adjustment& adjustment_;
    Complaints complaints_;
};

}  // namespace

Complaints compare(const UblReading& reading, const Adjustment& adjustment) {
    return Comparison(reading, adjustment).compare();
}

Account::Account(const InvoiceDraft& invoice) : unit_(power_of_ten(2 - invoice.currency.digits())) {
    for (const TaxSubtotal& row : invoice.tax) {
        const auto rate = read_number(to_text(row.key.rate_or_zero())).value_or(Number{});
        groups_[key_of(row.key)] = {hundredths(row.base),   hundredths(row.amount), hundredths(row.base),
                                    hundredths(row.amount), rate.coefficient,       rate.scale};
    }
    if (invoice.rounding) rounding_ = hundredths(*invoice.rounding);
}

/// What of the tax stands on the base that stands, in whole units of the currency.
Wide Account::Group::due(Wide unit) const {
    if (base <= billed_base) return unit * rounded_quotient(billed_tax / unit * base, billed_base);
    const Wide divisor = 100 * power_of_ten(scale) * unit;
    return billed_tax + unit * rounded_quotient((base - billed_base) * coefficient, divisor);
}

Complaints Account::take(const UblReading& reading) {
    Complaints complaints;
    const int sign = reading.root == "CreditNote" ? -1 : 1;
    std::map<Key, Wide> roundings;
    for (const ReadDocumentAmount& amount : reading.document_amounts) {
        rounding_ += sign * amount.amount;
        roundings[amount.key] += amount.amount;
    }
    for (const ReadTax& row : reading.tax) {
        const auto found = groups_.find(row.key);
        const Wide base = row.base - roundings[row.key];
        const std::string name = row.key.category + " " + row.key.rate;
        if (found == groups_.end()) {
            if (base != 0 || row.tax != 0) complaints.push_back(name + " is not on the invoice");
            continue;
        }
        Group& group = found->second;
        group.base += sign * base;
        group.tax += sign * row.tax;
        if (group.base < 0) complaints.push_back("more was credited of " + name + " than was billed");
        if (group.tax != group.due(unit_))
            complaints.push_back("of " + name + " stands tax of " + amount_text(group.tax) + " on " +
                                 amount_text(group.base) + ", not " + amount_text(group.due(unit_)));
    }
    Wide gross = rounding_;
    for (const auto& [key, group] : groups_) gross += group.base + group.tax;
    if (gross < 0) complaints.push_back("what stands in all is " + amount_text(gross));
    return complaints;
}

Complaints Account::exhausted() const {
    Complaints complaints;
    for (const auto& [key, group] : groups_)
        if (group.base != 0 || group.tax != 0)
            complaints.push_back("of " + key.category + " " + key.rate + " is left " + amount_text(group.base) +
                                 " and " + amount_text(group.tax));
    if (rounding_ != 0) complaints.push_back("of the rounding is left " + amount_text(rounding_));
    return complaints;
}

}  // namespace makegood::exact
