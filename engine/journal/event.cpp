#include "engine/journal/event.hpp"

#include <array>

namespace makegood {

namespace {

constexpr std::array<std::string_view, std::variant_size_v<Event>> types = {
    "invoice-recorded", "credited-elsewhere", "claim-opened",   "statement-made",          "claim-acknowledged",
    "claim-approved",   "offer-made",         "offer-answered", "adjustment-issued",       "claim-adjusted",
    "claim-settled",    "note-added",         "cause-named",    "configuration-activated", "rules-activated",
};

}  // namespace

std::string_view type_of(const Event& event) {
    return types[event.index()];
}

std::optional<ClaimId> claim_of(const Event& event) {
    return std::visit(
        [](const auto& e) -> std::optional<ClaimId> {
            if constexpr (requires { e.claim; })
                return e.claim;
            else if constexpr (requires { e.adjustment; })
                return e.adjustment.claim;
            else
                return std::nullopt;
        },
        event);
}

void note_numbers(NumberBook& book, const Event& event) {
    if (const auto* opened = std::get_if<ClaimOpened>(&event))
        book.took(Series::claim, opened->opened_on, opened->ordinal);
    if (const auto* issued = std::get_if<AdjustmentIssued>(&event))
        book.took(series_of(issued->adjustment.type), issued->adjustment.issued_on, issued->adjustment.ordinal);
}

}  // namespace makegood
