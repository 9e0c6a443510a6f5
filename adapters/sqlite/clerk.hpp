#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/sqlite/answers.hpp"
#include "adapters/sqlite/chain_head.hpp"
#include "adapters/sqlite/checkpoint_file.hpp"
#include "adapters/sqlite/customer_past.hpp"
#include "adapters/sqlite/key_ring.hpp"
#include "adapters/sqlite/projector.hpp"
#include "adapters/sqlite/refusal_counts.hpp"
#include "adapters/sqlite/scout.hpp"
#include "adapters/sqlite/stream_cache.hpp"
#include "adapters/sqlite/tally.hpp"
#include "engine/port/clock.hpp"
#include "engine/port/store.hpp"

namespace makegood::sqlite {

/// A command broke in a transaction whose commands cannot be taken back alone: do them again, each_alone.
struct CommandBroke : std::exception {};

/// How a transaction's commands are held apart. A savepoint for each costs a tenth of the work and is needed only when
/// one breaks, which is our own mistake and rare: so they run together first, and each alone after one broke.
enum class Care { together, each_alone };

/// Does commands one after another inside the transaction that begin() opens and commit() ends. Each sees its
/// predecessors; one that breaks is rolled back alone, which takes Care::each_alone. What run() throws (CommandBroke,
/// SQLite::Exception, std::bad_alloc) means that the transaction is lost: rollback() then forgets everything that it
/// had in memory. One thread.
class Clerk {
  public:
    Clerk(const Options& options, const Uuid& journal, Crypto& crypto, WallClock& clock,
          std::shared_ptr<const Company> company, CheckpointFile checkpoint);
    ~Clerk();

    void begin(Care care);
    /// `ahead` may be null, and may hold the command's stream by now.
    [[nodiscard]] Completed run(const Submission& submission, const std::optional<AnswerKey>& key, FoldedAhead* ahead);
    /// How many keys were destroyed. Thread-safe.
    [[nodiscard]] std::uint64_t erasures() const { return erasures_.load(); }
    /// Whether the stream is held in memory. Thread-safe.
    [[nodiscard]] bool holds(const InvoiceNumber& number) const { return streams_.holds(number); }
    void commit();
    /// Never throws: what it cannot read again it reads in the next begin().
    void rollback() noexcept;

    /// In a transaction of its own each. Throw SQLite::Exception.
    /// Law 9, before anything else is written: numbers go on where the file proves to be the whole journal; where it
    /// does not, they begin anew with a mark. Answers the mark that was drawn now; empty: none was.
    [[nodiscard]] SeriesMark settle_series();
    /// Numbers go on where they stood at an event that the journal was last seen at. Fails in words.
    [[nodiscard]] Result<SeriesMark, std::string> resume_series(std::uint64_t sequence, const std::string& hash);
    void activate(std::shared_ptr<const Company> company, const std::string& content);
    [[nodiscard]] bool destroy_key(const std::string& customer);
    /// Writes something, to learn whether one can.
    void probe();

    /// Removes answers that are kept no longer, and writes what was counted.
    void tidy();
    [[nodiscard]] bool is_trim_due() const { return answers_.is_trim_due(now()); }
    /// Thread-safe.
    void count_refusal(std::string_view kind) { refusals_.add(kind); }
    [[nodiscard]] bool has_refusals_to_write() { return refusals_.is_pending(); }
    [[nodiscard]] sqlite3* handle() { return database_.getHandle(); }

  private:
    struct Position {
        ChainHead head;
        NumberBook numbers;
    };

