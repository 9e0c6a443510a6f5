#include "tests/scenario/scene.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <iterator>

#include <SQLiteCpp/SQLiteCpp.h>
#include <stdlib.h>

#include "adapters/app/recorded_rules.hpp"
#include "adapters/rules/rule_files.hpp"
#include "adapters/sqlite/rebuild.hpp"

namespace makegood::scenario {

Folder::Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "makegood-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no folder for a test at " + name);
    path_ = name;
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Reply::in_words() const {
    if (status != SubmissionStatus::done) return "status " + std::to_string(static_cast<int>(status)) + " " + detail;
    if (!refusal) return "accepted";
    std::string words = "refused: " + std::string(to_text(refusal->reason));
    for (const Finding& finding : refusal->findings)
        words += "; " + finding.pointer + ": found " + finding.found + ", accepted " + finding.expected;
    return words;
}

Scene::Scene(Instant now) : clock_(now) {
    premises_ = app::load_premises(MAKEGOOD_SOURCE "/config", vault_);
    if (!premises_) throw std::runtime_error("the configuration of the repository does not load");
    open();
}

void Scene::open() {
    auto store = sqlite::SqliteStore::open(app::store_options(path(), premises_->configuration), vault_, clock_,
                                           premises_->company);
    if (!store) throw std::runtime_error(store.error());
    store_ = std::move(store).value();
}

void Scene::follow(const std::string& rules_directory) {
    auto book = rule_files::load_directory(rules_directory, app::hash_with(vault_), &premises_->company.guarantee);
    if (!book) throw std::runtime_error(rule_files::in_words(book.error().front()));
    premises_->company.rules = std::make_shared<const RuleBook>(*std::move(book));
    const auto activated = store_->activate(premises_->company, premises_->configuration.content);
    if (!activated) throw std::runtime_error(activated.error());
}

std::vector<Reply> Scene::ask_all(std::vector<Command> commands, const Actor& actor) {
    std::vector<Asked> asked;
    for (Command& command : commands) asked.push_back({std::move(command), actor});
    return ask_all(std::move(asked));
}

std::vector<Reply> Scene::ask_all(std::vector<Asked> asked) {
    std::vector<Reply> replies(asked.size());
    std::vector<std::promise<void>> answered(asked.size());
    for (std::size_t i = 0; i < asked.size(); ++i) {
        Reply& reply = replies[i];
        std::promise<void>& done = answered[i];
        Submission submission{std::move(asked[i].command), std::move(asked[i].by)};
        submission.render = [&reply](const Outcome& outcome) {
            reply.events.assign(outcome.events.begin(), outcome.events.end());
            reply.after = outcome.after;
            if (outcome.refusal) reply.refusal = *outcome.refusal;
            return Answer{200, {}, {}, {}};
        };
        store_->submit(std::move(submission), [&reply, &done](Completed completed) {
            reply.status = completed.status;
            reply.detail = std::move(completed.detail);
            done.set_value();
        });
    }
    for (std::promise<void>& done : answered) done.get_future().wait();
    return replies;
}

Reply Scene::ask(Command command, const Actor& actor) {
    std::vector<Command> one;
    one.push_back(std::move(command));
    return std::move(ask_all(std::move(one), actor).front());
}

void Scene::read(const std::function<void(Reader&)>& use) {
    std::promise<std::string> ended;
    store_->read(
        [&](Reader& reader) {
            use(reader);
            ended.set_value("");
        },
        [&](std::string_view why) { ended.set_value("failed: " + std::string(why)); });
    if (const std::string failure = ended.get_future().get(); !failure.empty()) throw std::runtime_error(failure);
}

std::optional<InvoiceStream> Scene::invoice(const InvoiceNumber& number) {
    std::optional<InvoiceStream> stream;
    read([&](Reader& reader) { stream = reader.invoice(number); });
    return stream;
}

Imported Scene::import(const std::vector<std::string>& files, const import::Mapping* mapping) {
    Imported imported;
    app::StoreIntake intake(*store_, [&](const import::Source& source, const Findings& findings) {
        for (const Finding& finding : findings)
            imported.rejects.push_back(std::filesystem::path(source.file).filename().string() +
                                       (source.line > 0 ? " line " + std::to_string(source.line) : "") + ": " +
                                       (finding.pointer.empty() ? "" : finding.pointer + ": ") + "found " +
                                       finding.found + "; accepted: " + finding.expected);
    });
    imported.rows = import::read_files(files, mapping, intake);
    imported.counts = intake.finish();
    std::sort(imported.rejects.begin(), imported.rejects.end());
    return imported;
}

verify::Report Scene::verify() const {
    auto report = verify::verify_journal(path());
    if (!report) throw std::runtime_error(report.error());
    return std::move(report).value();
}

void Scene::rebuild() const {
    sqlite::Options options;
    options.path = path();
    if (auto rebuilt = sqlite::rebuild_projections(options, [](std::uint64_t, std::uint64_t) {}); !rebuilt)
        throw std::runtime_error(rebuilt.error());
}

std::string Scene::projections() const {
    SQLite::Database database(path());
    std::string text;
    for (const char* table : {"invoices", "claims", "adjustments", "entries", "balances", "outcome_days", "series"}) {
        text += std::string(table) + "\n";
        SQLite::Statement rows(database, std::string("SELECT * FROM ") + table);  // in the order of the primary key
        while (rows.executeStep()) {
            for (int i = 0; i < rows.getColumnCount(); ++i)
                text += (rows.getColumn(i).isNull() ? "null" : rows.getColumn(i).getString()) + "|";
            text += "\n";
        }
    }
    return text;
}

bool is_full_form() {
    return std::getenv("MAKEGOOD_FULL") != nullptr;
}

std::optional<std::string> shared(const std::string& path) {
    if (const char* folder = std::getenv("MAKEGOOD_SHARED"))
        if (const auto found = std::filesystem::path(folder) / path; std::filesystem::exists(found))
            return found.string();
    std::cout << "WARN: skipped, MAKEGOOD_SHARED has no " << path << "\n";
    return std::nullopt;
}

std::vector<std::string> files_in(const std::string& folder) {
    std::vector<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

std::string demo_invoices() {
    return MAKEGOOD_SOURCE "/scripts/demo/invoices.jsonl";
}

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& content) {
    std::ofstream(path, std::ios::binary) << content;
}

}  // namespace makegood::scenario
