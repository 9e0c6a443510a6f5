#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// The kinds of stream.
enum class Home : std::uint8_t { invoice, company, exports };
[[nodiscard]] Home home_of(std::string_view stream);
[[nodiscard]] std::string_view in_words(Home home);

/// What this program knows of a type of event, in schema 1.
struct EventType {
    std::string_view name;
    Home home;
    std::string_view origin{};    ///< of its entries; empty: it has none
    std::string_view holder{};    ///< the field that they are in; empty: the payload itself
    std::string_view dated_by{};  ///< the field that says their day is in this one; empty: in the payload itself
    std::string_view day{};       ///< the field that says their day; empty: it is the event's own, in UTC

    [[nodiscard]] bool may_have_entries() const { return !origin.empty(); }
    /// What is not there when an event of this type may come without entries, and does.
    [[nodiscard]] Value entries(const Value& payload) const;
    /// Since 1970-01-01.
    [[nodiscard]] std::int64_t posted_on(const Value& payload, std::int64_t at_ms) const;
};

/// Null for a type that is not known.
[[nodiscard]] const EventType* find_event_type(std::string_view name);

}  // namespace makegood::verify
