#include "adapters/config/rule_inputs.hpp"

#include <set>
#include <utility>

namespace makegood::config {

namespace {

using codec::Controls;
using codec::ObjectReader;

constexpr codec::Items rates_items{0, 1'000'000};
constexpr codec::Items customers_items{0, 100'000};

std::optional<Currency> read_currency(ObjectReader& object, std::string_view name) {
    const auto currency = Currency::find(object.text(name, {3, 3}, Controls::none));
    if (!currency && object.is_present()) object.fault(name, "a currency of ISO 4217, as in \"EUR\"");
    return currency;
}

std::optional<ReferenceRate> read_rate(ObjectReader rate, const std::optional<Currency>& company) {
    const auto from = read_currency(rate, "from");
    const auto on = parse_date(rate.text("on", {1, 10}, Controls::none));
    const auto number = Decimal::parse(rate.text("rate", {1, 20}, Controls::none));
    if (!on) rate.fault("on", "a date as in \"2026-01-31\"");
    const bool is_positive = number && !number->is_zero() && !number->is_negative();
    if (!is_positive)
        rate.fault("rate", "what one unit is worth in the company's currency, above zero, as in \"1.1735\"");
    const bool is_own = from && from == company;
    if (is_own) rate.fault("from", "another currency than the company's");
    rate.finish();
    if (!from || !on || !is_positive || is_own) return std::nullopt;
    return ReferenceRate{*from, *on, *number};
}

}  // namespace

std::optional<ReferenceRates> read_reference_rates(ObjectReader object) {
    const auto currency = read_currency(object, "currency");
    std::vector<ReferenceRate> rates;
    std::set<std::pair<Currency, Date>> known;
    bool is_sound = currency.has_value();
    for (codec::JsonValue value : object.array("rates", rates_items)) {
        const auto rate = read_rate(value.object(), currency);
        is_sound = is_sound && rate;
        if (!rate) continue;
        rates.push_back(*rate);
        if (known.emplace(rate->from, rate->on).second) continue;
        value.fault("a second rate of one day", "one rate for each currency and day");
        is_sound = false;
    }
    object.finish();
    if (!is_sound) return std::nullopt;
    return ReferenceRates(*currency, std::move(rates));
}

CustomerLists read_customer_lists(const ObjectReader& object) {
    std::vector<std::pair<std::string, std::vector<CustomerId>>> lists;
    for (codec::Member member : object.members()) {
        auto& [name, customers] = lists.emplace_back(std::string(member.name), std::vector<CustomerId>{});
        for (codec::JsonValue value : member.value.array(customers_items))
            if (const auto id = value.try_text({1, 64}, Controls::none)) customers.emplace_back(std::string(*id));
    }
    return CustomerLists(lists);
}

}  // namespace makegood::config
