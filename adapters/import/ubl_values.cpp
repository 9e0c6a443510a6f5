#include "adapters/import/ubl_values.hpp"

#include "adapters/import/quoted.hpp"
#include "adapters/import/written_number.hpp"

namespace makegood::import {

namespace {

constexpr std::size_t text_bytes_max = 8000;

/// xsd:date lets a zone follow the day. The day is what was written on the document.
std::string_view without_zone(std::string_view date) {
    constexpr std::size_t day_length = 10;
    const std::string_view zone = date.size() > day_length ? date.substr(day_length) : std::string_view{};
    const bool is_zone = zone == "Z" || (zone.size() == 6 && (zone[0] == '+' || zone[0] == '-') && zone[3] == ':');
    return is_zone ? date.substr(0, day_length) : date;
}

}  // namespace

void UblValues::find(std::string place, std::string found, std::string expected) {
    findings_.push_back({std::move(place), std::move(found), std::move(expected)});
}

std::string UblValues::required_text(const UblElement& parent, std::string_view name) {
    if (auto present = text(parent.at({name}))) return *present;
    find(parent.place() + "/" + std::string(name), "nothing", "a text");
    return {};
}

std::optional<std::string> UblValues::text(const UblElement& element) {
    std::string text = element.text();
    if (text.size() > text_bytes_max)
        find(element.place(), "a text of " + std::to_string(text.size()) + " bytes",
             "at most " + std::to_string(text_bytes_max));
    if (text.empty()) return std::nullopt;
    return text;
}

std::optional<Date> UblValues::date(const UblElement& element) {
    if (!element) return std::nullopt;
    const std::string text = element.text();
    auto date = parse_date(without_zone(text));
    if (!date) find(element.place(), quoted(text), "a day, as in 2026-03-29");
    return date;
}

std::optional<Decimal> UblValues::decimal(const UblElement& element) {
    if (!element) return std::nullopt;
    auto decimal = read_decimal(element.text());
    if (decimal) return *decimal;
    find(element.place(), decimal.error().found, decimal.error().expected);
    return std::nullopt;
}

std::optional<Money> UblValues::money(const UblElement& element, Currency currency) {
    if (!element) return std::nullopt;
    const std::string code = element.attribute("currencyID");
    if (!code.empty() && code != currency.code()) {
        find(element.place() + "/@currencyID", quoted(code),
             std::string(currency.code()) + ", the document's currency");
        return std::nullopt;
    }
    auto money = read_money(element.text(), currency);
    if (!money) {
        find(element.place(), money.error().found, money.error().expected);
        return std::nullopt;
    }
    const std::int64_t magnitude_minor = abs(*money).minor();
    if (magnitude_minor > magnitude_left_minor_) {
        find(element.place(), "amounts that add up to more than 18 digits", "amounts that can be added up");
        return std::nullopt;
    }
    magnitude_left_minor_ -= magnitude_minor;
    return *money;
}

Money UblValues::required_money(const UblElement& parent, std::string_view name, Currency currency) {
    const UblElement element = parent.at({name});
    if (!element) find(parent.place() + "/" + std::string(name), "nothing", "an amount");
    return money(element, currency).value_or(Money::zero(currency));
}

}  // namespace makegood::import
