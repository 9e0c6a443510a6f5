#pragma once

#include <cstdint>
#include <string_view>

#include "adapters/verify/books.hpp"
#include "adapters/verify/database.hpp"
#include "adapters/verify/findings.hpp"

namespace makegood::verify {

/// Whether the tables that are made from the journal say what the journal says: the adjustments and the balances.
/// `makegood journal rebuild` mends what differs, the journal being the truth.
class Projections {
  public:
    Projections(const Database& database, Findings& findings)
        : findings_(findings),
          adjustments_(database.ask("SELECT sequence, number FROM adjustments ORDER BY sequence")),
          balances_(database.ask("SELECT account, currency, debit_minor, credit_minor FROM balances")) {
        is_at_row_ = adjustments_.next();
    }

    /// Called for every adjustment in the order of the journal.
    void judge_adjustment(std::int64_t sequence, std::string_view number);
    /// Called when all events were read.
    void judge_rest(const Books& books);

  private:
    void complain_of_surplus();

    Findings& findings_;
    Rows adjustments_;
    Rows balances_;
    bool is_at_row_ = false;
};

}  // namespace makegood::verify
