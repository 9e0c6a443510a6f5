#include "engine/money/currency.hpp"

#include <algorithm>
#include <array>

namespace makegood {

namespace {

struct Unit {
    int digits;
    std::string_view codes;  ///< three letters and a blank each, in alphabetical order
};

// Source: ISO 4217 list one, active codes that have a minor unit; amendments up to the data set's of 2024.
constexpr std::array<Unit, 4> units = {{
    {2,
     "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF "
     "CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD "
     "GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL "
     "MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR "
     "PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP "
     "TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG "},
    {0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF "},
    {3, "BHD IQD JOD KWD LYD OMR TND "},
    {4, "CLF UYW "},
}};

constexpr std::size_t letters = 26;
constexpr std::int8_t no_currency = -1;

/// Of three capital letters.
constexpr std::size_t place_of(std::string_view code) {
    std::size_t place = 0;
    for (const char letter : code) place = place * letters + static_cast<std::size_t>(letter - 'A');
    return place;
}

/// Digits by code: every amount that is read asks for its currency.
constexpr auto digits_by_place = [] {
    std::array<std::int8_t, letters * letters * letters> digits{};
    digits.fill(no_currency);
    for (const Unit& unit : units)
        for (std::size_t at = 0; at < unit.codes.size(); at += 4)
            digits[place_of(unit.codes.substr(at, 3))] = static_cast<std::int8_t>(unit.digits);
    return digits;
}();

}  // namespace

std::optional<Currency> Currency::find(std::string_view code) {
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (code.size() != 3 || !std::all_of(code.begin(), code.end(), is_capital)) return std::nullopt;
    const std::int8_t digits = digits_by_place[place_of(code)];
    if (digits == no_currency) return std::nullopt;
    return Currency(code, digits);
}

}  // namespace makegood
