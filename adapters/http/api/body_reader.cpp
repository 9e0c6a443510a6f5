#include "adapters/http/api/body_reader.hpp"

namespace makegood::http {

using codec::Controls;
using codec::ObjectReader;

Date read_date(ObjectReader& object, std::string_view name) {
    const auto date = parse_date(object.text(name, {1, 10}, Controls::none));
    if (!date && object.optional_value(name)) object.fault(name, "a date, as in \"2026-03-29\"");
    return date.value_or(Date::from_unix_days(0));
}

Currency read_currency(ObjectReader& object, std::string_view name) {
    const auto currency = Currency::find(object.text(name, {1, 3}, Controls::none));
    if (!currency && object.optional_value(name)) object.fault(name, "a currency of ISO 4217, as in \"EUR\"");
    return currency.value_or(*Currency::find("EUR"));
}

Money read_money(ObjectReader& object, std::string_view name, Currency currency) {
    const auto money = parse_money(object.text(name, {1, 40}, Controls::none), currency);
    if (!money && object.optional_value(name)) object.fault(name, accepted_form(currency));
    return money ? *money : Money::zero(currency);
}

std::string read_amount_text(ObjectReader& object, std::string_view name) {
    return std::string(object.text(name, {1, 40}, Controls::none));
}

}  // namespace makegood::http
