#include "adapters/import/csv_draft.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/import/draft_check.hpp"
#include "adapters/import/quoted.hpp"
#include "adapters/import/written_number.hpp"

namespace makegood::import {

namespace {

constexpr std::size_t findings_max = 64;
/// 10,000 lines of this sum inside int64.
constexpr std::int64_t line_minor_max = 99'999'999'999'999;

std::string column_of(const Template& column) {
    const bool is_one_column = column.parts.size() == 1 && column.parts[0].literal.empty() && !column.is_constant();
    return is_one_column ? column.parts[0].column : column.written;
}

std::string place(std::size_t line, const Template& column) {
    return "line " + std::to_string(line) + "/" + column_of(column);
}

/// What an amount with tax inside is without it.
std::optional<Money> without_tax(const Money& gross, const TaxKey& key) {
    std::int64_t whole = 100;
    for (int i = 0; i < key.rate_or_zero().scale(); ++i) whole *= 10;
    const auto net =
        multiply_divide(gross.minor(), whole, whole + key.rate_or_zero().coefficient(), Rounding::half_away_from_zero);
    if (!net) return std::nullopt;
    return Money(*net, gross.currency());
}

}  // namespace

void CsvDraft::find(std::string pointer, std::string found, std::string expected) {
    if (findings_.size() < findings_max)
        findings_.push_back({std::move(pointer), std::move(found), std::move(expected)});
    lines_ = {};
    line_of_ = {};
}

void CsvDraft::add(const MappedRow& row, const Mapping& mapping) {
    if (rows_++ == 0)
        open(row, mapping);
    else
        compare(row);
    add_line(row, mapping);
}

void CsvDraft::open(const MappedRow& row, const Mapping& mapping) {
    day_written_ = row.issued_on;
    currency_written_ = row.currency;
    customer_id_ = row.customer_id;
    customer_name_ = row.customer_name;
    country_ = row.country;
    has_customer_ = row.has_customer;
    issued_on_ = read_day(row.issued_on, mapping.day_format);
    if (!issued_on_)
        find(place(row.line, mapping.issued_on), quoted(row.issued_on), "a day written " + mapping.day_format);
    currency_ = Currency::find(row.currency);
    if (!currency_) find(place(row.line, mapping.currency), quoted(row.currency), "an ISO 4217 code, as in \"EUR\"");
    if (row.customer_id.empty()) find(place(row.line, mapping.customer.id), "no customer", "a customer");
}

/// Every row repeats what is true of the whole document. The time of day may differ, the day may not.
void CsvDraft::compare(const MappedRow& row) {
    const std::string line = "line " + std::to_string(row.line);
    const auto agree = [&](std::string_view here, const std::string& first, const char* what) {
        if (here != first)
            find(line, std::string("the ") + what + " " + quoted(here),
                 quoted(first) + ", as in the document's first row, line " + std::to_string(line_first_));
    };
    agree(row.currency, currency_written_, "currency");
    agree(row.customer_id, customer_id_, "customer");
    agree(row.customer_name, customer_name_, "customer's name");
    agree(row.country, country_, "country");
}

std::optional<Decimal> CsvDraft::number_in(const MappedRow& row, const Template& column, std::string_view text,
                                           const Mapping& mapping) {
    std::string pointed(text);
    if (mapping.decimal_sign == ',') {
        if (pointed.find('.') != std::string::npos) pointed = "not a number with a decimal comma";
        std::ranges::replace(pointed, ',', '.');
    }
    if (auto number = read_decimal(pointed)) return *number;
    find(place(row.line, column), quoted(text), "a decimal number");
    return std::nullopt;
}

void CsvDraft::add_line(const MappedRow& row, const Mapping& mapping) {
    if (row.issued_on != day_written_ && read_day(row.issued_on, mapping.day_format) != issued_on_)
        find(place(row.line, mapping.issued_on), quoted(row.issued_on),
             "the day of the document's first row, " + quoted(day_written_));
    const auto quantity = number_in(row, mapping.quantity, row.quantity, mapping);
    const auto unit_price = number_in(row, mapping.unit_price, row.unit_price, mapping);
    TaxKey key{std::string(row.tax_category), {}};
    if (!row.tax_rate_percent.empty())
        key.rate = number_in(row, *mapping.tax_rate_percent, row.tax_rate_percent, mapping);
    if (key.rate && (key.rate->is_negative() || *key.rate > Decimal(100, 0)))
        find(place(row.line, *mapping.tax_rate_percent), quoted(row.tax_rate_percent), "0 to 100 per cent");
    if (rows_ > lines_max)
        find("line " + std::to_string(row.line), "line " + std::to_string(rows_) + " of the document", "at most 10000");
    if (!findings_.empty()) return;
    const auto extended = extend(*quantity, *unit_price, *currency_, Rounding::half_away_from_zero);
    const bool is_money = extended && abs(*extended).minor() <= line_minor_max;
    const auto net = !is_money ? std::nullopt : mapping.prices_include_tax ? without_tax(*extended, key) : extended;
    if (!net)
        return find("line " + std::to_string(row.line), "an amount of more than 14 digits",
                    "an amount that can be billed");
    is_billed_ = is_billed_ || !unit_price->is_zero();
    add_tax(key, *net, *extended - *net);
    const std::string_view description = row.description.empty() ? row.service : row.description;
    lines_.push_back({LineId(std::to_string(rows_)), ServiceName(std::string(row.service)), std::string(description),
                      *quantity, row.unit.empty() ? std::nullopt : std::optional(std::string(row.unit)), *unit_price,
                      *net, std::move(key), mapping.exemption_reason});
    line_of_.push_back(row.line);
}

void CsvDraft::add_tax(const TaxKey& key, const Money& net, const Money& line_tax) {
    for (TaxSubtotal& row : tax_) {
        if (row.key != key) continue;
        row.base += net;
        row.amount += line_tax;
        return;
    }
    tax_.push_back({key, net, line_tax});
}

Result<InvoiceDraft, Findings> CsvDraft::finish(const Mapping& mapping) {
    for (const Mapping::Kind& kind : mapping.kinds) {
        if (!number_.starts_with(kind.prefix)) continue;
        if (!kind.is_invoice) find(place(line_first_, mapping.number), quoted(number_), "an invoice; " + kind.why);
        break;
    }
    if (findings_.empty() && mapping.unbilled_without_customer && !has_customer_ && !is_billed_)
        find("line " + std::to_string(line_first_), "no customer and every price zero",
             "something billed; " + *mapping.unbilled_without_customer);
    if (!findings_.empty()) return Failure{std::move(findings_)};
    InvoiceDraft draft = build(mapping);
    Findings findings = check_draft(draft);
    if (findings.empty()) return draft;
    for (Finding& finding : findings) finding.pointer = pointer_of(finding.pointer);
    return Failure{std::move(findings)};
}

InvoiceDraft CsvDraft::build(const Mapping& mapping) {
    Totals totals{Money::zero(*currency_), Money::zero(*currency_), Money::zero(*currency_)};
    for (TaxSubtotal& row : tax_) {
        if (!mapping.prices_include_tax)
            row.amount = percent_of(row.key.rate_or_zero(), row.base, Rounding::half_away_from_zero);
        totals.net += row.base;
        totals.tax += row.amount;
    }
    totals.gross = totals.net + totals.tax;
    Customer customer{CustomerId(customer_id_), customer_name_, {}, {}, {}, {}};
    if (!country_.empty()) {
        const auto code = mapping.country_codes.find(country_);
        customer.address = Address{};
        customer.address->country = code == mapping.country_codes.end() ? country_ : code->second;
    }
    return {.number = InvoiceNumber(number_),
            .issued_on = *issued_on_,
            .due_on = {},
            .currency = *currency_,
            .customer = std::move(customer),
            .buyer_reference = {},
            .delivery = {},
            .lines = std::move(lines_),
            .allowances = {},
            .charges = {},
            .tax = std::move(tax_),
            .totals = totals,
            .rounding = {},
            .prepaid = {},
            .paid = {},
            .credited = {}};
}

std::string CsvDraft::pointer_of(const std::string& check_pointer) const {
    constexpr std::string_view lines = "/lines/";
    std::size_t index = 0;
    std::size_t line = line_first_;
    if (check_pointer.starts_with(lines)) {
        std::from_chars(check_pointer.data() + lines.size(), check_pointer.data() + check_pointer.size(), index);
        if (index < line_of_.size()) line = line_of_[index];
    }
    return "line " + std::to_string(line) + check_pointer;
}

}  // namespace makegood::import
