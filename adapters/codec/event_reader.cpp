#include "adapters/codec/event_reader.hpp"

#include <algorithm>
#include <charconv>

#include "adapters/codec/event_structures.hpp"

namespace makegood::codec {

namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

/// Digits as we write them: at least one, and no zero in front of others.
bool is_whole(std::string_view text) {
    return !text.empty() && (text.size() == 1 || text.front() != '0') &&
           std::all_of(text.begin(), text.end(), is_digit);
}

template <std::integral Number>
std::optional<Number> parse_integer(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    const std::string_view digits = is_negative ? text.substr(1) : text;
    Number number = 0;
    if (!is_whole(digits) || (is_negative && digits == "0")) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// As parse_money, but over all of int64: sums of what was accepted may be larger than what is accepted.
std::optional<Money> parse_amount(std::string_view text, Currency currency) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    const auto places = static_cast<std::size_t>(currency.digits());
    const std::size_t behind = places == 0 ? 0 : places + 1;  // the point and what follows
    if (text.size() <= behind || !is_whole(text.substr(0, text.size() - behind))) return std::nullopt;
    if (places != 0 && text[text.size() - behind] != '.') return std::nullopt;

    std::int64_t minor = 0;  // summed with its sign, so that the lowest int64 fits as well
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (places != 0 && at == text.size() - behind) continue;
        if (!is_digit(text[at])) return std::nullopt;
        const int digit = is_negative ? '0' - text[at] : text[at] - '0';
        if (__builtin_mul_overflow(minor, 10, &minor) || __builtin_add_overflow(minor, digit, &minor))
            return std::nullopt;
    }
    if (is_negative && minor == 0) return std::nullopt;
    return Money(minor, currency);
}

}  // namespace

std::optional<std::string_view> EventReader::text_of(JsonValue& value) {
    return value.try_text({0, std::numeric_limits<std::uint32_t>::max()}, Controls::any);
}

void EventReader::currency() {
    JsonValue value = object_.value("currency");
    const auto text = text_of(value);
    if (!text) return;
    if (const auto currency = Currency::find(*text))
        scope_.currency = *currency;
    else
        value.fault("a currency of ISO 4217, as in \"EUR\"");
}

std::int64_t EventReader::from(JsonValue& value, As<std::int64_t>) {
    const auto text = text_of(value);
    const auto number = text ? parse_integer<std::int64_t>(*text) : std::nullopt;
    if (text && !number) value.fault("a 64-bit integer as a text");
    return number.value_or(0);
}

std::uint64_t EventReader::from(JsonValue& value, As<std::uint64_t>) {
    const auto text = text_of(value);
    const auto number = text ? parse_integer<std::uint64_t>(*text) : std::nullopt;
    if (text && !number) value.fault("a 64-bit integer of zero or more, as a text");
    return number.value_or(0);
}

Date EventReader::from(JsonValue& value, As<Date>) {
    const auto text = text_of(value);
    const auto date = text ? parse_date(*text) : std::nullopt;
    if (text && !date) value.fault("a date, as in \"2026-03-29\"");
    return date.value_or(Date::from_unix_days(0));
}

Instant EventReader::from(JsonValue& value, As<Instant>) {
    constexpr std::size_t written_size = 24;
    const auto text = text_of(value);
    const bool is_our_form = text && text->size() == written_size && text->ends_with('Z') && (*text)[10] == 'T';
    const auto instant = is_our_form ? parse_instant(*text) : std::nullopt;
    if (text && !instant) value.fault("an instant in UTC, as in \"2026-03-29T01:00:00.000Z\"");
    return instant.value_or(Instant(0));
}

Decimal EventReader::from(JsonValue& value, As<Decimal>) {
    const auto text = text_of(value);
    const auto decimal = text ? Decimal::parse(*text) : std::nullopt;
    if (text && !decimal) value.fault("a decimal as a text, as in \"2.50\"");
    return decimal.value_or(Decimal{});
}

Money EventReader::from(JsonValue& value, As<Money>) {
    const auto text = text_of(value);
    const auto money = text ? parse_amount(*text, scope_.currency) : std::nullopt;
    if (text && !money) value.fault(accepted_form(scope_.currency));
    return money.value_or(Money::zero(scope_.currency));
}

Uuid EventReader::from(JsonValue& value, As<Uuid>) {
    const auto is_capital = [](char letter) { return letter >= 'A' && letter <= 'F'; };
    const auto text = text_of(value);
    const bool is_our_form = text && std::none_of(text->begin(), text->end(), is_capital);
    const auto uuid = is_our_form ? parse_uuid(*text) : std::nullopt;
    if (text && !uuid) value.fault("a UUID in small letters");
    return uuid.value_or(Uuid{});
}

Personal EventReader::from(JsonValue& value, As<Personal>) {
    EventReader fields(value.object(), scope_);
    const auto erased = fields.get_optional<bool>("erased");
    if (erased) {
        if (!*erased) fields.object().fault("erased", "true, or no such field");
        fields.finish();
        return Personal::erased();
    }
    JsonValue sealed = fields.object().value("sealed");
    const auto text = text_of(sealed);
    fields.finish();
    return text ? scope_.sealer.open(*text) : Personal::erased();
}

Dues EventReader::from(JsonValue& value, As<Dues>) {
    Dues dues;
    EventReader fields(value.object(), scope_);
    for (Step step : steps) dues[static_cast<std::size_t>(step)] = fields.get_optional<Due>(word_of(step));
    fields.finish();
    return dues;
}

}  // namespace makegood::codec
