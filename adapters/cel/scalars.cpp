#include "adapters/cel/scalars.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "engine/time/instant.hpp"

namespace makegood::cel_json {

namespace {

constexpr std::int64_t nanoseconds_of_second = 1'000'000'000;
constexpr std::string_view base64_letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// "5" is 500,000,000: digits behind a point, at most nine.
std::optional<std::uint32_t> parse_fraction(std::string_view digits) {
    if (digits.empty() || digits.size() > 9) return std::nullopt;
    std::uint32_t nanoseconds = 0;
    for (std::size_t i = 0; i < 9; ++i) {
        const char digit = i < digits.size() ? digits[i] : '0';
        if (digit < '0' || digit > '9') return std::nullopt;
        nanoseconds = nanoseconds * 10 + static_cast<std::uint32_t>(digit - '0');
    }
    return nanoseconds;
}

/// ".5" for 500,000,000; "" for 0.
std::string fraction_text(std::uint32_t nanoseconds) {
    if (nanoseconds == 0) return {};
    std::string digits = std::to_string(nanoseconds_of_second + nanoseconds);
    digits[0] = '.';
    digits.erase(digits.find_last_not_of('0') + 1);
    return digits;
}

std::string_view leading_digits(std::string_view text) {
    return text.substr(0, std::min(text.find_first_not_of("0123456789"), text.size()));
}

std::optional<std::uint64_t> parse_digits(std::string_view digits) {
    std::uint64_t number = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, number);
    if (failure != std::errc{} || stop != end || digits.empty()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<Moment> parse_timestamp(std::string_view text) {
    const std::optional<Instant> instant = parse_instant(text);
    if (!instant) return std::nullopt;
    std::int64_t seconds = instant->unix_ms() / 1000;
    if (instant->unix_ms() % 1000 < 0) --seconds;
    const std::size_t point = text.find('.');
    if (point == std::string_view::npos) return Moment{seconds, 0};
    const std::optional<std::uint32_t> nanoseconds = parse_fraction(leading_digits(text.substr(point + 1)));
    if (!nanoseconds) return std::nullopt;
    return Moment{seconds, *nanoseconds};
}

std::string to_text(Moment moment) {
    std::string text = makegood::to_text(Instant(moment.seconds * 1000));
    text.erase(text.find('.'));
    return text + fraction_text(moment.nanoseconds) + "Z";
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
    const bool is_negative = text.starts_with('-');
    if (is_negative) text.remove_prefix(1);
    if (!text.ends_with('s')) return std::nullopt;
    text.remove_suffix(1);
    const std::string_view whole = leading_digits(text);
    const std::optional<std::uint64_t> seconds = parse_digits(whole);
    std::optional<std::uint32_t> nanoseconds = 0;
    if (whole.size() < text.size())
        nanoseconds = text[whole.size()] == '.' ? parse_fraction(text.substr(whole.size() + 1)) : std::nullopt;
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    if (!seconds || !nanoseconds || *seconds > static_cast<std::uint64_t>(limit / nanoseconds_of_second))
        return std::nullopt;
    std::int64_t total = static_cast<std::int64_t>(*seconds) * nanoseconds_of_second;
    if (limit - total < static_cast<std::int64_t>(*nanoseconds)) return std::nullopt;
    total += static_cast<std::int64_t>(*nanoseconds);
    return is_negative ? -total : total;
}

std::string duration_text(std::int64_t nanoseconds) {
    const std::int64_t seconds = nanoseconds / nanoseconds_of_second;
    const std::int64_t rest = nanoseconds % nanoseconds_of_second;
    const std::string sign = nanoseconds < 0 && seconds == 0 ? "-" : "";
    return sign + std::to_string(seconds) + fraction_text(static_cast<std::uint32_t>(rest < 0 ? -rest : rest)) + "s";
}

std::optional<std::string> decode_base64(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    std::string bytes;
    std::uint32_t bits = 0;
    std::uint32_t count = 0;
    for (const char letter : text.substr(0, text.size() - padding)) {
        const std::size_t six = base64_letters.find(letter);
        if (six == std::string_view::npos) return std::nullopt;
        bits = bits << 6 | static_cast<std::uint32_t>(six);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(static_cast<unsigned char>(bits >> count));
        bits &= (1u << count) - 1;
    }
    if (bits != 0) return std::nullopt;
    return bytes;
}

std::string encode_base64(std::string_view bytes) {
    std::string text;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::size_t present = std::min<std::size_t>(3, bytes.size() - i);
        std::uint32_t bits = 0;
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8 | (j < present ? static_cast<unsigned char>(bytes[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j) text += j <= present ? base64_letters[bits >> (18 - 6 * j) & 63] : '=';
    }
    return text;
}

}  // namespace makegood::cel_json
