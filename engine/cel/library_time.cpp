#include <array>
#include <optional>
#include <string>

#include "engine/cel/calendar.hpp"
#include "engine/cel/library.hpp"
#include "engine/cel/program.hpp"
#include "engine/time/zone.hpp"

namespace makegood::cel {

namespace {

/// Seconds east of UTC at that time in the zone that the second argument names, or, without one, in UTC.
struct Offset {
    std::int64_t seconds = 0;
    std::optional<Value> error;
};

Offset offset_at(const Site& site, Arguments a) {
    if (a.size() == 1) return {};
    const std::string_view zone = a[1].view();
    if (zone == "UTC") return {};
    if (const auto fixed = read_offset(zone)) return {*fixed, {}};
    const Zone* known = site.machine.zones == nullptr ? nullptr : site.machine.zones->find(zone);
    if (known == nullptr) return {0, site.fail({"unknown time zone: ", quote_for_error(zone)})};
    return {known->offset_at(Instant(a[0].int64 * 1000)).count(), {}};
}

/// What a part of a timestamp is: a field of WallTime, minus what it is counted from.
template <std::int64_t WallTime::*field, std::int64_t first = 0>
Value part(const Site& site, Arguments a) {
    if (!are(a, {ValueKind::timestamp}) && !are(a, {ValueKind::timestamp, ValueKind::string})) {
        return site.no_overload(a);
    }
    const Offset offset = offset_at(site, a);
    if (offset.error) return *offset.error;
    return Value::of(wall_time(a[0].int64, offset.seconds).*field - first);
}

/// Of a timestamp the part, of a duration the whole in that unit.
template <std::int64_t WallTime::*field, std::int64_t nanoseconds>
Value part_or_whole(const Site& site, Arguments a) {
    if (are(a, {ValueKind::duration})) return Value::of(a[0].int64 / nanoseconds);
    return part<field>(site, a);
}

Value milliseconds(const Site& site, Arguments a) {
    // Of a duration too it is the part, not the whole. Source: langdef.md, "getMilliseconds".
    if (are(a, {ValueKind::duration})) return Value::of(a[0].int64 / 1'000'000 % 1000);
    if (!are(a, {ValueKind::timestamp}) && !are(a, {ValueKind::timestamp, ValueKind::string})) {
        return site.no_overload(a);
    }
    const Offset offset = offset_at(site, a);
    return offset.error ? *offset.error : Value::of(std::int64_t{a[0].size / 1'000'000});
}

}  // namespace

std::span<const LibraryFunction> time_functions() {
    constexpr std::int64_t second_ns = 1'000'000'000;
    // Not constant with a zone: zones belong to whoever runs the program.
    static constexpr std::array functions{
        LibraryFunction{"getFullYear", true, 1, 2, part<&WallTime::year>, false},
        LibraryFunction{"getMonth", true, 1, 2, part<&WallTime::month, 1>, false},
        LibraryFunction{"getDate", true, 1, 2, part<&WallTime::day>, false},
        LibraryFunction{"getDayOfMonth", true, 1, 2, part<&WallTime::day, 1>, false},
        LibraryFunction{"getDayOfWeek", true, 1, 2, part<&WallTime::day_of_week>, false},
        LibraryFunction{"getDayOfYear", true, 1, 2, part<&WallTime::day_of_year>, false},
        LibraryFunction{"getHours", true, 1, 2, part_or_whole<&WallTime::hour, 3600 * second_ns>, false},
        LibraryFunction{"getMinutes", true, 1, 2, part_or_whole<&WallTime::minute, 60 * second_ns>, false},
        LibraryFunction{"getSeconds", true, 1, 2, part_or_whole<&WallTime::second, second_ns>, false},
        LibraryFunction{"getMilliseconds", true, 1, 2, milliseconds, false},
    };
    return functions;
}

}  // namespace makegood::cel
