#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace makegood {

/// How an IBAN is kept and sent: without white space, letters of a to z in capitals. Everything else stays as it is, so
/// that objection_to_iban() can speak of it.
[[nodiscard]] std::string normalised_iban(std::string_view written);

/// Why the text is no IBAN, in words that name what would be accepted; nothing for one that is. White space and small
/// letters are no objection. Held to: two letters, two check digits of 02 to 98, then letters and digits; the length
/// that the registry gives for the country (15 to 34 for a country that is not in our table); the check digits.
/// Says nothing about whether the account exists. Pure, whatever the locale.
/// Source: ISO 13616-1 and ISO 7064 MOD 97-10; lengths of the SWIFT IBAN Registry.
[[nodiscard]] std::optional<std::string> objection_to_iban(std::string_view written);

/// Whether transfers in euro to accounts of this IBAN's country are SEPA transfers. `iban` is normalised.
/// Source: the list of countries and territories of the SEPA schemes (EPC409-09).
[[nodiscard]] bool is_in_sepa(std::string_view iban);

}  // namespace makegood
