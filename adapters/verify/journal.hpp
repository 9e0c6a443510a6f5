#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "adapters/verify/batches.hpp"
#include "adapters/verify/books.hpp"
#include "adapters/verify/chain.hpp"
#include "adapters/verify/database.hpp"
#include "adapters/verify/event_type.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/invoice.hpp"
#include "adapters/verify/json_tree.hpp"
#include "adapters/verify/money.hpp"
#include "adapters/verify/numbers.hpp"
#include "adapters/verify/people.hpp"
#include "adapters/verify/projections.hpp"
#include "adapters/verify/reading.hpp"

namespace makegood::verify {

/// Goes through a journal from its first event to its last, once.
class JournalJudge {
  public:
    JournalJudge(const Database& database, Report& report);
    /// Throws Unreadable.
    void judge(const Progress& progress);

  private:
    struct Row {
        std::int64_t sequence;
        std::int64_t stream_id;
        std::int64_t version;
        std::string_view envelope;
        std::string_view hash;
    };
    struct Stream {
        std::string name{};
        std::int64_t version = 0;
        bool is_whole = true;  ///< false from an event on that is missing or unreadable: nothing after it can be judged
        std::unique_ptr<Invoice> invoice{};
    };

    void judge_row(const Row& row);
    void read_row(const Row& row, Stream& stream);
    [[nodiscard]] Stream& stream_of(const Row& row);
    /// Whether the envelope says of itself that it belongs into its row.
    [[nodiscard]] bool judge_place(const Row& row, const Stream& stream, const Value& envelope);
    void judge_version(const Row& row, Stream& stream);
    void judge_time(const Value& envelope);
    void judge_event(Stream& stream, const Row& row, Reading& reading);
    void judge_home(Stream& stream, const EventType& type, const Value& payload, const Happening& happening,
                    Reading& reading);
    /// What can be judged whether or not the stream is whole: entries, numbers, ids, control totals.
    [[nodiscard]] Happening judge_of_journal(const EventType& type, const Stream& stream, const Row& row,
                                             Reading& reading);
    [[nodiscard]] Books::Posting post(const EventType& type, const Value& payload, const Happening& happening,
                                      Reading& reading);
    [[nodiscard]] Books::Posting post_accrual(const Value& payload, Reading& reading);
    void know_digits(const std::string& currency, Reading& reading);
    void judge_numbers(std::string_view type, const Value& payload, std::int64_t at_ms);
    void judge_document(const Value& document, std::int64_t at_ms);
    void judge_imports(std::string_view type, const Value& payload);
    void judge_transfer(std::string_view type, const Value& payload, const Stream& stream, const Happening& happening);
    void count_for_batch(std::string_view type, const Value& payload, const Stream& stream);
    void judge_company(std::string_view type, const Value& payload, const Happening& happening);
    void judge_configuration(std::string_view type, const Value& payload);
    void judge_resumption(const Value& payload, const Happening& happening);
    void judge_of_stream(Stream& stream, std::string_view type, const Value& payload, const Happening& happening);
    [[nodiscard]] bool begin_invoice(Stream& stream, const Value& payload);
    void note_open_claim(const Invoice& invoice, const Value& payload);
    [[nodiscard]] std::vector<Liability> liabilities();
    void finish();

    const Database& database_;
    Report& report_;
    Findings findings_;
    Chain chain_;
    Numbers numbers_{};
    Books books_{};
    People people_{};
    BalanceTransfers transfers_{};
    std::unordered_set<std::string> payments_{};     ///< ids
    std::unordered_map<std::string, int> digits_{};  ///< of each currency, as its first amount was written
    Batches batches_;
    Projections projections_;
    Rows stream_names_;
    JsonTree tree_{};
    std::unordered_map<std::int64_t, Stream> streams_{};
    std::map<std::string, const Invoice*> stated_claims_{};  ///< open, with a worth: by id, their invoice
    std::int64_t last_ms_ = 0;
    std::string last_at_{};
};

}  // namespace makegood::verify
