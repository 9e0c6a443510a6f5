#pragma once

#include "engine/invoice/invoice.hpp"
#include "tests/scenario/claimant.hpp"

namespace makegood::scenario {

/// Any invoice that a company may write: seldom one of a few markets' usual ones, else a random one with all that an
/// invoice can have, to a customer in one of our countries, with texts that people write and that somebody's books must
/// survive. It says what EN 16931 asks for; one in five forgets half of that.
[[nodiscard]] InvoiceDraft any_bill(Dice& dice, std::size_t serial, Date issued_on);

}  // namespace makegood::scenario
