#pragma once

#include <future>
#include <optional>
#include <string>
#include <vector>

#include "engine/port/store.hpp"

namespace makegood::contract {

/// A company in UTC whose guarantee promises to acknowledge within a day and to adjust within three.
[[nodiscard]] Company company();
[[nodiscard]] Actor office();
/// 2026-03-02T09:00:00Z, a Monday.
[[nodiscard]] Instant monday_morning();

/// Two lines, 100.00 of "haulage" and 50.00 of "storage", 20 % on both: 180.00 EUR gross, nothing paid.
[[nodiscard]] Invoice invoice(const std::string& number, const std::string& paid = "0.00");
[[nodiscard]] Saying worth_of_whole(const std::string& gross);
[[nodiscard]] Saying worth_of_line(const std::string& line, const std::string& gross);
[[nodiscard]] Command record(const std::string& number, const std::string& paid = "0.00");
[[nodiscard]] Command invoke(const std::string& number, Saying saying);
[[nodiscard]] Command pay(const std::string& number, const std::string& id, const std::string& amount);
/// The next batch after `log`, through a day, with every event up to `last_sequence`.
[[nodiscard]] SealBatch seal(const ExportLog& log, Date through, std::uint64_t last_sequence);

/// What came back from one submission.
struct Reply {
    Completed completed;
    std::vector<Journaled> events{};
    std::uint64_t version = 0;  ///< of the stream, after it
    std::optional<RefusalReason> refusal{};
    std::vector<Happening> since{};
    std::optional<ExportLog> exports{};  ///< of an ExportCommand

    [[nodiscard]] bool was_accepted() const { return completed.status == SubmissionStatus::done && !refusal; }
    /// Of the first event that is about one.
    [[nodiscard]] ClaimId claim() const;
};

/// Submits as an edge would: 201 for what was accepted, 422 for what was refused, the events' numbers in the body.
[[nodiscard]] std::future<Reply> submit(Store& store, Command command, const std::string& key = {},
                                        const std::string& body = {}, std::optional<std::uint64_t> expected = {});
[[nodiscard]] Reply submit_and_wait(Store& store, Command command, const std::string& key = {},
                                    const std::string& body = {}, std::optional<std::uint64_t> expected = {});
/// Submits as somebody else than the office.
[[nodiscard]] Reply submit_as(Store& store, const std::string& name, std::variant<Command, ExportCommand> command,
                              const std::string& key = {}, const std::string& body = {});
/// Reads with a snapshot and waits for it. Throws what `failed` was told.
void read(Store& store, const std::function<void(Reader&)>& use);

/// Every event of the journal, oldest first.
[[nodiscard]] std::vector<JournalRow> whole_journal(Store& store);

/// Keeps the store's writer busy for as long as it lives, so that what is submitted meanwhile is queued together.
class BusyWriter {
  public:
    /// Records invoice "BUSY-n" to do so.
    explicit BusyWriter(Store& store);
    ~BusyWriter();
    void let_go();

  private:
    std::promise<void> release_;
    bool has_let_go_ = false;
    std::future<void> done_;
};

}  // namespace makegood::contract
