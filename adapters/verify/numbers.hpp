#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/verify/findings.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

enum class Series : std::uint8_t { claim, credit_note, supplementary_invoice, refund, make_good };
inline constexpr std::size_t series_count = 5;

/// Law 9: ordinals from 1 without holes per series and year, in the order of the journal; dates that never run
/// backwards; the number says the year and the ordinal; no imported document carries the number of one of ours, or one
/// that ours will have.
class Numbers {
  public:
    struct Issued {
        std::string_view number;
        std::int64_t ordinal;
        std::string_view on;  ///< "2026-03-29"
        std::int64_t on_days;
        std::int64_t at_ms;  ///< when the event was made
    };
    void judge(Series series, const Issued& issued, Findings& findings);
    /// The number of an invoice or a credit that somebody else made.
    void import(std::string_view number, Findings& findings);

    /// What a series' latest event says of itself, right or wrong; nothing before the first.
    struct Latest {
        std::int64_t on_days;
        std::int64_t ordinal;
        std::string prefix;
    };
    [[nodiscard]] const std::optional<Latest>& latest(Series series) const {
        return latest_[static_cast<std::size_t>(series)];
    }

  private:
    struct Position {
        std::int64_t last_days = 0;
        std::string last_on{};
        std::int64_t last_ordinal = 0;
    };
    [[nodiscard]] bool judge_text(std::size_t series, const Issued& issued, Findings& findings);
    void take_prefix(std::string_view prefix, std::size_t series, const Issued& issued, Findings& findings);
    [[nodiscard]] static bool judge_date(const Position& position, const Issued& issued, Findings& findings);

    std::array<Position, series_count> positions_{};
    std::array<std::optional<Latest>, series_count> latest_{};
    std::map<std::string, std::size_t, std::less<>> prefixes_{};
    std::map<std::string, std::string, std::less<>> imported_{};  ///< by what could be a prefix: the first such number
};

}  // namespace makegood::verify
