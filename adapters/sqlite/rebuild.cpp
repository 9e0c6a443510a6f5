#include "adapters/sqlite/rebuild.hpp"

#include "adapters/sqlite/projector.hpp"
#include "adapters/sqlite/schema.hpp"
#include "adapters/sqlite/stream_cache.hpp"
#include "adapters/sqlite/writer_lock.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::uint64_t events_between_reports = 10'000;

bool is_of_company(const Event& event) {
    return std::holds_alternative<ConfigurationActivated>(event) || std::holds_alternative<RulesActivated>(event) ||
           std::holds_alternative<NumbersRestarted>(event) || std::holds_alternative<NumbersResumed>(event);
}

bool is_of_exports(const Event& event) {
    return std::holds_alternative<BatchSealed>(event) || std::holds_alternative<BatchAnswered>(event);
}

std::uint64_t replay(SQLite::Database& database, const Options& options, const RebuildProgress& progress) {
    const auto in_all = static_cast<std::uint64_t>(database.execAndGet("SELECT count(*) FROM journal").getInt64());
    StreamFolder folder(database, nullptr);
    StreamCache streams(folder, options.cached_streams_max, options.cached_lines_max);
    Projector projector(database);
    TallyWriter writer(database);
    Tally tally;
    BlindSealer blind;
    std::uint64_t done = 0;
    Prepared events(database, "SELECT sequence, stream_id, envelope FROM journal ORDER BY sequence");
    Run run(events);
    while (run.next()) {
        const Journaled journaled{run.counter(0), read_event(run.view(2), blind)};
        if (is_of_exports(journaled.recorded.event)) {
            projector.project(run.integer(1), InvoiceStream{}, journaled, tally);
        } else if (!is_of_company(journaled.recorded.event)) {
            HeldStream& stream = *streams.find(run.integer(1), journaled.sequence);
            apply(stream.state, journaled.recorded);
            projector.project(stream.id, stream.state, journaled, tally);
            streams.trim();
        }
        if (++done % events_between_reports == 0 && progress) progress(done, in_all);
    }
    writer.write(tally);
    return done;
}

}  // namespace

Result<std::uint64_t, std::string> rebuild_projections(const Options& options, const RebuildProgress& progress) {
    if (std::string reason = objection(options); !reason.empty()) return Failure{std::move(reason)};
    if (!is_prepared(options)) return Failure{"\"" + options.path + "\" holds no journal of this version yet"};
    const auto lock = WriterLock::take(options.path);
    if (!lock) return Failure{lock.error()};
    try {
        return rebuild(options, progress);
    } catch (const std::exception& failure) {
        return Failure{"nothing was changed: " + std::string(failure.what())};
    }
}

std::uint64_t rebuild(const Options& options, const RebuildProgress& progress) {
    SQLite::Database database = connect(options, Access::read_write);
    database.exec("BEGIN IMMEDIATE");
    clear_projections(database);
    const std::uint64_t done = replay(database, options, progress);
    note_projections(database);
    database.exec("COMMIT");
    return done;
}

void bring_projections_up_to_date(const Options& options) {
    {
        SQLite::Database database = connect(options, Access::read_only);
        if (are_projections_current(database)) return;
    }
    (void)rebuild(options, {});
}

}  // namespace makegood::sqlite
