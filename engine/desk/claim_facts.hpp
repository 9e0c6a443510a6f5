#pragma once

#include <vector>

#include "engine/desk/command.hpp"
#include "engine/rules/fact_sheet.hpp"

namespace makegood {

/// A claim as it will stand once what was just said is heard.
struct HeardClaim {
    const InvoiceStream& stream;               ///< before
    std::vector<const Statement*> statements;  ///< of this claim, oldest first, the new one last
    std::optional<SettlementKind> wish;
    const std::optional<Contact>& contact;
    std::size_t earlier_claims;  ///< on this invoice
};

/// What rules may know about it. `words` are the lists of the rule set that is asked, none when there is none.
[[nodiscard]] RuleFacts facts_of(const HeardClaim& claim, const Context& context, const WordLists& words);

/// The routing of a company without rules, from the same facts.
[[nodiscard]] Routing route_by_default(const RuleFacts& facts, const GuaranteeVersion& guarantee);

}  // namespace makegood
