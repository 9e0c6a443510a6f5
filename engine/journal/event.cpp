#include "engine/journal/event.hpp"

#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Event>> types = {
    "invoice-recorded",     "credited-elsewhere",
    "claim-opened",         "statement-made",
    "claim-acknowledged",   "claim-approved",
    "offer-made",           "offer-answered",
    "adjustment-issued",    "claim-adjusted",
    "claim-settled",        "note-added",
    "cause-named",          "configuration-activated",
    "rules-activated",      "statement-corrected",
    "adjustment-reversed",  "payment-received",
    "payment-reversed",     "refund-recorded",
    "refund-account-named", "refund-account-confirmed",
    "refund-instructed",    "refund-paid",
    "refund-failed",        "refund-due-again",
    "balance-used",         "balance-received",
    "make-good-given",      "batch-sealed",
    "batch-answered",       "refund-cancelled",
    "numbers-restarted",    "numbers-resumed",
};

}  // namespace

std::string_view type_of(const Event& event) {
    return event_type(event.index());
}

std::string_view event_type(std::size_t index) {
    invariant(index < types.size(), "an event has one of the types");
    return types[index];
}

std::optional<ClaimId> claim_of(const Event& event) {
    return std::visit(
        [](const auto& e) -> std::optional<ClaimId> {
            if constexpr (requires { e.claim; })
                return e.claim;
            else if constexpr (requires { e.adjustment; })
                return e.adjustment.claim;
            else if constexpr (requires { e.reversal.claim; })
                return e.reversal.claim;
            else if constexpr (requires { e.make_good; })
                return e.make_good.claim;
            else
                return std::nullopt;
        },
        event);
}

const Adjustment* document_in(const Event& event) {
    if (const auto* issued = std::get_if<AdjustmentIssued>(&event)) return &issued->adjustment;
    if (const auto* reversed = std::get_if<AdjustmentReversed>(&event)) return &reversed->reversal;
    return nullptr;
}

std::span<const Entry> entries_in(const Event& event) {
    if (const Adjustment* document = document_in(event)) return document->entries;
    return std::visit(
        [](const auto& e) -> std::span<const Entry> {
            if constexpr (requires { e.entries; })
                return e.entries;
            else
                return {};
        },
        event);
}

void note_numbers(NumberBook& book, const Event& event) {
    if (const auto* opened = std::get_if<ClaimOpened>(&event))
        book.took(Series::claim, opened->opened_on, opened->ordinal);
    if (const Adjustment* document = document_in(event))
        book.took(series_of(document->type), document->issued_on, document->ordinal);
    if (const auto* recorded = std::get_if<RefundRecorded>(&event))
        book.took(Series::refund, recorded->recorded_on, recorded->ordinal);
    if (const auto* given = std::get_if<MakeGoodGiven>(&event))
        book.took(Series::make_good, given->make_good.issued_on, given->make_good.ordinal);
}

}  // namespace makegood
