#include "adapters/pdf/wording.hpp"

#include <algorithm>
#include <array>

#include "engine/core/invariant.hpp"

namespace makegood::pdf {

namespace {

constexpr std::array months = {"January", "February", "March",     "April",   "May",      "June",
                               "July",    "August",   "September", "October", "November", "December"};

std::optional<std::string> reason_for(const TaxKey& key, const InvoiceDraft& invoice) {
    const auto line = std::find_if(invoice.lines.begin(), invoice.lines.end(), [&](const InvoiceLine& of) {
        return of.tax == key && of.exemption_reason && !of.exemption_reason->empty();
    });
    return line == invoice.lines.end() ? std::nullopt : line->exemption_reason;
}

/// Countries where the code follows the city: most of those that were once British, and North America.
bool has_code_after_city(std::string_view country) {
    constexpr std::array<std::string_view, 14> all = {"AU", "CA", "GB", "HK", "IE", "IN", "KE",
                                                      "MT", "NG", "NZ", "PK", "SG", "US", "ZA"};
    return std::find(all.begin(), all.end(), country) != all.end();
}

std::string join(const std::string& first, const std::string& second) {
    return first.empty() ? second : second.empty() ? first : first + " " + second;
}

}  // namespace

std::string in_words(Date date) {
    return std::to_string(date.day()) + " " + months[date.month() - 1] + " " + std::to_string(date.year());
}

std::string amount(const Money& money) {
    std::string text = to_text(money);
    const std::size_t first = text.front() == '-' ? 1 : 0;
    std::size_t at = std::min(text.find('.'), text.size());
    for (; at > first + 3; at -= 3) text.insert(at - 3, 1, ',');
    return text;
}

std::string amount_with_currency(const Money& money) {
    return std::string(money.currency().code()) + "\u00A0" + amount(money);
}

std::string tax_in_words(const TaxSubtotal& tax, const InvoiceDraft& invoice) {
    const TaxKey& key = tax.key;
    const std::string rate = to_shortest_text(key.rate_or_zero()) + "\u00A0%";
    const std::string on = " on " + amount(tax.base);
    if (key.category == "S") return "Tax at " + rate + on;
    if (key.category == "L") return "IGIC at " + rate + on;
    if (key.category == "M") return "IPSI at " + rate + on;
    struct Named {
        std::string_view category;
        const char* words;
    };
    constexpr std::array named = {Named{"Z", "Zero rated"},
                                  Named{"E", "Exempt from tax"},
                                  Named{"AE", "Reverse charge, no tax"},
                                  Named{"G", "Export, no tax"},
                                  Named{"K", "Intra-Community supply, no tax"},
                                  Named{"O", "Outside the scope of tax"}};
    for (const Named& of : named) {
        if (of.category != key.category) continue;
        const bool is_zero = key.rate_or_zero().is_zero();
        const auto reason = reason_for(key, invoice);
        return of.words + (is_zero ? "" : " at " + rate) + (reason ? " (" + *reason + ")" : "") + on;
    }
    return "Tax of category " + key.category + " at " + rate + on;
}

std::vector<std::string> address_lines(const Address& address, const std::optional<std::string>& home) {
    const std::string country = address.country.value_or("");
    const std::string city = address.city.value_or("");
    const std::string code = address.postal_code.value_or("");
    std::vector<std::string> lines;
    const auto add = [&](std::string line) {
        if (!line.empty()) lines.push_back(std::move(line));
    };
    add(address.street.value_or(""));
    add(has_code_after_city(country) ? join(city, code) : join(code, city));
    if (country != home.value_or("")) add(country);
    return lines;
}

const DocumentWords& words_of(DocumentType type) {
    static constexpr DocumentWords credit_note{"Credit note", "Credited", "Total credit"};
    static constexpr DocumentWords supplement{"Supplementary invoice", "Added", "Total to pay"};
    return type == DocumentType::credit_note ? credit_note : supplement;
}

std::string in_words(SettlementKind kind, const InvoiceNumber& invoice) {
    switch (kind) {
        case SettlementKind::offset: return "Set against what was open on invoice " + invoice.text();
        case SettlementKind::refund: return "Refund to your account";
        case SettlementKind::balance: return "Kept as your balance with us";
        case SettlementKind::out_of_band: return "Settled otherwise";
    }
    invariant(false, "every kind of settlement is known");
    return {};
}

}  // namespace makegood::pdf
