#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/verify/books.hpp"
#include "adapters/verify/database.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/numbers.hpp"

namespace makegood::verify {

/// A table with one row for each event of some types, at its sequence in the journal.
class EventTable {
  public:
    /// The question asks for the sequence, a text that must be the event's, and an integer that must be its stream's.
    EventTable(const Database& database, const char* name, const char* question, Findings& findings);
    /// Called for every such event in the order of the journal.
    void judge(std::int64_t sequence, std::string_view text, std::int64_t stream_id);
    void judge_rest();

  private:
    void complain_of_surplus();

    const char* name_;
    Findings& findings_;
    Rows rows_;
    bool is_at_row_ = false;
};

/// Whether the tables that are made from the journal say what the journal says: documents, refunds and their
/// instructions, make-goods, payments, balances and account days, series. `makegood journal rebuild` mends what
/// differs, the journal being the truth.
class Projections {
  public:
    Projections(const Database& database, Findings& findings);

    /// Called for every event in the order of the journal.
    void judge(std::string_view type, const Value& payload, std::int64_t sequence, std::int64_t stream_id);
    /// Called when all events were read.
    void judge_rest(const Books& books, const Numbers& numbers);

  private:
    void judge_refund(std::string_view type, const Value& payload, std::int64_t sequence, std::int64_t stream_id);
    void judge_balances(const Books& books);
    void judge_account_days(const Books& books);
    void judge_payments();
    void judge_refund_states();
    void judge_series(const Numbers& numbers);
    void complain(std::string found, std::string must);

    const Database& database_;
    Findings& findings_;
    EventTable adjustments_;
    std::optional<EventTable> make_goods_{};  ///< nothing: the file is of an older program, without these tables
    std::optional<EventTable> refunds_{};
    std::optional<EventTable> instructions_{};
    std::unordered_map<std::string, std::int64_t> payments_{};       ///< by id: the stream
    std::unordered_map<std::string, std::int64_t> refund_states_{};  ///< by number
};

}  // namespace makegood::verify
