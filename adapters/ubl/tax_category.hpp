#pragma once

#include <string_view>

#include "engine/invoice/invoice.hpp"

namespace makegood::ubl {

/// What EN 16931 asks of a tax category (BT-118), rules BR-S, BR-Z, BR-E, BR-AE, BR-IC, BR-G, BR-O, BR-AF and BR-AG.
struct TaxCategory {
    enum class Rate { above_zero, any, zero, none };
    std::string_view code;
    Rate rate;
    bool needs_reason;
    std::string_view exemption_code;  ///< VATEX code, where the category has only one; else ""
    std::string_view reason;          ///< in words, where the category says it; else it is the invoice's
    bool needs_buyer_vat_id;

    [[nodiscard]] bool is_taxed() const { return rate == Rate::above_zero || rate == Rate::any; }
    [[nodiscard]] bool is_outside_tax() const { return rate == Rate::none; }
};

/// Nothing for categories that EN 16931 doesn't know, and for B, Italy's split payment: what of it is credited to whom
/// is not in the invoice.
[[nodiscard]] const TaxCategory* find_tax_category(std::string_view code);
[[nodiscard]] bool fits(const TaxCategory& category, const Decimal& rate);
/// "a rate above 0", for people.
[[nodiscard]] std::string_view accepted_rate(TaxCategory::Rate rate);

/// Whether the tax is near enough to rate × base for CEN's validation: less than one whole unit of the currency away
/// (BR-S-09, BR-AF-09, BR-AG-09). Amounts ≥ 0, currencies of 0 to 2 digits.
[[nodiscard]] bool is_near(const Decimal& rate, const Money& base, const Money& tax);

inline constexpr std::string_view exempt = "E";
inline constexpr std::string_view outside_tax = "O";
inline constexpr std::string_view intra_community = "K";

}  // namespace makegood::ubl
