#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/verify/findings.hpp"
#include "adapters/verify/levels.hpp"
#include "adapters/verify/people.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

enum class State : std::uint8_t { received, acknowledged, approved, adjusted, settled, withdrawn };

/// A worth that counts, as the customer stated it.
struct StatedWorth {
    std::optional<std::uint32_t> line{};  ///< nothing for the whole invoice
    Wide amount = 0;
    bool is_gross = false;
};

/// What one statement says: its worths, and what it does to those before it.
struct Said {
    std::int64_t at_ms = 0;
    bool is_further = false;  ///< leaves earlier worths of other lines alone
    std::vector<StatedWorth> worths{};
};

/// An offer upward (law 5). Taken: the supplement that it is for was issued.
enum class Offer : std::uint8_t { none, open, confirmed, revoked, declined, taken };

/// What is kept of a claim. Worths are let go once it is closed; what was said is kept, because it may be corrected.
struct Claim {
    std::string id;
    std::string number;
    State state = State::received;
    Offer offer = Offer::none;
    Totals offered{};
    std::uint32_t offered_at_move = 0;  ///< how often the invoice had moved when the offer was made
    std::uint32_t documents = 0;
    std::int64_t stated_at_ms = 0;             ///< of the latest statement that names a worth
    std::optional<std::int64_t> promise_ms{};  ///< when the adjust promise ends
    Wide returned = 0;  ///< by documents of this claim, of rounding and of tax that no line carries
    std::vector<Said> statements{};
    std::vector<StatedWorth> worths{};     ///< in force
    bool is_corrected = false;             ///< a statement was mended; an offer upward may then be missing
    std::vector<std::uint32_t> lowered{};  ///< lines, by the document that came after the correction
    std::vector<Person> recorded_by{};     ///< who recorded a statement of it, or mended one
    Person approved_by = nobody;           ///< last
    bool has_email = false;                ///< the customer gave one with the claim
    bool has_phone = false;

    [[nodiscard]] bool is_open() const { return state <= State::approved; }
    /// Whether what was stated on it was approved, and not taken back since.
    [[nodiscard]] bool is_honoured() const;
    /// Law 1: only what the customer stated moves; a worth of the whole moves any line.
    [[nodiscard]] bool may_move_line(std::size_t line) const;
};

/// Moves a claim as the table of moves allows, and says so when it does not. DESIGN.md 2, "claim".
void move(Claim& claim, State to, Findings& findings);

/// Takes a statement into the worths that count: the latest of each line; a worth of the whole replaces those of lines,
/// and the other way round; a restatement replaces everything; a withdrawal leaves nothing.
/// Law 6: refuses nothing, but a recorded worth that is no amount, or of a line that is not there, is a finding.
void hear(Claim& claim, const Value& saying, std::int64_t at_ms, Levels& levels, Findings& findings);
/// Puts a statement in the place of an earlier one (from 0), which keeps its time.
void correct(Claim& claim, std::int64_t statement, const Value& saying, Levels& levels, Findings& findings);
/// The customer's contacts, as the claim has them last.
void note_contact(Claim& claim, const Value& payload);

/// The levels that worths of lines ask for, by line; nothing for a line of which none is stated. On gross basis the
/// largest whose gross is not above the worth; where all lines of a (category, rate) were stated gross, the largest of
/// them gives what is above what was said of them together.
[[nodiscard]] std::vector<std::optional<Wide>> levels_asked(const Claim& claim, const Levels& levels);
/// By how much a gross worth of the whole may be missed: what one more unit of base costs, in each (category, rate).
[[nodiscard]] Wide gross_reach(const Levels& levels);

/// Law 1: what stands is what was stated, to the unit on net basis; on gross basis not above it, and below only by what
/// tax steps over. After a correction that was not followed by an offer, what the customer values higher may stand
/// lower.
void judge_worth_reached(const Claim& claim, const Levels& levels, Findings& findings);

}  // namespace makegood::verify
