#include "engine/settlement/settlement.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace makegood {

namespace {

constexpr std::array<std::pair<SettlementKind, std::string_view>, 4> names = {{
    {SettlementKind::offset, "offset"},
    {SettlementKind::refund, "refund"},
    {SettlementKind::balance, "balance"},
    {SettlementKind::out_of_band, "out-of-band"},
}};

}  // namespace

std::string_view to_text(SettlementKind kind) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == kind; });
    invariant(found != names.end(), "every way to settle has a name");
    return found->second;
}

std::optional<SettlementKind> parse_settlement_kind(std::string_view text) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.second == text; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

Money Receivable::refundable() const {
    return std::max(Money::zero(paid.currency()), paid - refunded - kept - settled_otherwise);
}

std::vector<SettlementPart> settle(const Receivable& before, const Money& credit, std::optional<SettlementKind> wish) {
    invariant(!credit.is_negative(), "a credit gives");
    const Money open = std::max(Money::zero(credit.currency()), before.open());
    const Money offset = std::min(credit, open);
    const Money rest = credit - offset;
    const bool keep = wish == SettlementKind::balance;
    const Money given = keep ? Money::zero(credit.currency()) : std::min(rest, before.refundable());
    const auto way = wish == SettlementKind::out_of_band ? SettlementKind::out_of_band : SettlementKind::refund;
    // What was never paid cannot be given back: it is kept for the customer rather than lost.
    const Money kept = rest - given;

    std::vector<SettlementPart> parts;
    for (const SettlementPart& part : {SettlementPart{SettlementKind::offset, offset}, SettlementPart{way, given},
                                       SettlementPart{SettlementKind::balance, kept}})
        if (part.amount.is_positive()) parts.push_back(part);
    return parts;
}

}  // namespace makegood
