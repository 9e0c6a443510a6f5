#include "tests/crash/aftermath.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <SQLiteCpp/SQLiteCpp.h>

#include "adapters/sqlite/rebuild.hpp"
#include "adapters/sqlite/store.hpp"
#include "adapters/verify/verify.hpp"
#include "tests/contract/desk.hpp"
#include "tests/contract/fakes.hpp"

namespace makegood::crash {

namespace {

constexpr std::size_t shown_max = 5;

/// The events that no answer has told of yet, by sequence.
class Untold {
  public:
    explicit Untold(const std::vector<JournalRow>& journal) {
        for (const JournalRow& row : journal)
            if (is_of_type(row.envelope, "numbers-restarted"))
                has_new_series_ = true;
            else if (!is_of_type(row.envelope, "configuration-activated"))
                envelopes_[row.sequence] = row.envelope;
    }
    [[nodiscard]] bool has_new_series() const { return has_new_series_; }
    /// In words what is wrong; empty when the events are there and are nobody else's.
    std::string take(const Request& request, const Answer& answer) {
        std::string wrong;
        for (const Told& told : events_told(answer)) {
            const auto found = envelopes_.find(told.sequence);
            if (found == envelopes_.end())
                wrong = request.key + " tells of event " + std::to_string(told.sequence) + ", which is not its own";
            else if (!is_of_type(found->second, told.type))
                wrong = request.key + " tells of a " + told.type + ", but there is " + found->second;
            else
                envelopes_.erase(found);
        }
        return wrong;
    }
    [[nodiscard]] const std::map<std::uint64_t, std::string>& left() const { return envelopes_; }

  private:
    static bool is_of_type(const std::string& envelope, const std::string& type) {
        return envelope.find("\"type\":\"" + type + "\"") != std::string::npos;
    }
    std::map<std::uint64_t, std::string> envelopes_;
    bool has_new_series_ = false;
};

std::string in_words(const Completed& completed) {
    return "status " + std::to_string(static_cast<int>(completed.status)) + ", answer " +
           std::to_string(completed.answer.status) + " " + completed.answer.body + completed.detail;
}

void ask_again(Store& store, Oracle& oracle, const Crypto& crypto, Aftermath& aftermath) {
    Untold untold(contract::whole_journal(store));
    aftermath.has_new_series = untold.has_new_series();
    for (Request& request : oracle.requests()) {
        const Completed again = ask_and_wait(store, request, crypto);
        const bool is_there = again.status == SubmissionStatus::replayed;
        if (request.acknowledged && !(is_there && again.answer == *request.acknowledged)) {
            aftermath.lost.push_back(request.key + " was told " + request.acknowledged->body + ", and now " +
                                     in_words(again));
            continue;
        }
        if (!is_there && again.status != SubmissionStatus::done) {
            aftermath.wrong.push_back(request.key + " cannot be sent again: " + in_words(again));
            continue;
        }
        ++(request.acknowledged ? aftermath.kept : is_there ? aftermath.whole : aftermath.absent);
        if (std::string wrong = is_there ? untold.take(request, again.answer) : ""; !wrong.empty())
            aftermath.wrong.push_back(std::move(wrong));
        oracle.acknowledge(request, again.answer);
    }
    for (const auto& [sequence, envelope] : untold.left())
        aftermath.wrong.push_back("event " + std::to_string(sequence) + " belongs to no answer: " + envelope);
}

void read_every_word(Store& store, Oracle& oracle, Aftermath& aftermath) {
    std::set<InvoiceNumber> numbers;
    for (const Request& request : oracle.requests())
        if (const auto* record = std::get_if<RecordInvoice>(&request.command)) numbers.insert(record->invoice->number);
    contract::read(store, [&](Reader& reader) {
        for (const InvoiceNumber& number : numbers) {
            const auto stream = reader.invoice(number);
            if (!stream) continue;  // its request was missed already
            for (const Claim& claim : stream->claims) {
                for (const Statement& statement : claim.statements)
                    if (statement.words() && statement.words()->is_erased())
                        aftermath.wrong.push_back("words said on " + number.text() + " cannot be read any more");
                for (const Note& note : claim.notes)
                    if (note.text.is_erased())
                        aftermath.wrong.push_back("a note on " + number.text() + " cannot be read any more");
            }
        }
    });
}

/// Every row of every table.
std::map<std::string, std::string> dump(const std::string& path) {
    SQLite::Database database(path);
    std::vector<std::string> names;
    SQLite::Statement tables(database, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    while (tables.executeStep()) names.push_back(tables.getColumn(0).getString());
    std::map<std::string, std::string> dumped;
    for (const std::string& name : names) {
        SQLite::Statement rows(database, "SELECT * FROM " + name);  // in the order of the primary key
        std::string& text = dumped[name];
        while (rows.executeStep()) {
            for (int i = 0; i < rows.getColumnCount(); ++i) {
                const SQLite::Column column = rows.getColumn(i);
                text += std::to_string(column.getType()) + ":" + column.getString() + "|";
            }
            text += "\n";
        }
    }
    return dumped;
}

void judge_file(const std::string& path, Aftermath& aftermath) {
    SQLite::Database database(path);
    const std::string found = database.execAndGet("PRAGMA integrity_check").getString();
    if (found != "ok") aftermath.wrong.push_back("SQLite finds the file broken: " + found);
    const auto report = verify::verify_journal(path);
    if (!report)
        aftermath.wrong.push_back("the journal cannot be verified: " + report.error());
    else if (!report->is_clean())
        aftermath.wrong.push_back("the journal is not clean: " + verify::in_words(*report));
}

void judge_projections(const std::string& path, Aftermath& aftermath) {
    const auto before = dump(path);
    sqlite::Options options;
    options.path = path;
    const auto rebuilt = sqlite::rebuild_projections(options, {});
    if (!rebuilt) {
        aftermath.wrong.push_back("the projections cannot be rebuilt: " + rebuilt.error());
        return;
    }
    for (const auto& [table, rows] : dump(path))
        if (before.at(table) != rows)
            aftermath.wrong.push_back("a rebuild makes " + table + "\n" + rows + "\nof what was\n" + before.at(table));
}

void append_first(std::string& text, const char* what, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    text += std::to_string(lines.size()) + " " + what + ":\n";
    for (std::size_t i = 0; i < std::min(lines.size(), shown_max); ++i) text += "  " + lines[i] + "\n";
}

}  // namespace

std::string in_words(const Aftermath& aftermath) {
    std::string text = std::to_string(aftermath.kept) + " acknowledged requests are there, " +
                       std::to_string(aftermath.whole) + " others too, " + std::to_string(aftermath.absent) +
                       " others not\n";
    append_first(text, "LOST", aftermath.lost);
    append_first(text, "WRONG", aftermath.wrong);
    return text;
}

Aftermath judge(const std::string& path, Oracle& oracle, Crypto& crypto, const Company& company) {
    Aftermath aftermath;
    aftermath.wrong = oracle.complaints();
    {
        contract::HandClock clock(contract::monday_morning());
        sqlite::Options options;
        options.path = path;
        auto store = sqlite::SqliteStore::open(options, crypto, clock, company);
        if (!store) {
            aftermath.wrong.push_back("it does not open: " + store.error());
            return aftermath;
        }
        ask_again(**store, oracle, crypto, aftermath);
        read_every_word(**store, oracle, aftermath);
    }
    judge_file(path, aftermath);
    judge_projections(path, aftermath);
    return aftermath;
}

}  // namespace makegood::crash