    [[nodiscard]] HeldStream& locate(const Command& command, FoldedAhead* ahead);
    void take_ahead(FoldedAhead& ahead);
    [[nodiscard]] Completed decide_and_write(const Submission& submission, const std::optional<AnswerKey>& key,
                                             FoldedAhead* ahead);
    /// The invoices that a command is about: its own and, of a command on two, the other.
    struct Addressed {
        HeldStream& own;
        HeldStream* other = nullptr;
    };
    [[nodiscard]] HeldStream* held(const Target& target, FoldedAhead* ahead);
    [[nodiscard]] Answer accept(const Submission& submission, const Addressed& streams, std::vector<Event> events,
                                Instant at);
    [[nodiscard]] Journaled record(HeldStream& stream, const Actor& actor, Instant at, Event event);
    [[nodiscard]] Answer export_batch(const Submission& submission, const ExportCommand& command, Instant at);
    void load_exports();
    [[nodiscard]] Answer refuse(const Submission& submission, const HeldStream& stream, const Refusal& refusal) const;
    void keep_answer(const Submission& submission, const std::optional<AnswerKey>& key, const Answer& answer,
                     Instant at);
    void create_stream(HeldStream& stream);
    /// The next link of the chain.
    [[nodiscard]] std::uint64_t append(std::int64_t stream_id, const std::string& stream, const Recorded& recorded,
                                       codec::Sealer& sealer);
    void settle_command();
    void undo(const Position& before);
    [[nodiscard]] Completed give_up(const Position& before, const char* why);
    /// So that no page of before is left in it. Throws when somebody reads an old snapshot for too long.
    void truncate_log();
    void in_transaction(const std::function<void()>& work);
    void read_position();
    [[nodiscard]] Instant now() const;
    [[nodiscard]] ClaimId next_claim_id(Instant at);
    /// What the company's own events come to.
    struct CompanyStream {
        std::int64_t id = 0;  ///< 0: there is none yet
        std::uint64_t version = 0;
        std::string configuration;                                         ///< hash
        std::map<std::string, std::string> rules;                          ///< hash by name and version
        std::vector<std::pair<std::uint64_t, SeriesMark>> marks{{0, {}}};  ///< from which event on, ascending
        std::uint64_t lost_sequence = 0;                                   ///< of the last NumbersRestarted

        [[nodiscard]] const SeriesMark& mark_at(std::uint64_t sequence) const;
    };
    [[nodiscard]] CompanyStream read_company_stream();
    void append_to(CompanyStream& stream, Event event);
    [[nodiscard]] bool holds(const Checkpoint& checkpoint);
    [[nodiscard]] bool proves_to_be_whole();
    [[nodiscard]] bool has_numbers();
    [[nodiscard]] std::optional<CustomerPast> past_for(const Command& command, Instant at);
    /// Null on a day on which no rule set is in force.
    [[nodiscard]] Router* router_on(Date today);
    void note_recent(const InvoiceStream& after, const Recorded& recorded);

    /// The zones that rules may name: the company's, and UTC.
    struct Zones : cel::ZoneTable {
        explicit Zones(const Clerk& of) : clerk(of) {}
        [[nodiscard]] const Zone* find(std::string_view name) const override;
        const Clerk& clerk;
    };

    SQLite::Database database_;
    Uuid journal_;
    CheckpointFile checkpoint_;
    SeriesMark mark_;  ///< of every number from here on
    Crypto& crypto_;
    WallClock& clock_;
    std::shared_ptr<const Company> company_;

    KeyRing keys_;
    StreamFolder folder_;
    StreamCache streams_;
    HeldStream unheld_;                       // what the command under way is about, while it has no event yet
    std::atomic<std::uint64_t> erasures_{0};  ///< keys destroyed
    HeldStream* used_ = nullptr;
    HeldStream* also_used_ = nullptr;  ///< the other invoice of a command on two
    struct ExportStream {
        std::int64_t id = 0;  ///< 0: there is none yet
        ExportLog log;
    };
    std::optional<ExportStream> exports_;  ///< nothing: not read yet, or forgotten
    bool is_answer_kept_ = false;          // of the command under way
    Answers answers_;
    RefusalCounts refusals_;
    Projector projector_;
    RecentClaims recent_;
    CustomerPasts pasts_;
    bool is_recent_known_ = false;
    Zones zones_{*this};
    std::optional<Router> router_;  ///< of the rule set that was asked last
    Tally of_command_;
    Tally of_batch_;
    TallyWriter tally_writer_;
    Care care_ = Care::each_alone;
    Position position_;
    bool is_position_known_ = false;
    std::array<std::uint8_t, 10 * 64> random_{};
    std::size_t random_used_ = random_.size();

    Prepared begin_;
    Prepared commit_;
    Prepared savepoint_;
    Prepared release_;
    Prepared rollback_to_;
    Prepared insert_stream_;
    Prepared insert_event_;
};

}  // namespace makegood::sqlite
