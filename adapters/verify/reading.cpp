#include "adapters/verify/reading.hpp"

#include <charconv>

namespace makegood::verify {

namespace {

/// Exactly `text.size()` digits.
std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t number = 0;
    for (char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + (digit - '0');
    }
    return number;
}

/// Days from 1970-01-01 in the proleptic Gregorian calendar: whole years with their leap days, then the months.
std::int64_t days_since_1970(std::int64_t year, std::int64_t month, std::int64_t day) {
    constexpr std::int64_t before_month[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    constexpr std::int64_t days_before_1970 = 719'162;  // from 0001-01-01
    const std::int64_t past = year - 1;
    const bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const std::int64_t leap_day = is_leap && month > 2 ? 1 : 0;
    return past * 365 + past / 4 - past / 100 + past / 400 + before_month[month - 1] + leap_day + day - 1 -
           days_before_1970;
}

/// "2026-03-29", to the days since 1970-01-01.
std::optional<std::int64_t> parse_days(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = whole(text.substr(0, 4));
    const auto month = whole(text.substr(5, 2));
    const auto day = whole(text.substr(8, 2));
    if (!year || !month || !day || *year < 1 || *month < 1 || *month > 12 || *day < 1 || *day > 31) return std::nullopt;
    return days_since_1970(*year, *month, *day);
}

/// "2026-03-29T01:00:00.000Z", the one form in the journal.
std::optional<std::int64_t> parse_unix_ms(std::string_view text) {
    if (text.size() != 24 || text[10] != 'T' || text[13] != ':' || text[16] != ':' || text[19] != '.' ||
        text[23] != 'Z')
        return std::nullopt;
    const auto days = parse_days(text.substr(0, 10));
    const auto hour = whole(text.substr(11, 2));
    const auto minute = whole(text.substr(14, 2));
    const auto second = whole(text.substr(17, 2));
    const auto ms = whole(text.substr(20, 3));
    if (!days || !hour || !minute || !second || !ms || *hour > 23 || *minute > 59 || *second > 59) return std::nullopt;
    return (((*days * 24 + *hour) * 60 + *minute) * 60 + *second) * 1000 + *ms;
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

}  // namespace

void Reading::note(std::string_view name, std::string_view wrong) {
    if (!fault_) fault_ = "\"" + std::string(name.substr(0, 40)) + "\" " + std::string(wrong);
}

Value Reading::root() {
    return {*this, 0};
}

Value Value::find(std::string_view name) const {
    if (!expect(JsonTree::Kind::object, "is no object")) return {*reading_, nowhere};
    const std::uint32_t end = reading_->tree_.node(at_).end;
    for (std::uint32_t at = at_ + 1; at < end; at = reading_->tree_.node(at).end)
        if (reading_->tree_.key(at) == name) return {*reading_, at};
    return {*reading_, nowhere};
}

Value Value::operator[](std::string_view name) const {
    const Value value = find(name);
    if (!value.is_there()) reading_->note(name, "is missing");
    return value;
}

bool Value::expect(JsonTree::Kind kind, std::string_view wrong) const {
    if (!is_there()) return false;  // noted when it was looked for
    if (reading_->tree_.node(at_).kind == kind) return true;
    note(wrong);
    return false;
}

void Value::note(std::string_view wrong) const {
    reading_->note(reading_->tree_.key(at_), wrong);
}

std::string_view Value::text() const {
    return expect(JsonTree::Kind::text, "is no text") ? reading_->tree_.text(at_) : std::string_view{};
}

bool Value::flag() const {
    return expect(JsonTree::Kind::flag, "is neither true nor false") && reading_->tree_.node(at_).flag;
}

Wide Value::amount() const {
    if (!expect(JsonTree::Kind::text, "is no text")) return 0;
    const auto written = parse_written(text());
    if (!written) {
        note("is not an amount of money");
        return 0;
    }
    if (!reading_->digits) reading_->digits = written->digits;
    if (*reading_->digits != written->digits) note("has other digits than the amounts of its currency");
    return written->coefficient;
}

std::int64_t Value::integer() const {
    if (!expect(JsonTree::Kind::text, "is no text")) return 0;
    const auto number = parse_integer(text());
    if (!number) note("is not a 64-bit integer");
    return number.value_or(0);
}

std::int64_t Value::number() const {
    if (!expect(JsonTree::Kind::number, "is no number")) return 0;
    const auto number = parse_integer(reading_->tree_.text(at_));
    if (!number) note("is not a whole number");
    return number.value_or(0);
}

std::int64_t Value::days() const {
    if (!expect(JsonTree::Kind::text, "is no text")) return 0;
    const auto days = parse_days(text());
    if (!days) note("is not a date");
    return days.value_or(0);
}

std::int64_t Value::unix_ms() const {
    if (!expect(JsonTree::Kind::text, "is no text")) return 0;
    const auto ms = parse_unix_ms(text());
    if (!ms) note("is not an instant in UTC");
    return ms.value_or(0);
}

}  // namespace makegood::verify
