#include "tests/exact/ubl_fitness.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "tests/exact/number.hpp"

namespace makegood::exact {

namespace {

constexpr std::array<std::string_view, 3> taxed = {"S", "L", "M"};
constexpr std::array<std::string_view, 6> untaxed = {"Z", "E", "AE", "K", "G", "O"};

template <class List>
bool has(const List& list, std::string_view code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

bool is_blank(const std::optional<std::string>& text) {
    return !text || text->find_first_not_of(" \t\r\n") == text->npos;
}

/// The countries that tests name; "UK", which people write, is none.
bool is_country(const std::optional<std::string>& code) {
    constexpr std::array<std::string_view, 6> countries = {"GB", "AT", "DE", "FR", "SE", "XI"};
    return code && has(countries, *code);
}

bool is_vat_id(const std::optional<std::string>& id) {
    return id && is_country(id->substr(0, 2));
}

/// Names of a field on a line and on a document charge.
struct Field {
    const char* on_line;
    const char* on_charge;
};

/// The field on the first line of a (category, rate), else on its first charge: where a document's tax is from.
std::string place_of(const TaxKey& key, const InvoiceDraft& of, const Field& field) {
    for (std::size_t i = 0; i < of.lines.size(); ++i)
        if (of.lines[i].tax == key) return "/invoice/lines/" + std::to_string(i) + "/" + field.on_line;
    for (std::size_t i = 0; i < of.charges.size(); ++i)
        if (of.charges[i].tax == key) return "/invoice/charges/" + std::to_string(i) + "/" + field.on_charge;
    return "/invoice";
}

bool is_explained(const TaxKey& key, const InvoiceDraft& of) {
    return std::any_of(of.lines.begin(), of.lines.end(),
                       [&](const InvoiceLine& line) { return line.tax == key && !is_blank(line.exemption_reason); });
}

class Judge {
  public:
    Judge(const Adjustment& adjustment, const InvoiceDraft& of) : adjustment_(adjustment), of_(of) {}

    std::set<std::string> judge() {
        if (of_.currency.digits() > 2) unfit_.insert("/invoice/currency");
        for (std::size_t i = 0; i < adjustment_.tax.size(); ++i)
            judge_tax(adjustment_.tax[i], "/adjustment/tax/" + std::to_string(i) + "/amount");
        if (categories_.count("O") == 1 && known_ > 1) unfit_.insert("/adjustment/tax");
        judge_buyer();
        return std::move(unfit_);
    }

  private:
    void judge_tax(const TaxSubtotal& row, const std::string& amount) {
        const std::string& category = row.key.category;
        const bool is_taxed = has(taxed, category);
        if (!is_taxed && !has(untaxed, category)) {
            unfit_.insert(place_of(row.key, of_, {"tax_category", "category"}));
            return;
        }
        ++known_;
        categories_.insert(category);
        const bool has_rate = !row.key.rate_or_zero().is_zero();
        if (is_taxed ? category == "S" && !has_rate : has_rate)
            unfit_.insert(place_of(row.key, of_, {"tax_rate", "rate"}));
        const bool is_far = is_taxed ? of_.currency.digits() <= 2 && is_far_off(row) : !row.amount.is_zero();
        if (is_far) unfit_.insert(amount);
        if (category == "E" && !is_explained(row.key, of_))
            unfit_.insert(place_of(row.key, of_, {"exemption_reason", "exemption_reason"}));
    }

    void judge_buyer() {
        const auto& buyer = of_.customer;
        if (is_blank(buyer.name)) unfit_.insert("/invoice/customer/name");
        if (!buyer.address || !is_country(buyer.address->country)) unfit_.insert("/invoice/customer/address/country");
        if (categories_.count("AE") + categories_.count("K") > 0 && !is_vat_id(buyer.vat_id))
            unfit_.insert("/invoice/customer/vat_id");
        if (categories_.count("K") == 0) return;
        if (!of_.delivery || !of_.delivery->on) unfit_.insert("/invoice/delivery/on");
        if (!of_.delivery || !of_.delivery->address || !is_country(of_.delivery->address->country))
            unfit_.insert("/invoice/delivery/address/country");
    }

    const Adjustment& adjustment_;
    const InvoiceDraft& of_;
    std::set<std::string> unfit_;
    std::set<std::string> categories_;
    std::size_t known_ = 0;
};

}  // namespace

std::set<std::string> unfit_for_ubl(const Adjustment& adjustment, const InvoiceDraft& of) {
    return Judge(adjustment, of).judge();
}

bool is_far_off(const TaxSubtotal& tax) {
    const Number rate = read_number(to_text(tax.key.rate_or_zero())).value();
    const Wide hundredths = power_of_ten(2 - tax.base.currency().digits());
    const Wide due = rounded_quotient(hundredths * tax.base.minor() * rate.coefficient, 100 * power_of_ten(rate.scale));
    const Wide off = hundredths * tax.amount.minor() - due;
    return (off < 0 ? -off : off) >= 100;
}

}  // namespace makegood::exact
