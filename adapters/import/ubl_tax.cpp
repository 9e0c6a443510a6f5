#include "adapters/import/ubl_tax.hpp"

#include "adapters/import/quoted.hpp"

namespace makegood::import {

namespace {

/// EN 16931: services outside the scope of tax; here also: a document that says nothing of tax.
constexpr const char* outside_tax = "O";

bool is_in(const UblElement& tax_total, Currency currency) {
    const std::string code = tax_total.at({"cbc:TaxAmount"}).attribute("currencyID");
    return code.empty() || code == currency.code();
}

}  // namespace

UblTax::UblTax(const UblElement& document, Currency currency, UblValues& values)
    : document_(document), currency_(currency), total_(Money::zero(currency)) {
    const auto totals = document.all("cac:TaxTotal");
    for (const UblElement& tax_total : totals) {
        if (!is_in(tax_total, currency)) continue;
        totals_.push_back(tax_total);
        total_ += values.required_money(tax_total, "cbc:TaxAmount", currency);
        for (const UblElement& subtotal : tax_total.all("cac:TaxSubtotal")) read_subtotal(subtotal, currency, values);
    }
    if (totals_.empty() && !totals.empty())
        values.find(totals.front().place(), "tax in other currencies only",
                    "a TaxTotal in " + std::string(currency.code()) + ", the document's currency");
}

std::optional<AccountingTax> UblTax::once_more(UblValues& values) const {
    const UblElement code = document_.at({"cbc:TaxCurrencyCode"});
    if (!code || code.text().empty() || code.text() == currency_.code()) return std::nullopt;
    const auto currency = Currency::find(code.text());
    if (!currency) {
        values.find(code.place(), quoted(code.text()), "a currency of ISO 4217, as in \"SEK\"");
        return std::nullopt;
    }
    for (const UblElement& tax_total : document_.all("cac:TaxTotal")) {
        const UblElement amount = tax_total.at({"cbc:TaxAmount"});
        if (amount.attribute("currencyID") != currency->code()) continue;
        if (const auto money = values.money(amount, *currency)) return AccountingTax{*money};
    }
    return std::nullopt;
}

void UblTax::read_subtotal(const UblElement& subtotal, Currency currency, UblValues& values) {
    const UblElement category = subtotal.at({"cac:TaxCategory"});
    TaxSubtotal row{{category.at({"cbc:ID"}).text(), {}},
                    values.required_money(subtotal, "cbc:TaxableAmount", currency),
                    values.required_money(subtotal, "cbc:TaxAmount", currency)};
    if (row.key.category.empty())
        values.find(subtotal.place() + "/cac:TaxCategory/cbc:ID", "nothing", "a category, as in \"S\"");
    row.key.rate = values.decimal(category.at({"cbc:Percent"}));
    if (!row.key.rate) row.key.rate = values.decimal(subtotal.at({"cbc:Percent"}));
    for (TaxSubtotal& earlier : rows_) {
        if (earlier.key != row.key) continue;
        earlier.base += row.base;
        earlier.amount += row.amount;
        return;
    }
    rows_.push_back(std::move(row));
    row_elements_.push_back(subtotal);
}

std::optional<Decimal> UblTax::only_rate_of(const std::string& category) const {
    std::optional<Decimal> rate;
    for (const TaxSubtotal& row : rows_) {
        if (row.key.category != category) continue;
        if (rate) return std::nullopt;
        rate = row.key.rate_or_zero();
    }
    return rate;
}

std::optional<TaxKey> UblTax::key_written_in(const UblElement& owner, std::string_view name, UblValues& values) const {
    const auto categories = owner.all(name);
    if (categories.size() > 1) {
        values.find(categories[1].place(), "a second tax on the same amount", "one tax category");
        return TaxKey{};
    }
    if (categories.empty()) return std::nullopt;
    TaxKey key{categories[0].at({"cbc:ID"}).text(), values.decimal(categories[0].at({"cbc:Percent"}))};
    if (key.category.empty()) return std::nullopt;
    if (!key.rate) key.rate = only_rate_of(key.category);
    return key;
}

TaxKey UblTax::only_key(const std::string& place, UblValues& values) const {
    if (rows_.size() == 1) return rows_.front().key;
    if (rows_.empty() && total_.is_zero()) return {outside_tax, std::nullopt};
    values.find(place, "nothing",
                "a tax category, since the document has " + std::to_string(rows_.size()) + " tax subtotals");
    return {};
}

TaxKey UblTax::key_of_line(const UblElement& line, UblValues& values) const {
    if (auto key = key_written_in(line.at({"cac:Item"}), "cac:ClassifiedTaxCategory", values)) return *key;
    const auto subtotals = line.at({"cac:TaxTotal"}).all("cac:TaxSubtotal");
    if (line.all("cac:TaxTotal").size() == 1 && subtotals.size() == 1)
        if (auto key = key_written_in(subtotals[0], "cac:TaxCategory", values)) return *key;
    return only_key(line.place() + "/cac:Item/cac:ClassifiedTaxCategory", values);
}

TaxKey UblTax::key_of_document_amount(const UblElement& element, const Money& amount, UblValues& values) const {
    if (auto key = key_written_in(element, "cac:TaxCategory", values)) return *key;
    if (amount.is_zero() && !rows_.empty()) return rows_.front().key;
    return only_key(element.place() + "/cac:TaxCategory", values);
}

std::optional<std::string> UblTax::exemption_reason(const TaxKey& key) const {
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        if (rows_[i].key != key) continue;
        const UblElement category = row_elements_[i].at({"cac:TaxCategory"});
        if (auto reason = category.text_at({"cbc:TaxExemptionReason"})) return reason;
        return category.text_at({"cbc:TaxExemptionReasonCode"});
    }
    return std::nullopt;
}

std::string UblTax::place_of_row(std::size_t n) const {
    return n < row_elements_.size() ? row_elements_[n].place() : place();
}

std::string UblTax::place() const {
    return totals_.empty() ? document_.place() + "/cac:TaxTotal" : totals_.front().place();
}

}  // namespace makegood::import
