#include "adapters/zones/zones.hpp"

#include <stdexcept>

#include <date/tz.h>

namespace makegood::zones {

namespace {

Instant instant_of(date::sys_seconds at) {
    return Instant(at.time_since_epoch().count() * 1000);
}

}  // namespace

Result<Zone, std::string> load_zone(std::string_view name) {
    try {
        const date::time_zone* zone = date::locate_zone(std::string(name));
        const date::sys_seconds first = date::sys_days{date::year{1970} / 1 / 1};
        const date::sys_seconds last = date::sys_days{date::year{2100} / 1 / 1};
        date::sys_info period = zone->get_info(first);
        const std::chrono::seconds first_offset = period.offset;
        std::vector<Zone::Transition> transitions;
        while (period.end < last) {
            period = zone->get_info(period.end);
            transitions.push_back({instant_of(period.begin), period.offset});
        }
        return Zone(std::string(name), first_offset, std::move(transitions));
    } catch (const std::runtime_error&) {
        return Failure{"no time zone \"" + std::string(name) +
                       "\" on this machine; accepted: a name of the IANA database, as in \"Europe/Berlin\""};
    }
}

}  // namespace makegood::zones
