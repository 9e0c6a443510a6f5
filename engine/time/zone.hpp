#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "engine/time/date.hpp"
#include "engine/time/instant.hpp"

namespace makegood {

/// A time zone as data: the engine reads no zone files, whoever starts it passes the transitions in (law 15).
class Zone {
  public:
    struct Transition {
        Instant from;
        std::chrono::seconds offset;  ///< local minus UTC, −24 h to +24 h
    };

    /// `name` as in the IANA database. `transitions` ascend; before the first one, `first_offset` holds.
    Zone(std::string name, std::chrono::seconds first_offset, std::vector<Transition> transitions);
    [[nodiscard]] static Zone utc();

    [[nodiscard]] const std::string& name() const { return name_; }
    [[nodiscard]] std::chrono::seconds offset_at(Instant instant) const;
    /// The day on the wall calendar of this zone.
    [[nodiscard]] Date date_at(Instant instant) const;
    /// The first instant whose day here is `date`; of a day that the zone skipped, the first of the next one.
    [[nodiscard]] Instant start_of(Date date) const;

  private:
    std::string name_;
    std::chrono::seconds first_offset_;
    std::vector<Transition> transitions_;
};

}  // namespace makegood
