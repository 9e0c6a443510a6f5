#include "adapters/codec/event_writer.hpp"

#include <charconv>

#include "adapters/codec/event_structures.hpp"
#include "engine/core/invariant.hpp"

namespace makegood::codec {

namespace {

/// A quoted text of ASCII that needs no escapes, put together without the heap.
class Quoted {
  public:
    Quoted& operator<<(char letter) {
        text_[size_++] = letter;
        return *this;
    }
    template <std::integral Number>
    Quoted& operator<<(Number number) {
        const auto [end, error] = std::to_chars(text_.data() + size_, text_.data() + text_.size(), number);
        size_ = static_cast<std::size_t>(end - text_.data());
        return *this;
    }
    Quoted& padded(std::uint64_t number, std::size_t width) {
        for (std::size_t place = width; place-- > 0; number /= 10)
            text_[size_ + place] = static_cast<char>('0' + number % 10);
        size_ += width;
        return *this;
    }
    Quoted& date(Date date) {
        const int year = date.year();
        invariant(year >= 1 && year <= 9999, "a date in the journal is of the years 0001 to 9999");
        padded(static_cast<std::uint64_t>(year), 4) << '-';
        padded(date.month(), 2) << '-';
        return padded(date.day(), 2);
    }
    Quoted& fixed_point(std::int64_t coefficient, int scale) {
        const bool is_negative = coefficient < 0;
        const auto bits = static_cast<std::uint64_t>(coefficient);
        const std::uint64_t magnitude = is_negative ? ~bits + 1 : bits;
        std::uint64_t unit = 1;
        for (int place = 0; place < scale; ++place) unit *= 10;
        if (is_negative) *this << '-';
        *this << magnitude / unit;
        if (scale > 0) (*this << '.').padded(magnitude % unit, static_cast<std::size_t>(scale));
        return *this;
    }
    [[nodiscard]] std::string_view end() {
        *this << '"';
        return {text_.data(), size_};
    }

  private:
    std::array<char, 48> text_{'"'};
    std::size_t size_ = 1;
};

}  // namespace

void EventWriter::currency(Currency currency) {
    currency_ = currency;
    json_.field("currency", currency.code());
}

void EventWriter::put(std::int64_t integer) {
    json_.raw((Quoted() << integer).end());
}

void EventWriter::put(std::uint64_t integer) {
    json_.raw((Quoted() << integer).end());
}

void EventWriter::put(Date date) {
    json_.raw(Quoted().date(date).end());
}

void EventWriter::put(Instant instant) {
    constexpr std::int64_t ms_per_day = 86'400'000;
    std::int64_t days = instant.unix_ms() / ms_per_day;
    std::int64_t ms = instant.unix_ms() % ms_per_day;
    if (ms < 0) {
        ms += ms_per_day;
        --days;
    }
    const auto of_day = static_cast<std::uint64_t>(ms);
    Quoted text;
    text.date(Date::from_unix_days(static_cast<std::int32_t>(days))) << 'T';
    text.padded(of_day / 3'600'000, 2) << ':';
    text.padded(of_day / 60'000 % 60, 2) << ':';
    text.padded(of_day / 1000 % 60, 2) << '.';
    text.padded(of_day % 1000, 3) << 'Z';
    json_.raw(text.end());
}

void EventWriter::put(const Decimal& decimal) {
    constexpr std::int64_t beyond_18_digits = 1'000'000'000'000'000'000;
    invariant(decimal.coefficient() < beyond_18_digits && decimal.coefficient() > -beyond_18_digits,
              "a decimal in the journal has at most 18 digits");
    json_.raw(Quoted().fixed_point(decimal.coefficient(), decimal.scale()).end());
}

void EventWriter::put(const Money& money) {
    invariant(currency_ == money.currency(), "the amounts of one event are of the currency that it names");
    json_.raw(Quoted().fixed_point(money.minor(), money.currency().digits()).end());
}

void EventWriter::put(const Uuid& uuid) {
    constexpr std::string_view hex = "0123456789abcdef";
    Quoted text;
    for (std::size_t index = 0; index < uuid.bytes.size(); ++index) {
        if (index == 4 || index == 6 || index == 8 || index == 10) text << '-';
        text << hex[uuid.bytes[index] >> 4] << hex[uuid.bytes[index] & 15];
    }
    json_.raw(text.end());
}

void EventWriter::put(const Personal& personal) {
    object([&] {
        if (personal.is_erased())
            field("erased", true);
        else
            field("sealed", sealer_.seal(*personal.reveal()));
    });
}

void EventWriter::put(const Dues& dues) {
    object([&] {
        for (Step step : steps) field(word_of(step), dues[static_cast<std::size_t>(step)]);
    });
}

}  // namespace makegood::codec
