#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/verify/findings.hpp"
#include "adapters/verify/levels.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

enum class State : std::uint8_t { received, acknowledged, approved, adjusted, settled, withdrawn };

/// A worth that counts, as the customer stated it.
struct StatedWorth {
    std::optional<std::uint32_t> line{};  ///< nothing for the whole invoice
    Wide amount = 0;
    bool is_gross = false;
};

/// An offer upward (law 5).
enum class Offer : std::uint8_t { none, open, confirmed, revoked, declined };

/// What is kept of a claim. Worths are let go once it is closed.
struct Claim {
    std::string id;
    State state = State::received;
    Offer offer = Offer::none;
    Totals offered{};
    std::uint32_t offered_at_move = 0;  ///< how often the invoice had moved when the offer was made
    std::uint32_t documents = 0;
    std::int64_t stated_at_ms = 0;             ///< of the latest statement that names a worth
    std::optional<std::int64_t> promise_ms{};  ///< when the adjust promise ends
    Wide returned = 0;  ///< by documents of this claim, of rounding and of tax that no line carries
    std::vector<StatedWorth> worths{};

    [[nodiscard]] bool is_open() const { return state <= State::approved; }
    /// Law 1: only what the customer stated moves; a worth of the whole moves any line.
    [[nodiscard]] bool may_move_line(std::size_t line) const;
};

/// Moves a claim as the table of moves allows, and says so when it does not. DESIGN.md 2, "claim".
void move(Claim& claim, State to, Findings& findings);

/// Takes a statement into the worths that count: the latest of each line; a worth of the whole replaces those of lines,
/// and the other way round; a restatement replaces everything; a withdrawal leaves nothing.
/// Law 6: refuses nothing, but a recorded worth that is no amount, or of a line that is not there, is a finding.
void hear(Claim& claim, const Value& saying, std::int64_t at_ms, Levels& levels, Findings& findings);

/// Law 1: what stands is what was stated, to the unit on net basis; on gross basis not above it, and below only by what
/// tax steps over.
void judge_worth_reached(const Claim& claim, const Levels& levels, Findings& findings);

}  // namespace makegood::verify
