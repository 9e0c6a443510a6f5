#pragma once

#include <cstdint>
#include <variant>
#include <vector>

#include "engine/desk/command.hpp"

namespace makegood {

/// Every batch ever sealed, folded from the events of the stream "exports".
struct ExportLog {
    std::uint64_t version = 0;
    std::vector<Batch> batches;  ///< by number, from 1

    [[nodiscard]] const Batch* find(std::uint64_t number) const;
    /// Where the next batch begins: the last event of the one before, 0 for the first.
    [[nodiscard]] std::uint64_t sealed_to() const;
    [[nodiscard]] std::optional<Date> closed_through() const;
};
void apply(ExportLog& log, const Recorded& recorded);

/// Closes the period through a day and hands over what is in it. The content was put together from a snapshot; since
/// the day is past, nothing can have come into it meanwhile.
struct SealBatch {
    BatchContent content;
};

/// What the other system said: booked under its reference, or failed and why. A batch that failed may be booked later;
/// one that is booked stays so.
struct AnswerBatch {
    std::uint64_t number = 0;
    bool is_booked = false;
    std::string answer;
};

using ExportCommand = std::variant<SealBatch, AnswerBatch>;

/// Refusals: through_not_past, batch_out_of_order, unknown_batch, batch_answered. Of the context, time, zone, chart and
/// `accrues` count.
[[nodiscard]] Decision decide(const ExportLog& log, const ExportCommand& command, const Context& context);

/// Why a period cannot be closed through a day; nothing: it can. To be asked before the work is done.
[[nodiscard]] std::optional<Refusal> refuse_to_close(const ExportLog& log, Date through, Date today);

}  // namespace makegood
