#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/verify/books.hpp"
#include "adapters/verify/chain.hpp"
#include "adapters/verify/database.hpp"
#include "adapters/verify/findings.hpp"
#include "adapters/verify/invoice.hpp"
#include "adapters/verify/json_tree.hpp"
#include "adapters/verify/numbers.hpp"
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
    [[nodiscard]] Stream& stream_of(const Row& row);
    /// Whether the envelope says of itself that it belongs into its row.
    [[nodiscard]] bool judge_place(const Row& row, const Stream& stream, const Value& envelope);
    void judge_version(const Row& row, Stream& stream);
    void judge_time(const Value& envelope);
    void judge_event(Stream& stream, const Row& row, Reading& reading);
    /// Entries and numbers, which can be judged whether or not the stream is whole.
    [[nodiscard]] Happening judge_of_journal(std::string_view type, const Value& envelope, const Row& row,
                                             Reading& reading);
    void judge_numbers(std::string_view type, const Value& payload, const Row& row, std::int64_t at_ms);
    void judge_configuration(std::string_view type, const Value& payload);
    void judge_of_stream(Stream& stream, std::string_view type, const Value& payload, const Happening& happening);
    [[nodiscard]] bool begin_invoice(Stream& stream, const Value& payload);
    void finish();

    const Database& database_;
    Report& report_;
    Findings findings_;
    Chain chain_;
    Numbers numbers_{};
    Books books_{};
    Projections projections_;
    Rows stream_names_;
    JsonTree tree_{};
    std::unordered_map<std::int64_t, Stream> streams_{};
    std::unordered_map<std::string, int> digits_{};  ///< of each currency, as its first amount was written
    std::int64_t last_ms_ = 0;
    std::string last_at_{};
};

}  // namespace makegood::verify
