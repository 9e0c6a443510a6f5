#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/invoice/seller.hpp"

namespace makegood::ubl {

/// The code lists that EN 16931 names, as of CEN's validation artefacts 1.3.16. A document with a code that is not on
/// them is refused by every receiver that validates.

/// ISO 3166-1 alpha-2, with 1A for Kosovo and XI for Northern Ireland.
[[nodiscard]] bool is_country(std::string_view code);
/// The Electronic Address Scheme list, EAS.
[[nodiscard]] bool is_endpoint_scheme(std::string_view code);
/// ISO 6523, the International Code Designators.
[[nodiscard]] bool is_identifier_scheme(std::string_view code);
/// UNTDID 4461.
[[nodiscard]] bool is_payment_means(std::string_view code);
/// The exemption reasons of the European Union, VATEX-EU-...
[[nodiscard]] bool is_exemption_code(std::string_view code);
/// A VAT id that begins with the country that gave it, or with Greece's EL (BR-CO-09).
[[nodiscard]] bool is_vat_id(std::string_view id);

/// The invoice's endpoint, "0088:7300010000001", or a mail address. Older schemes ("GLN", "DK:CVR") become those that
/// took their place. Nothing when the scheme is not on the list or not said.
[[nodiscard]] std::optional<ElectronicAddress> endpoint_of(std::string_view written);

/// The code of UN/ECE Recommendations 20 and 21 for a unit as invoices write it: "HUR", "hours", "Std.". Nothing for
/// what is not known, including the rarer codes of the lists.
[[nodiscard]] std::optional<std::string_view> unit_code(std::string_view written);

/// UN/ECE Recommendation 20: "one". What is counted when nobody says what.
inline constexpr std::string_view unit_one = "C62";

}  // namespace makegood::ubl
