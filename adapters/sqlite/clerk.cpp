#include "adapters/sqlite/clerk.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <thread>

#include <sqlite3.h>

#include "adapters/sqlite/law_of_ties.hpp"

namespace makegood::sqlite {

namespace {

constexpr std::string_view company_stream = "company";
constexpr std::size_t cached_keys_max = 50'000;

Actor system_actor() {
    return {"makegood", Role::system, {}};
}

Date utc_day(Instant at) {
    return Zone::utc().date_at(at);
}

}  // namespace

Clerk::Clerk(const Options& options, const Uuid& journal, Crypto& crypto, WallClock& clock,
             std::shared_ptr<const Company> company, CheckpointFile checkpoint)
    : database_(connect(options, Access::read_write)),
      journal_(journal),
      checkpoint_(std::move(checkpoint)),
      crypto_(crypto),
      clock_(clock),
      company_(std::move(company)),
      keys_(database_, crypto, cached_keys_max),
      folder_(database_, &keys_),
      streams_(folder_, options.cached_streams_max, options.cached_lines_max),
      answers_(database_, options.answers_max, options.answer_age_max),
      refusals_(database_),
      projector_(database_),
      recent_(database_),
      pasts_(database_),
      tally_writer_(database_),
      begin_(database_, "BEGIN IMMEDIATE"),
      commit_(database_, "COMMIT"),
      savepoint_(database_, "SAVEPOINT command"),
      release_(database_, "RELEASE command"),
      rollback_to_(database_, "ROLLBACK TO command"),
      insert_stream_(database_, "INSERT INTO streams (name) VALUES (?)"),
      insert_event_(database_,
                    "INSERT INTO journal (sequence, stream_id, version, envelope, hash) VALUES (?, ?, ?, ?, ?)") {
    mark_ = read_company_stream().marks.back().second;
}

Clerk::~Clerk() {
    checkpoint_.sync();
}

void Clerk::begin(Care care) {
    care_ = care;
    Run(begin_).finish();
    if (!is_position_known_) read_position();
    if (!is_recent_known_) recent_.load(now());
    is_recent_known_ = true;
}

void Clerk::read_position() {
    position_ = {read_chain_head(database_), read_numbers(database_, company_->prefixes, mark_)};
    is_position_known_ = true;
}

Completed Clerk::run(const Submission& submission, const std::optional<AnswerKey>& key, FoldedAhead* ahead) {
    if (key) {
        if (auto known = answers_.find(*key)) {
            if (known->body_hash != submission.idempotency->body_hash) return {SubmissionStatus::key_reused};
            return {SubmissionStatus::replayed, std::move(known->answer)};
        }
    }
    const Position before = position_;
    if (care_ == Care::each_alone) Run(savepoint_).finish();
    try {
        Completed completed = decide_and_write(submission, key, ahead);
        if (care_ == Care::each_alone) Run(release_).finish();
        settle_command();
        return completed;
    } catch (const SQLite::Exception& failure) {
        if (is_host_failure(failure)) throw;
        return give_up(before, failure.what());
    } catch (const std::bad_alloc&) {
        throw;
    } catch (const std::exception& failure) {
        return give_up(before, failure.what());
    }
}

Completed Clerk::give_up(const Position& before, const char* why) {
    if (care_ == Care::together) throw CommandBroke();
    undo(before);
    return {SubmissionStatus::broken, {}, why};
}

Completed Clerk::decide_and_write(const Submission& submission, const std::optional<AnswerKey>& key,
                                  FoldedAhead* ahead) {
    const Instant at = now();
    if (const auto* exporting = std::get_if<ExportCommand>(&submission.command)) {
        Answer answer = export_batch(submission, *exporting, at);
        keep_answer(submission, key, answer, at);
        return {SubmissionStatus::done, std::move(answer)};
    }
    const Command& command = std::get<Command>(submission.command);
    used_ = &locate(command, ahead);
    const auto other = other_target_of(command);
    also_used_ = other ? streams_.find(*other) : nullptr;
    if (also_used_ == used_) also_used_ = nullptr;  // the engine refuses it
    const std::optional<CustomerPast> past = past_for(command, at);
    const Context context{at,
                          submission.actor,
                          *company_,
                          position_.numbers,
                          next_claim_id(at),
                          submission.expected_version,
                          past ? &*past : nullptr,
                          past ? router_on(company_->zone.date_at(at)) : nullptr,
                          also_used_ ? &also_used_->state : nullptr};
    auto decided = decide(used_->state, command, context);
    Answer answer = decided ? accept(submission, {*used_, also_used_}, std::move(decided).value(), at)
                            : refuse(submission, *used_, decided.error());
    keep_answer(submission, key, answer, at);
    return {SubmissionStatus::done, std::move(answer)};
}

/// Asked for only when a claim will be routed.
std::optional<CustomerPast> Clerk::past_for(const Command& command, Instant at) {
    const InvoiceStream& state = used_->state;
    const auto* payment = std::get_if<RecordPayment>(&command);
    const bool routes = std::holds_alternative<Invoke>(command) || std::holds_alternative<StateAnew>(command) ||
                        (payment && !payment->payment.deductions.empty());
    if (!routes || !state.books) return std::nullopt;
    std::optional<ClaimId> at_hand;
    if (const Claim* open = state.open_claim()) at_hand = open->id;
    return pasts_.find(*state.books, at_hand, at, recent_);
}

Router* Clerk::router_on(Date today) {
    const auto rules = company_->rules ? company_->rules->in_force_on(today) : nullptr;
    if (!rules) return nullptr;
    if (!router_ || &router_->rules() != rules.get()) router_.emplace(rules, &zones_);
    return &*router_;
}

const Zone* Clerk::Zones::find(std::string_view name) const {
    static const Zone utc = Zone::utc();
    if (name == utc.name()) return &utc;
    return name == clerk.company_->zone.name() ? &clerk.company_->zone : nullptr;
}

/// What was folded ahead is the stream only if nothing happened to it since.
void Clerk::take_ahead(FoldedAhead& ahead) {
    std::optional<HeldStream> stream = ahead.take();
    if (stream && ahead.erasures() == erasures_ && folder_.version_of(stream->id) == stream->state.version)
        streams_.insert(*std::move(stream));
}

HeldStream* Clerk::held(const Target& target, FoldedAhead* ahead) {
    return std::visit(
        [&](const auto& name) -> HeldStream* {
            if constexpr (std::is_same_v<std::decay_t<decltype(name)>, InvoiceNumber>) {
                if (ahead && !streams_.find_held(name)) take_ahead(*ahead);
                return streams_.find(name);
            } else {
                const auto id = folder_.find(name);
                return id ? streams_.find(*id) : nullptr;
            }
        },
        target);
}

HeldStream& Clerk::locate(const Command& command, FoldedAhead* ahead) {
    const Target target = target_of(command);
    unheld_ = HeldStream{};
    if (const auto* number = std::get_if<InvoiceNumber>(&target)) unheld_.number = *number;
    // A payment that was recorded already is judged where it is, whatever invoice it names now.
    const auto* payment = std::get_if<RecordPayment>(&command);
    HeldStream* stream = payment ? held(payment->payment.id, nullptr) : nullptr;
    if (!stream) stream = held(target, ahead);
    return stream ? *stream : unheld_;
}

Journaled Clerk::record(HeldStream& stream, const Actor& actor, Instant at, Event event) {
    const Recorded recorded{stream.state.version + 1, at, actor, std::move(event)};
    apply(stream.state, recorded);
    KeySealer sealer(keys_, stream.state.books->invoice->customer.id.text());
    const std::uint64_t sequence = append(stream.id, stream_name(stream.number), recorded, sealer);
    Journaled journaled{sequence, recorded};
    note_numbers(position_.numbers, recorded.event);
    projector_.project(stream.id, stream.state, journaled, of_command_);
    note_recent(stream.state, journaled.recorded);
    return journaled;
}

Answer Clerk::accept(const Submission& submission, const Addressed& streams, std::vector<Event> events, Instant at) {
    if (streams.own.id == 0 && !events.empty()) create_stream(streams.own);
    std::vector<Moved> moved{{sub_ledgers(streams.own.state), &streams.own.state}};
    if (streams.other) moved.push_back({sub_ledgers(streams.other->state), &streams.other->state});
    std::vector<Journaled> journaled;
    journaled.reserve(events.size());
    for (Event& event : events) {
        const bool is_of_other = std::holds_alternative<BalanceReceived>(event);
        journaled.push_back(record(is_of_other ? *streams.other : streams.own, submission.actor, at, std::move(event)));
    }
    require_ties(moved, journaled);
    return submission.render ? submission.render(Outcome{streams.own.state, journaled}) : Answer{};
}

void Clerk::load_exports() {
    ExportStream stream;
    BlindSealer blind;
    Prepared query(database_,
                   "SELECT streams.id, envelope FROM journal JOIN streams ON streams.id = stream_id "
                   "WHERE name = ? ORDER BY version");
    const std::string name(exports_stream);
    Run run(query, name);
    while (run.next()) {
        stream.id = run.integer(0);
        apply(stream.log, read_event(run.view(1), blind));
    }
    exports_ = std::move(stream);
}

Answer Clerk::export_batch(const Submission& submission, const ExportCommand& command, Instant at) {
    if (!exports_) load_exports();
    const Context context{at, submission.actor, *company_, position_.numbers, next_claim_id(at)};
    auto decided = decide(exports_->log, command, context);
    const InvoiceStream none;
    if (!decided) {
        const Refusal& refusal = decided.error();
        return submission.render ? submission.render(Outcome{none, {}, &refusal, &exports_->log}) : Answer{};
    }
    const std::string name(exports_stream);
    if (exports_->id == 0) {
        Run(insert_stream_, name).finish();
        exports_->id = sqlite3_last_insert_rowid(database_.getHandle());
    }
    BlindSealer sealer;
    std::vector<Journaled> journaled;
    for (Event& event : *std::move(decided)) {
        const Recorded recorded{exports_->log.version + 1, at, submission.actor, std::move(event)};
        apply(exports_->log, recorded);
        journaled.push_back({append(exports_->id, name, recorded, sealer), recorded});
        projector_.project(exports_->id, none, journaled.back(), of_command_);
    }
    return submission.render ? submission.render(Outcome{none, journaled, nullptr, &exports_->log}) : Answer{};
}

void Clerk::note_recent(const InvoiceStream& after, const Recorded& recorded) {
    const bool says =
        std::holds_alternative<ClaimOpened>(recorded.event) || std::holds_alternative<StatementMade>(recorded.event);
    if (!says) return;
    const Claim& claim = *after.find(*claim_of(recorded.event));
    for (const std::string& service : stated_services(claim, after.books->billing))
        recent_.note(service, after.books->invoice->customer.id.text(), recorded.at);
}

Answer Clerk::refuse(const Submission& submission, const HeldStream& stream, const Refusal& refusal) const {
    return submission.render ? submission.render(Outcome{stream.state, {}, &refusal}) : Answer{};
}

void Clerk::keep_answer(const Submission& submission, const std::optional<AnswerKey>& key, const Answer& answer,
                        Instant at) {
    constexpr int server_errors = 500;  // RFC 9110, 15.6: another attempt may fare better
    is_answer_kept_ = key && answer.status < server_errors;
    if (is_answer_kept_) answers_.store(*key, submission.idempotency->body_hash, answer, at);
}

void Clerk::create_stream(HeldStream& stream) {
    Run(insert_stream_, stream_name(stream.number)).finish();
    stream.id = sqlite3_last_insert_rowid(database_.getHandle());
}

std::uint64_t Clerk::append(std::int64_t stream_id, const std::string& stream, const Recorded& recorded,
                            codec::Sealer& sealer) {
    ChainHead& head = position_.head;
    const std::uint64_t sequence = head.sequence + 1;
    const std::string envelope = codec::encode_event(
        {journal_, sequence, stream, recorded.stream_version, recorded.actor, recorded.at}, recorded.event, sealer);
    const Sha256 hash = chain_hash(crypto_, journal_, sequence, head.hash, envelope);
    Run(insert_event_, sequence, stream_id, recorded.stream_version, Blob(envelope), Blob(hash)).finish();
    head = {sequence, hash, recorded.at};
    return sequence;
}

void Clerk::settle_command() {
    if (used_ == &unheld_ && unheld_.id != 0) streams_.insert(std::move(unheld_));
    streams_.trim();
    of_batch_.take_over(of_command_);
    used_ = nullptr;
    also_used_ = nullptr;
    is_answer_kept_ = false;
}

void Clerk::undo(const Position& before) {
    Run(rollback_to_).finish();
    Run(release_).finish();
    if (used_ && used_ != &unheld_) streams_.drop(used_->id);
    if (also_used_) streams_.drop(also_used_->id);
    exports_.reset();
    if (is_answer_kept_) answers_.undo_last();
    keys_.forget();
    of_command_.clear();
    is_recent_known_ = false;
    position_ = before;
    used_ = nullptr;
    also_used_ = nullptr;
    is_answer_kept_ = false;
}

void Clerk::commit() {
    answers_.trim(now());
    refusals_.write(utc_day(now()));
    tally_writer_.write(of_batch_);
    Run(commit_).finish();
    checkpoint_.write({journal_, position_.head.sequence, position_.head.hash});
    of_batch_.clear();
    answers_.committed();
    refusals_.committed();
}

void Clerk::rollback() noexcept {
    if (sqlite3_get_autocommit(database_.getHandle()) == 0) database_.tryExec("ROLLBACK");
    streams_.clear();
    keys_.forget();
    answers_.rolled_back();
    refusals_.rolled_back();
    of_command_.clear();
    of_batch_.clear();
    is_position_known_ = false;
    is_recent_known_ = false;
    is_answer_kept_ = false;
    used_ = nullptr;
    also_used_ = nullptr;
    exports_.reset();
}

void Clerk::in_transaction(const std::function<void()>& work) {
    try {
        begin(Care::each_alone);
        work();
        commit();
    } catch (...) {
        rollback();
        throw;
    }
}

void Clerk::activate(std::shared_ptr<const Company> company, const std::string& content) {
    in_transaction([&] {
        if (const std::string reason = objection_to_prefixes(database_, company->prefixes); !reason.empty())
            throw std::runtime_error(reason);
        CompanyStream stream = read_company_stream();
        std::vector<Event> events;
        if (stream.configuration != company->configuration)
            events.emplace_back(ConfigurationActivated{company->configuration, content});
        if (company->rules)
            for (const auto& rules : company->rules->sets())
                if (stream.rules[rules->title()] != rules->hash())
                    events.emplace_back(RulesActivated{rules->title(), rules->hash(), rules->content()});
        for (Event& event : events) append_to(stream, std::move(event));
    });
    router_.reset();
    company_ = std::move(company);
}

void Clerk::append_to(CompanyStream& stream, Event event) {
    const std::string name(company_stream);
    if (stream.id == 0) {
        Run(insert_stream_, name).finish();
        stream.id = sqlite3_last_insert_rowid(database_.getHandle());
    }
    BlindSealer sealer;
    const Recorded recorded{++stream.version, now(), system_actor(), std::move(event)};
    (void)append(stream.id, name, recorded, sealer);
}

const SeriesMark& Clerk::CompanyStream::mark_at(std::uint64_t sequence) const {
    const auto after = std::find_if(marks.begin(), marks.end(), [&](const auto& at) { return at.first > sequence; });
    return std::prev(after)->second;
}

bool Clerk::holds(const Checkpoint& checkpoint) {
    if (checkpoint.journal != journal_) return false;
    if (checkpoint.sequence == 0) return true;
    Prepared query(database_, "SELECT 1 FROM journal WHERE sequence = ? AND hash = ?");
    return Run(query, checkpoint.sequence, Blob(checkpoint.hash)).next();
}

/// A file that an older program wrote has no checkpoint beside it yet.
bool Clerk::proves_to_be_whole() {
    if (checkpoint_.found()) return holds(*checkpoint_.found());
    Prepared query(database_, "SELECT 1 FROM meta WHERE name = 'has_checkpoint'");
    return !Run(query).next();
}

bool Clerk::has_numbers() {
    return database_.execAndGet("SELECT EXISTS (SELECT 1 FROM series)").getInt() != 0;
}

SeriesMark Clerk::settle_series() {
    SeriesMark drawn;
    in_transaction([&] {
        Prepared note(database_, "INSERT OR IGNORE INTO meta (name, value) VALUES ('has_checkpoint', x'31')");
        const bool is_whole = proves_to_be_whole();
        Run(note).finish();
        if (is_whole || !has_numbers()) return;
        CompanyStream stream = read_company_stream();
        const auto was_given = [&](const SeriesMark& mark) {
            return std::any_of(stream.marks.begin(), stream.marks.end(),
                               [&](const auto& at) { return at.second == mark; });
        };
        do {
            std::array<std::uint8_t, 4> random;
            crypto_.fill_random(random);
            drawn = make_series_mark(std::uint32_t{random[0]} << 24U | std::uint32_t{random[1]} << 16U |
                                     std::uint32_t{random[2]} << 8U | std::uint32_t{random[3]});
        } while (was_given(drawn));
        const auto& seen = checkpoint_.found();
        append_to(stream, NumbersRestarted{drawn, seen && seen->journal == journal_ ? seen->sequence : 0});
    });
    if (!drawn.empty()) mark_ = drawn;
    is_position_known_ = false;
    checkpoint_.sync();
    return drawn;
}

Result<SeriesMark, std::string> Clerk::resume_series(std::uint64_t sequence, const std::string& hash) {
    std::string refusal;
    SeriesMark resumed;
    in_transaction([&] {
        CompanyStream stream = read_company_stream();
        const auto parsed = parse_hash(hash);
        resumed = stream.mark_at(sequence);
        if (!parsed || sequence == 0 || !holds({journal_, sequence, *parsed}))
            refusal = "the journal has no event " + std::to_string(sequence) + " with the hash " + hash +
                      "; accepted: the last checkpoint of the journal that the file is to go on with";
        else if (sequence < stream.lost_sequence)
            refusal = "the journal was seen at event " + std::to_string(stream.lost_sequence) +
                      ", which the file did not hold when it was opened; accepted: a checkpoint that is not older";
        else if (resumed == stream.marks.back().second)
            refusal = "numbers " + (resumed.empty() ? std::string("without a mark") : "with the mark " + resumed) +
                      " are what is given at that event and now: there is nothing to go back to";
        else
            append_to(stream, NumbersResumed{sequence, hash});
    });
    if (!refusal.empty()) return Failure{std::move(refusal)};
    mark_ = resumed;
    is_position_known_ = false;
    return resumed;
}

Clerk::CompanyStream Clerk::read_company_stream() {
    Prepared query(database_,
                   "SELECT streams.id, envelope, sequence FROM journal JOIN streams ON streams.id = stream_id "
                   "WHERE name = ? ORDER BY version");
    const std::string name(company_stream);
    CompanyStream stream;
    BlindSealer sealer;
    Run run(query, name);
    while (run.next()) {
        stream.id = run.integer(0);
        Recorded recorded = read_event(run.view(1), sealer);
        stream.version = recorded.stream_version;
        if (const auto* configured = std::get_if<ConfigurationActivated>(&recorded.event))
            stream.configuration = configured->hash;
        if (const auto* activated = std::get_if<RulesActivated>(&recorded.event))
            stream.rules[activated->rule_set] = activated->hash;
        if (const auto* restarted = std::get_if<NumbersRestarted>(&recorded.event)) {
            stream.marks.emplace_back(run.counter(2), restarted->mark);
            stream.lost_sequence = restarted->lost_sequence;
        }
        if (const auto* resumed = std::get_if<NumbersResumed>(&recorded.event))
            stream.marks.emplace_back(run.counter(2), stream.mark_at(resumed->sequence));
    }
    return stream;
}

bool Clerk::destroy_key(const std::string& customer) {
    bool existed = false;
    database_.exec("PRAGMA secure_delete = ON");
    in_transaction([&] {
        Prepared remove(database_, "DELETE FROM keys WHERE customer = ?");
        existed = Run(remove, customer).finish() > 0;
    });
    database_.exec("PRAGMA secure_delete = FAST");
    ++erasures_;
    streams_.clear();
    keys_.forget();
    truncate_log();
    return existed;
}

void Clerk::truncate_log() {
    constexpr int attempts_max = 100;
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
        // Another checkpoint may be under way: this one is then refused at once, whatever the busy timeout.
        if (database_.execAndGet("PRAGMA wal_checkpoint(TRUNCATE)").getInt() == 0) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    throw StoreUnavailable("the key is destroyed, but the write-ahead log that still holds its page is in use");
}

void Clerk::probe() {
    in_transaction([&] {
        Prepared upsert(database_,
                        "INSERT INTO meta (name, value) VALUES ('probed_at', ?) "
                        "ON CONFLICT (name) DO UPDATE SET value = excluded.value");
        Run(upsert, Blob(to_text(now()))).finish();
    });
}

void Clerk::tidy() {
    in_transaction([] {});
}

Instant Clerk::now() const {
    return std::max(clock_.now(), position_.head.at);
}

ClaimId Clerk::next_claim_id(Instant at) {
    std::array<std::uint8_t, 10> bits;
    if (random_used_ + bits.size() > random_.size()) {
        crypto_.fill_random(random_);
        random_used_ = 0;
    }
    std::copy_n(random_.begin() + static_cast<std::ptrdiff_t>(random_used_), bits.size(), bits.begin());
    random_used_ += bits.size();
    return ClaimId(make_uuid_v7(static_cast<std::uint64_t>(at.unix_ms()), bits));
}

}  // namespace makegood::sqlite
