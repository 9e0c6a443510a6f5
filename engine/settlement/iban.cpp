#include "engine/settlement/iban.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

struct Length {
    std::string_view country;
    std::size_t characters;
};

/// Sorted by country.
constexpr auto lengths = std::to_array<Length>({
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28},
    {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22},
    {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23},
    {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
});
static_assert(std::ranges::is_sorted(lengths, {}, &Length::country));

/// By the country codes of IBANs: the territories of France, Finland and the British Crown use those of FR, FI and GB.
constexpr auto sepa = std::to_array<std::string_view>({
    "AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR",
    "GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD",
    "ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA",
});
static_assert(std::ranges::is_sorted(sepa));

constexpr std::size_t length_min = 15;
constexpr std::size_t length_max = 34;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

std::string characters(std::size_t count) {
    return std::to_string(count) + (count == 1 ? " character" : " characters");
}

std::optional<std::string> objection_to_length(std::string_view iban) {
    const std::string_view country = iban.substr(0, 2);
    const auto* const known = std::ranges::find(lengths, country, &Length::country);
    if (known != lengths.end()) {
        if (iban.size() == known->characters) return std::nullopt;
        return characters(iban.size()) + ", where an IBAN of " + std::string(country) + " has " +
               std::to_string(known->characters);
    }
    if (iban.size() >= length_min && iban.size() <= length_max) return std::nullopt;
    return characters(iban.size()) + ", where an IBAN has 15 to 34";
}

/// The remainder by 97 of the number that the text spells with A as 10 to Z as 35.
unsigned remainder_97(unsigned remainder, std::string_view text) {
    for (const char c : text) {
        const auto value = is_digit(c) ? static_cast<unsigned>(c - '0') : static_cast<unsigned>(c - 'A' + 10);
        remainder = (remainder * (value < 10 ? 10 : 100) + value) % 97;
    }
    return remainder;
}

bool do_check_digits_hold(std::string_view iban) {
    const std::string_view digits = iban.substr(2, 2);
    if (digits < "02" || digits > "98") return false;
    return remainder_97(remainder_97(0, iban.substr(4)), iban.substr(0, 4)) == 1;
}

}  // namespace

std::string normalised_iban(std::string_view written) {
    std::string iban;
    iban.reserve(written.size());
    for (const char c : written) {
        if (is_space(c)) continue;
        iban += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return iban;
}

std::optional<std::string> objection_to_iban(std::string_view written) {
    const std::string iban = normalised_iban(written);
    if (iban.empty()) return "nothing, where an IBAN is expected, as in AT61 1904 3002 3457 3201";
    const bool is_form_right =
        iban.size() > 4 && is_capital(iban[0]) && is_capital(iban[1]) && is_digit(iban[2]) && is_digit(iban[3]);
    if (!is_form_right) return "not two letters of a country, two check digits and the account";
    if (!std::ranges::all_of(iban, [](char c) { return is_digit(c) || is_capital(c); }))
        return "a character other than A to Z and 0 to 9";
    if (auto objection = objection_to_length(iban)) return objection;
    if (!do_check_digits_hold(iban)) return "check digits that do not fit the rest: a character is wrong or swapped";
    return std::nullopt;
}

bool is_in_sepa(std::string_view iban) {
    return std::ranges::binary_search(sepa, iban.substr(0, 2));
}

}  // namespace makegood
