#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/verify/findings.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

enum class Series : std::uint8_t { claim, credit_note, supplementary_invoice, refund, make_good };
inline constexpr std::size_t series_count = 5;

/// Law 9: ordinals from 1 without holes per series and year, in the order of the journal; dates that never run
/// backwards; the number says the year and the ordinal; no imported document carries the number of one of ours, or one
/// that ours will have. A prefix never changes, but for the mark behind it, which a restored file's numbers have.
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
    /// From this event on, numbers have a mark that no number had before.
    void restart(std::uint64_t sequence, std::string_view mark, std::uint64_t lost_sequence, Findings& findings);
    /// From this event on, numbers have the mark of an earlier event again.
    void resume(std::uint64_t sequence, std::uint64_t at, Findings& findings);

    /// What the latest event of a series with one prefix says of itself, right or wrong.
    struct Latest {
        std::int64_t on_days;
        std::int64_t ordinal;
    };
    using SeriesAndPrefix = std::pair<std::size_t, std::string>;
    [[nodiscard]] const std::map<SeriesAndPrefix, Latest>& latest() const { return latest_; }

  private:
    struct Position {
        std::int64_t last_days = 0;
        std::string last_on{};
        std::int64_t last_ordinal = 0;
    };
    [[nodiscard]] std::string prefix_due(std::size_t series, std::string_view number);
    [[nodiscard]] bool judge_text(std::size_t series, const Issued& issued, Findings& findings);
    void take_prefix(std::string_view prefix, std::size_t series, const Issued& issued, Findings& findings);
    [[nodiscard]] static bool judge_date(const Position& position, const Issued& issued, Findings& findings);

    std::map<std::pair<std::size_t, std::string>, Position> positions_{};  ///< by series and mark
    std::map<SeriesAndPrefix, Latest> latest_{};
    std::array<std::string, series_count> bases_{};  ///< prefix without a mark; empty: no number yet
    std::vector<std::pair<std::uint64_t, std::string>> marks_{{0, {}}};  ///< from which event on, ascending
    std::uint64_t lost_sequence_ = 0;
    std::map<std::string, std::size_t, std::less<>> prefixes_{};
    std::map<std::string, std::string, std::less<>> imported_{};  ///< by what could be a prefix: the first such number
};

}  // namespace makegood::verify
